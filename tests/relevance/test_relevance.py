"""Search answers the graded questions at least this well; a change that makes it worse fails."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from tests.relevance import report
from webapp.engine.search import follower

LIMITS = {  # what each set reached when last measured, rounded down: nDCG@10, right in the first three
    ("services.txt", "in the Local Offer"): (0.92, 0.97),
    ("site.txt", "in the whole site"): (0.85, 0.98),
    ("blind.txt", "in the Local Offer"): (0.84, 0.93),
    ("blind.txt", "in the whole site"): (0.78, 0.97),
}


@pytest.mark.parametrize(("name", "where", "search", "kind"), report.SETS)
def test_graded_questions_are_answered(
    site: Flask, name: str, where: str, search: Callable[[str], list[str]], kind: str
) -> None:
    ndcg, top3 = LIMITS[name, where]
    with site.test_request_context("/"):
        scores = report.score(name, search, kind)
    mean, share = report.summary(scores)
    assert mean >= ndcg
    assert share >= top3


@pytest.mark.parametrize(("name", "least"), [("services.txt", 100), ("site.txt", 60), ("blind.txt", 60)])
def test_there_are_enough_questions(name: str, least: int) -> None:
    assert len(list(report.judged(name))) >= least


@pytest.mark.parametrize("name", ["services.txt", "site.txt", "blind.txt"])
def test_every_graded_answer_can_be_found(site: Flask, name: str) -> None:
    with site.app_context():
        known = {str(document.ref) for document in follower.everything()}
    assert {ref for question in report.judged(name) for ref in question.grades} <= known


def test_ndcg_of_a_perfect_and_of_a_useless_order() -> None:
    grades = {"a": 3, "b": 1}
    assert report.ndcg(["a", "b"], grades) == 1.0
    assert report.ndcg(["b", "a"], grades) < 1.0
    assert report.ndcg(["x", "y"], grades) == 0.0
