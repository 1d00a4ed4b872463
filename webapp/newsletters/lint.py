"""What must be put right before an issue may go out, and what an editor may want to look at. Pure."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from ..publishing import plain_language
from .letter import Letter

_LINK = re.compile(r"(!?)\[([^\]]*)\]\(([^)\s]*)\)")
_BARE = re.compile(r"(?<![(\[<\w/])https?://\S+")
_EMPTY_WORDS = {
    "",
    "here",
    "click here",
    "click",
    "this",
    "link",
    "this link",
    "more",
    "read more",
    "find out more",
    "learn more",
}
_NEVER = ("service user", "unfortunately", "please note", "simply")
LONGEST_TITLE = 70
LONGEST_MINUTES = 6


@dataclass(frozen=True)
class Finding:
    """One thing found. `blocks` means the letter may not be sent with it."""

    where: str
    words: str
    blocks: bool = True


def check(letter: Letter, known_letters: Collection[str]) -> list[Finding]:
    """Everything found in one edition.

    Those that block first. `known_letters` are explained abbreviations.
    """
    found = [*_title(letter), *_whole(letter)]
    for where, text in _parts(letter):
        found += [*_links(where, text), *_language(where, text, known_letters)]
    return sorted(found, key=lambda finding: not finding.blocks)


def _parts(letter: Letter) -> Iterator[tuple[str, str]]:
    yield "Opening words", letter.intro
    for number, block in enumerate(letter.blocks, start=1):
        yield f"Part {number}", f"{block.heading}\n\n{block.words}"


def _title(letter: Letter) -> Iterator[Finding]:
    if not letter.title.strip():
        yield Finding("Title", "There is no title. It is also the subject of the mail.")
    elif len(letter.title) > LONGEST_TITLE:
        yield Finding("Title", f"The title has {len(letter.title)} letters. Phones show about 40.", blocks=False)
    if letter.title.isupper():
        yield Finding("Title", "Capitals are hard to read and look like shouting.")
    if "!" in letter.title:
        yield Finding("Title", "Leave the exclamation mark out.")


def _whole(letter: Letter) -> Iterator[Finding]:
    if not letter.intro.strip():
        yield Finding("Opening words", "Say in a sentence or two what this letter is about.")
    if not letter.blocks:
        yield Finding("Whole letter", "There is nothing in this letter yet.")
    for number, block in enumerate(letter.blocks, start=1):
        if not (block.words.strip() or block.url):
            yield Finding(f"Part {number}", "This part has no words.")
        if not block.heading.strip():
            yield Finding(f"Part {number}", "This part needs a heading, so that people can jump to it.")
    if letter.minutes > LONGEST_MINUTES:
        yield Finding("Whole letter", f"It takes {letter.minutes} minutes to read. Shorter is kinder.", blocks=False)
    text = "\n".join(text for _where, text in _parts(letter))
    grade = plain_language.read([text]).grade
    if grade > plain_language.MAX_GRADE:
        yield Finding("Whole letter", f"It is hard to read (grade {grade}). The limit is {plain_language.MAX_GRADE}.")


def _links(where: str, text: str) -> Iterator[Finding]:
    for picture, words, address in _LINK.findall(text):
        if picture:
            yield Finding(where, "Pictures cannot be sent. Say it in words.")
        elif words.strip().lower().rstrip(".") in _EMPTY_WORDS:
            yield Finding(where, f"The link words “{words}” do not say where the link goes.")
        if not address.startswith(("https://", "http://", "mailto:", "tel:", "/")):
            yield Finding(where, f"The address “{address}” cannot be opened from a mail.")
    for address in _BARE.findall(_LINK.sub("", text)):
        yield Finding(where, f"Give the address {address} words: [where it goes]({address}).")
    if re.search(r"^#{1,2}\s", text, re.MULTILINE):
        yield Finding(where, "Use ### for a heading inside a part: the part has its own above it.")


def _language(where: str, text: str, known: Collection[str]) -> Iterator[Finding]:
    read = plain_language.read([text])
    if read.longest > plain_language.MAX_SENTENCE_WORDS:
        yield Finding(where, f"This sentence has {read.longest} words: “{read.longest_sentence}”")
    unknown = plain_language.abbreviations(text) - set(known)
    if unknown:
        yield Finding(where, f"Say these in full, or explain them: {', '.join(sorted(unknown))}")
    if "!" in _LINK.sub("", text):
        yield Finding(where, "Leave exclamation marks out.")
    lower = text.lower()
    for phrase in _NEVER:
        if re.search(rf"\b{phrase}s?\b", lower):
            yield Finding(where, f"We do not say “{phrase}”.")
