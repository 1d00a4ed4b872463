"""A line over the years is drawn only where the words were the same."""

from webapp.measures.content import MeasureFields, PartFields
from webapp.measures.history import EarlierRow
from webapp.measures.trend import trend

PART = PartFields(question="C1")
MEASURE = MeasureFields(key="m", name="n", plain="p", kind="share", parts=[PART, PartFields(question="C2")])


def release(wave, percent, mark="same", status="shown"):
    row = {"audience": "parents", "question": "C1", "breakdown": "all", "status": status}
    numbers = {"percent": percent, "low": percent - 5, "high": percent + 5, "base": 300}
    return {"wave": wave, "figures": [row | numbers], "wording": {"parents:C1": {"fingerprint": mark}}}


def joined(*documents, earlier=()):
    return [(point.wave, point.joined) for point in trend(documents, earlier, MEASURE, PART)]


def test_the_same_words_are_joined_whatever_order_releases_come_in():
    assert joined(release("2028", 50), release("2027", 44)) == [("2027", False), ("2028", True)]


def test_other_words_start_a_new_line():
    drawn = joined(release("2027", 44), release("2028", 50, "new"), release("2029", 52, "new"))
    assert drawn == [("2027", False), ("2028", False), ("2029", True)]


def test_a_hidden_number_is_a_gap_and_never_bridged():
    drawn = joined(release("2027", 44), release("2028", 0, status="fewer-than-5"), release("2029", 52))
    assert drawn == [("2027", False), ("2029", False)]


def test_what_was_brought_in_is_never_joined():
    old = EarlierRow("2023", "m", "Other words", 31, 120, "An old report")
    assert joined(release("2027", 44), earlier=[old]) == [("2023", False), ("2027", False)]
    assert trend([release("2027", 44)], [old], MEASURE, MEASURE.parts[1]) == []


def test_one_number_is_not_a_trend():
    assert joined(release("2027", 44)) == []


def test_places_stay_inside_the_picture():
    points = trend([release(str(2027 + n), 10 * n) for n in range(6)], (), MEASURE, PART)
    assert all(5 < point.x < 95 for point in points)
    assert [point.y for point in points] == [100, 90, 80, 70, 60, 50]
