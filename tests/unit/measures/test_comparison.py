"""What may be said of two waves: the same words, asked of the same people, both ends shown; else why not."""

from webapp.measures.content import MeasureFields, PartFields
from webapp.measures.release import Before, build
from webapp.measures.shown import Bar, Split
from webapp.surveys.counting import gather
from webapp.surveys.questionnaire import Questionnaire
from webapp.surveys.results import Tally

from .twin_waves import MEASURES, RULES, questionnaire

FORM = questionnaire(2)


def changed(question, **new):
    """The same questionnaire with one question changed."""
    data = FORM.model_dump(mode="json")
    for asked in data["sections"][0]["questions"]:
        asked.update(new if asked["id"] == question else {})
    return Questionnaire.model_validate(data)


def wave(key, agree, of=200, form=FORM, measures=MEASURES, before=()):
    people = [
        {"A1": "g0", "A2": "old", "B1": "no", "C1": "agree" if number < agree else "disagree", "C2": "agree"}
        for number in range(of)
    ]
    columns = gather([question.id for question in form.questions], people)
    last, older = (before[0], before[1:]) if before else (None, ())
    return Before(*build(key, {"parents": Tally(form, columns)}, measures, RULES, last_wave=last, older_waves=older))


def said(found):
    row = next(r for r in found.document["figures"] if (r["measure"], r["breakdown"]) == ("share", "all"))
    return row["change"], row["compared_with"], row["change_why"]


def test_the_first_wave_has_nothing_to_be_compared_with():
    assert said(wave("2027", 50)) == (None, None, None)


def test_the_same_words_are_compared():
    row = wave("2028", 80, before=[wave("2027", 50)]).document["figures"]
    found = next(r for r in row if (r["measure"], r["breakdown"]) == ("share", "all"))
    assert (found["change"], found["compared_with"]) == ("up", "2027")
    assert (found["change_points"], found["change_low"], found["change_high"]) == (15, 6, 24)  # 50/200 → 80/200


def test_other_words_and_other_answers_are_never_compared():
    first = wave("2027", 50)
    for new in ({"text": "People hear me"}, {"options": [{"code": c, "text": c, "role": r} for c, r in OTHER]}):
        assert said(wave("2028", 80, form=changed("C1", **new), before=[first])) == (
            "cannot-compare", "2027", "other-words",
        )  # fmt: skip


OTHER = [("agree", "top"), ("disagree", "bottom")]


def test_the_same_words_for_other_people_are_never_compared():
    form = changed("C1", show_if=[{"question": "A2", "any": ["old"]}])
    assert said(wave("2028", 80, form=form, before=[wave("2027", 50)]))[2] == "other-people-asked"
    ends = changed("A1", options=[{"code": "g0", "text": "g0"}, {"code": "g1", "text": "g1", "exit": "elsewhere"}])
    assert said(wave("2028", 80, form=ends, before=[wave("2027", 50)]))[2] == "other-people-asked"


def test_the_last_wave_with_the_same_words_is_found_past_one_with_others():
    first, other = wave("2027", 50), wave("2028", 90, form=changed("C1", text="People hear me"))
    assert said(wave("2029", 80, before=[other, first])) == ("up", "2027", None)


def test_nothing_is_said_where_either_end_is_hidden():
    shown, nearly_nobody = wave("2027", 50), wave("2027", 2)
    assert said(wave("2028", 2, before=[shown])) == ("cannot-compare", "2027", "hidden-now")
    assert said(wave("2028", 50, before=[nearly_nobody])) == ("cannot-compare", "2027", "hidden-then")


def test_a_new_question_was_not_asked_before():
    before = wave("2027", 50, measures=[measure for measure in MEASURES if measure.key == "funnel"])
    assert said(wave("2028", 80, before=[before])) == ("cannot-compare", "2027", "not-asked-before")


def test_what_stands_beside_a_mean_is_shown_and_not_in_it():
    parts = [PartFields(question="C1"), PartFields(question="C2", beside=True)]
    found = wave("2027", 50, measures=[MeasureFields(key="m", name="n", plain="p", kind="mean", parts=parts)])
    rows = {row["question"]: row for row in found.document["figures"] if row["breakdown"] == "all"}
    assert rows[""]["percent"] == rows["C1"]["percent"] == 25
    assert rows["C2"]["status"] == "nearly-all"


def test_somebody_who_chose_several_answers_is_counted_once():
    data = FORM.model_dump(mode="json")
    several = {"id": "F2", "text": "How?", "kind": "multi", "options": [
        {"code": "meeting", "text": "A meeting", "role": "top"}, {"code": "email", "text": "Email", "role": "top"},
        {"code": "none", "text": "Not at all", "role": "bottom"},
    ]}  # fmt: skip
    data["sections"][0]["questions"].append(several)
    form = Questionnaire.model_validate(data)
    people = [{"F2": ["meeting", "email"]}] * 20 + [{"F2": ["email"]}] * 10 + [{"F2": ["none"]}] * 10
    people += [{"F2": "skipped"}] * 9
    columns = gather([question.id for question in form.questions], people)
    measure = MeasureFields(key="m", name="n", plain="p", kind="share", parts=[PartFields(question="F2")])
    document, private = build("2027", {"parents": Tally(form, columns)}, [measure], RULES)
    assert private["parents:F2:valid|all|"] == [30, 10]
    assert document["figures"][0]["percent"] == 75
    assert document["wording"]["parents:F2"]["counted"]["top"] == ["A meeting", "Email"]


def bar(label, percent, low, high):
    row = {"status": "shown", "percent": percent, "low": low, "high": high}
    return Bar(label, row if percent else {"status": "too-few-answers"})


def test_the_words_beside_a_split_name_its_ends_and_whether_chance_may_be_the_reason():
    bars = [bar("A", 40, 33, 47), bar("B", 0, 0, 0), bar("C", 60, 52, 68), bar("D", 60, 50, 70)]
    split = Split("District", bars, False)
    assert [end.label for end in split.ends] == ["A", "C"]
    assert (split.apart, split.hidden) == (True, 1)
    assert not Split("District", [bar("A", 40, 30, 53), bar("C", 60, 52, 68)], False).apart
    assert Split("District", [bar("A", 40, 30, 53), bar("B", 0, 0, 0)], False).ends is None
