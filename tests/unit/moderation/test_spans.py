import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.moderation.spans import MARKS, Span, of_phrases, of_words, redact, tidy

WORDS = "My son Alfie, and Alfie Jones, waits."


def test_ticked_words_go_and_the_comma_stays():
    assert redact(WORDS, of_words(WORDS, [2])) == "My son [name removed], and Alfie Jones, waits."
    assert redact(WORDS, of_words(WORDS, [4, 5])) == "My son Alfie, and [name removed], waits."


def test_a_typed_phrase_goes_everywhere_and_only_as_a_whole_word():
    words = "Al is alfie. ALFIE alone, Alfieson stays."
    assert (
        redact(words, of_phrases(words, ["alfie"]))
        == "Al is [name removed]. [name removed] alone, Alfieson stays."
    )


@pytest.mark.parametrize(
    ("spans", "left"),
    [
        ([Span(0, 2), Span(2, 4)], [Span(0, 4)]),
        ([Span(5, 9), Span(0, 6)], [Span(0, 9)]),
        ([Span(-1, 3), Span(3, 3), Span(8, 99)], []),
        ([Span(0, 1, "nonsense")], []),
    ],
)
def test_spans_are_put_in_order(spans, left):
    assert list(tidy(spans, 10)) == left


@given(
    st.text(max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60), st.sampled_from(sorted(MARKS)))),
)
def test_nothing_inside_a_span_is_left(words, spans):
    cut = tidy((Span(*each) for each in spans), len(words))
    kept = "".join(
        words[a:b]
        for a, b in zip([0, *(s.end for s in cut)], [*(s.start for s in cut), len(words)], strict=True)
    )
    out = redact(words, cut)
    for mark in MARKS.values():
        out = out.replace(mark, "") if mark not in words else out
    if not any(mark in words for mark in MARKS.values()):
        assert out == kept
