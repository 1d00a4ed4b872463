"""Made-up listings and searches for measuring: the same every time, dense on purpose. No real services or people."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

DISTRICTS = ("ashfield", "bassetlaw", "broxtowe", "gedling", "mansfield", "newark-and-sherwood", "rushcliffe")
COSTS = ("free", "paid", "mixed", "unknown")
NEEDS = ("autism", "adhd", "communication", "hearing", "vision", "physical", "learning-disability", "mental-health",
         "sensory-processing", "sleep", "medical", "specific-learning")
KINDS = ("short break", "support group", "drop-in", "therapy", "advice line", "school support", "training course",
         "play session", "youth club", "equipment", "sports club", "parent workshop", "holiday club", "mentoring")
HEADS = ("Rainbow", "Willow", "Bridge", "Meadow", "Harbour", "Lantern", "Kite", "Compass", "Beacon", "Orchard")
COMMON = """support family children young people parent carer school nursery college assessment referral waiting list
plan education health care needs autistic adhd anxiety sleep sensory communication language speech therapist
occupational physiotherapy hearing vision behaviour wellbeing transition adulthood employment independent travel
swimming play group session weekly free booking online drop phone staff volunteers accessible wheelchair toilet quiet
room siblings holiday term summer activities confidence friends skills eating diet diagnosis pathway paediatrician
nurse advice guidance helpline centre library park theatre farm horse cycling music art drama dance cooking""".split()
SYLLABLES = ("ba", "co", "da", "el", "fo", "gri", "ha", "im", "ju", "ken", "lo", "mar", "ne", "or", "pel", "ro", "sta",
             "tri", "ul", "ven", "wes", "yar", "zo", "ing", "ment", "ers")


@dataclass(frozen=True)
class Made:
    """One made-up listing."""

    number: int
    title: str
    summary: str
    description: str
    needs: tuple[str, ...]
    min_age: int
    max_age: int
    district: str
    cost: str


def _rare(count: int = 6000) -> list[str]:
    chance = random.Random(7)
    made: set[str] = set()
    while len(made) < count:
        made.add("".join(chance.choice(SYLLABLES) for _ in range(chance.randint(2, 4))))
    return sorted(made)


def listings(count: int) -> Iterator[Made]:
    """Listings whose words are spread as in prose: a few everywhere, thousands seldom."""
    chance, rare = random.Random(11), _rare()
    weights = list(accumulate(1 / (place + 5) for place in range(len(rare))))

    def prose(length: int) -> str:
        words = (
            chance.choice(COMMON) if chance.random() < 0.55 else chance.choices(rare, cum_weights=weights)[0]
            for _ in range(length)
        )
        return " ".join(words).capitalize() + "."

    for number in range(count):
        needs = tuple(chance.sample(NEEDS, chance.choice([1, 1, 2, 3])))
        youngest = chance.choice([0, 0, 2, 4, 5, 8, 11, 14, 16])
        yield Made(
            number, f"{chance.choice(HEADS)} {needs[0]} {chance.choice(KINDS)} {chance.choice(rare[:300])}", prose(22),
            " ".join(prose(14) for _ in range(9)), needs, youngest,
            min(25, youngest + chance.choice([3, 5, 7, 9, 25])),
            chance.choice(DISTRICTS), chance.choices(COSTS, [6, 3, 2, 1])[0],
        )


def searches(count: int) -> Iterator[tuple[str, dict[str, str]]]:
    """One to six words, two thirds of them narrowed by district, cost or age."""
    chance, rare = random.Random(5), _rare()
    known = (
        "sleep", "speech therapist", "autism support group", "waiting list advice", "short break",
        "swimming wheelchair", "sleep for my child", "sensory play session", "adhd parent workshop",
        "holiday club free",
        "travel training", "adulthood employment", "occupational therapist waiting", "hearing", "horse",
        "siblings group", "music drama",
        "education health care plan", "quiet room",
    )
    for _ in range(count):
        if chance.random() < 0.7:
            words = chance.choice(known)
        else:
            words = " ".join(chance.choice(COMMON + rare[:400]) for _ in range(chance.randint(1, 4)))
        narrowed = {}
        if chance.random() < 0.35:
            narrowed["district"] = chance.choice(DISTRICTS)
        if chance.random() < 0.25:
            narrowed["cost"] = chance.choice(COSTS)
        if chance.random() < 0.35:
            narrowed["age"] = str(chance.randint(0, 24))
        yield words, narrowed
