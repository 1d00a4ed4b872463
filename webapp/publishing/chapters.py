"""Chapters of a long form: boxes that belong together, folded up to one line that shows what stands in them.

A form of more than `LONG` boxes is far too long for a phone, and somebody who changes a number needs none of the rest.
Folding is the page's own (`details`): it works without a script, and nothing in a folded chapter is left out when sent.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import LazyString, format_date
from flask_babel import lazy_gettext as _l

from . import forms
from .boxes import Box
from .forms import BETWEEN, WordsForm

LONG = 14
GLIMPSE = 90

TITLES: dict[str, LazyString] = {
    "what": _l("What it is"), "who": _l("Who it is for"), "get": _l("What it costs, and how to get it"),
    "reach": _l("How to reach it, and when it is open"), "when": _l("When and where"),
    "time": _l("How long it takes"), "place": _l("Where it stands on the map"), "links": _l("What it leads to"),
    "figures": _l("Figures"), "known": _l("Where we know it from"), "checks": _l("Checks and notes"),
}
NAMES = {
    "who": "ages needs topics scope districts lists pathways for_whom for_who who",
    "get": "cost prices access waiting_time",
    "reach": "contact opening times languages accessibility",
    "when": "online place pattern reported next_date dates",
    "time": "how_long minutes time_needed",
    "place": "pathway position stages level slug",
    "links": "resources rights services next",
    "figures": "points figures",
    "known": "schedule_2 source further_sources confidence clinician consent",
    "checks": "checking hold editor_note reviewed_on review_due",
}
_CHAPTER = {name: chapter for chapter, names in NAMES.items() for name in names.split()}


@dataclass(frozen=True)
class Chapter:
    """Boxes under one line; `needed` when one that must be filled in is empty. Without a title: it stands open."""

    title: LazyString | str
    glimpse: str
    needed: bool
    is_open: bool
    sections: Sequence[tuple[str, list[Box], list[Box]]]


def of(
    form: WordsForm, *, pressed: str = "", also: Collection[str] = ()
) -> list[Chapter]:
    """The form's chapters. Open: the first, what has to be put right, what is `also` named, and the one that got a row
    by the button that was pressed. The line of a folded one says when something in it is still needed."""
    if len(form.asked) <= LONG:
        return [Chapter("", "", False, True, forms.sections(form, form.made))]
    more = pressed.removeprefix("more ")
    groups: dict[str, list[Box]] = {}
    for box in form.made:
        groups.setdefault(_CHAPTER.get(box.path[0], "what"), []).append(box)

    def wanted(box: Box) -> bool:
        return bool(form[box.name].errors) or box.name in also or bool(more and box.name.startswith(f"{more}--"))

    def missing(box: Box) -> bool:
        return box.required and not form[box.name].data

    return [
        Chapter(
            TITLES[name], _glimpse(form, boxes), any(map(missing, boxes)),
            number == 0 or any(map(wanted, boxes)), forms.sections(form, boxes),
        )
        for number, (name, boxes) in enumerate(groups.items())
    ]


def _glimpse(form: WordsForm, boxes: Sequence[Box]) -> str:
    said = (_said(box, form[box.name]) for box in boxes)
    whole = " · ".join(words for words in said if words)
    return whole if len(whole) <= GLIMPSE else whole[:GLIMPSE].rsplit(" ", 1)[0] + " …"


def _said(box: Box, field: Any) -> str:
    """What stands in one box, in a few words; nothing when it is empty."""
    data = field.data
    if not data or box.kind == "parts":
        return ""
    if box.kind in {"many", "choice"}:
        return ", ".join(str(words) for key, words in field.choices if key in (data if box.kind == "many" else [data]))
    if box.kind == "tick":
        return str(field.label.text)
    if box.kind in {"number", "date"}:
        return f"{field.label.text} {_day(str(data))}"
    return str(data).split(BETWEEN)[0].strip().split("\n")[0]


def _day(text: str) -> str:
    try:
        return str(format_date(date.fromisoformat(text), "d MMMM y"))
    except ValueError:
        return text
