"""A list is read whole: who may be added, and every fault with its line."""

from datetime import date

import pytest

from webapp.newsletters.mailing_list import Known, read
from webapp.newsletters.models import Edition
from webapp.newsletters.operations.subscribing import Choices

KNOWN = Known(topics={"sleep", "waiting"}, districts={"mansfield"}, today=date(2026, 11, 25))
USUAL = Choices(topics=("waiting",))
HEAD = "email,agreed_on,agreed_how,topics,district,edition,workforce"
PROOF = "2025-03-31,ticked the box on the paper form"


def test_what_a_line_says_and_what_stands_in_for_the_rest() -> None:
    lines = [HEAD, f"Parent@Example.org,{PROOF},sleep waiting,mansfield,text,yes", f"b@example.org,{PROOF},,,,"]
    readers, faults = read("\ufeff" + "\r\n".join(lines), USUAL, KNOWN)
    assert faults == []
    assert readers[0].choices == Choices(("sleep", "waiting"), "mansfield", Edition.TEXT, workforce=True)
    assert readers[1].choices == USUAL
    assert readers[0].consent_words == "ticked the box on the paper form (2025-03-31)"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (f"no address,{PROOF}", "not an email address"),
        ("a@example.org,,ticked the box on the form", "must be a day"),
        ("a@example.org,31/03/2025,ticked the box on the form", "must be a day"),
        ("a@example.org,2027-01-01,ticked the box on the form", "has not come yet"),
        ("a@example.org,2025-03-31,yes", "where and how this person said yes"),
        ("a@example.org,2025-03-31", "where and how this person said yes"),
        (f"a@example.org,{PROOF},cats", "no topic “cats”"),
        (f"a@example.org,{PROOF},,leeds", "no district “leeds”"),
        (f"a@example.org,{PROOF},,,huge", "no edition “huge”"),
        (f"a@example.org,{PROOF},,,,perhaps", "must be yes or no"),
    ],
)
def test_faults_name_their_line(line: str, said: str) -> None:
    readers, faults = read(f"{HEAD}\ngood@example.org,{PROOF}\n{line}\n", USUAL, KNOWN)
    assert [reader.address for reader in readers] == ["good@example.org"]
    assert [fault.line for fault in faults] == [3]
    assert said in faults[0].words


@pytest.mark.parametrize(("head", "said"), [("email", "no column “agreed_on”"), (f"{HEAD},nickname", "“nickname” is")])
def test_a_list_without_proof_is_not_read_at_all(head: str, said: str) -> None:
    readers, faults = read(f"{head}\na@example.org,{PROOF}", USUAL, KNOWN)
    assert readers == []
    assert any(said in fault.words for fault in faults)
