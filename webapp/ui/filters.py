"""Template filters: dates, numbers, safe text, abbreviations."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

from babel.dates import format_date
from babel.numbers import format_decimal
from flask import Flask, current_app, g
from markupsafe import Markup, escape

from ..engine import clock, text
from . import languages


def init(app: Flask) -> None:
    """Register every filter."""
    app.jinja_env.filters.update(
        date=long_date, weekday_date=weekday_date, month=month, number=number, markdown=text.markdown_to_html,
        explain=explain, links=links, atom=atom, moment=moment, span=span, isolate=isolate,
    )


def long_date(value: date | datetime | None) -> str:
    """22 November 2026, in the page's language; nothing for no date."""
    if value is None:
        return ""
    day = clock.local(value).date() if isinstance(value, datetime) else value
    return _day(day, "d MMMM yyyy", languages.current())


def atom(value: datetime | None) -> str:
    """A moment as feeds write it (RFC 3339); the beginning of 2024 for none, which is older than any issue."""
    moment = value or datetime(2024, 1, 1, tzinfo=UTC)
    return clock.utc(moment).isoformat(timespec="seconds").replace("+00:00", "Z")


def weekday_date(value: date) -> str:
    """Monday 4 January 2027, in the page's language."""
    return _day(value, "EEEE d MMMM yyyy", languages.current())


def moment(value: datetime | None) -> str:
    """22 November 2026, 07:05 on a clock in England; nothing for no moment."""
    return f"{long_date(value)}, {clock.local(value):%H:%M}" if value else ""


def month(value: date) -> str:
    """November 2026, in the page's language."""
    return _day(value, "LLLL yyyy", languages.current())


def number(value: float | None) -> str:
    """A number as the language writes it: 1,719. Whole numbers have no decimals."""
    return "" if value is None else _number(value, languages.current())


# The same few days and numbers stand on most pages; Babel reads its patterns anew for each.
@lru_cache(maxsize=4096)
def _day(value: date, pattern: str, language: str) -> str:
    return format_date(value, pattern, locale=language)


@lru_cache(maxsize=4096)
def _number(value: float, language: str) -> str:
    return format_decimal(int(value) if float(value).is_integer() else value, locale=language)


def isolate(words: str) -> str:
    """Numbers that keep their order between words that run from right to left (Unicode's isolates, UAX 9)."""
    return f"\u2066{words}\u2069" if languages.direction(languages.current()) == "rtl" else words


def span(low: float, high: float) -> str:
    """4–11: an age or another number, from and to."""
    return isolate(f"{low}–{high}")


def links(things: Iterable[Any], address: Callable[[Any], str] | None = None) -> list[tuple[str, str]]:
    """(title, address) of each thing, for a list of links; cards know their own address."""
    return [(thing.title, address(thing) if address else thing.url) for thing in things]


def explain(words: str) -> Markup:
    """The words, with the first use on this page of each known abbreviation explained."""
    read = current_app.extensions.get("abbreviations")
    known: Mapping[str, str] = read() if read else {}
    seen: set[str] = g.setdefault("explained", set())

    def mark(match: re.Match[str]) -> str:
        letters = match.group()
        meaning = known.get(letters)
        if meaning is None or letters in seen:
            return letters
        if meaning.casefold() in words.casefold():  # the words say it themselves
            seen.add(letters)
            return letters
        seen.add(letters)
        return f'<abbr title="{escape(meaning)}">{letters}</abbr>'

    safe = str(escape(words))
    return Markup(re.sub(r"\b[A-Z][A-Za-z]*[A-Z][A-Za-z]*\b", mark, safe))  # noqa: S704 - escaped above, only <abbr> is added
