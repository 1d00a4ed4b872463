"""Words of the interface: taken from code and templates, compared with the catalogues.

`python -m tests.translations` (make translations) brings every catalogue up to date, and starts one for a
language named after it: `python -m tests.translations cy`. A translator fills in the `msgstr` lines, no more.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from webapp.bootstrap import ROOT

FOLDER = Path("webapp") / "ui" / "translations"
METHODS = [("**/templates/**.html", "jinja2"), ("**.py", "python")]
KEYWORDS = {
    "_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "lazy_gettext": None,
    "_l": None,
    "pgettext": ((1, "c"), 2),
}
# The second kind is filled in by a script of ours.
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}")
FIRST_LETTER = re.compile(r"[A-Za-z\u0590-\u08ff\u200f]")
LATIN, FROM_RIGHT = re.compile(r"[A-Za-z]"), re.compile(r"[\u0590-\u08ff]")


def words_in(root: Path) -> Catalog:
    """Every message that code and templates say, with the files that say it."""
    catalog = Catalog(project="SEND Local Offer", charset="utf-8", fuzzy=False)
    found = extract_from_dir(
        root / "webapp",
        METHODS,
        keywords=KEYWORDS,
        comment_tags=["For translators:"],
        strip_comment_tags=True,
    )
    for name, _line, message, comments, context in found:
        # Without line numbers, so that a catalogue changes only when words do.
        catalog.add(message, locations=[(f"webapp/{name}", None)], auto_comments=comments, context=context)
    return catalog


def catalogues(root: Path) -> list[Path]:
    """Every language's catalogue."""
    return sorted((root / FOLDER).glob("*/LC_MESSAGES/messages.po"))


def read(path: Path) -> Catalog:
    """One catalogue; the language is its folder's name."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3])


def faults(root: Path) -> list[str]:
    """What is wrong: words that are missing or that nobody says, lost placeholders and plural forms."""
    said = words_in(root)
    return [fault for path in catalogues(root) for fault in _faults(path.parts[-3], read(path), said)]


def _faults(language: str, catalog: Catalog, said: Catalog) -> list[str]:
    wanted, here = (
        {message.id for message in said if message.id},
        {message.id for message in catalog if message.id},
    )
    mend = "run `make translations`"
    findings = [f"{language}: lacks {_short(key)}; {mend}" for key in sorted(wanted - here, key=str)]
    findings += [f"{language}: nobody says {_short(key)}; {mend}" for key in sorted(here - wanted, key=str)]
    for message in catalog:
        if message.id:
            findings += [
                f"{language}: {fault} in {_short(message.id)}" for fault in _faults_in(message, catalog)
            ]
    return findings


def _faults_in(message: Message, catalog: Catalog) -> list[str]:
    plural = isinstance(message.id, tuple | list)
    originals = list(message.id) if plural else [message.id]
    strings = list(message.string) if plural else [message.string]
    if not any(strings):
        return []
    findings = []
    if plural and (len(strings) != catalog.num_plurals or not all(strings)):
        findings.append(f"{catalog.num_plurals} plural forms are needed")
    wanted = set(PLACEHOLDER.findall(originals[-1]))
    for string in strings:
        # “One child” may leave the number out; nothing may add a placeholder.
        found = set(PLACEHOLDER.findall(string))
        if found - wanted or (wanted - found - ({"%(num)s", "%(num)d"} if plural else set())):
            findings.append("placeholders differ")
        if _edges(string) != _edges(originals[0]):
            findings.append("spaces at an end differ")
        if not _keeps_its_side(string):
            findings.append("an English word or placeholder comes first: begin with U+200F")
    if message.fuzzy:
        findings.append("a guess (fuzzy)")
    return findings


def _edges(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def _keeps_its_side(text: str) -> bool:
    """A browser takes a line's direction from its first letter: an Urdu line may not begin with an English one."""
    first = FIRST_LETTER.search(PLACEHOLDER.sub("x", text))
    return not (FROM_RIGHT.search(text) and first and LATIN.match(first[0]))


def _short(key: object) -> str:
    text = key[0] if isinstance(key, tuple | list) else key
    return f"“{str(text)[:60]}”"


def update(root: Path, *new: str) -> None:
    """Bring every catalogue up to date, and start those of the languages named."""
    said = words_in(root)
    paths = catalogues(root) + [root / FOLDER / language / "LC_MESSAGES" / "messages.po" for language in new]
    for path in sorted(set(paths)):
        language = path.parts[-3]
        catalog = read(path) if path.exists() else Catalog(locale=language, project=said.project, fuzzy=False)
        catalog.update(said, no_fuzzy_matching=True, update_creation_date=False)
        catalog.obsolete.clear()
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_po(file, catalog, sort_output=True, include_lineno=False, ignore_obsolete=True, width=100)
        done = sum(1 for message in catalog if message.id and message.string and any(message.string))
        sys.stdout.write(f"{language}: {done} of {len(catalog)} translated\n")


if __name__ == "__main__":
    update(ROOT, *sys.argv[1:])
