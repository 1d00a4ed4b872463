"""The two commands start on a bare Python and say in one line what is wrong."""

import ast
import errno
import fcntl
import os
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from webapp import bootstrap
from webapp.bootstrap import ROOT, SetupError

BARE = [
    "webapp/__init__.py",
    "webapp/__main__.py",
    "webapp/bootstrap.py",
    "webapp/build_assets.py",
    "tests/__init__.py",
    "tests/__main__.py",
    "tests/setup_browser.py",
]
OURS = {"webapp", "tests", ""}


@pytest.mark.parametrize("name", BARE)
def test_starting_needs_the_standard_library_alone(name: str) -> None:
    for node in ast.walk(ast.parse((ROOT / name).read_text(encoding="utf-8"))):
        modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            modules = [node.module or ""]
        assert {module.split(".")[0] for module in modules} <= sys.stdlib_module_names | OURS


@pytest.mark.parametrize(
    "name", ["webapp/__init__.py", "webapp/__main__.py", "tests/__init__.py", "tests/__main__.py"]
)
def test_an_old_python_can_read_as_far_as_the_message(name: str) -> None:
    ast.parse((ROOT / name).read_text(encoding="utf-8"), feature_version=(3, 6))


@pytest.mark.parametrize("name", ["webapp", "tests"])
def test_an_old_python_is_told(name: str) -> None:
    code = (
        f"import runpy, sys; sys.version_info = (3, 9, 18); runpy.run_module('{name}', run_name='__main__')"
    )
    done = subprocess.run(
        [sys.executable, "-S", "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr.startswith("Python 3.11 or newer is needed; this is ")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("said", "sign"),
    [
        (
            "x: [Errno -3] Temporary failure in name resolution\nNo matching distribution",
            "there is no network",
        ),
        ("npm error code ENOTFOUND\nnpm error network", "there is no network"),
        ("OSError: [Errno 28] No space left on device", "the disk is full"),
        (
            "Traceback\n  x\nError: content/ has 2 errors, so the old content stays:\n\n",
            "the old content stays",
        ),
        ("", "without a word"),
    ],
)
def test_a_failed_tool_gives_one_line(said: str, sign: str) -> None:
    words = bootstrap.reason("do it", said)
    assert words.startswith("Could not do it: ")
    assert sign in words
    assert "\n" not in words


def test_a_tool_that_fails_is_a_setup_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_VAR", str(tmp_path))
    with pytest.raises(SetupError, match="Could not cook: the pot is empty"):
        bootstrap.run("cook", [sys.executable, "-c", "raise SystemExit('the pot is empty')"])
    assert "the pot is empty" in (tmp_path / "log" / "setup.log").read_text()


@pytest.mark.parametrize("port", ["", "soup", "0", "65536", "-1", "8000.5"])
def test_a_port_that_is_none_is_refused(port: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", port)
    with pytest.raises(SetupError, match="PORT must be a number"):
        bootstrap.address()


def test_a_taken_port_is_told_with_a_way_out() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(
            SetupError, match=f"Port {port} is taken by another program. Try another one: PORT="
        ):
            bootstrap.check_port("127.0.0.1", port)
    bootstrap.check_port("127.0.0.1", port)


def test_a_host_that_is_not_ours_is_told() -> None:
    with pytest.raises(SetupError, match=r"cannot be served at 192\.0\.2\.1:8000"):
        bootstrap.check_port("192.0.2.1", 8000)


@pytest.mark.parametrize(
    ("trouble", "code", "sign"),
    [
        (KeyboardInterrupt(), 130, "Stopped."),
        (SetupError("No pots."), 1, "No pots."),
        (OSError(errno.ENOSPC, "No space left on device"), 1, "The disk is full"),
        (PermissionError(errno.EACCES, "Permission denied", "var"), 1, "Permission denied (var)"),
    ],
)
def test_trouble_is_one_line_and_an_exit_code(
    trouble: BaseException, code: int, sign: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left, bootstrap.plain_errors():
        raise trouble
    assert left.value.code == code
    said = capsys.readouterr().err
    assert sign in said
    assert said.count("\n") == 1


def test_stamps_change_with_names_contents_and_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_text("soup")
    two.write_text("soup")
    marks = {
        bootstrap.digest([one]),
        bootstrap.digest([two]),
        bootstrap.digest([one], "salt"),
        bootstrap.digest([]),
    }
    assert len(marks) == 4
    before = bootstrap.digest([one])
    stamp = tmp_path / "stamp"
    assert not bootstrap.is_done(stamp, before)
    stamp.write_text(before)
    assert bootstrap.is_done(stamp, before)
    one.write_text("broth")
    assert not bootstrap.is_done(stamp, bootstrap.digest([one]))


def test_another_database_is_prepared_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_VAR", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    database = tmp_path / "site.db"
    marks = [bootstrap._prepared_mark()]
    database.write_text("one")
    marks += [bootstrap._prepared_mark(), bootstrap._prepared_mark()]
    database.rename(tmp_path / "old.db")
    database.write_text("one")
    marks.append(bootstrap._prepared_mark())
    assert marks[0] != marks[1] == marks[2] != marks[3]
    monkeypatch.setenv("DATABASE_URL", "postgresql://elsewhere/site")
    assert bootstrap._prepared_mark() != bootstrap._prepared_mark()


def test_a_second_setup_waits_for_the_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setenv("SITE_VAR", str(tmp_path / "var"))
    (tmp_path / "var").mkdir()
    order = []
    with (tmp_path / "var" / "setup.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)

        def second() -> None:
            with bootstrap.only_one():
                order.append("second")

        waiting = threading.Thread(target=second)
        waiting.start()
        waiting.join(0.2)
        order.append("first")
    waiting.join(5)
    assert order == ["first", "second"]
    assert "Waiting for it to finish." in capsys.readouterr().err


def test_debian_packages_are_for_root_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert not bootstrap.may_use_apt()
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setenv("NO_APT", "1")
    assert not bootstrap.may_use_apt()
