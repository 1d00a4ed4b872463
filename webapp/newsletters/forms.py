"""Forms of the newsletters: shape, labels, hints, messages."""

from datetime import datetime

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, EmailField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from ..engine import clock
from ..engine.mail import message
from ..taxonomy import queries as taxonomy
from ..ui.words import gettext
from . import queries
from .models import Edition
from .operations.subscribing import Choices

EDITIONS = [
    SelectChoice(Edition.STANDARD.value, _l("The usual letter")),
    SelectChoice(Edition.EASY_READ.value, _l("Easy-read, when there is one")),
    SelectChoice(Edition.TEXT.value, _l("Plain text only")),
]
PAUSES = [
    SelectChoice("", _l("No")),
    SelectChoice("30", _l("For one month")),
    SelectChoice("90", _l("For three months")),
    SelectChoice("180", _l("For six months")),
]


class ChoicesForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """What a reader wants to hear about, where, and how."""

    topics = SelectMultipleField(_l("What do you want to hear about?"))
    district = SelectField(
        _l("Where do you live?"), description=_l("Some news is only for one place."), validators=[Optional()]
    )
    edition = SelectField(_l("Which letter suits you?"), choices=EDITIONS, default=Edition.STANDARD.value)
    workforce = BooleanField(_l("I work with children or young people. Send me the letter for staff instead."))

    def __init__(self, *args: object, **kwargs: object) -> None:
        """Fill in the lists from content."""
        super().__init__(*args, **kwargs)
        self.topics.choices = [SelectChoice(topic.key, topic.title) for topic in queries.topics().values()]
        places = taxonomy.terms("district").values()
        self.district.choices = [
            SelectChoice("", _l("I would rather not say")),
            *(SelectChoice(p.key, p.title) for p in places if p.key != "county-wide"),
        ]

    def chosen(self) -> Choices:
        """The choices as rules read them."""
        return Choices(
            topics=tuple(self.topics.data or ()),
            district=self.district.data or "",
            edition=Edition(self.edition.data),
            workforce=bool(self.workforce.data),
        )


class SubscribeForm(ChoicesForm):
    """Asking for the newsletter."""

    email = EmailField(
        _l("Your email address"),
        description=_l("We send one mail to check it is yours."),
        validators=[DataRequired(_l("Write your email address, like name@example.org."))],
    )
    website = StringField(validators=[Length(max=0)])

    def validate_email(self, field: EmailField) -> None:
        """Enough like an address to try."""
        if not message.is_address(message.normal(field.data or "")):
            raise ValidationError(_l("We could not read that address. It looks like name@example.org."))

    def validate_topics(self, field: SelectMultipleField) -> None:
        """At least one."""
        if not field.data:
            raise ValidationError(_l("Choose at least one thing. “Everything” is one of them."))


class PreferencesForm(ChoicesForm):
    """Changing what one gets; no session, so the link itself is the key."""

    class Meta:
        """The signed link stands for the reader: there is no session to protect."""

        csrf = False

    pause = SelectField(_l("Take a break?"), choices=PAUSES, validators=[Optional()])


class IssueForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """The head of an issue."""

    title = StringField(
        _l("Title"),
        description=_l("It is also the subject of the mail. Short is good."),
        validators=[DataRequired(_l("Give it a title.")), Length(max=120)],
    )
    intro = TextAreaField(_l("Opening words"), description=_l("A sentence or two. What is this letter about?"))
    easy_intro = TextAreaField(_l("Opening words, easy-read"), validators=[Optional()])
    topics = SelectMultipleField(_l("What is it about?"))
    district = SelectField(_l("Who is it for?"), validators=[Optional()])
    workforce = BooleanField(_l("This is for staff, not for families."))

    def __init__(self, *args: object, **kwargs: object) -> None:
        """Fill in the lists from content."""
        super().__init__(*args, **kwargs)
        self.topics.choices = [SelectChoice(topic.key, topic.title) for topic in queries.topics().values()]
        places = taxonomy.terms("district").values()
        self.district.choices = [
            SelectChoice("", _l("All districts")),
            *(SelectChoice(p.key, p.title) for p in places if p.key != "county-wide"),
        ]

    def head(self) -> dict[str, object]:
        """The head as rules read it."""
        return {
            "title": (self.title.data or "").strip(),
            "intro": _lines(self.intro.data),
            "easy_intro": _lines(self.easy_intro.data),
            "topics": self.topics.data or [],
            "district": self.district.data or "",
            "workforce": bool(self.workforce.data),
        }


def _lines(text: str | None) -> str:
    return (text or "").replace("\r\n", "\n").strip()


def kinds_of_things() -> dict[str, str]:
    """Things of the site that a letter may tell of, in the words of those who write it."""
    return {
        "step": gettext("Step on the map"),
        "resource": gettext("Waiting well"),
        "service": gettext("Service"),
        "session": gettext("What’s on"),
        "answer": gettext("Answer given"),
        "wait": gettext("Waiting time"),
        "measure": gettext("Measure"),
        "update": gettext("Board update"),
        "story": gettext("Story"),
        "survey": gettext("Survey"),
    }


class PressForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """Only a button: carries the token against forged requests."""


class TestForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """Who gets a test letter."""

    to = StringField(_l("Send a test to"), description=_l("Addresses of people you work with, with spaces in between."))


class WhenForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """When an approved issue leaves; empty means now."""

    day = StringField(_l("Day"), description=_l("Like 2027-01-15. Leave empty to send now."))
    time = StringField(_l("Time"), description=_l("Like 09:00."))

    def validate_day(self, field: StringField) -> None:
        """A day and time that exist."""
        try:
            self.moment()
        except ValueError as error:
            raise ValidationError(_l("We could not read that day and time.")) from error

    def moment(self) -> datetime | None:
        """The moment on a clock in England, or None for now."""
        if not (self.day.data or "").strip():
            return None
        time = (self.time.data or "").strip() or "09:00"
        return datetime.fromisoformat(f"{self.day.data.strip()}T{time}").replace(tzinfo=clock.LONDON)
