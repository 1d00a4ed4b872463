"""Forms of the editing screens, made from the kind's boxes."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import current_app, request
from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from pydantic import ValidationError
from werkzeug.exceptions import HTTPException
from wtforms import (
    BooleanField,
    DateField,
    DateTimeLocalField,
    EmailField,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional
from wtforms.validators import ValidationError as WrongError

from ..engine import subjects
from . import boxes, queries, wording
from .boxes import Box, BoxError
from .content_types import ContentType, Fields

LONGEST = 20_000
FEW, SOME = 30, 80
BETWEEN = " · "
_MARKDOWN_LINK = re.compile(r"\]\(([^)\s]+)\)")
_WRITTEN_WELL = re.compile(r"^(https?://[^\s/]+\.[^\s/]+(/\S*)?|mailto:[^\s@]+@[^\s@]+|(tel|sms):\+?[\d ]+)$")
_NUMBER = re.compile(r"^(?P<name>w--.+?)--(?P<n>\d{1,3})(--|$)")


class WordsForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """One document's boxes, beside the version it was begun from and a note for the second person."""

    made: Sequence[Box]
    asked: Sequence[Box]

    version = HiddenField(default="0")
    note = StringField(lazy_gettext("What did you change, and why?"), [Optional(), Length(max=300)])


@dataclass(frozen=True)
class Named:
    """One thing that a box can name."""

    key: str
    title: str

    @property
    def shown(self) -> str:
        """As it stands in a box with suggestions: the title, then the key."""
        return f"{self.title}{BETWEEN}{self.key}"


def named(kind: str) -> list[Named]:
    """Everything of a kind that a box can name, by title."""
    found = [Named(words.key, queries.title(words)) for words in queries.live(kind)]
    return sorted(found, key=lambda one: one.title.casefold())


def asked_for(content_type: ContentType) -> list[Box]:
    """Every box of a kind; long lists of names are picked one by one."""
    return [_fitting(box) for box in boxes.boxes_of(content_type)]


def offered_for(content_type: ContentType) -> list[Box]:
    """The boxes a provider may fill in."""
    return [_fitting(box) for box in boxes.offered(content_type)]


def _fitting(box: Box) -> Box:
    if box.kind == "many" and box.refers and len(queries.live(box.refers)) > FEW:
        return replace(box, kind="picks")
    if box.kind == "choice" and box.refers and len(queries.live(box.refers)) > SOME:
        return replace(box, kind="pick")
    return box


def form_for(
    content_type: ContentType, data: Mapping[str, Any] | None = None, asked: Sequence[Box] | None = None,
    more: str = "",
) -> WordsForm:
    """A form for this kind, filled with the data given or with what was sent; `more` names a box that gets a row."""
    wanted = list(asked_for(content_type) if asked is None else asked)
    numbered = [box for box in wanted if box.kind in {"rows", "picks"}]
    made = boxes.spread(wanted, {box.name: _rows(box, data) + (box.name == more) for box in numbered})
    values: dict[str, Any] = boxes.to_texts(made, data) if data is not None else {}
    for box in made:
        text = values.get(box.name, "")
        if box.kind == "many":
            values[box.name] = text.split("\n") if text else []
        elif box.kind == "tick":
            values[box.name] = bool(text)
        elif box.kind == "pick" and text:
            values[box.name] = next((one.shown for one in named(box.refers) if one.key == text), text)
    shape = type("WordsFormOfKind", (WordsForm,), {box.name: _field(content_type.kind, box) for box in made})
    form: WordsForm = shape(data=values)
    form.made, form.asked = made, wanted
    for box in made:
        if box.kind in {"choice", "many"}:
            chosen = form[box.name].data if box.kind == "many" else ()
            form[box.name].choices = _choices(box, list(chosen or ()))
    return form


def _rows(box: Box, data: Mapping[str, Any] | None) -> int:
    """How many rows to draw: those there are and one or two to fill in; those that were sent."""
    if data is not None:
        there = boxes.at(data, box.path)
        return (len(there) if isinstance(there, list) else 0) + (2 if box.kind == "picks" else 1)
    sent = [m for name in request.form if (m := _NUMBER.match(name)) and m.group("name") == box.name]
    return min(200, max((int(m.group("n")) + 1 for m in sent), default=1))


def _choices(box: Box, chosen: Sequence[str]) -> list[tuple[str, str]]:
    """What can be chosen. Ticked things come first, in their order: the first may mean more than the rest."""
    if box.refers:
        found = [(one.key, one.title) for one in named(box.refers)]
    else:
        found = [(choice, choice.replace("-", " ").capitalize()) for choice in box.choices]
    if box.kind != "many":
        return [("", ""), *found]
    titles = dict(found)
    return [(key, titles.get(key, key)) for key in dict.fromkeys([*chosen, *titles])]


def _field(kind: str, box: Box) -> Any:
    words, hint = wording.label(kind, box), wording.hint(kind, box)
    checks: list[Any] = [] if box.required else [Optional()]
    if box.kind == "tick":
        return BooleanField(words, description=hint)
    if box.kind == "choice":
        return SelectField(words, checks, validate_choice=False, description=hint)
    if box.kind == "many":
        return SelectMultipleField(words, validate_choice=False, description=hint)
    if box.kind in {"long", "list", "parts"}:
        return TextAreaField(words, [*checks, _not_endless], description=hint)
    return StringField(words, [*checks, _not_endless], description=hint)


def _not_endless(_form: WordsForm, field: Any) -> None:
    """A limit nobody meets by writing, so that no count of letters stands under every box."""
    if len(field.data or "") > LONGEST:
        raise WrongError(gettext("That is too long for one page."))


def typed(form: WordsForm) -> dict[str, Any]:
    """Data from what was typed; raises BoxError."""
    texts = {}
    for box in form.made:
        value = form[box.name].data
        if box.kind == "tick":
            texts[box.name] = "y" if value else ""
        elif box.kind == "many":
            texts[box.name] = "\n".join(value or [])
        else:
            texts[box.name] = _key_of(box, value or "") if box.kind == "pick" else value or ""
    return boxes.from_texts(form.made, texts)


def _key_of(box: Box, text: str) -> str:
    """The key of what was picked: by the suggestion, by the title alone, or as typed."""
    said = text.strip()
    found = next((one.key for one in named(box.refers) if said in {one.shown, one.key, one.title}), "")
    return found or said.rpartition(BETWEEN)[2]


def read(form: WordsForm, content_type: ContentType, key: str) -> Fields | None:
    """The words that were typed; none when something has to be put right, which the form then says."""
    try:
        data = {"key": key, **typed(form)}
    except BoxError as error:
        form[error.box].errors = [gettext(str(error))]
        return None
    return check(form, content_type, data)


def check(form: WordsForm, content_type: ContentType, data: Mapping[str, Any]) -> Fields | None:
    """These data as words; none when something has to be put right."""
    try:
        fields = content_type.revive(as_json(data))
    except ValidationError as error:
        explain(form, error)
        return None
    return fields if links_hold(form, content_type, fields) else None


def as_json(data: Mapping[str, Any]) -> dict[str, Any]:
    """Typed data as a revision holds them."""
    return dict(json.loads(json.dumps(data, default=str)))


def links_hold(form: WordsForm, content_type: ContentType, fields: Fields) -> bool:
    """Whether every reference and every link in these words leads somewhere; the form says which does not."""
    for link in queries.broken_links(content_type, fields):
        _say(form, (link.field,), gettext("There is no %(kind)s called “%(key)s”.", kind=link.kind, key=link.key))
    for box in form.made:
        dead = _dead(box, str(form[box.name].data or "")) if box.kind in {"line", "long", "list"} else ""
        if dead:
            form[box.name].errors = [gettext("This link leads nowhere: %(link)s", link=dead)]
    return not form.errors


def _dead(box: Box, text: str) -> str:
    """The first link in a text that cannot lead anywhere. Other sites are not asked: only how it is written counts."""
    alone = [text.strip()] if box.path[-1] in {"website", "url"} and text.strip() else []
    return next((link for link in [*alone, *_MARKDOWN_LINK.findall(text)] if not _leads_somewhere(link)), "")


def _leads_somewhere(link: str) -> bool:
    path = link.split("#")[0].split("?")[0]
    if not path.startswith("/"):
        return bool(_WRITTEN_WELL.match(link)) or (link.startswith("#") and len(link) > 1)
    try:
        endpoint, arguments = current_app.url_map.bind("localhost").match(path)
    except HTTPException:
        return False
    pages = {card.url.split("#")[0].removeprefix(request.script_root) for card in subjects.with_pages()}
    alike = {current_app.url_map.bind("localhost").match(url)[0] for url in pages} if arguments else set()
    return path in pages or endpoint not in alike


def cards_of(kind: str, key: str) -> list[subjects.Card]:
    """How a document shows itself, if families can see it."""
    return subjects.cards_of(kind, [key])


def sections(form: WordsForm, some: Sequence[Box]) -> list[tuple[str, list[Box], list[Box]]]:
    """Boxes of these that belong together: (name, the box they are rows of, the boxes), in order."""
    found: list[tuple[str, list[Box], list[Box]]] = []
    for box in some:
        rows = [b for b in form.asked if b.kind in {"rows", "picks"} and box.path[: len(b.path)] == b.path]
        place = ".".join(rows[0].path) if rows else box.path[0] if len(box.path) > 1 else ""
        if not found or found[-1][0] != place:
            found.append((place, rows, []))
        found[-1][2].append(box)
    return found


def named_for(form: WordsForm) -> dict[str, list[Named]]:
    """What boxes with suggestions can name, by kind."""
    return {box.refers: named(box.refers) for box in form.made if box.kind == "pick"}


def explain(form: WordsForm, error: ValidationError) -> None:
    """Say beside each box what is wrong with it."""
    plain = {
        "missing": gettext("This is needed."), "too_short": gettext("At least one is needed."),
        "string_too_short": gettext("This is needed."),
        "string_pattern_mismatch": gettext("This is not written the way it has to be."),
    }
    for problem in error.errors():
        words = plain.get(problem["type"]) or str(problem["msg"]).removeprefix("Value error, ")
        _say(form, tuple(map(str, problem["loc"])), words[:1].upper() + words[1:])


def _say(form: WordsForm, place: tuple[str, ...], words: str) -> None:
    """Put the words to the box that the place leads to, or to the first inside it, or on top of the form."""
    found = [box for box in form.made if box.path == place[: len(box.path)]]
    inside = [box for box in form.made if place and box.path[: len(place)] == place]
    if found:
        form[found[-1].name].errors = [words]
    elif inside:
        form[inside[0].name].errors = [words]
    else:
        name = wording.group(place[0]) if place else ""
        form.form_errors.append(f"{name}: {words}" if name else words)


class ReviewForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """A second person's decision."""

    version = HiddenField()
    note = StringField(lazy_gettext("What should change?"), [Optional(), Length(max=300)])
    at = DateTimeLocalField(
        lazy_gettext("Publish later"), [Optional()], format="%Y-%m-%dT%H:%M",
        description=lazy_gettext("Leave empty to publish now."),
    )


class FamiliesForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """Families read these words."""

    on = DateField(lazy_gettext("On which day?"), [InputRequired(lazy_gettext("Say on which day."))])
    by_whom = StringField(
        lazy_gettext("Which group?"), [InputRequired(lazy_gettext("Name the group.")), Length(max=120)],
        description=lazy_gettext("Such as the parent carer forum. Never a person’s name. Families see it."),
    )


class RhythmForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """How often documents of a kind are looked at again."""

    months = RadioField(
        lazy_gettext("How often?"),
        choices=[
            SelectChoice("1", lazy_gettext("Every month")), SelectChoice("3", lazy_gettext("Every three months")),
            SelectChoice("6", lazy_gettext("Twice a year")), SelectChoice("12", lazy_gettext("Once a year")),
        ],
    )


class ContactForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """An address of somebody who looks after a listing."""

    email = EmailField(
        lazy_gettext("Email address"), [InputRequired(lazy_gettext("Type an address.")), Length(max=254)],
        description=lazy_gettext("Of the people who run it. Only letters about this listing go there."),
    )


class SayForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """One button."""
