"""Forms of the queue."""

from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from wtforms import HiddenField, IntegerField, RadioField, SelectField, SelectMultipleField, StringField
from wtforms.validators import DataRequired, Length, NumberRange, Optional

from . import hard_words, rules


def reason_name(reason: str) -> str:
    """Why words stay private, in a volunteer's words."""
    return {
        "abusive": gettext("It is abusive"),
        "vexatious": gettext("It is meant to annoy, not to help"),
        "individual_case": gettext("It is about one person’s own case (the writer is told where to turn)"),
        "identifies_someone": gettext("It shows who somebody is, and taking words out does not help"),
        "not_about_local_offer": gettext("It is not about the Local Offer"),
        "duplicate": gettext("We have the same comment already"),
        "spam": gettext("It is an advert or sent by a machine"),
        "safeguarding_route": gettext("It is with the safeguarding lead"),
    }[reason]


def topic_name(topic: str) -> str:
    """A hard topic, as a warning."""
    return {
        "self-harm": gettext("self-harm or suicide"),
        "abuse": gettext("abuse"),
        "violence": gettext("violence"),
        "loss": gettext("death or loss"),
    }[topic]


def act_name(act: str) -> str:
    """What was done, for the trail."""
    return {
        "publish": gettext("Publish as it is"),
        "change": gettext("Publish with words taken out"),
        "keep": gettext("Keep private"),
        "note": gettext("Read by staff"),
        "urgent": gettext("Pass to safeguarding"),
        "agree": gettext("Second reader agreed"),
        "disagree": gettext("Second reader did not agree"),
        "reopen": gettext("Opened again"),
        "release": gettext("Back from safeguarding"),
        "close": gettext("Closed by safeguarding"),
    }[act]


class DecisionForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """One decision about the version that was read. `word` holds the numbers of words to take out."""

    version = HiddenField(validators=[DataRequired()])
    act = HiddenField()
    word = SelectMultipleField(coerce=int, validate_choice=False)
    phrase = StringField(
        lazy_gettext("Words to take out"),
        [Optional(), Length(max=400)],
        description=lazy_gettext(
            "If tapping is slow: type them here, with a comma between. Every place is found."
        ),
    )
    what = SelectField(
        lazy_gettext("What stood there?"),
        default="name",
        validators=[Optional()],
        description=lazy_gettext("Only for words without a tint: a tint says it itself."),
    )
    reason = RadioField(lazy_gettext("Why keep it private?"), validators=[Optional()])
    note = StringField(lazy_gettext("A note for the other reader"), [Optional(), Length(max=200)])

    def offer(self) -> None:
        """Choices in the page's language."""
        self.what.choices = [
            ("name", gettext("A name")),
            ("place", gettext("A place or school")),
            ("contact", gettext("A number or address")),
            ("date", gettext("A date")),
            ("health", gettext("Something rare about health")),
            ("other", gettext("Something else")),
        ]
        self.reason.choices = [(str(reason), reason_name(reason)) for reason in rules.CHOOSABLE]


class PreferenceForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """What a volunteer would rather not read."""

    avoid = SelectMultipleField(lazy_gettext("I would rather not read about"), [Optional()])
    daily_cap = IntegerField(
        lazy_gettext("At most this many a day"),
        [
            DataRequired(lazy_gettext("Type a number.")),
            NumberRange(1, 100, lazy_gettext("Type a number from 1 to 100.")),
        ],
    )

    def offer(self) -> None:
        """Choices in the page's language."""
        self.avoid.choices = [(topic, topic_name(topic)) for topic in hard_words.TOPICS]


class WhyForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """Why somebody needs to see an original."""

    why = StringField(
        lazy_gettext("Why do you need to see it?"), [DataRequired(lazy_gettext("Say why.")), Length(max=200)]
    )


class PressForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """A button that changes something: nothing but the token against forged requests."""
