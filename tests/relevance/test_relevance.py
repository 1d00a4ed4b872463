"""Search answers the graded questions at least this well; a change that makes it worse fails."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from tests.relevance import report


@pytest.mark.parametrize(
    ("name", "search", "ndcg", "top3"),
    [
        ("services.txt", report.services, 0.90, 0.97),  # what it reached when last measured, rounded down
        ("site.txt", report.whole_site, 0.70, 0.95),
    ],
)
def test_graded_questions_are_answered(
    site: Flask, name: str, search: Callable[[str], list[str]], ndcg: float, top3: float
) -> None:
    with site.test_request_context("/"):
        scores = report.score(name, search)
    mean, share = report.summary(scores)
    assert mean >= ndcg
    assert share >= top3


def test_there_are_a_hundred_questions() -> None:
    assert len(list(report.judged("services.txt"))) >= 100


def test_ndcg_of_a_perfect_and_of_a_useless_order() -> None:
    grades = {"a": 3, "b": 1}
    assert report.ndcg(["a", "b"], grades) == 1.0
    assert report.ndcg(["b", "a"], grades) < 1.0
    assert report.ndcg(["x", "y"], grades) == 0.0
