"""What every page must have, as functions from a parsed page to a list of faults in plain words.

`faults(page)` runs them all. The page client does so on every page that any test fetches.
"""

from __future__ import annotations

import re
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from xml.etree.ElementTree import Element

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)  # html5lib looks up old names when first imported
    import html5lib

NEED_LABEL = {"input", "select", "textarea"}
NO_LABEL_TYPES = {"hidden", "submit", "button", "image", "reset"}
SAYS_NOTHING = {
    "click here",
    "here",
    "read more",
    "more",
    "link",
    "this",
    "this page",
    "details",
    "learn more",
}
OUTSIDE = re.compile(r"^(?:https?:)?//", re.IGNORECASE)
FETCHES = dict.fromkeys(("script", "img", "iframe", "source", "video", "audio", "embed", "input"), "src")
FETCHES["object"] = "data"
FETCHING_LINKS = set(
    "stylesheet icon preload modulepreload manifest apple-touch-icon preconnect dns-prefetch prefetch".split()
)


@dataclass(frozen=True)
class Html:
    """A parsed page. `elements` are in document order."""

    text: str

    @cached_property
    def _parser(self) -> html5lib.HTMLParser:
        return html5lib.HTMLParser(namespaceHTMLElements=False)

    @cached_property
    def root(self) -> Element:
        """The `html` element; drawings' elements have plain names too."""
        root = self._parser.parse(self.text)
        for element in root.iter():
            if isinstance(element.tag, str):
                element.tag = element.tag.rpartition("}")[2]
        return root

    @cached_property
    def errors(self) -> list[str]:
        """What the HTML standard calls parse errors: line and kind."""
        _ = self.root
        return [
            f"line {position[0]}: {code} {data or ''}".strip() for position, code, data in self._parser.errors
        ]

    @cached_property
    def elements(self) -> list[Element]:
        """Every element, without comments."""
        return [element for element in self.root.iter() if isinstance(element.tag, str)]

    @cached_property
    def parents(self) -> dict[Element, Element]:
        """Child → parent."""
        return {child: parent for parent in self.elements for child in parent}

    def all(self, *tags: str) -> list[Element]:
        """Elements with one of these tags, in document order."""
        return [element for element in self.elements if element.tag in tags]

    def ancestors(self, element: Element) -> Iterator[Element]:
        """Parents from the inside out."""
        while element in self.parents:
            element = self.parents[element]
            yield element

    def by_id(self, name: str) -> Element | None:
        """The element with an id."""
        return next((element for element in self.elements if element.get("id") == name), None)


def words(element: Element) -> str:
    """The text inside an element in reading order, white space made single; an img counts as its alt."""
    return " ".join(_in_order(element).split())


def _in_order(element: Element) -> str:
    text = element.get("alt", "") if element.tag == "img" else element.text or ""
    for child in element:
        if isinstance(child.tag, str) and child.tag not in {"script", "style", "template"}:
            text += _in_order(child)
        text += child.tail or ""
    return text


def name(page: Html, element: Element) -> str:
    """What a screen reader calls an element: aria-labelledby, aria-label, or its words."""
    referred = [page.by_id(key) for key in (element.get("aria-labelledby") or "").split()]
    labelled = " ".join(words(found) for found in referred if found is not None)
    picture = next((svg.get("aria-label") for svg in element.iter() if svg.get("role") == "img"), "")
    return labelled or (element.get("aria-label") or "").strip() or words(element) or (picture or "")


def shown(element: Element) -> str:
    """An element's start tag, for a message."""
    return (
        f"<{element.tag}" + "".join(f' {key}="{value[:60]}"' for key, value in element.attrib.items()) + ">"
    )


def parses(page: Html) -> Iterator[str]:
    """HTML5 without parse errors."""
    for error in page.errors:
        yield f"HTML does not parse: {error}"


def has_one_heading(page: Html) -> Iterator[str]:
    """Exactly one h1, which the title starts with."""
    headings, titles = (
        page.all("h1"),
        [title for title in page.all("title") if page.parents[title].tag == "head"],
    )
    if len(headings) != 1:
        yield f"there are {len(headings)} h1 instead of one"
    if len(titles) != 1:
        yield f"there are {len(titles)} titles instead of one"
    if len(headings) == len(titles) == 1 and not words(titles[0]).startswith(words(headings[0])):
        yield f"the title “{words(titles[0])}” does not start with the h1 “{words(headings[0])}”"
    if headings and not words(headings[0]):
        yield "the h1 is empty"


def says_its_language(page: Html) -> Iterator[str]:
    """`lang` and `dir` on the html element."""
    for attribute in ("lang", "dir"):
        if not page.root.get(attribute):
            yield f"<html> has no {attribute}"


def steps_through_headings(page: Html) -> Iterator[str]:
    """No level is jumped over on the way down."""
    level = 0
    for heading in page.all("h1", "h2", "h3", "h4", "h5", "h6"):
        now = int(heading.tag[1])
        if level and now > level + 1:
            yield f"heading “{words(heading)}” jumps from h{level} to h{now}"
        level = now


def has_unique_ids(page: Html) -> Iterator[str]:
    """Each id once, and everything that refers to one finds it."""
    ids = Counter(element.get("id") for element in page.elements if element.get("id") is not None)
    for key, times in ids.items():
        if times > 1 or not key or re.search(r"\s", key):
            yield f"id “{key}” is used {times} times" if times > 1 else f"id “{key}” cannot be used"
    for element in page.elements:
        for attribute in (
            "for",
            "aria-labelledby",
            "aria-describedby",
            "aria-controls",
            "aria-details",
            "headers",
        ):
            for key in (element.get(attribute) or "").split():
                if key not in ids:
                    yield f"{shown(element)} refers to #{key}, which is not there"
        href = element.get("href") or ""
        if element.tag == "a" and href.startswith("#") and href != "#" and href[1:] not in ids:
            yield f"link “{words(element)}” goes to {href}, which is not there"


def labels_every_field(page: Html) -> Iterator[str]:
    """A label for every input, select and textarea; a name for every button."""
    labelled = {label.get("for") for label in page.all("label") if words(label)}
    for field in page.all(*NEED_LABEL):
        if field.tag == "input" and field.get("type", "text").lower() in NO_LABEL_TYPES:
            continue
        inside = any(above.tag == "label" and words(above) for above in page.ancestors(field))
        if not (
            field.get("id") in labelled or inside or field.get("aria-label") or field.get("aria-labelledby")
        ):
            yield f"{shown(field)} has no label"
    for button in page.all("button", "summary"):
        if not name(page, button):
            yield f"{shown(button)} says nothing"


def keeps_code_out(page: Html) -> Iterator[str]:
    """No script or style in the page: the Content-Security-Policy refuses them."""
    for element in page.elements:
        if element.tag == "style" or (element.tag == "script" and not element.get("src")):
            yield f"{shown(element)} is inline"
        for attribute, value in element.attrib.items():
            if attribute == "style" or attribute.startswith("on"):
                yield f"{shown(element)} has an inline {attribute}"
            if value.strip().lower().startswith("javascript:"):
                yield f"{shown(element)} runs script from an address"


def asks_nobody_else(page: Html) -> Iterator[str]:
    """Nothing is fetched from another site."""
    for element in page.elements:
        address = element.get(FETCHES.get(element.tag, "")) or ""
        if element.tag == "link" and FETCHING_LINKS & set((element.get("rel") or "").split()):
            address = element.get("href") or ""
        if OUTSIDE.match(address) or OUTSIDE.match(element.get("srcset") or ""):
            yield f"{shown(element)} asks another site"


def has_whole_forms(page: Html) -> Iterator[str]:
    """An action and a method on every form, a CSRF token in every one that posts."""
    for form in page.all("form"):
        for attribute in ("action", "method"):
            if not form.get(attribute):
                yield f"{shown(form)} has no {attribute}"
        if (form.get("method") or "").lower() == "post" and not _has_token(form):
            yield f"{shown(form)} posts without a CSRF token"


def _has_token(form: Element) -> bool:
    return any(field.get("name") == "csrf_token" and field.get("value") for field in form.iter("input"))


def describes_pictures(page: Html) -> Iterator[str]:
    """`alt` on every img (it may be empty); every svg is hidden or has a name."""
    for picture in page.all("img"):
        if picture.get("alt") is None:
            yield f"{shown(picture)} has no alt"
    for drawing in page.elements:
        if drawing.tag != "svg":
            continue
        above = list(page.ancestors(drawing))
        if any(outer.tag == "svg" for outer in above):
            continue
        hidden = any(element.get("aria-hidden") == "true" for element in (drawing, *above))
        # A drawing with links inside is a group: as an image it would hide them.
        if not hidden and not (drawing.get("role") in {"img", "group"} and name(page, drawing)):
            yield f"{shown(drawing)} is neither hidden nor named"


def says_where_links_go(page: Html) -> Iterator[str]:
    """Every link has an address and words that make sense alone."""
    for link in page.all("a"):
        said = name(page, link)
        if not link.get("href"):
            yield f"link “{said}” goes nowhere"
        if not said:
            yield f"{shown(link)} has no words"
        if said.lower().strip(" .…→›>") in SAYS_NOTHING:
            yield f"link “{said}” to {link.get('href')} does not say where it goes"


CHECKS: tuple[Callable[[Html], Iterator[str]], ...] = (
    parses,
    has_one_heading,
    says_its_language,
    steps_through_headings,
    has_unique_ids,
    labels_every_field,
    keeps_code_out,
    asks_nobody_else,
    has_whole_forms,
    describes_pictures,
    says_where_links_go,
)


def faults(page: Html) -> list[str]:
    """Everything that is wrong with a page; nothing for a good one."""
    return [fault for check in CHECKS for fault in check(page)]
