"""The picture of the map: nothing overlaps, ages hold, and no simple change of order would cross less."""

import re
from dataclasses import replace
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.made_up_map import STAGES, network
from webapp.journey import layout, ordering
from webapp.journey.arranging import Arranger
from webapp.journey.blocks import COLUMN, LABEL, LINE_HEIGHT, MARK, PLATE
from webapp.journey.columns import Grid, LineIn, Shape, StopIn, Way, is_in_order
from webapp.journey.layout import LEFT, draw
from webapp.journey.lettering import broken, width


def labels(picture):
    """Left, top, right, bottom of every mark with its words, and of the words on long waits."""
    for line in picture.lines:
        for spot in line.spots:
            left, _, right, bottom = spot.label_box
            yield spot.key, (left, spot.y - 12, right, bottom)
        for leg in line.legs:
            if leg.words:
                x, y = leg.clock_at
                bottom = y + MARK + len(leg.words) * LINE_HEIGHT
                yield f"{line.line.key} wait", (x - LABEL / 2, y - 12, x + LABEL / 2, bottom)


def boxes(picture):
    """The same and the plates with the lines' names."""
    yield from labels(picture)
    for line in picture.lines:
        top = line.title_y - PLATE + 6
        yield line.line.key, (line.x, top, line.x + line.title_width, top + PLATE)


def overlapping(picture):
    found = sorted(boxes(picture), key=lambda box: box[1][1])
    return [
        (a, b)
        for (a, x), (b, y) in combinations(found, 2)
        if x[0] < y[2] and y[0] < x[2] and x[1] < y[3] and y[1] < x[3]
    ]


def straights(picture, along):
    """x1, y1, x2, y2 of everything that runs along, or else up or down."""
    paths = [change.path for change in picture.changes]
    paths += [leg.path for line in picture.lines for leg in line.legs]
    for path in paths:
        x, y = 0.0, 0.0
        for letter, words in re.findall(r"([MHLV])([^MHLV]*)", path):
            numbers = [float(word) for word in words.split()]
            before = x, y
            x = numbers[0] if letter in "MLH" else x
            y = numbers[-1] if letter in "MLV" else y
            if letter == ("H" if along else "V"):
                yield min(before[0], x), min(before[1], y), max(before[0], x), max(before[1], y)


@pytest.mark.parametrize("seed", range(5))
def test_no_labels_overlap_and_everything_is_inside(seed):
    picture = draw(network(14, 8, seed), STAGES)
    assert overlapping(picture) == []
    for _, (left, top, right, bottom) in boxes(picture):
        assert 0 <= left < right <= picture.width
        assert 0 <= top < bottom <= picture.height


@pytest.mark.parametrize("seed", range(5))
def test_nothing_runs_through_words(seed):
    picture = draw(network(14, 8, seed), STAGES)
    for x, top, _, bottom in straights(picture, along=False):
        for key, (left, above, right, below) in labels(picture):
            assert not (left < x < right and top < below - 1 and above + 1 < bottom), key
    for begin, y, end, _ in straights(picture, along=True):
        for key, (left, above, right, below) in labels(picture):
            words = above + 12 + MARK if "wait" not in key else above + 12 + 9
            assert not (words < y < below and begin < right - 1 and left + 1 < end), key


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


def waiting(*weeks, keys=()):
    """A line of stops one after another, after which families wait so many weeks."""
    return LineIn("l", "LL", "Line", 1, "solid", (0, 6), tuple(
        StopIn(f"s{n}", "Stop", (0, 6), (Way(to=n + 1),) if n + 1 < len(weeks) else (), wait, f"{wait} weeks" if wait
               else "", keys[n] if keys else "")
        for n, wait in enumerate(weeks)
    ))


def test_a_long_wait_is_drawn_longer_and_nothing_else_is():
    line = draw([waiting(0, 54, 10, 100, 0)], STAGES).lines[0]
    gaps = [b.x - a.x for a, b in pairwise(line.spots)]
    assert gaps == [COLUMN, 2 * COLUMN, COLUMN, 3 * COLUMN]
    assert [leg.waits for leg in line.legs] == [False, True, True, True]
    assert [bool(leg.clock_at) for leg in line.legs] == [False, True, True, True]


def test_the_words_of_a_long_wait_stand_below_its_clock_and_those_of_a_short_one_below_its_stop():
    line = draw([waiting(54, 10, 0)], STAGES).lines[0]
    assert [leg.words for leg in line.legs] == [("54 weeks",), ()]
    assert [spot.wait for spot in line.spots] == [(), ("10 weeks",), ()]


def test_the_words_of_a_long_wait_keep_the_next_line_away():
    slow = waiting(0, 0, 0, 0, 54, 0)
    words = replace(slow.stops[4], wait_words="around fifty-four weeks, counted in July 2024")
    stops = tuple(replace(stop, stages=(0, 2)) for stop in (*slow.stops[:4], words, slow.stops[5]))
    lines = [replace(slow, key=code, code=code, stages=(0, 2), stops=stops) for code in ("AA", "BB", "CC")]
    picture = draw(lines, STAGES)
    assert len(picture.lines[0].legs[4].words) > 3
    assert overlapping(picture) == []


def test_one_figure_is_drawn_once_on_a_line():
    line = draw([waiting(54, 54, 30, keys=("first", "first", "other"))], STAGES).lines[0]
    assert [leg.waits for leg in line.legs] == [False, True]


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


@pytest.mark.parametrize("seed", range(3))
def test_no_move_of_one_line_up_or_down_crosses_less(seed):
    shapes = [Shape(line) for line in network(9, 6, seed)]
    arranged = Arranger(shapes, Grid(shapes, [2] * 7)).arranged()
    for n in arranged.order:
        rest = [other for other in arranged.order if other != n]
        for place in range(len(rest) + 1):
            assert arranged.in_order([*rest[:place], n, *rest[place:]]).crossings >= arranged.crossings


def test_crossings_are_counted_where_a_change_runs_over_a_line():
    def line(code, stages, *ways):
        stops = (StopIn(f"{code}1", "Stop", stages, (*ways, Way(to=1))), StopIn(f"{code}2", "Stop", stages))
        return LineIn(code, code, "Line", 1, "solid", stages, stops)

    # A leads to C; B lies between them and over the gutter behind A's first stop.
    shapes = [Shape(line("AA", (0, 0), Way(line="CC", whole_line=True))), Shape(line("BB", (0, 0))),
              Shape(line("CC", (0, 0)))]
    arranged = Arranger(shapes, Grid(shapes, [2] * 7)).arranged()
    assert arranged.crossings == 0
    assert arranged.in_order([0, 1, 2]).crossings == 1


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
    assert max(abs(slot) for slot in layout.GUTTER_SLOTS) < (COLUMN - LABEL) / 2
    assert LEFT > 0
