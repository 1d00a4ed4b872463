"""What a report says about an address, and what is no report."""

import pytest

from tests.returned_letters import OUT_OF_OFFICE, complaint, report
from webapp.engine.mail.returned import Kind, read

OURS = "<abc-123@example.org>"


@pytest.mark.parametrize(
    ("status", "why", "kind"),
    [
        ("5.1.1", "550 5.1.1 no such user", Kind.HARD),
        ("5.1.10", "550 5.1.10 recipient not found", Kind.HARD),
        ("5.2.1", "550 mailbox disabled", Kind.HARD),
        ("5.0.0", "550 something", Kind.HARD),
        ("5.0.0", "550 5.1.1 user unknown", Kind.HARD),
        ("5.0.0", "550 5.7.1 blocked", Kind.SOFT),  # the exact reason is in the words
        ("5.2.2", "552 mailbox full", Kind.SOFT),
        ("5.7.1", "550 blocked for our own fault", Kind.SOFT),
        ("4.4.7", "delivery time expired", Kind.SOFT),
        ("", "nonsense", Kind.SOFT),
    ],
)
def test_only_an_address_that_does_not_work_counts_hard(status: str, why: str, kind: Kind) -> None:
    (found,) = read(report(OURS, status=status, why=why))
    assert (found.message_id, found.kind) == (OURS, kind)
    assert why in found.words


@pytest.mark.parametrize("original", ["text/rfc822-headers", "message/rfc822"])
def test_the_letter_is_known_by_its_own_headers(original: str) -> None:
    assert read(report(OURS, original=original))[0].message_id == OURS


@pytest.mark.parametrize(
    "data",
    [
        report(OURS, action="delayed"),  # it may still arrive
        report(OURS, action="delivered"),
        report(""),  # names no letter: anybody could have written it
        OUT_OF_OFFICE.encode(),
        complaint(OURS, kind="not-spam"),
        b"",
        b"Content-Type: multipart/report; boundary=x\r\n\r\n--x\r\nbroken",
        b"\xff\xfe\x00 nonsense",
    ],
)
def test_what_reports_no_failure(data: bytes) -> None:
    assert read(data) == []


def test_a_complaint_is_a_complaint() -> None:
    assert read(complaint(OURS))[0].kind is Kind.COMPLAINT
