"""Every word a public page says of its own goes through gettext.

The site is read in a made-up language whose catalogue puts ⟦…⟧ around each message that `words_in` finds. What then
stands outside the brackets must be content: a number, or words that the files in content/ have too.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from gettext import NullTranslations
from pathlib import Path
from xml.etree.ElementTree import Element

import flask_babel
import pytest
from flask.testing import FlaskClient

from config import Settings
from tests.conftest import let_go
from tests.page_checks import Html
from tests.translations import words_in
from webapp.app import create_app
from webapp.bootstrap import ROOT
from webapp.ui import words

# English in all but name, so that dates and the languages' own names stay readable.
LANGUAGE = "en_AU"
ATTRIBUTES = ("alt", "aria-label", "placeholder", "title")
NOT_SAID = {"script", "style", "template"}
LETTERS = re.compile(r"[^\W\d_]+")
# Written the same in every language: web addresses, and the letters of a line (“FW”) before its name.
NOT_WORDS = re.compile(r"https?://\S+|^[A-Z]{2}(?= )")
CALENDAR = set(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august"
    " september october november december am pm from to and".split()
)
# Codes, formats and proper names that are the same in every language.
SAME_EVERYWHERE = {"csv", "json", "atom", "qr", "pdf", "en", "english", "polski", "au", "australia"}
PAGES = """/ /journey /journey/where-now /journey/print /waiting-well /waits /dates /rights /local-offer
/local-offer?q=autism /local-offer?q=zzzz /local-offer/coverage /local-offer/data /search?q=sleep /search?q=zzzz
/updates /surveys /have-your-say /have-your-say/young-people /have-your-say/code /have-your-say/comments
/you-said-we-did /newsletters /whats-on /measures /measures/how-we-count /measures/releases
/accessibility /about""".split()
# A page that links to pages of another kind → what the addresses of those look like.
DEEPER = {
    "/": r"/journey/(?!where-now|print)[\w-]+$",
    "/journey": r"/journey/(?!where-now|print)[\w-]+/[\w-]+$",
    "/waiting-well": r"/waiting-well/[\w-]+$",
    "/local-offer?q=autism": r"/local-offer/services/[\w-]+$",
    "/updates": r"/updates/[\w-]+$",
    "/whats-on": r"/whats-on/[\w-]+$",
}


class Pseudo(NullTranslations):
    """A catalogue of every message that a translator would get."""

    def __init__(self) -> None:
        super().__init__()
        self._known = set()
        for message in words_in(ROOT):
            self._known.update([message.id] if isinstance(message.id, str) else message.id)

    def gettext(self, message: str) -> str:
        return f"⟦{message}⟧" if message in self._known else message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:
        return self.gettext(message)

    ugettext, ungettext = gettext, ngettext


@pytest.fixture(scope="module")
def reader(settings: Settings, template_database: Path) -> Iterator[FlaskClient]:
    """A visitor to a site that has the made-up language. Other tests check all else about these pages."""
    pseudo = Pseudo()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(flask_babel.Domain, "get_translations", lambda _: pseudo)
        patch.setattr(words, "_catalogues", {})
        url = f"sqlite:///{template_database}"
        app = create_app(replace(settings, database_url=url, languages=("en", LANGUAGE)))
        yield app.test_client()
        let_go(app)


@cache
def content_words() -> str:
    """Every word of content/ in order, in small letters with one space between."""
    files = [path for path in sorted((ROOT / "content").rglob("*")) if path.is_file()]
    return plain(" ".join(path.read_text("utf-8") for path in files))


def read(reader: FlaskClient, path: str) -> Html:
    """A page in the made-up language."""
    response = reader.get(f"/{LANGUAGE}{path}")
    assert response.status_code == 200, path
    return Html(response.text)


def plain(text: str) -> str:
    return f" {' '.join(LETTERS.findall(text.lower()))} "


def said(element: Element) -> Iterator[str]:
    """The texts of an element in reading order; attributes are read separately."""
    if element.tag in NOT_SAID or not isinstance(element.tag, str):
        return
    yield element.text or ""
    for child in element:
        yield from said(child)
        yield child.tail or ""


def outside_brackets(texts: Iterator[str]) -> Iterator[str]:
    """The pieces that no message surrounds. A message may hold elements, so depth runs on from text to text."""
    depth = 0
    for text in texts:
        for piece in re.split(r"([⟦⟧])", text):
            depth += {"⟦": 1, "⟧": -1}.get(piece, 0)
            if depth == 0 and piece not in "⟦⟧":
                yield piece


def untranslated(page: Html) -> list[str]:
    """What the page says outside gettext and content."""
    pieces = rejoined(outside_brackets(said(page.all("body")[0])))
    for element in page.elements:
        pieces += outside_brackets(element.get(name, "") for name in ATTRIBUTES)
    return sorted({" ".join(piece.split()) for piece in pieces if not is_content(piece)})


def rejoined(pieces: Iterator[str]) -> list[str]:
    """The map cuts a word that is wider than its place with a hyphen: its two halves are one word again."""
    whole: list[str] = []
    for piece in pieces:
        if not piece.strip():
            continue
        if whole and whole[-1].endswith("-"):
            whole[-1] = whole[-1][:-1] + piece.strip()
        else:
            whole.append(piece.strip())
    return whole


def is_content(piece: str) -> bool:
    """Whether content says it, whole or part by part: a page sets parts of content beside each other."""
    piece = NOT_WORDS.sub("", " ".join(piece.split()))
    return _is_known(piece) or all(_is_known(part) for part in re.split(r"[.:;,()–·\d]", piece))


def _is_known(words_of_page: str) -> bool:
    own = LETTERS.findall(words_of_page.lower())
    return set(own) <= CALENDAR | SAME_EVERYWHERE or plain(words_of_page) in content_words()


@pytest.mark.parametrize("path", PAGES)
def test_a_public_page_says_nothing_past_gettext(reader: FlaskClient, path: str) -> None:
    assert not untranslated(read(reader, path)), untranslated(read(reader, path))


@pytest.mark.parametrize("path", DEEPER)
def test_a_page_below_says_nothing_past_gettext(reader: FlaskClient, path: str) -> None:
    links = [link.get("href") or "" for link in read(reader, path).all("a")]
    below = next(href for href in links if re.search(DEEPER[path], href))
    assert untranslated(read(reader, below.removeprefix(f"/{LANGUAGE}"))) == []


def test_the_check_notices_words_past_gettext() -> None:
    said_here = "<p>⟦Where ⟦you⟧ <b>are</b>⟧</p><p>Zebra crossing</p><img alt='A zebra'><p>12 May 2026</p>"
    page = Html(f"<body>{said_here}</body>")
    assert untranslated(page) == ["A zebra", "Zebra crossing"]
