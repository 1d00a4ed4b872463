"""Forms of the editing screens, made from the kind's boxes."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from pydantic import ValidationError
from wtforms import BooleanField, DateTimeLocalField, HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import Length, Optional

from . import boxes, queries
from .boxes import Box, BoxError
from .content_types import ContentType, Fields

LONGEST = 20_000


class WordsForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """One document's boxes, beside the version it was begun from and a note for the second person."""

    version = HiddenField(default="0")
    note = StringField(lazy_gettext("What did you change, and why?"), [Optional(), Length(max=300)])


def form_for(content_type: ContentType, data: Mapping[str, Any] | None = None) -> WordsForm:
    """A form for this kind, filled with the data given or with what was sent."""
    made = boxes.boxes_of(content_type)
    texts = boxes.to_texts(made, data) if data is not None else {}
    shape = type("WordsFormOfKind", (WordsForm,), {box.name: _field(box) for box in made})
    form: WordsForm = shape(data=texts | {box.name: bool(texts.get(box.name)) for box in made if box.kind == "tick"})
    for box in made:
        if box.kind == "choice":
            form[box.name].choices = [("", ""), *((choice, choice) for choice in box.choices)]
    return form


def _field(box: Box) -> Any:
    checks = [] if box.required else [Optional()]
    if box.kind == "tick":
        return BooleanField(box.label)
    if box.kind == "choice":
        return SelectField(box.label, validate_choice=False)
    if box.kind in {"long", "list", "parts"}:
        hints = {"list": lazy_gettext("One to a line."), "parts": lazy_gettext("Lines of “name: value”.")}
        hint = hints.get(box.kind, "")
        return TextAreaField(box.label, [*checks, Length(max=LONGEST)], description=hint)
    hint = lazy_gettext("Like 2027-05-22.") if box.kind == "date" else ""
    return StringField(box.label, [*checks, Length(max=2000)], description=hint)


def read(form: WordsForm, content_type: ContentType, key: str) -> Fields | None:
    """The words that were typed; none when something has to be put right, which the form then says."""
    made = boxes.boxes_of(content_type)
    texts = {box.name: form[box.name].data or "" for box in made}
    texts |= {box.name: "y" if form[box.name].data else "" for box in made if box.kind == "tick"}
    try:
        fields = content_type.parse({"key": key, **boxes.from_texts(made, texts)})
    except BoxError as error:
        form[error.box].errors = [gettext(str(error))]
        return None
    except ValidationError as error:
        _explain(form, made, error)
        return None
    for link in queries.broken_links(content_type, fields):
        _say(form, made, (link.field,), gettext("There is no %(kind)s called “%(key)s”.", kind=link.kind, key=link.key))
    return None if form.errors else fields


def _explain(form: WordsForm, made: list[Box], error: ValidationError) -> None:
    for problem in error.errors():
        words = gettext("This is needed.") if problem["type"] == "missing" else problem["msg"]
        _say(form, made, tuple(map(str, problem["loc"])), words)


def _say(form: WordsForm, made: list[Box], place: tuple[str, ...], words: str) -> None:
    """Put the words to the box that the place leads to, or on top of the form."""
    found = [box for box in made if box.path == place[: len(box.path)]]
    if found:
        form[found[-1].name].errors = [words]
    else:
        form.form_errors.append(": ".join([*place, words]))


class ReviewForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """A second person's decision."""

    version = HiddenField()
    note = StringField(lazy_gettext("What should change?"), [Optional(), Length(max=300)])
    at = DateTimeLocalField(
        lazy_gettext("Publish later"), [Optional()], format="%Y-%m-%dT%H:%M",
        description=lazy_gettext("Leave empty to publish now."),
    )
