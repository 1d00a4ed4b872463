"""What rooms above may read of searches: counts by week and term, none below the limit, nothing of any person."""

from dataclasses import dataclass
from datetime import date

from . import gaps


@dataclass(frozen=True)
class Unanswered:
    """Searches without an answer since a day: for the measure “what families look for and do not find”.

    The sums count only terms asked `gaps.SHOWN_FROM` times and more in a week; rarer ones are not kept.
    """

    since: date
    nothing_found: int
    asked_again: int
    terms: tuple[gaps.Gap, ...]


def unanswered(since: date) -> Unanswered:
    """What was looked for in vain from the week of this day on."""
    found = tuple(gaps.gaps(since))
    return Unanswered(
        gaps.monday(since), sum(gap.nothing_found for gap in found), sum(gap.asked_again for gap in found), found
    )
