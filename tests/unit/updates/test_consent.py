"""A story stands only while its consent does."""

from datetime import date

import pytest
from pydantic import ValidationError

from webapp.updates.content import Consent

YES = {
    "given_on": date(2026, 1, 10),
    "given_by": "the person",
    "recorded_by": "forum worker",
    "covers": "my words, without my name",
    "until": date(2026, 12, 31),
}


@pytest.mark.parametrize(
    ("today", "withdrawn", "stands"),
    [
        (date(2026, 1, 9), None, False),  # not yet said
        (date(2026, 1, 10), None, True),
        (date(2026, 12, 31), None, True),  # the last day counts
        (date(2027, 1, 1), None, False),  # gone by itself
        (date(2026, 6, 1), date(2026, 6, 1), False),  # taken back today
        (date(2026, 5, 31), date(2026, 6, 1), True),
    ],
)
def test_days_on_which_a_consent_stands(today: date, withdrawn: date | None, stands: bool) -> None:
    assert Consent(**YES, withdrawn_on=withdrawn).stands(today) is stands


@pytest.mark.parametrize("until", [date(2026, 1, 10), date(2028, 1, 11)])
def test_a_consent_has_an_end_within_two_years(until: date) -> None:
    with pytest.raises(ValidationError):
        Consent(**{**YES, "until": until})
