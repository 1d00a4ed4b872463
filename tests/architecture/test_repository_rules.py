"""The checkout keeps the rules, and each rule notices a planted fault."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.architecture import repository_rules
from tests.architecture.test_source_rules import CARD, plant
from webapp.bootstrap import ROOT

Rule = Callable[[Path], list[str]]

HASH = f"    --hash=sha256:{'0' * 64}\n"
CONTRACTS = """
[[tool.importlinter.contracts]]
name = "down"
type = "layers"
exhaustive = true
layers = ["pages", "(journey) | (garden)"]
[[tool.importlinter.contracts]]
name = "inside"
type = "layers"
containers = ["webapp.journey", "webapp.pages"]
layers = ["(routes)"]
[[tool.importlinter.contracts]]
name = "doors"
type = "forbidden"
source_modules = ["webapp.pages"]
forbidden_modules = ["webapp.journey"]
"""
GOOD = {
    "requirements/base.in": "flask>=3\n",
    "requirements/base.txt": f"flask==3.1.3 \\\n{HASH}    # via -r requirements/base.in\n",
    "package.json": '{"dependencies": {"soup": "1.0.0"}}',
    "package-lock.json": "{}",
    "docs/dependencies.md": "`flask` serves.\n",
    "content/soup.md": "Soup\n",
    "webapp/journey/__init__.py": CARD,
    "webapp/pages/__init__.py": CARD,
    "webapp/ui/__init__.py": CARD,
    "pyproject.toml": CONTRACTS,
}
INDEX = "https://pypi" + ".org/simple"

FAULTS: list[tuple[Rule, str, str, int]] = [
    (repository_rules.addresses_in_locks, "package-lock.json", '{"resolved": "https://x"}', 1),
    (
        repository_rules.addresses_in_locks,
        "requirements/base.txt",
        f"--index-url {INDEX}\nflask==3.1.3 \\\n{HASH}",
        1,
    ),
    (repository_rules.unpinned, "requirements/base.txt", "flask==3.1.3\n", 1),
    (repository_rules.unpinned, "requirements/base.in", "flask>=3\nsoup\n", 1),
    (repository_rules.unpinned_node, "package.json", '{"dependencies": {"soup": "^1.0.0"}}', 1),
    (repository_rules.unexplained_dependencies, "requirements/base.in", "flask\nsoup\n", 1),
    (repository_rules.registry_names, "docs/running.md", f"Get it from {INDEX}\n", 1),
    (repository_rules.code_in_content, "content/soup.py", "soup = 1\n", 1),
    (repository_rules.contracts_that_forget_a_room, "webapp/garden/__init__.py", CARD, 2),
]


@pytest.mark.parametrize("rule", repository_rules.RULES, ids=lambda rule: rule.__name__)
def test_our_checkout_keeps_the_rule(rule: Rule) -> None:
    assert rule(ROOT) == []


@pytest.mark.parametrize("rule", repository_rules.RULES, ids=lambda rule: rule.__name__)
def test_the_rule_is_content_with_a_good_checkout(rule: Rule, tmp_path: Path) -> None:
    assert rule(plant(tmp_path, GOOD)) == []


@pytest.mark.parametrize(
    ("rule", "file", "text", "times"), FAULTS, ids=lambda v: getattr(v, "__name__", None)
)
def test_the_rule_notices_a_fault(rule: Rule, file: str, text: str, times: int, tmp_path: Path) -> None:
    assert len(rule(plant(tmp_path, {**GOOD, file: text}))) == times


def test_every_rule_has_a_planted_fault() -> None:
    assert {rule for rule, *_ in FAULTS} == set(repository_rules.RULES)
