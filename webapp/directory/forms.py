"""The search form as shown: every facet with its words, counts and addresses."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from urllib.parse import urlencode

from flask import request
from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import RadioField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional

from ..engine.content_revision import remembered
from ..engine.search.asking import Question
from ..taxonomy import queries as taxonomy
from ..ui.addresses import url_for
from ..ui.filters import month
from ..ui.words import gettext as _
from . import facets, filters
from .filters import FACETS, Choices
from .offer import Listing

AGES = tuple(str(age) for age in range(26))
LISTED = {"need": "need", "topic": "topic", "district": "district", "access": "access", "cost": "cost"}
FIRST = "first"
ASKED_FIRST = ("no-diagnosis", facets.TODAY)


@dataclass(slots=True)  # not frozen: a page makes a hundred, and freezing each takes longer than the rest of it
class Option:
    """One choice of a facet: its address switches it on or off."""

    label: str
    url: str
    count: int
    current: bool
    value: str


@dataclass(frozen=True)
class Facet:
    """A group of choices. Without `fold` it is never folded."""

    name: str
    title: str
    options: tuple[Option, ...]
    fold: bool = True

    @property
    def chosen(self) -> int:
        """How many are chosen; with any, it starts unfolded."""
        return sum(option.current for option in self.options)


@dataclass(frozen=True)
class Removable:
    """Something that narrows the list now, with the address without it."""

    label: str
    url: str


@remembered
def known() -> dict[str, tuple[str, ...]]:
    """The values of every facet."""
    values: dict[str, tuple[str, ...]] = {name: tuple(taxonomy.terms(kind)) for name, kind in LISTED.items()}
    return {
        **values, "age": AGES, "format": facets.FORMATS, "when": facets.TIMES,
        FIRST: (facets.TODAY, *taxonomy.asked_first()),
    }


def labels() -> dict[str, dict[str, str]]:
    """The words of every facet's values, in this request's language."""
    return _labels(request.script_root)


@remembered
def _labels(_root: str) -> dict[str, dict[str, str]]:
    words = {name: {key: t.title for key, t in taxonomy.terms(kind).items()} for name, kind in LISTED.items()}
    return {
        **words,
        "age": {age: _("Age %(age)s", age=age) for age in AGES},
        "format": {
            "in-person": _("In person"), "online": _("Online"), "phone": _("By phone"), "text": _("By text"),
        },
        "when": {
            "any-time": _("Day and night"), "evening": _("Evenings"), "weekend": _("Weekends"),
            "weekday": _("Weekdays"),
        },
        FIRST: dict(sorted({
            facets.TODAY: _("You can do this yourself today"),
            **{key: entry.title for key, entry in taxonomy.asked_first().items()},
        }.items(), key=lambda pair: pair[0] not in ASKED_FIRST)),
    }


def titles() -> dict[str, str]:
    """The heading of every facet."""
    return {
        FIRST: _("What matters most"), "age": _("Age"), "need": _("Need"), "topic": _("Topic"),
        "district": _("District"), "access": _("How you get in"), "cost": _("Cost"), "format": _("How you use it"),
        "when": _("When it is open"),
    }


def address(choices: Choices) -> str:
    """The address of a search."""
    params = urlencode(choices.params(), doseq=True)
    return url_for("directory.overview") + (f"?{params}" if params else "")


def shown_facets(choices: Choices, counts: Mapping[str, Mapping[str, int]]) -> list[Facet]:
    """Facets with something to choose, in the order families use them. Age has a list of its own."""
    words, names, here = labels(), titles(), address(choices.but())
    found = []
    for name in FACETS:
        if name == "age":
            continue
        options = tuple(_options(choices, name, counts.get(name, {}), words[name], here))
        if name == FIRST:
            asked = sorted((o for o in options if o.value in ASKED_FIRST), key=lambda o: ASKED_FIRST.index(o.value))
            hard = tuple(o for o in options if o.value not in ASKED_FIRST)
            found += [Facet(name, names[name], tuple(asked), fold=False)] if asked else []
            found += [Facet("hard", _("What is hard"), hard)] if hard else []
        elif options:
            found.append(Facet(name, names[name], options))
    return found


def _options(
    choices: Choices, name: str, counts: Mapping[str, int], words: Mapping[str, str], here: str
) -> Iterator[Option]:
    """One facet's choices. A page holds a hundred, so what their addresses share is written once."""
    chosen = choices.chosen.get(name, ())
    without = address(choices.but(chosen={**choices.chosen, name: ()})) if chosen else here
    start = without + ("&" if "?" in without else "?")
    kept = "".join(f"{_pair(name, value)}&" for value in chosen)
    for value, number in counts.items():
        if value in chosen:
            left = "&".join(_pair(name, other) for other in chosen if other != value)
            yield Option(words[value], start + left if left else without, number, True, value)
        elif number:
            yield Option(words[value], f"{start}{kept}{_pair(name, value)}", number, False, value)


@lru_cache(maxsize=1024)
def _pair(name: str, value: str) -> str:
    """A choice as it stands in an address. Values are those of our lists, so they are few."""
    return urlencode([(name, value)])


@dataclass(frozen=True)
class Pages:
    """What the `pagination` component shows."""

    items: tuple[dict[str, object] | None, ...]
    previous: str
    next: str


def pages(choices: Choices, total: int, size: int) -> Pages:
    """The pages of a list, each with its address."""
    numbers, here = filters.pages(total, size, choices.page), choices.page
    first = address(choices.but())
    start = first + ("&" if "?" in first else "?")

    def at(number: int) -> str:
        return first if number == 1 else f"{start}page={number}"

    items = ({"number": it, "url": at(it), "current": it == here} if it else None for it in numbers)
    last = numbers[-1] or 0 if numbers else 0
    return Pages(tuple(items), at(here - 1) if last and here > 1 else "", at(here + 1) if here < last else "")


def sorts(choices: Choices, keys: Sequence[str]) -> list[tuple[str, str, str]]:
    """Ways to order a list, each with its words and its address."""
    words = {"relevance": _("best fit"), "distance": _("distance"), "name": _("name")}
    return [(key, words[key], address(choices.but(sort=key))) for key in keys]


def removable(choices: Choices, question: Question) -> list[Removable]:
    """Everything that narrows the list, each with the address without it."""
    words = labels()
    made = [
        Removable(words[name][value], address(choices.toggled(name, value)))
        for name in FACETS for value in choices.chosen.get(name, ())
    ]
    if question.ages and not choices.chosen.get("age"):
        without = choices.but(q=without_words(choices.q, question.age_words))
        made.append(Removable(_("Age: %(said)s", said=question.age_words), address(without)))
    if choices.near:
        made.append(Removable(_("Near %(place)s", place=choices.near), address(choices.but(near=""))))
    if question.place and not choices.near and not choices.chosen.get("district"):
        without = choices.but(q=without_words(choices.q, question.place_words))
        made.append(Removable(_("In or near %(place)s", place=question.place.name), address(without)))
    return made


def without_words(text: str, taken: str) -> str:
    """A search without the words that told an age or a place, and without the little word before them."""
    words, gone = text.split(), taken.split()
    plain = [word.strip(".,?!").casefold() for word in words]
    for at in range(len(words) - len(gone) + 1):
        if plain[at:at + len(gone)] == gone:
            start = at - 1 if at and plain[at - 1] in {"in", "near", "around", "at", "for", "my"} else at
            return " ".join(words[:start] + words[at + len(gone):])
    return " ".join(word for word, p in zip(words, plain, strict=True) if p not in gone)


def hidden(choices: Choices) -> list[tuple[str, str]]:
    """What the search box carries along: everything chosen but the words, the age and the page."""
    return [
        (name, value) for name, values in choices.but(q="").params().items() if name not in {"age"}
        for value in (values if isinstance(values, list) else [values])
    ]


MOST_COMPARED = 4


def compare_address(services: list[Listing]) -> str:
    """The address of these services side by side."""
    return url_for("directory.compare", service=[it.key for it in services])


def compared(services: list[Listing]) -> list[tuple[str, list[str]]]:
    """Rows of facts, a value for each service; an empty value means not found."""
    words = labels()

    def many(kind: str, keys: tuple[str, ...]) -> str:
        return ", ".join(words[kind].get(key, key) for key in keys)

    return [
        (_("Run by"), [it.organisation for it in services]),
        (_("What it is"), [it.summary for it in services]),
        (_("Ages"), [_("%(min)s to %(max)s", min=it.min_age, max=it.max_age) for it in services]),
        (_("For"), [many("need", it.needs) for it in services]),
        (_("How to get it"), [it.how_to_get_it for it in services]),
        (_("Cost"), ["" if it.cost == "unknown" else words["cost"][it.cost] for it in services]),
        (_("Prices"), ["; ".join(it.prices) for it in services]),
        (_("Wait"), [it.waiting_time or "" for it in services]),
        (_("When"), [it.opening or "" for it in services]),
        (_("Where it works"), [many("district", it.districts) for it in services]),
        (_("Access needs"), [it.accessibility or "" for it in services]),
        (_("How sure we are"), [
            _("Not confirmed yet, please ring first") if it.needs_a_check else _("Confirmed") for it in services
        ]),
    ]


MONTHS_BACK = 6


class VisitForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """A family was there. No name, no day: a month is enough to tell others how fresh it is."""

    month = RadioField(
        lazy_gettext("When were you there?"), [DataRequired(lazy_gettext("Choose a month."))], validate_choice=True,
    )
    words = TextAreaField(
        lazy_gettext("Something others should know"),
        [Optional(), Length(max=500, message=lazy_gettext("That is too long. Use up to 500 letters."))],
        description=lazy_gettext("Only if you like. Please leave out names, and your child’s own case."),
    )
    website = StringField(validators=[Optional()])

    def offer(self, today: date) -> None:
        """This month and the ones before it."""
        number = today.year * 12 + today.month - 1
        firsts = [date((number - back) // 12, (number - back) % 12 + 1, 1) for back in range(MONTHS_BACK)]
        self.month.choices = [(first.isoformat(), month(first)) for first in firsts]
