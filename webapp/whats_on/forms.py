"""The form for one session."""

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from pydantic import ValidationError
from wtforms import BooleanField, IntegerField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length, NumberRange, Optional

from ..engine import clock
from ..taxonomy import queries as taxonomy
from ..ui.words import gettext
from .content import SessionFields
from .recurrence import DAYS

HOW = [
    SelectChoice("", _l("We do not know a confirmed date")),
    SelectChoice("days", _l("On single days")),
    SelectChoice("weekly", _l("Every week, or every few weeks")),
    SelectChoice("monthly", _l("Once a month")),
]
DAY_NAMES = (
    _l("Monday"),
    _l("Tuesday"),
    _l("Wednesday"),
    _l("Thursday"),
    _l("Friday"),
    _l("Saturday"),
    _l("Sunday"),
)
NTH = [
    SelectChoice("1", _l("First")), SelectChoice("2", _l("Second")), SelectChoice("3", _l("Third")),
    SelectChoice("4", _l("Fourth")), SelectChoice("-1", _l("Last")),
]  # fmt: skip


def kinds() -> dict[str, str]:
    """Names of the kinds of sessions."""
    return {
        "drop-in": gettext("Drop-in"),
        "advice-line": gettext("Advice line"),
        "course": gettext("Course or workshop"),
        "forum": gettext("Group or forum"),
        "consultation": gettext("Consultation"),
        "activity": gettext("Something to do"),
    }


class SessionForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """One thing to go to, join or ring."""

    form_errors: list[str]

    title = StringField(_l("Name"), validators=[DataRequired(_l("Give it a name.")), Length(max=100)])
    kind = SelectField(_l("What kind of thing?"))
    summary = TextAreaField(_l("What is it, in a sentence or two?"), validators=[DataRequired(_l("Say what it is."))])
    needs = SelectMultipleField(_l("What is it for?"))
    districts = SelectMultipleField(_l("Which districts?"))
    from_age = IntegerField(_l("From age"), default=0, validators=[NumberRange(0, 25, _l("0 to 25, please."))])
    to_age = IntegerField(_l("To age"), default=25, validators=[NumberRange(0, 25, _l("0 to 25, please."))])
    place = StringField(_l("Where? Leave empty for online or by phone."), validators=[Length(max=200)])
    next_date = StringField(
        _l("How can a family find the next date?"), validators=[DataRequired(_l("Say who to ask."))]
    )
    how = SelectField(_l("When is it?"), choices=HOW, validators=[Optional()])
    start = StringField(_l("Starts at"))
    end = StringField(_l("Ends at"))
    days = StringField(_l("Single days"), description=_l("Like 2027-01-15, with spaces in between."))
    weekday = SelectField(_l("Weekday"), choices=[SelectChoice(d, n) for d, n in zip(DAYS, DAY_NAMES, strict=True)])
    every = IntegerField(_l("Every how many weeks?"), default=1, validators=[Optional(), NumberRange(1, 8)])
    nth = SelectField(_l("Which one of the month?"), choices=NTH)
    first = StringField(_l("First day"))
    until = StringField(_l("Last day, if there is one"))
    left_out = StringField(
        _l("Days it is not on"), description=_l("School holidays, for example. Like 2027-02-15, with spaces.")
    )
    bank_holidays = BooleanField(_l("It is on even on bank holidays."), default=True)
    confirmed_by = StringField(
        _l("Who confirmed these dates?"), validators=[Length(max=100)],
        description=_l("A role or a team, such as “the group’s organiser”. Not a person’s name."),
    )

    def __init__(self, kinds: dict[str, str], *args: object, **kwargs: object) -> None:
        """Fill in the lists."""
        super().__init__(*args, **kwargs)
        self.kind.choices = [SelectChoice(key, words) for key, words in kinds.items()]
        self.needs.choices = [SelectChoice(t.key, t.title) for t in taxonomy.terms("need").values()]
        self.districts.choices = [SelectChoice(t.key, t.title) for t in taxonomy.terms("district").values()]

    def session(self, key: str, was: SessionFields | None) -> SessionFields | None:
        """The session as written, or None with the form's errors filled in.

        What the form does not show is kept.
        """
        try:
            kept = was.model_dump() if was else {}
            return SessionFields.model_validate({**kept, **self._facts(key), "dates": self._dates(was)})
        except (ValidationError, ValueError) as error:
            self.form_errors = [*self.form_errors, *_plain(error)]
            return None

    def _facts(self, key: str) -> dict[str, Any]:
        return {
            "key": key,
            "title": self.title.data.strip(),
            "kind": self.kind.data,
            "summary": self.summary.data.strip(),
            "needs": self.needs.data or [],
            "districts": self.districts.data or [],
            "ages": {"min": self.from_age.data, "max": self.to_age.data},
            "place": self.place.data.strip() or None,
            "online": not self.place.data.strip(),
            "next_date": self.next_date.data.strip(),
            "reviewed_on": clock.today(),
        }

    def _dates(self, was: SessionFields | None) -> dict[str, Any] | None:
        how = self.how.data
        if not how:
            return None
        dates: dict[str, Any] = {
            "confirmed_on": clock.today(),
            "confirmed_by": (self.confirmed_by.data or "").strip(),
            "start": (self.start.data or "").strip(),
            "end": (self.end.data or "").strip(),
            "until": _day(self.until.data),
            "left_out": _days(self.left_out.data),
            "first": _day(self.first.data),
            "bank_holidays": bool(self.bank_holidays.data),
        }
        dates.update(self._way(how))
        if was and was.dates:
            dates |= {"cancelled": was.dates.cancelled, "moves": [move.model_dump() for move in was.dates.moves]}
        if not dates["confirmed_by"]:
            raise ValueError("Say who confirmed these dates.")
        return dates

    def _way(self, how: str) -> dict[str, Any]:
        if how == "days":
            return {"days": _days(self.days.data), "first": None}
        if how == "weekly":
            return {"weekly": [self.weekday.data], "every": self.every.data or 1}
        return {"monthly": self.weekday.data, "nth": int(self.nth.data)}


def values_of(session: SessionFields) -> dict[str, Any]:
    """What the form shows of a session."""
    dates = session.dates
    shown: dict[str, Any] = {
        **session.model_dump(include={"title", "kind", "summary", "needs", "districts", "next_date"}),
        "from_age": session.ages.min,
        "to_age": session.ages.max,
        "place": session.place or "",
    }
    if dates is None:
        return shown
    return shown | {
        "how": "days" if dates.days else ("weekly" if dates.weekly else "monthly"),
        "start": dates.start,
        "end": dates.end,
        "days": " ".join(map(str, dates.days)),
        "weekday": dates.weekly[0] if dates.weekly else dates.monthly,
        "every": dates.every,
        "nth": str(dates.nth or 1),
        "first": str(dates.first or ""),
        "until": str(dates.until or ""),
        "left_out": " ".join(map(str, dates.left_out)),
        "bank_holidays": dates.bank_holidays,
        "confirmed_by": dates.confirmed_by,
    }


def _day(text: str | None) -> date | None:
    return _read(text.strip()) if text and text.strip() else None


def _days(text: str | None) -> list[date]:
    return [_read(part) for part in (text or "").replace(",", " ").split()]


def _read(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ValueError(gettext("We could not read “%(text)s”. A day looks like 2027-01-15.", text=text)) from error


def _plain(error: ValidationError | ValueError) -> list[str]:
    """What is wrong, for people: the rule's own words, or which box is not written as it has to be."""
    if not isinstance(error, ValidationError):
        return [str(error)]
    names = {"dates.start": gettext("Starts at"), "dates.end": gettext("Ends at")}
    found = []
    for problem in error.errors():
        where, words = ".".join(map(str, problem["loc"])), str(problem["msg"])
        if words.startswith("Value error, "):
            words = words.removeprefix("Value error, ")
            found.append(f"{words[:1].upper()}{words[1:]}.")
        else:
            found.append(gettext("%(box)s: this is not written the way it has to be.", box=names.get(where, where)))
    return found
