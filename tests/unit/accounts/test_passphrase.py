import pytest

from webapp.accounts import passphrase


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ("three wet bicycles and a lamp", ""),
        ("river teapot Tuesday", ""),
        ("kettle", "short"),
        ("x" * 201, "long"),
        ("password1234", "common"),
        ("Pass Word 1234", "common"),  # spaces and capitals do not help
        ("nottinghamforest1999", "common"),  # nor does a year behind it
        ("sonyericsson", "common"),
        ("!!Butterfly-2019!!", "common"),
        ("Chocolate-2019!!", "common"),
        ("purple elephants", ""),
        ("monkey dragon", "common"),  # two common ones side by side
        ("Liverpool Chelsea 1", "common"),
        ("monkey dragon bicycle", ""),
        ("correct horse battery staple", "common"),
        ("wir warten schon lange", ""),
        ("aaaaaaaaaaaaaa", "pattern"),
        ("xyxyxyxyxyxyxy", "pattern"),
        ("abcdefgh12345678", "pattern"),
        ("Jo Bloggs 2024", "about you"),
        ("bloggs@example.org", "about you"),
    ],
)
def test_what_will_do(words, fault):
    assert passphrase.fault(words, "Jo Bloggs", "bloggs@example.org") == fault


def test_the_kept_hash_opens_for_the_words_and_nothing_else():
    kept = passphrase.make_hash("three wet bicycles")
    assert kept.startswith("$argon2id$")
    assert passphrase.matches(kept, "three wet bicycles")
    assert not passphrase.matches(kept, "three wet bicycle")
    assert not passphrase.matches("", "a passphrase that belongs to nobody")


def test_the_list_holds_thousands():
    assert len(passphrase._common()) > 25_000


def test_an_unknown_address_costs_the_same_work_as_a_wrong_passphrase():
    settings = passphrase.make_hash("three wet bicycles").rsplit("$", 2)[0]
    assert passphrase._nobody().rsplit("$", 2)[0] == settings  # the same sum, of the same size
