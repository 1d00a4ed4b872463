"""The picture of the map: nothing overlaps, ages hold, and no simple change of order would cross less."""

import re
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.made_up_map import STAGES, network
from webapp.journey import layout, ordering
from webapp.journey.columns import Grid, LineIn, Shape, StopIn, Way, is_in_order
from webapp.journey.layout import COLUMN, LABEL, LEFT, draw
from webapp.journey.lettering import broken, width


def boxes(picture):
    """Left, top, right, bottom of every mark with its words."""
    for line in picture.lines:
        for spot in line.spots:
            left, _, right, bottom = spot.label_box
            yield spot.key, (left, spot.y - 12, right, bottom)


def overlapping(picture):
    found = sorted(boxes(picture), key=lambda box: box[1][1])
    return [
        (a, b)
        for (a, x), (b, y) in combinations(found, 2)
        if x[0] < y[2] and y[0] < x[2] and x[1] < y[3] and y[1] < x[3]
    ]


def uprights(picture):
    """x, top, bottom of everything that runs up or down."""
    paths = [change.path for change in picture.changes]
    paths += [leg.path for line in picture.lines for leg in line.legs]
    for path in paths:
        x, y = 0.0, 0.0
        for letter, words in re.findall(r"([MHLV])([^MHLV]*)", path):
            numbers = [float(word) for word in words.split()]
            if letter == "V":
                yield x, min(y, numbers[0]), max(y, numbers[0])
            x = numbers[0] if letter in "MLH" else x
            y = numbers[-1] if letter in "MLV" else y


@pytest.mark.parametrize("seed", range(5))
def test_no_labels_overlap_and_everything_is_inside(seed):
    picture = draw(network(14, 8, seed), STAGES)
    assert overlapping(picture) == []
    for _, (left, top, right, bottom) in boxes(picture):
        assert 0 <= left < right <= picture.width
        assert 0 <= top < bottom <= picture.height


@pytest.mark.parametrize("seed", range(5))
def test_nothing_runs_up_or_down_through_words(seed):
    picture = draw(network(14, 8, seed), STAGES)
    for x, top, bottom in uprights(picture):
        for key, (left, above, right, below) in boxes(picture):
            assert not (left < x < right and top < below - 1 and above + 1 < bottom), key


@pytest.mark.parametrize("seed", range(5))
def test_stops_of_a_line_go_on_in_order_and_stand_where_their_ages_are(seed):
    lines = network(10, 6, seed)
    shapes = [Shape(line) for line in lines]
    grid = Grid(shapes, [2] * 7)
    for shape in shapes:
        for columns in (grid.spread(shape), grid.compact(shape)):
            assert columns is not None
            assert is_in_order(columns)
            assert columns[0] >= grid.starts[shape.line.stages[0]]
            assert columns[-1] < grid.starts[shape.line.stages[1] + 1]


def test_a_long_wait_is_drawn_longer():
    stops = [StopIn(f"s{n}", "Stop", (0, 6), (Way(to=n + 1),) if n < 3 else ()) for n in range(4)]
    stops[1] = StopIn("s1", "Wait", (0, 6), (Way(to=2),), 54, "54 weeks")
    line = LineIn("l", "LL", "Line", 1, "solid", (0, 6), tuple(stops))
    xs = [spot.x for spot in draw([line], STAGES).lines[0].spots]
    gaps = [b - a for a, b in pairwise(xs)]
    assert gaps[1] > gaps[0]
    assert [leg.waits for leg in draw([line], STAGES).lines[0].legs] == [False, True, False]


def test_yes_and_no_stand_on_different_tracks_of_one_rank():
    stops = (
        StopIn("ask", "Ask", (0, 6), (Way("yes", to=1), Way("no", to=2))),
        StopIn("yes", "Yes", (0, 6)),
        StopIn("no", "No", (0, 6)),
    )
    picture = draw([LineIn("l", "LL", "Line", 1, "solid", (0, 6), stops)], STAGES)
    ask, yes, no = picture.lines[0].spots
    assert ask.shape == "fork"
    assert (yes.x, yes.y) == (no.x, ask.y)
    assert no.y > yes.y
    assert [leg.answer for leg in picture.lines[0].legs] == ["yes", "no"]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_move_of_one_row_crosses_less(data):
    rows = data.draw(st.integers(2, 9))
    extents = [
        [tuple(sorted(data.draw(st.tuples(st.integers(0, 8), st.integers(0, 8)))))] for _ in range(rows)
    ]
    pairs = st.tuples(st.integers(0, rows - 1), st.integers(0, rows - 1), st.integers(0, 9))
    links = [ordering.Link(*link) for link in data.draw(st.lists(pairs, max_size=14)) if link[0] != link[1]]
    order = ordering.best_order(rows, links, extents)
    assert sorted(order) == list(range(rows))
    least = ordering.crossings(order, links, extents)
    for place in range(rows):
        for other in range(rows):
            moved = order[:place] + order[place + 1 :]
            moved.insert(other, order[place])
            assert ordering.crossings(moved, links, extents) >= least


def test_adding_a_stop_or_a_line_lays_the_map_out_again():
    lines = network(5, 5)
    before = draw(lines, STAGES)
    after = draw([*lines, *network(6, 5)[5:]], STAGES)
    assert len(after.lines) == len(before.lines) + 1
    assert overlapping(after) == []


def test_a_map_without_lines_is_no_error():
    assert draw([], STAGES).lines == ()


@given(st.text(alphabet="abcdefgh mw", min_size=1, max_size=60), st.integers(40, 200))
def test_no_line_of_a_label_is_wider_than_its_room(text, room):
    lines = broken(text, room, 13)
    assert all(width(line, 13) <= room for line in lines)
    assert "".join(lines).replace("-", "").replace(" ", "") == text.replace(" ", "")


def test_labels_leave_a_gutter():
    assert COLUMN - LABEL >= 8
    assert max(abs(slot) for slot in layout.GUTTER_SLOTS) < (COLUMN - LABEL) / 2 + 3
    assert LEFT > 0
