"""How well search answers: nDCG@10 and a right answer in the first three, over the graded questions in this folder.

`services.txt` and `site.txt` are worked on: what they show is mended for everybody. `blind.txt` is the hold-out,
written before any of its results were seen: single questions of it are never mended, and only its score is printed.
Run by `make relevance`, and by `test_relevance.py`, which fails when a change lowers one of them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
NDCG_LIMIT, TOP3_LIMIT = 0.85, 0.95
RIGHT = 2  # the grade from which an answer counts as right


@dataclass(frozen=True)
class Judged:
    """One question with the grade of each answer."""

    words: str
    grades: dict[str, int]


def judged(name: str) -> Iterator[Judged]:
    """The questions of one file."""
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        if "=>" in line and not line.startswith("#"):
            words, _, answers = line.partition("=>")
            pairs = (answer.rpartition(":") for answer in answers.split())
            yield Judged(words.strip(), {_whole(key): int(grade) for key, _colon, grade in pairs})


def _whole(key: str) -> str:
    return key if ":" in key else f"service:{key}"


def ndcg(found: list[str], grades: dict[str, int], depth: int = 10) -> float:
    """Normalised discounted cumulative gain of the first results; gains are 2^grade − 1."""
    gain = sum((2 ** grades.get(key, 0) - 1) / math.log2(place + 2) for place, key in enumerate(found[:depth]))
    best = sorted(grades.values(), reverse=True)[:depth]
    ideal = sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(best))
    return gain / ideal


@dataclass(frozen=True)
class Score:
    """One question's result."""

    words: str
    ndcg: float
    top3: bool
    found: list[str]


def score(name: str, search: Callable[[str], list[str]], kind: str = "") -> list[Score]:
    """Every question of a file, asked; with a kind, those that things of this kind answer, by such answers alone."""
    scores = []
    for question in judged(name):
        if kind:
            grades = {ref: grade for ref, grade in question.grades.items() if ref.startswith(f"{kind}:")}
            question = Judged(question.words, grades)
            if max(grades.values(), default=0) < RIGHT:
                continue
        found = search(question.words)
        floor = min(RIGHT, max(question.grades.values()))
        top3 = any(question.grades.get(key, 0) >= floor for key in found[:3])
        scores.append(Score(question.words, ndcg(found, question.grades), top3, found))
    return scores


def services(words: str) -> list[str]:
    """References of services in the order the Local Offer shows them."""
    from webapp.directory import filters, forms, search

    choices = filters.Choices(q=words)
    return [f"service:{result.listing.key}" for result in search.run(choices, forms.known()).results]


def whole_site(words: str) -> list[str]:
    """References in the order the whole-site search shows them."""
    from webapp.pages import forms

    return [str(card.ref) for card, _summary, _sentence in forms.everywhere(forms.Wanted(words)).hits]


def summary(scores: list[Score]) -> tuple[float, float]:
    """Mean nDCG and the share with a right answer in the first three."""
    return sum(s.ndcg for s in scores) / len(scores), sum(s.top3 for s in scores) / len(scores)


BLIND = "blind.txt"
SETS: tuple[tuple[str, str, Callable[[str], list[str]], str], ...] = (
    ("services.txt", "in the Local Offer", services, "service"),
    ("site.txt", "in the whole site", whole_site, ""),
    (BLIND, "in the Local Offer", services, "service"),
    (BLIND, "in the whole site", whole_site, ""),
)


def main() -> int:
    """Print the report; 1 when a graded set is below its limit. The hold-out is printed beside the same limit."""
    import tempfile
    from dataclasses import replace

    from config import Mode, Settings
    from tests.conftest import prepared

    folder = Path(tempfile.mkdtemp())
    settings = replace(Settings(mode=Mode.TEST, var_dir=folder), database_url=f"sqlite:///{folder / 'site.db'}")
    app = prepared(settings, content=True)
    failed = False
    with app.test_request_context("/"):
        for name, where, search, kind in SETS:
            scores = score(name, search, kind)
            mean, top3 = summary(scores)
            below = mean < NDCG_LIMIT or top3 < TOP3_LIMIT
            standing = f"below {NDCG_LIMIT} or {TOP3_LIMIT:.0%}" if below else "met"
            print(f"{name} {where}: {len(scores)} questions, nDCG@10 {mean:.3f}, "
                  f"right in the first three {top3:.1%} ({standing})")
            if name == BLIND:
                continue  # says how far the lists carry to other people's words; its questions are not worked on
            failed = failed or below
            for entry in sorted(scores, key=lambda entry: entry.ndcg)[:25]:
                mark = " " if entry.top3 else "!"
                print(f"  {mark} {entry.ndcg:.2f} {entry.words}: {' '.join(entry.found[:5])}")
    return int(failed)


if __name__ == "__main__":
    raise SystemExit(main())
