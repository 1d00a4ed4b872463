"""Python files keep the rules, and each rule notices a planted fault."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.architecture import source_rules
from webapp.bootstrap import ROOT

Rule = Callable[[Path], list[str]]

CARD = (
    '"""The kitchen.\n\nOwns: pots and pans, and the order in which they are washed up after dinner.\n"""\n'
)
GOOD = {
    "webapp/__init__.py": '"""The site."""\n',
    "webapp/wiring.py": "from .kitchen import wiring as kitchen\n\nROOMS = (kitchen,)\n",
    "webapp/kitchen/__init__.py": CARD,
    "webapp/kitchen/wiring.py": "from flask import Flask\n",
    "webapp/kitchen/queries.py": "from sqlalchemy import select\n",
    "webapp/kitchen/recipe.py": "from dataclasses import dataclass\n",
    "webapp/kitchen/routes.py": "@bp.get('/soup')\n@public()\ndef soup(): ...\n",
    "webapp/engine/__init__.py": CARD,
    "webapp/engine/transaction.py": "def end(session): session.commit()\n",
    "migrations/versions/0001_pots.py": "import sqlalchemy as sa\n",
    "tests/test_soup.py": "def test_soup(): ...\n",
}
LONG_FUNCTION = "def cook():\n" + "    stir()\n" * 41

FAULTS: list[tuple[Rule, str, str]] = [
    (source_rules.commits_outside_the_edge, "webapp/kitchen/operations.py", "db.session.commit()\n"),
    (source_rules.selects_outside_queries, "webapp/kitchen/routes.py", "from sqlalchemy import select\n"),
    (source_rules.selects_outside_queries, "webapp/kitchen/routes.py", "Pot.query.all()\n"),
    (source_rules.bulk_changes, "webapp/kitchen/operations.py", "from sqlalchemy import update\n"),
    (source_rules.bulk_changes, "webapp/kitchen/operations.py", "session.bulk_save_objects(pots)\n"),
    (source_rules.locks_that_believe_old_reads, "webapp/kitchen/queries.py", "select(Pot).with_for_update()\n"),
    (source_rules.file_names, "webapp/kitchen/washing.py", "from flask import request\n"),
    (source_rules.file_names, "webapp/kitchen/washing.py", "from sqlalchemy.orm import Session\n"),
    (source_rules.file_names, "webapp/kitchen/washing.py", "from ..extensions import db\n"),
    (source_rules.file_names, "webapp/kitchen/drawer/spoon.py", "spoon = 1\n"),
    (source_rules.attics, "webapp/kitchen/helpers.py", "x = 1\n"),
    (source_rules.attics, "webapp/utils/__init__.py", CARD),
    (source_rules.room_cards, "webapp/kitchen/__init__.py", ""),
    (source_rules.room_cards, "webapp/kitchen/__init__.py", '"""The kitchen."""\n'),
    (source_rules.room_cards, "webapp/kitchen/__init__.py", CARD + "from .routes import soup\n"),
    (source_rules.lengths, "webapp/kitchen/recipe.py", "x = 1\n" * 401),
    (source_rules.lengths, "webapp/kitchen/recipe.py", LONG_FUNCTION),
    (source_rules.lengths, "tests/test_soup.py", "x = 1\n" * 601),
    (source_rules.excuses, "webapp/kitchen/recipe.py", "x = 1  # no" + "qa\n"),
    (source_rules.excuses, "webapp/kitchen/recipe.py", "x = 1  # no" + "qa: E501\n"),
    (source_rules.excuses, "webapp/kitchen/recipe.py", "x = 1  # type: " + "ignore[misc]\n"),
    (source_rules.excuses, "webapp/kitchen/recipe.py", "# TO" + "DO: salt\n"),
    (source_rules.excuses, "tests/test_soup.py", "@pytest.mark.sk" + "ip\ndef test_soup(): ...\n"),
    (source_rules.excuses, "tests/test_soup.py", "@pytest.mark.xf" + "ail\ndef test_soup(): ...\n"),
    (source_rules.unwired_rooms, "webapp/garden/wiring.py", "def wire(app): ...\n"),
    (
        source_rules.migrations_import_nothing_of_ours,
        "migrations/versions/0002.py",
        "from webapp import models\n",
    ),
    (
        source_rules.get_routes_that_write,
        "webapp/kitchen/manage.py",
        "@bp.get('/')\n@transactional\ndef a(): ...\n",
    ),
    (
        source_rules.get_routes_that_write,
        "webapp/kitchen/manage.py",
        "@bp.route('/')\n@transactional\ndef a(): ...\n",
    ),
]


def plant(root: Path, files: dict[str, str]) -> Path:
    """Write a small checkout."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


@pytest.mark.parametrize("rule", source_rules.RULES, ids=lambda rule: rule.__name__)
def test_our_files_keep_the_rule(rule: Rule) -> None:
    assert rule(ROOT) == []


@pytest.mark.parametrize("rule", source_rules.RULES, ids=lambda rule: rule.__name__)
def test_the_rule_is_content_with_good_files(rule: Rule, tmp_path: Path) -> None:
    assert rule(plant(tmp_path, GOOD)) == []


@pytest.mark.parametrize(("rule", "file", "text"), FAULTS, ids=lambda value: getattr(value, "__name__", None))
def test_the_rule_notices_a_fault(rule: Rule, file: str, text: str, tmp_path: Path) -> None:
    extra = {"webapp/garden/__init__.py": CARD} if "garden" in file else {}
    assert len(rule(plant(tmp_path, {**GOOD, **extra, file: text}))) == 1


def test_every_rule_has_a_planted_fault() -> None:
    assert {rule for rule, _, _ in FAULTS} == set(source_rules.RULES)
