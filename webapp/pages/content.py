"""The shapes of `content/pages` and `content/accessibility.yml`."""

from datetime import date
from typing import Literal

from pydantic import Field

from ..publishing.content_types import ContentType, Fields, ReviewedFields
from ..taxonomy.content import Contact, Part
from .models import WordsPage


class PageFields(ReviewedFields):
    """One page of words."""

    title: str
    description: str
    words: str = Field(min_length=1)


class KnownIssue(Part):
    """Something on the site that is not yet accessible (law.md A11Y-04)."""

    key: str
    what: str
    criterion: str
    reason: Literal["non-compliance", "disproportionate-burden", "outside-scope"]
    alternative: str | None = None
    fix_by: date | str | None = None


class Statement(Fields):
    """The accessibility statement as data, so that it cannot go stale unseen (law.md A11Y-03 to A11Y-06)."""

    key: str = "accessibility"
    status: Literal["fully compliant", "partially compliant", "not compliant"]
    prepared_on: date
    reviewed_on: date
    tested_on: date
    tested_how: str
    tested_by: str
    contact: Contact
    reply_days: int | None = None
    issues: list[KnownIssue] = []
    enforcement: str


TYPES = (
    ContentType(
        "page", "Pages", "pages/*.md", PageFields, WordsPage, body="words", editorial=True,
        plain_words=lambda page: iter([("words", page.words)]), one="page", rhythm=12,
    ),
    ContentType("statement", "Accessibility statement", "accessibility.yml", Statement),
)
