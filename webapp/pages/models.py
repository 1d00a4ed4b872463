"""Pages of words."""

from sqlalchemy.orm import Mapped

from ..extensions import Model
from ..publishing.models import ReviewedRow


class WordsPage(ReviewedRow, Model):
    """One page of Markdown, at an address of its own."""

    __tablename__ = "words_page"

    title: Mapped[str]
    description: Mapped[str]
    words: Mapped[str]
