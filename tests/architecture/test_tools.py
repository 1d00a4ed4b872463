"""The tools that check style, types, imports and templates pass, and each notices a planted fault."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.test_source_rules import plant
from webapp.bootstrap import ROOT

PYPROJECT = ROOT / "pyproject.toml"
CLEAN = '"""A planted file."""\n'


def run(*command: str | Path, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """One tool from our own environment."""
    env = {**os.environ, "PYTHONPATH": str(cwd), "NO_COLOR": "1", "COLUMNS": "200"}
    full = [sys.executable, "-m", *map(str, command)]
    return subprocess.run(full, cwd=cwd, env=env, capture_output=True, text=True, check=False)


def assert_clean(done: subprocess.CompletedProcess[str]) -> None:
    assert done.returncode == 0, f"{done.stdout[-6000:]}\n{done.stderr[-2000:]}"


def assert_notices(done: subprocess.CompletedProcess[str], sign: str) -> None:
    assert done.returncode != 0
    assert sign in done.stdout + done.stderr


def test_ruff_is_content() -> None:
    assert_clean(run("ruff", "check", "--quiet", "--output-format=concise", "."))


@pytest.mark.parametrize(
    ("code", "sign"),
    [
        ("import datetime\n\nNOW = datetime.datetime.now()\n", "TID251"),
        ("import os\n\nHOME = os.environ['HOME']\n", "TID251"),
        ("from flask import render_template_string\n\n__all__ = ['render_template_string']\n", "TID251"),
        ("from markupsafe import Markup\n\nX = Markup('<b>')\n", "TID251"),
        ("print('soup')\n", "T201"),
        ("import subprocess\n\nsubprocess.run('ls', shell=True, check=True)\n", "S602"),
        ("X = 'a' * 200  #" + " long" * 40 + "\n", "E501"),
        ("import logging\n\nlogging.getLogger('x').info(f'{1}')\n", "G004"),
    ],
)
def test_ruff_notices(code: str, sign: str, tmp_path: Path) -> None:
    plant(tmp_path, {"webapp/kitchen/planted.py": CLEAN + code})
    shutil.copy(PYPROJECT, tmp_path)
    assert_notices(run("ruff", "check", "--output-format=concise", ".", cwd=tmp_path), sign)


def test_ruff_notices_a_maze(tmp_path: Path) -> None:
    branches = "".join(f"    if x == {number}:\n        return {number}\n" for number in range(9))
    plant(
        tmp_path, {"webapp/planted.py": f'{CLEAN}\n\ndef maze(x):\n    """Lost."""\n{branches}    return 0\n'}
    )
    shutil.copy(PYPROJECT, tmp_path)
    assert_notices(run("ruff", "check", "--output-format=concise", ".", cwd=tmp_path), "C901")


def test_types_fit() -> None:
    assert_clean(run("mypy", "--no-error-summary"))


@pytest.mark.parametrize(
    ("code", "sign"),
    [
        ("def half(x):\n    return x / 2\n", "no-untyped-def"),
        ("def half(x: int) -> str:\n    return x // 2\n", "return-value"),
        ("def half(x: int) -> int:\n    return x.halved  # type: " + "ignore\n", "ignore-without-code"),
        ("def late(x: int) -> int:\n    if x:\n        y = 1\n    return y\n", "possibly-undefined"),
    ],
)
def test_mypy_notices(code: str, sign: str, tmp_path: Path) -> None:
    plant(tmp_path, {"planted.py": CLEAN + code})
    command = ["mypy", "--config-file", PYPROJECT, "--cache-dir", tmp_path / "cache", "planted.py"]
    assert_notices(run(*command, cwd=tmp_path), sign)


def lint_imports(cwd: Path) -> subprocess.CompletedProcess[str]:
    """import-linter without its cache, so that one run does not see another's."""
    code = (
        "import sys; from importlinter import cli; sys.argv[1:] = ['--no-cache']; cli.lint_imports_command()"
    )
    env = {**os.environ, "PYTHONPATH": str(cwd), "NO_COLOR": "1", "COLUMNS": "200"}
    command = [sys.executable, "-c", code]
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The application's Python files, to plant faults in."""
    root = tmp_path_factory.mktemp("copied")
    without = shutil.ignore_patterns("static", "templates", "__pycache__")
    shutil.copytree(ROOT / "webapp", root / "webapp", ignore=without)
    for name in ("pyproject.toml", "config.py", "wsgi.py"):
        shutil.copy(ROOT / name, root)
    return root


def test_imports_go_down() -> None:
    assert_clean(lint_imports(ROOT))


@pytest.mark.parametrize(
    ("file", "line", "contract"),
    [
        ("webapp/journey/queries.py", "from ..resources import queries as planted", "Imports go down"),
        ("webapp/engine/clock.py", "from ..journey import queries as planted", "Imports go down"),
        ("webapp/ui/views.py", "from ..accounts import access as planted", "Imports go down"),
        ("webapp/extensions.py", "from .engine import clock as planted", "Imports go down"),
        ("webapp/utils/__init__.py", '"""An attic."""', "Imports go down"),
        ("webapp/journey/models.py", "from . import queries as planted", "Inside a room"),
        ("webapp/journey/queries.py", "from . import routes as planted", "Inside a room"),
        ("webapp/journey/queries.py", "from flask import request as planted", "Rules do not know about HTTP"),
        ("webapp/directory/queries.py", "import whoosh as planted", "Whoosh stays behind engine/search"),
        ("webapp/surveys/queries.py", "from ..accounts import models as planted", "cannot name a person"),
        (
            "webapp/journey/routes.py",
            "from sqlalchemy import select as planted",
            "HTTP does not know about SQL",
        ),
        (
            "webapp/journey/routes.py",
            "from ..extensions import db as planted",
            "HTTP does not know about SQL",
        ),
        ("webapp/pages/routes.py", "from ..journey import queries as planted", "public doors only"),
        ("webapp/journey/routes.py", "import config as planted", "Settings come in through create_app"),
    ],
)
def test_import_linter_notices(copied: Path, file: str, line: str, contract: str) -> None:
    path = copied / file
    before = path.read_text(encoding="utf-8") if path.exists() else None
    path.parent.mkdir(exist_ok=True)
    path.write_text((before or "") + f"\n{line}\n", encoding="utf-8")
    try:
        done = lint_imports(copied)
    finally:
        if before is None:
            shutil.rmtree(path.parent)
        else:
            path.write_text(before, encoding="utf-8")
    assert done.returncode != 0
    broken = [said for said in done.stdout.splitlines() if contract in said]
    assert broken and "KEPT" not in broken[0]


def test_templates_are_tidy() -> None:
    assert_clean(run("djlint", "webapp", "--lint", "--quiet"))


@pytest.mark.parametrize(
    ("html", "sign"),
    [
        ("<img src='/soup.png'>", "H013"),
        ("<a href='http://soup.example'>Soup</a>", "H022"),
        ("<p style='color:red'>Soup</p>", "H021"),
    ],
)
def test_djlint_notices(html: str, sign: str, tmp_path: Path) -> None:
    plant(tmp_path, {"soup.html": f"{html}\n"})
    command = ["djlint", tmp_path, "--lint", "--configuration", PYPROJECT]
    assert_notices(run(*command), sign)
