import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.feedback.disclosure import shown, total


@pytest.mark.parametrize(
    ("counts", "left"),
    [
        ({"a": 20, "b": 7}, {"a": 20, "b": 7}),
        ({"a": 20, "b": 3, "c": 9}, {"a": 20, "b": None, "c": None}),  # b alone could be found by subtraction
        ({"a": 20, "b": 3, "c": 2}, {"a": 20, "b": None, "c": None}),
        ({"a": 0, "b": 0}, {"a": 0, "b": 0}),
        ({"a": 4}, {"a": None}),
    ],
)
def test_small_numbers_are_hidden(counts, left):
    assert shown(counts) == left


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 40), min_size=1))
def test_no_small_count_can_be_found_by_subtraction(counts):
    published, whole = shown(counts), total(counts)
    hidden = [name for name, count in published.items() if count is None]
    assert not any(0 < (count or 0) < 5 for count in published.values())
    if whole is not None and len(hidden) == 1:
        assert counts[hidden[0]] >= 5
