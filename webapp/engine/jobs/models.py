"""What each job did last, and when a periodic one is due."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from ...extensions import Model


class JobRecord(Model):
    """One job. `next_at` is set for periodic jobs only; `last_error` is empty after a run that worked."""

    __tablename__ = "job_record"

    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    next_at: Mapped[datetime | None]
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    runs: Mapped[int] = mapped_column(default=0)
    failures: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str] = mapped_column(default="")
    failed_at: Mapped[datetime | None]
