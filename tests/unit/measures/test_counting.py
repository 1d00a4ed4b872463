"""Two questions crossed, the fast way and the plain way."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from webapp.surveys.counting import gather

CODES = st.one_of(st.none(), st.sampled_from(["a", "b", "skipped"]), st.integers(0, 400).map(str))


@given(st.lists(st.tuples(CODES, CODES), max_size=60))
def test_crossing_counts_every_pair_once(pairs):
    named = [{key: code for key, code in zip("AB", pair, strict=True) if code} for pair in pairs]
    plain: dict[str, Counter[str]] = {}
    for answers in named:
        if "A" in answers:
            plain.setdefault(answers.get("B", ""), Counter())[answers["A"]] += 1
    assert gather(["A", "B"], named).crossed("A", "B") == plain


def test_crossing_after_more_answers_came_in():
    columns = gather(["A", "B"], [{"A": "x", "B": "g"}] * 300)
    assert columns.crossed("A", "B") == {"g": Counter(x=300)}
    columns.add({"A": "y"})
    assert columns.crossed("A", "B") == {"g": Counter(x=300), "": Counter(y=1)}
