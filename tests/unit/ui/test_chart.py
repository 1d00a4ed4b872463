"""Where a chart's dots, lines and words go."""

from datetime import date

import pytest

from webapp.ui.chart import Limit, Reading, lay_out


def reading(month, value, *, joins=True, year=2024):
    on = date(year, month, 1)
    return Reading(on.strftime("%B %Y"), on, value, f"{value:g} weeks", joins)


def test_points_stand_in_order_of_time_and_in_proportion_to_it():
    drawn = lay_out("Wait", "weeks", [reading(12, 54), reading(1, 68), reading(2, 60)])

    assert [point.words for point in drawn.points] == ["68 weeks", "60 weeks", "54 weeks"]
    first, second, third = (point.x for point in drawn.points)
    assert second - first < (third - first) / 5
    assert all(0 <= point.x <= 100 and 0 <= point.y <= 100 for point in drawn.points)


def test_higher_values_stand_higher_and_the_axis_starts_at_nought():
    drawn = lay_out("Wait", "weeks", [reading(1, 10), reading(6, 40)])

    assert drawn.points[0].y > drawn.points[1].y
    assert drawn.ticks[0].words == "0"
    assert drawn.ticks[0].y == 100


def test_figures_counted_in_another_way_are_never_joined():
    counted_anew = reading(7, 30, joins=False)
    drawn = lay_out("Wait", "weeks", [reading(1, 10), reading(4, 12), counted_anew, reading(9, 28)])

    assert len(drawn.lines) == 2
    assert (drawn.lines[0].x2, drawn.lines[1].x1) == (drawn.points[1].x, drawn.points[2].x)


def test_a_lone_figure_is_not_a_picture():
    assert not lay_out("Wait", "weeks", [reading(1, 10)]).worth_drawing
    assert not lay_out("Wait", "weeks", []).worth_drawing


def test_figures_of_one_day_stand_side_by_side():
    drawn = lay_out("Wait", "weeks", [reading(1, 10), reading(1, 20)])

    assert drawn.points[0].x < drawn.points[1].x


def test_the_limit_is_on_the_chart_even_above_every_figure():
    drawn = lay_out("Wait", "weeks", [reading(1, 5), reading(6, 8)], limit=Limit(20, "The law: 20 weeks"))

    assert drawn.limit is not None
    assert 0 <= drawn.limit.y < min(point.y for point in drawn.points)
    assert not drawn.limit.below


def test_the_limits_words_keep_away_from_the_figures_above_it():
    drawn = lay_out("Wait", "weeks", [reading(1, 37), reading(9, 28)], limit=Limit(20, "The law: 20 weeks"))

    assert drawn.limit is not None
    assert drawn.limit.below


def test_the_picture_in_words_says_every_figure_and_the_limit():
    drawn = lay_out("Wait", "weeks", [reading(1, 37), reading(9, 28)], limit=Limit(20, "The law: 20 weeks"))

    assert drawn.spoken == "Wait. January 2024: 37 weeks. September 2024: 28 weeks. The law: 20 weeks"


def test_long_dates_are_broken_and_crowded_ones_left_out():
    long = Reading("before the change in March 2024", date(2024, 3, 1), 5, "5")
    drawn = lay_out("Wait", "weeks", [long, reading(4, 6), reading(12, 7)])

    assert all(len(words) <= 15 for words in drawn.points[0].date_lines)
    assert drawn.points[1].date_lines == ()
    assert drawn.points[2].date_lines == ("December 2024",)


@pytest.mark.parametrize(
    ("highest", "top", "most"), [(0.5, 0.6, 6), (4.5, 6, 6), (54, 60, 6), (1719, 2000, 6), (36000, 40000, 6)]
)
def test_axis_steps_are_few_and_round(highest, top, most):
    drawn = lay_out("Wait", "", [reading(1, highest), reading(2, 0)])

    assert 2 <= len(drawn.ticks) <= most
    assert float(drawn.ticks[-1].words.replace(",", "")) == top
