"""What `make content` says of the words: hard to read, letters nobody explained, reviews overdue."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import mean

from ..engine import clock
from . import plain_language
from .content_types import ReviewedFields
from .importer import Reading
from .operations import FileWords


@dataclass
class Report:
    """What was found. `failures` are beyond the limits; `notes` are for an editor's eye."""

    grades: dict[str, list[float]] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        """The report for a terminal."""
        for kind, grades in sorted(self.grades.items()):
            yield f"{kind:12} {len(grades):4} texts, grade mean {mean(grades):.1f}, worst {max(grades):.1f}"
        yield from self.notes
        for failure in self.failures:
            yield f"TO MEND {failure}"


def check(reading: Reading) -> Report:
    """Read every public text of the content folder."""
    report = Report()
    known = reading.keys("abbreviation")
    for words in reading.words:
        _check_language(report, words, known)
        _check_review(report, words)
    return report


def _check_language(report: Report, words: FileWords, known: set[str]) -> None:
    parts = [text for _field, text in words.content_type.plain_words(words.fields) if text]
    if not parts or getattr(words.fields, "hold", False):
        return
    found = plain_language.read(parts)
    report.grades.setdefault(words.content_type.kind, []).append(found.grade)
    name = f"{words.path} ({words.fields.key})"
    if found.grade > plain_language.MAX_GRADE:
        report.failures.append(f"{name}: reading grade {found.grade}, the limit is {plain_language.MAX_GRADE}")
    if found.longest > plain_language.MAX_SENTENCE_WORDS:
        limit = plain_language.MAX_SENTENCE_WORDS
        report.failures.append(f"{name}: {found.longest} words, the limit is {limit}: “{found.longest_sentence}”")
    unknown = {letters for part in parts for letters in plain_language.abbreviations(part)} - known
    if unknown:
        report.failures.append(f"{name}: not in taxonomy/abbreviations.yml: {', '.join(sorted(unknown))}")


def _check_review(report: Report, words: FileWords) -> None:
    fields = words.fields
    if isinstance(fields, ReviewedFields) and fields.review_due and fields.review_due < clock.today():
        report.failures.append(f"{words.path}: the review was due on {fields.review_due}")
