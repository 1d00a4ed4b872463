"""Made-up facts for the page that shows every component in every state. Nothing here is true of anybody."""

from datetime import date
from typing import Any

from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    EmailField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length
from wtforms.validators import Optional as MayBeEmpty

from . import chart

CHOICES = [("one", "The first"), ("two", "The second"), ("three", "Neither of these")]


class ShowcaseForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """One field of each kind."""

    name = StringField(
        "Your name", description="As you like to be called.", validators=[InputRequired("Tell us a name.")]
    )
    email = EmailField("Email", validators=[MayBeEmpty(), Length(max=200)])
    story = TextAreaField(
        "What happened?", description="Leave out names, please.",
        validators=[InputRequired("Write a few words."), Length(max=500)],
    )
    place = SelectField("Where?", choices=CHOICES)
    which = RadioField("Which is true for you?", choices=CHOICES, validators=[InputRequired("Choose one.")])
    some = SelectMultipleField("Which of these help?", choices=CHOICES, description="As many as you like.")
    agree = BooleanField("I am happy for this to be shown on the site")


def facts() -> dict[str, Any]:
    """What `ui/components.html` needs: charts, a fresh form and one with every mistake in it."""
    fresh = ShowcaseForm(formdata=None, prefix="new")
    return {"charts": charts(), "form": fresh, "wrong_form": _wrong_form()}


def charts() -> list[chart.Chart]:
    """A falling line with a limit, a line with a break, and a lone figure."""
    def reading(month: int, value: float, joins: bool = True) -> chart.Reading:
        on = date(2024, month, 1)
        return chart.Reading(on.strftime("%B %Y"), on, value, f"{value:g} weeks", joins)

    limit = chart.Limit(20, "The law: 20 weeks")
    return [
        chart.lay_out("A wait that fell", "weeks", [reading(1, 37), reading(9, 28.5)], limit=limit),
        chart.lay_out("A way of counting that changed", "weeks", [
            reading(1, 12), reading(4, 18), reading(7, 31, joins=False), reading(12, 26),
        ]),
        chart.lay_out("One figure only", "weeks", [reading(7, 54)]),
    ]


def _wrong_form() -> ShowcaseForm:
    form = ShowcaseForm(formdata=MultiDict({"wrong-email": "kept as it was typed"}), prefix="wrong")
    form.validate()
    return form
