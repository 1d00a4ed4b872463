"""The question behind the dates: what happened, and when. Nothing of it is kept."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Field, RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, StopValidation

from .timeline import Start

FIRST, LAST = date(2014, 9, 1), date(2099, 12, 31)

STARTS = (
    (Start.REQUEST, _l("The council got our request for an assessment")),
    (Start.DRAFT, _l("A draft plan was sent to us")),
    (Start.PLAN_OR_REVIEW, _l("We got a final plan, or the last review ended")),
    (Start.MEETING, _l("A review meeting is held")),
    (Start.AMENDMENT_NOTICE, _l("The council sent us changes to the plan")),
    (Start.NEW_STAGE, _l("My child starts at a new school, college or stage")),
    (Start.DECISION, _l("A decision letter came that we do not agree with")),
    (Start.MEDIATION_REQUEST, _l("We asked for mediation")),
    (Start.MEDIATION_DECLINED, _l("We told the adviser we do not want mediation")),
    (Start.MEDIATION, _l("The mediation meeting was held")),
    (Start.MOVED, _l("We moved to a new council area with a plan")),
    (Start.REASSESSMENT_REQUEST, _l("We asked for a new assessment")),
    (Start.REASSESSMENT_DECISION, _l("The council agreed to a new assessment")),
    (Start.EVENT, _l("A school was unfair because of a disability")),
)


class DatePartsField(Field):  # type: ignore[misc]  # WTForms ships no types
    """A date in three boxes, `name-day`, `name-month`, `name-year`. `raw_data` keeps what was typed."""

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """Read the three boxes; errors are found when the form is validated."""
        self.process_errors: list[str] = []
        self.data: date | None = data if isinstance(data, date) else None
        source: Mapping[str, str] = formdata or {}
        self.raw_data = [
            source.get(f"{self.name}-{part}", "").strip()[:10] for part in ("day", "month", "year")
        ]
        if any(self.raw_data):
            self.data = _day(*self.raw_data)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed."""
        return not any(self.raw_data)


def _day(day: str, month: str, year: str) -> date | None:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found if FIRST <= found <= LAST else None


class DatesForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """One start and its date; a certificate's date matters for an appeal only."""

    start = RadioField(
        _l("What happened?"),
        choices=[SelectChoice(s.value, words) for s, words in STARTS],
        validators=[InputRequired(_l("Choose what happened."))],
    )
    on = DatePartsField(
        _l("On which date?"),
        description=_l("For example, 2 3 2026. For a letter, use the date printed on it."),
    )
    certificate = DatePartsField(
        _l("Do you have a mediation certificate? Its date"),
        description=_l("Only for a decision letter. Leave it empty if you have none."),
    )

    def validate_on(self, field: DatePartsField) -> None:
        """A real date, since the law began."""
        if field.is_empty:
            raise StopValidation(_l("Type the date."))
        _real(field)

    def validate_certificate(self, field: DatePartsField) -> None:
        """Empty, or a real date that is not before the letter."""
        if field.is_empty:
            return
        _real(field)
        if field.data and self.on.data and field.data < self.on.data:
            raise StopValidation(_l("The certificate cannot be older than the letter. Check both dates."))


def _real(field: DatePartsField) -> None:
    if field.data is None:
        raise StopValidation(
            _l("We could not read that date. Type a day, a month and a year, like 2 3 2026.")
        )
