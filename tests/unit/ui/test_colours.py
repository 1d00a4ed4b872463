"""Every colour pair of the look is readable, in light and dark, by WCAG's own arithmetic."""

import itertools
import math
import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).resolve().parents[3] / "webapp/ui/static/src/css/site/00-tokens.css"
LINES = [f"line-{number}" for number in range(1, 8)]
GROUNDS = ["paper", "card", "sand"]
SOFT = ["leaf", "warm-soft", "urgent-soft", "good-soft", "watch-soft", "late-soft"]

# (text, ground, least contrast): 4.5 for words, 7 for quiet words, 12 for the main words, 3 for shapes.
PAIRS = [
    *(("ink", ground, 12.0) for ground in GROUNDS),
    *(("ink", ground, 7.0) for ground in SOFT),
    *(("quiet", ground, 6.0) for ground in GROUNDS),
    *((words, ground, 4.5) for words in ("brand", "brand-deep", "visited", "urgent") for ground in GROUNDS),
    ("brand", "leaf", 4.5), ("brand-deep", "leaf", 4.5),
    ("on-brand", "brand", 4.5), ("on-brand", "brand-deep", 4.5),
    ("on-band", "band", 7.0), ("band-soft", "band", 4.5), ("warm", "band", 3.0),
    ("on-warm", "warm", 7.0), ("urgent", "urgent-soft", 4.5),
    ("good", "good-soft", 4.5), ("watch", "watch-soft", 4.5),
    ("late", "late-soft", 4.5), ("late", "paper", 4.5),
    ("good", "card", 4.5), ("watch", "card", 4.5), ("card", "visited", 3.0),
    *(("edge", ground, 3.0) for ground in GROUNDS),
    *((line, ground, 3.0) for line in LINES for ground in ("paper", "card")),
]

# Machado, Oliveira and Fernandes (2009), full strength.
SIGHT = {
    "usual": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": (
        (0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881),
    ),
}


def themes() -> dict[str, dict[str, str]]:
    css = TOKENS.read_text()
    light_css, dark_css = css.split("@media screen and (prefers-color-scheme: dark)")
    light = dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6});", light_css))
    return {"light": light, "dark": light | dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6});", dark_css))}


def linear(colour: str) -> list[float]:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def luminance(colour: str) -> float:
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def lab(colour: str, sight: str) -> tuple[float, float, float]:
    seen = [
        min(1.0, max(0.0, sum(weight * part for weight, part in zip(row, linear(colour), strict=True))))
        for row in SIGHT[sight]
    ]
    to_xyz = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    white = (0.9505, 1.0, 1.089)
    scaled = [
        sum(weight * part for weight, part in zip(row, seen, strict=True)) / point
        for row, point in zip(to_xyz, white, strict=True)
    ]
    x, y, z = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in scaled)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("words", "ground", "least"), PAIRS)
def test_pair_is_readable(theme, words, ground, least):
    colours = themes()[theme]
    assert contrast(colours[words], colours[ground]) >= least


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("sight", SIGHT)
def test_map_lines_stay_apart_for_common_kinds_of_colour_blindness(theme, sight):
    colours = themes()[theme]
    for one, other in itertools.combinations(LINES, 2):
        assert math.dist(lab(colours[one], sight), lab(colours[other], sight)) > 14, (one, other)


def test_the_arithmetic_knows_a_bad_pair():
    assert contrast("#777777", "#888888") < 1.5
    assert round(contrast("#000000", "#ffffff")) == 21
