"""What changed and is not in every index yet, and what families looked for and did not find."""

from datetime import date

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ...extensions import Model


class SearchChange(Model):
    """A note that a thing changed. Only its name: the follower reads the thing itself."""

    __tablename__ = "search_change"
    __table_args__ = (Index("ix_search_change_kind_key", "kind", "key"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    key: Mapped[str] = mapped_column(String(120))


class SearchGap(Model):
    """How often a term was looked for in one week without an answer. Never who, never when within the week.

    `asked_again` counts searches that found something and were asked again at once in other words.
    """

    __tablename__ = "search_gap"
    __table_args__ = (UniqueConstraint("week", "term"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    week: Mapped[date]
    term: Mapped[str] = mapped_column(String(80))
    nothing_found: Mapped[int] = mapped_column(default=0)
    asked_again: Mapped[int] = mapped_column(default=0, server_default="0")
