"""The forms of have your say, and of those who answer."""

from collections.abc import Iterable

from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    RadioField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, Length, Optional, StopValidation

from ..engine import clock
from ..engine.subjects import Card
from .wording import About, Promise, Speaker, Wish, is_late

LONGEST = 4000


def speaker_name(speaker: str) -> str:
    """Who spoke, for pages."""
    return {
        "young_person": gettext("A young person"),
        "child": gettext("A child"),
        "parent_carer": gettext("A parent or carer"),
        "on_behalf_of": gettext("Someone speaking for a child or family"),
        "professional": gettext("Someone who works with families"),
    }[speaker]


def about_name(about: str) -> str:
    """What was spoken about, for pages."""
    return {
        "content_quality": gettext("How good a service or its information is"),
        "gap": gettext("Something that is missing"),
        "accessibility": gettext("How easy it is to find, read or use"),
        "development_review": gettext("How the Local Offer is made and checked"),
    }[about]


def promise_name(promise: str) -> str:
    """How far an answer has come, for pages."""
    return {
        "said": gettext("You said it"),
        "heard": gettext("We heard it"),
        "doing": gettext("We are doing it"),
        "done": gettext("We did it"),
        "checked": gettext("Families say it changed"),
    }[promise]


def reason_name(reason: str) -> str:
    """Why words stayed private, for pages."""
    return {
        "abusive": gettext("It was abusive"),
        "vexatious": gettext("It was meant to annoy, not to help"),
        "individual_case": gettext("It was about one child’s or one person’s own case"),
        "identifies_someone": gettext("It could show who somebody is"),
        "not_about_local_offer": gettext("It was not about the Local Offer"),
        "duplicate": gettext("We had the same comment already"),
        "spam": gettext("It was an advert or sent by a machine"),
        "safeguarding_route": gettext("It went to the people who keep children safe"),
    }[reason]


def facts() -> dict[str, object]:
    """Names of choices, for this room's templates."""
    return {
        "speaker_name": speaker_name,
        "about_name": about_name,
        "promise_name": promise_name,
        "reason_name": reason_name,
        "is_late": lambda theme: is_late(theme.promise, theme.due_on, clock.today()),
        "promises": list(Promise),
    }


class OneOf(RadioField):  # type: ignore[misc]  # WTForms ships no types
    """Radios whose mistake says what to do, whether nothing or something unknown was sent."""

    def __init__(self, label: object, missing: object, **more: object) -> None:
        super().__init__(label, **more)
        self.missing = missing

    def pre_validate(self, form: object) -> None:
        """One of the choices, or the words that help."""
        if self.data not in [value for value, *_rest in self.iter_choices()]:
            raise StopValidation(str(self.missing))


class CommentForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """One comment. Choices carry no names, ages or addresses: we do not ask for any."""

    words = TextAreaField(
        lazy_gettext("What do you want to say?"),
        [
            DataRequired(lazy_gettext("Write what you want to say.")),
            Length(max=LONGEST, message=lazy_gettext("That is too long. Use up to 4,000 letters.")),
        ],
        description=lazy_gettext(
            "You can say what is good, what is wrong or what is missing. Please leave out names."
        ),
    )
    speaker = OneOf(lazy_gettext("Who is speaking?"), lazy_gettext("Choose who is speaking."))
    about = OneOf(lazy_gettext("What is it about?"), lazy_gettext("Choose what it is about."))
    wish = OneOf(
        lazy_gettext("What may happen with your words?"),
        lazy_gettext("Choose what may happen with your words."),
    )
    page = HiddenField(validators=[Optional(), Length(max=200)])
    begun = HiddenField()
    website = StringField(validators=[Optional()])

    def offer(self, *, easy: bool = False) -> None:
        """Choices in the page's language; shorter ones on the easy page."""
        speakers = [(s.value, speaker_name(s.value)) for s in Speaker]
        if easy:
            speakers = [
                ("young_person", gettext("I am a young person")),
                ("child", gettext("I am a child")),
                ("on_behalf_of", gettext("I am helping a child or young person")),
            ]
        self.speaker.choices = speakers
        self.about.choices = [(a.value, about_name(a.value)) for a in About]
        self.wish.choices = [
            (Wish.PUBLISH.value, gettext("Put my words on this site, without my name")),
            (Wish.STAFF.value, gettext("Only staff may read my words")),
            (Wish.COUNT.value, gettext("Only count me. Do not keep my words")),
        ]


class CodeForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """Look a comment up by its code."""

    code = StringField(
        lazy_gettext("Your code"),
        [DataRequired(lazy_gettext("Type your code.")), Length(max=20)],
        description=lazy_gettext("Eight letters and numbers. You got it when you sent your comment."),
    )


class ThemeForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """A theme: what several people said."""

    title = StringField(
        lazy_gettext("Title"), [DataRequired(lazy_gettext("Give it a title.")), Length(max=120)]
    )
    said = TextAreaField(
        lazy_gettext("You said"),
        [DataRequired(lazy_gettext("Write what families said.")), Length(max=2000)],
        description=lazy_gettext("In a few plain sentences, as a family would say it."),
    )


class AnswerForm(ThemeForm):
    """The partnership's answer and promise."""

    answer = TextAreaField(lazy_gettext("Our answer"), [Optional(), Length(max=4000)])
    action = TextAreaField(
        lazy_gettext("What we will do, or did"),
        [Optional(), Length(max=2000)],
        description=lazy_gettext("If nothing will be done, say so in the answer, and why."),
    )
    owner = StringField(
        lazy_gettext("Who does it"),
        [Optional(), Length(max=120)],
        description=lazy_gettext("A team or an organisation, not a person."),
    )
    due_on = DateField(lazy_gettext("By when"), [Optional()])
    promise = OneOf(lazy_gettext("How far is it?"), lazy_gettext("Choose how far it is."))
    measures = SelectMultipleField(lazy_gettext("Which measures is it about?"), [Optional()])
    live = BooleanField(lazy_gettext("Show this to everybody"))
    version = HiddenField()

    def offer(self, measures: Iterable[Card] = ()) -> None:
        """States in the page's language, and the measures there are."""
        self.promise.choices = [(p.value, promise_name(p.value)) for p in Promise]
        self.measures.choices = [(card.ref.key, card.title) for card in measures]


class PressForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """A button that changes something: nothing but the token against forged requests."""
