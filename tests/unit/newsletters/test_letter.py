"""A letter says the same in each form; what blocks it is found."""

import pytest

from webapp.engine.mail.bulk import PLACE, BulkLetter
from webapp.engine.mail.message import is_address
from webapp.newsletters.letter import Block, Letter, absolute, as_text, sentences
from webapp.newsletters.lint import check
from webapp.newsletters.models import Edition
from webapp.newsletters.tokens import Purpose, make, masked, read

GOOD = Letter(
    "Help with sleep",
    "Sleep is hard. [These things help](https://example.org/sleep).",
    (
        Block(
            "Try tonight",
            "Put the **phone** away.\n\n- Dim the light\n- Read a book",
            "https://example.org/x",
            "A card",
        ),
    ),
    Edition.STANDARD,
)


def test_every_sentence_is_in_the_plain_text() -> None:
    text = " ".join(as_text(GOOD, ["above"], ["below"]).split())
    for sentence in sentences(GOOD):
        assert sentence.split(" (")[0].rstrip(".") in text
    assert "https://example.org/sleep" in text
    assert "**" not in text


def test_a_good_letter_has_nothing_to_put_right() -> None:
    assert check(GOOD, set()) == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Look [here](https://example.org).", "do not say where the link goes"),
        ("Look ![a cat](https://example.org/cat.png).", "Pictures cannot be sent"),
        ("See https://example.org for more.", "Give the address"),
        ("Run [this script](javascript:alert(1)).", "cannot be opened from a mail"),
        ("# Big\n\nWords.", "Use ### for a heading"),
        ("Great news!", "exclamation marks"),
        ("Ask the GTKM lead.", "GTKM"),
        ("A service user may ask.", "We do not say “service user”"),
        ("word " * 31 + "end.", "This sentence has 32 words"),
    ],
)
def test_what_blocks_a_letter(words: str, said: str) -> None:
    bad = Letter("Title", "Short words here.", (Block("Part", words),), Edition.STANDARD)
    assert any(said in finding.words and finding.blocks for finding in check(bad, set()))


def test_an_empty_letter_is_blocked() -> None:
    where = {finding.where for finding in check(Letter("", "", (), Edition.STANDARD), set()) if finding.blocks}
    assert {"Title", "Opening words", "Whole letter"} <= where


def test_links_to_the_site_carry_its_whole_address() -> None:
    assert absolute("[a](/x) [b](https://y)", "https://s") == "[a](https://s/x) [b](https://y)"


def test_each_reader_gets_their_own_link_whole_in_both_parts() -> None:
    import quopri
    from datetime import UTC, datetime

    long = "é" * 90 + f" https://offer.example.org/newsletters/leave/{PLACE} end\n.dot"
    bulk = BulkLetter("a@example.org", "Übung", long, f"<p>{long}</p>", headers=(("X-Leave", f"<{PLACE}>"),))
    token = "t" * 40
    data = bulk.for_one(to="b@example.org", message_id="<1@x>", token=token, sent_at=datetime(2026, 1, 1, tzinfo=UTC))
    assert data.count(b"X-Leave: <" + token.encode() + b">\r\n") == 1
    assert b"\r\n" in data
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert max(len(line) for line in data.split(b"\r\n")) <= 100
    assert quopri.decodestring(data).decode().count(f"/leave/{token}") == 2


def test_a_header_cannot_be_smuggled_in() -> None:
    with pytest.raises(ValueError, match="cannot be sent"):
        BulkLetter("a@example.org", "x", "y", headers=(("X", "a\r\nBcc: b@example.org"),))


@pytest.mark.parametrize("address", ["a@b.co", "first.last+tag@sub.example.org"])
def test_addresses(address: str) -> None:
    assert is_address(address)


@pytest.mark.parametrize("address", ["", "a", "a@", "@b", "a b@c.d", "a@b\r\nBcc: c@d", "ä@b.co", "a@b..c", "<a@b.co>"])
def test_not_addresses(address: str) -> None:
    assert not is_address(address)


def test_tokens_are_bound_to_secret_purpose_and_name() -> None:
    token = make("s", Purpose.MINE, "7")
    assert read("s", Purpose.MINE, token) == "7"
    assert read("s", Purpose.CONFIRM, token) is None
    assert read("other", Purpose.MINE, token) is None
    assert read("s", Purpose.MINE, token.replace("7", "8", 1)) is None
    assert masked("sam@example.org") == "s•••@example.org"
