"""Likely names of people in a text. Pure.

A name is told by a cue beside it (“my son …”, “Mrs …”, “Regards, …”), by being a known first name with a capital, or by
being a capitalised word that is no English word and stands where a person would (“told … that”, “… was sent home”).
Words that are names and something else (Will, May, Grace) need a cue. Names of services and places are public already.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

_HERE = Path(__file__).parent


@lru_cache(maxsize=8)
def _list(name: str) -> frozenset[str]:
    lines = (_HERE / name).read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())

CAPITAL = r"(?:[A-Z]['’])?[A-Z][a-zà-ž]+(?:[A-Z][a-zà-ž]+)?(?:[-'’](?!s\b)[A-Z]?[a-zà-ž]+)*"
_INITIAL = r"(?:[A-Z]\.? )?"
_WHOLE = rf"{CAPITAL}(?: {CAPITAL})*"
_ROLE = "|".join(sorted((word.replace("_", r"\s") for word in _list("relations.txt")), key=len, reverse=True))
_TITLE = (
    "mr|mrs|miss|ms|mx|dr|prof|professor|sister|nurse|sir|madam|cllr|councillor|rev|grandma|grandad|nana|uncle|aunt|auntie"
)
_WHICH = r"(?:little|older|younger|big|eldest|youngest|other|new|old|first|best)\s"
_REGARDS = r"(?:kind |best |many )?regards|signed|yours(?: sincerely| faithfully| truly)?|cheers|xx+"
_END = r"(?=\s*(?:$|\n|,|\.\s*$|x+\b))"
_CUES = tuple(
    re.compile(pattern)
    for pattern in (
        (
            rf"\b(?i:my|our|his|her|their|the|a|one)\s+(?i:{_WHICH})?"
            rf"(?i:{_ROLE}),?\s+(?:is (?:called )?)?(?P<it>[A-Za-z][a-zà-ž'’-]+(?: {CAPITAL})?)"
        ),
        rf"\b(?i:{_ROLE}),?\s+{CAPITAL},?\s+and\s+(?P<it>{_WHOLE})",
        rf"\b(?i:called|named|name is|name’s|name's|known as|full name)\s+(?P<it>[A-Za-z][a-zà-ž'’-]+(?: {CAPITAL})?)",
        rf"\b(?P<it>{CAPITAL}) (?i:is (?:our|my|his|her|their) (?:sur|last |first |family )?name)\b",
        rf"\b(?i:i am|i’m|i'm|this is|ask for|speak to|say hello to)\s+(?P<it>{_WHOLE})",
        rf"\b(?i:{_TITLE})\.?\s+(?P<it>(?:[A-Z]\.? ?)?{CAPITAL}(?: {CAPITAL})?|[A-Z]\b(?!['’]))",
        r"\b(?i:mr|mrs|ms|dr|cllr)\.?\s+(?P<it>[a-zà-ž]{3,})",
        rf"\b(?P<it>{CAPITAL})['’]s (?i:mum|dad|mom|teacher|nan|parents|brother|sister|plan|ehcp|ehc|needs|class)\b",
        rf"\b(?P<it>{CAPITAL})(?:,? (?:is|who is|aged|,) ?(?:\d{{1,2}}|in [Yy]ear))",
        rf"\b(?P<it>{CAPITAL})(?: \(\d{{1,2}}\)|, \d{{1,2}},)",
        r"\b(?P<it>[a-z]{3,}) (?:is|who is) in [Yy]ear \d{1,2}\b",
        rf"(?i:\b(?:{_REGARDS})|--|—)\s*,?\s*(?P<it>{_INITIAL}{_WHOLE}){_END}",
        rf"(?:^|\n|[.!?]\s)(?:From|Love|Thanks|Thank you)\s*,?\s+(?P<it>{_INITIAL}{_WHOLE}){_END}",
    )
)
_CAPITALS = re.compile(rf"(?<![\w@.’'-]){_WHOLE}(?![\w@])")
_SENTENCE_START = re.compile(r"(?:^|[.!?:]['\"”)]?\s+|\n\s*|^['\"“(]|[\s(]['\"“])$")
_PERSON_BEFORE = re.compile(
    r"\b(?:told|tell|asked|ask|sent|said|saw|thank|want|wanted|wants|when|because|than|then|help|helped|for|with|think|met"
    r"|see)\s$",
    re.IGNORECASE,
)
_PERSON_AFTER = re.compile(
    r"^(?:['’]s\b)?\s?(?:from|at|to)?\s?(?:is|was|has|had|cannot|can't|can’t|could|needs|waits|waited|told|says|said|rang|went|"
    r"goes|loves|likes|hates|must|moved|came|never|started|starts|attends|gets|got|sleeps|slept|wrote|gave|left|struggles|what|"
    r"two|home|to have|to be|on the|at the)\b"
)
_PLACE_AFTER = re.compile(
    r"^(?:['’]s)?[\s-](?:Centre|Center|Hospital|Road|Street|Lane|Avenue|Close|Drive|School|Academy|College|Primary|Infant|Junior|"
    r"Hub|Trust|Team|Teams|Service|Services|Library|Park|House|Hall|Act|Group|Groups|Course|Board|Court|Ward|Unit|Surgery|Church|"
    r"Way|Code|Offer|Forum|syndrome|disease|disorder|course|group|page|website|team|app|club|library|hub|signing|cards?)\b"
)
_PLACE_BEFORE = re.compile(
    r"\b(?:in|near|around|to|from|of|via|towards|outside|over|and|or|the|a|an|no)\s$", re.IGNORECASE
)


def find(words: str, public: frozenset[str]) -> Iterator[tuple[int, int, bool]]:
    """Where a name likely stands, and whether a cue says so."""
    for pattern in _CUES:
        for match in pattern.finditer(words):
            if _may_be_name(match.group("it"), public):
                yield *match.span("it"), True
    for match in _CAPITALS.finditer(words):
        before, after = words[: match.start()], words[match.end() :]
        if _looks_like_person(match.group(), before, after, public):
            yield *match.span(), False


def _may_be_name(words: str, public: frozenset[str]) -> bool:
    """Whether words beside a cue could be a name: none is a common word, and not all are public already."""
    parts = words.split()
    for word in parts:
        part = _bare(word)
        if word[0].isupper() and (part in _list("also_names.txt") or len(part) == 1):
            continue
        known = part in _list("first_names.txt")
        if part in _list("not_names.txt") or (word[0].islower() and not known and part in _list("english_words.txt")):
            return False
    return not all(_bare(word) in public for word in parts)


def _looks_like_person(words: str, before: str, after: str, public: frozenset[str]) -> bool:
    """Whether capitalised words without a cue are somebody."""
    parts = [_bare(word) for word in words.split()]
    if all(part in public or part in _list("not_names.txt") for part in parts) or _PLACE_AFTER.match(after):
        return False
    starts = bool(_SENTENCE_START.search(before))
    if starts and len(parts) > 1 and parts[0] not in _list("first_names.txt") and _is_word(parts[0]):
        parts = parts[1:]  # “Then Chantelle”: only the first word has its capital from the sentence
        starts = False
    firm = [part for part in parts if part in _list("first_names.txt") and part not in _list("not_names.txt")]
    if any(part not in public for part in firm):
        return True
    if starts or all(_is_word(part) for part in parts):
        return False
    return bool(_PERSON_BEFORE.search(before) or (_PERSON_AFTER.match(after) and not _PLACE_BEFORE.search(before)))


def _is_word(part: str) -> bool:
    if part in _list("not_names.txt") or part in _list("english_words.txt"):
        return True
    return part.endswith("s") and _is_word(part[:-1])


def _bare(word: str) -> str:
    return word.lower().replace("’", "'").removesuffix("'s").strip(".,")
