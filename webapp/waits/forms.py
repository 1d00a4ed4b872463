"""The form for a new figure."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, DecimalField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional, StopValidation


class PointForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """One figure: never without its date and where it was published."""

    on = DateField(
        _l("The date the figure is for"),
        [InputRequired(_l("Give the date."))],
        description=_l("For a month, its first day."),
    )
    precision = SelectField(
        _l("How exact is the date?"),
        choices=[
            SelectChoice("month", _l("A month")), SelectChoice("day", _l("A day")),
            SelectChoice("year", _l("A year")), SelectChoice("period", _l("A longer time")),
        ],
    )
    period = StringField(
        _l("The date in words"), [InputRequired(_l("Say the date in words.")), Length(max=60)],
        description=_l("As families will read it, like July 2026."),
    )
    value = DecimalField(_l("The number"), [Optional(), NumberRange(min=0, message=_l("A number from 0 up."))])
    words = StringField(
        _l("Words instead of a number"), [Length(max=120)], description=_l("Like: fewer than 5.")
    )
    source = StringField(
        _l("Where was it published?"), [InputRequired(_l("Say where the figure was published.")), Length(max=200)],
        description=_l("Its title and date, or the name of a source on our list."),
    )
    caveat = TextAreaField(_l("What should a reader know about it?"), [Optional(), Length(max=400)])

    def validate_words(self, _field: Any) -> None:
        """A number, words, or both."""
        if self.value.data is None and not (self.words.data or "").strip():
            raise StopValidation(_l("Give a number or words."))

    def as_point(self) -> dict[str, Any]:
        """The figure as a content file would have it."""
        number = self.value.data
        typed = {
            "date": self.on.data, "precision": self.precision.data, "period": self.period.data.strip(),
            "value": None if number is None else int(number) if number == int(number) else float(number),
            "words": self.words.data.strip(), "source": self.source.data.strip(), "caveat": self.caveat.data.strip(),
        }
        return {name: value for name, value in typed.items() if value not in (None, "")}
