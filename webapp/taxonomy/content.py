"""The shapes of the files in `content/taxonomy`, `content/area.yml` and `content/sources.yml`."""

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from ..publishing.content_types import ContentType, Fields, Link


class Part(BaseModel):
    """A part of a document. A field may have another name in files, where Python needs the word."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, populate_by_name=True, serialize_by_alias=True)


class Ages(Part):
    """Ages of the child or young person, 0 to 25, both included."""

    min: int = Field(ge=0, le=25)
    max: int = Field(ge=0, le=25)

    @model_validator(mode="after")
    def in_order(self) -> "Ages":
        """The youngest comes first."""
        if self.min > self.max:
            raise ValueError("the youngest age is above the oldest")
        return self


class Term(Fields):
    """One entry of a list."""

    title: str
    words: str | None = None


class Stage(Term):
    """A stretch of ages, 0 to 25, with its school years in words. Stages overlap on purpose."""

    from_age: int
    to_age: int
    years: str


class Box(Part):
    """Where a district stands in a drawing of boxes: columns and rows from the north-west corner. Not a map."""

    left: int = Field(ge=0, le=11)
    top: int = Field(ge=0, le=11)
    width: int = Field(default=1, ge=1, le=12)
    height: int = Field(default=1, ge=1, le=12)


class District(Term):
    """A district, or all of them. `box` is where it stands in the drawing of districts."""

    box: Box | None = None


class Outcome(Term):
    """One of the partnership's outcomes; the statement is the partnership's wording."""

    statement: str | None = None


class Schedule2Tag(Term):
    """One thing a Local Offer must cover (SEND Regulations 2014, Schedule 2)."""

    paragraph: str | None = None
    mark: str | None = None


class Abbreviation(Fields):
    """Short letters and the words they stand for."""

    words: str
    plain: str | None = None
    # Families know these letters better than the words: pages do not explain them.
    everyday: bool = False


class Source(Fields):
    """Where a figure was read."""

    title: str
    on: str | None = Field(default=None, alias="date")
    url: str | None = None
    kind: str | None = None


class Contact(Part):
    """A body families may reach."""

    name: str
    service: str | None = None
    phone: str | None = None
    email: str | None = None
    website: str | None = None
    words: str | None = None
    checking: str | None = None


class Partner(Part):
    """A body of the partnership, with the dates its name holds."""

    name: str
    role: str | None = None
    since: str | date | None = Field(default=None, alias="from")
    until: str | date | None = Field(default=None, alias="to")
    words: str | None = None
    checking: str | None = None


class UrgentHelp(Part):
    """One way to get help now. `href` is `tel:`, `sms:` or a web address."""

    label: str
    words: str
    phone: str | None = None
    text: str | None = None
    href: str
    kind: Literal["danger", "health", "mental-health", "child", "safeguarding", "talk"]
    checking: str | None = None


class Area(Fields):
    """The facts of one area: what another area swaps to have its own site."""

    key: str = "area"
    site_name: str
    area_name: str
    statutory_name: str
    council: Contact
    advice: Contact
    forum: Contact
    young_people: Contact | None = None
    improvement: Contact | None = None
    not_area: Contact | None = None
    bassetlaw: Contact | None = None
    partners: list[Partner] = []
    urgent: list[UrgentHelp]
    searches: list[str] = []
    checked_on: date | None = None


class SynonymFields(Fields):
    """Ways to say one thing: `same` all ways round, `typed` by families for it, `also` found with it."""

    same: list[str] = Field(min_length=1)
    typed: list[str] = []
    also: list[str] = []


class WordsFields(Fields):
    """A list of words that search treats alike: `stop` or `light`."""

    title: str
    words: list[str]


class TextSpeakFields(Fields):
    """A word as it is texted (its key), and the words in full."""

    words: str


class AgeWordFields(Fields):
    """A word that tells an age, and the ages it means, both included."""

    words: str | None = None
    min: int = Field(ge=0, le=25)
    max: int = Field(ge=0, le=25)


class PlaceFields(Term):
    """A town or village as families name it, and the districts it lies in. `code` is a district's own (ONS)."""

    code: str | None = None
    also: list[str] = []
    districts: list[str] = Field(min_length=1)


class HardFields(Term):
    """What families ask for first, and the words by which a listing says that it fits."""

    says: list[str] = Field(min_length=1)


def _list(kind: str, title: str, name: str, fields: type[Fields] = Term) -> ContentType:
    return ContentType(kind, title, f"taxonomy/{name}.yml", fields, many=True)


def _search(kind: str, title: str, name: str, fields: type[Fields]) -> ContentType:
    return ContentType(kind, title, f"search/{name}.yml", fields, many=True)


TYPES = (
    ContentType("area", "This area", "area.yml", Area),
    ContentType("source", "Sources", "sources.yml", Source, many=True),
    _list("stage", "Ages and stages", "stages", Stage),
    _list("need", "Needs", "needs"),
    _list("topic", "Topics", "topics"),
    _list("district", "Districts", "districts", District),
    _list("outcome", "Outcomes", "outcomes", Outcome),
    _list("schedule-2", "What a Local Offer must cover", "schedule-2", Schedule2Tag),
    _list("access", "Ways to get a service", "access"),
    _list("cost", "Costs", "costs"),
    _list("scope", "Where a service works", "scopes"),
    _list("level", "Levels of support", "levels"),
    _list("waiting-list", "Waiting lists", "waiting-lists"),
    _list("resource-topic", "Topics of waiting-well resources", "resource-topics"),
    _list("abbreviation", "Abbreviations", "abbreviations", Abbreviation),
    _search("synonym", "Words that mean the same", "synonyms", SynonymFields),
    _search("word-list", "Words that search treats alike", "words", WordsFields),
    _search("text-speak", "Text-speak in full", "text-speak", TextSpeakFields),
    _search("age-word", "Words that tell an age", "ages", AgeWordFields),
    ContentType(
        "place", "Towns and villages", "search/places.yml", PlaceFields, many=True,
        links=lambda place: (Link("districts", "district", key) for key in place.districts),
    ),
    _search("hard", "What families ask for first", "hard", HardFields),
)
