"""The site-wide search: every kind of thing, shown by its room's card."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import urlencode

from ..engine import subjects
from ..engine.search import asking
from ..engine.search.asking import Question
from ..engine.search.reader import Hit
from ..engine.subjects import Card
from ..ui.addresses import url_for
from ..ui.words import gettext as _

KINDS = ("shortcut", "step", "pathway", "right", "resource", "service", "page")
PAGE, LONGEST, MOST_PAGES = 10, 200, 500

Pieces = tuple[tuple[str, bool], ...]


class Args(Protocol):
    """An address's parameters, as werkzeug gives them."""

    def getlist(self, key: str) -> list[str]:
        """Every value."""


@dataclass(frozen=True)
class Wanted:
    """A search as asked. `unknown` is a value nobody knows, to be said plainly."""

    q: str = ""
    kind: str = ""
    page: int = 1
    unknown: str = ""

    @classmethod
    def read(cls, args: Args) -> "Wanted":
        """From an address."""
        q, kind, page = (next(iter(args.getlist(name)), "") for name in ("q", "kind", "page"))
        words = " ".join(q.replace("\x00", " ").split())[:LONGEST]
        known = {group for _kind, group in groups().items()}
        number = int(page) if page.isascii() and page.isdecimal() and len(page) < 5 else 1
        unknown = kind if kind and kind not in known else page if page and not 1 <= number <= MOST_PAGES else ""
        if page and not (page.isascii() and page.isdecimal()):
            unknown = page
        return cls(words, kind if kind in known else "", number if 1 <= number <= MOST_PAGES else 1, unknown[:40])

    def url(self, **changes: object) -> str:
        """The address of this search with something else, from the first page."""
        params = {"q": self.q, "kind": self.kind, "page": 1, **changes}
        asked = urlencode({name: value for name, value in params.items() if value and value != 1})
        return url_for("pages.search") + (f"?{asked}" if asked else "")


@dataclass(frozen=True)
class Everything:
    """What was found. `numbers` is group → how many; `plain` that only titles were searched."""

    hits: tuple[tuple[Card, Pieces, Pieces], ...] = ()
    total: int = 0
    numbers: Mapping[str, int] = field(default_factory=dict)
    question: Question = field(default_factory=Question)
    is_current: bool = True
    plain: bool = False

    @property
    def place(self) -> str:
        """Where somebody looks, if they say so: the Local Offer can put what is near first."""
        return self.question.postcode.upper() or (self.question.place.name if self.question.place else "")

    @property
    def asks_only_where(self) -> bool:
        """A postcode and nothing else: there are no words to look for, so only nearness can sort it."""
        return bool(self.question.postcode) and not self.question.asks_words


def groups() -> dict[str, str]:
    """Kind → the group families see it in."""
    return {
        "shortcut": "journey", "step": "journey", "pathway": "journey", "right": "rights", "resource": "things-to-try",
        "service": "services", "page": "about",
    }


def names() -> dict[str, str]:
    """The words of every group."""
    return {
        "services": _("Services"), "journey": _("What happens next"), "things-to-try": _("Things to try"),
        "rights": _("Your rights"), "about": _("About this site"),
    }


def everywhere(wanted: Wanted) -> Everything:
    """Results of every kind, or of one group, best first. A postcode alone has no words that anything could fit."""
    if not wanted.q:
        return Everything()
    kinds = tuple(kind for kind, group in groups().items() if not wanted.kind or group == wanted.kind)
    try:
        asked = asking.ask(wanted.q).with_place_in_words()
    except asking.UnreadableIndexError:
        return _by_title(wanted.q)
    if asked.question.postcode and not asked.question.asks_words:
        return Everything(question=asked.question, is_current=asked.is_current)
    start = (wanted.page - 1) * PAGE
    lifted = {
        "age": tuple(map(str, asked.question.ages)),
        "near": asked.question.place.districts if asked.question.place else (),
    }
    found = asked.find(kinds=kinds, counted={"kind": KINDS}, start=start, count=PAGE, lifted=lifted)
    whole = asked.find(kinds=KINDS, counted={"kind": KINDS}, count=1)
    numbers: dict[str, int] = {}
    for kind, group in groups().items():
        numbers[group] = numbers.get(group, 0) + whole.counts["kind"][kind]
    return Everything(_shown(found.hits), found.total, numbers, asked.question, asked.is_current)


def _shown(hits: tuple[Hit, ...]) -> tuple[tuple[Card, Pieces, Pieces], ...]:
    """Each hit with its room's card; what cannot be shown any more is left out."""
    by_ref = {card.ref: card for card in subjects.cards(hit.ref for hit in hits)}
    return tuple((by_ref[hit.ref], hit.summary, hit.sentence) for hit in hits if hit.ref in by_ref)


def _by_title(words: str) -> Everything:
    """Titles that hold every word: all there is while the index is being built anew."""
    wanted = words.casefold().split()
    found = [card for card in subjects.with_pages() if all(word in card.title.casefold() for word in wanted)][:PAGE]
    hits = tuple((card, ((card.summary, False),), ()) for card in found)
    return Everything(hits, len(hits), is_current=False, plain=True)


def page_links(wanted: Wanted, found: Everything) -> list[dict[str, object] | None]:
    """Page numbers around this one, with gaps."""
    last = -(-found.total // PAGE)
    if last < 2:
        return []
    links: list[dict[str, object] | None] = []
    before = 0
    for number in sorted({1, last, *range(max(1, wanted.page - 1), min(last, wanted.page + 1) + 1)}):
        if number - before > 1:
            links.append(None)
        links.append({"number": number, "url": wanted.url(page=number), "current": number == wanted.page})
        before = number
    return links
