"""Rules about the checkout as a whole: lock files, what is committed, contracts that name every room."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.source_rules import ROOMS_OF_SUBJECTS, rooms

# Rooms that measures and pages may reach through public doors only are those of this layer.
FEATURES = "journey"
REGISTRY = re.compile(
    r"\b(?:pypi|pythonhosted|npmjs|yarnpkg)[.](?:org|com|io|net)\b|https?://[^\s/]*/simple\b"
)
NAME = re.compile(r"^[a-z0-9][a-z0-9._-]*", re.IGNORECASE)
TEXT = {
    ".py",
    ".txt",
    ".in",
    ".json",
    ".toml",
    ".yml",
    ".yaml",
    ".md",
    ".html",
    ".css",
    ".js",
    ".cfg",
    ".ini",
    "",
}


def locks(root: Path) -> Iterator[Path]:
    """Every lock file."""
    yield from sorted((root / "requirements").glob("*.txt"))
    yield from sorted(path for path in root.rglob("package-lock.json") if "node_modules" not in path.parts)


def at(root: Path, path: Path, line: int, words: str) -> str:
    """One finding."""
    return f"{path.relative_to(root).as_posix()}:{line}: {words}"


def addresses_in_locks(root: Path) -> list[str]:
    """A lock file pins by hash and names no place: any machine's own index will do."""
    return [
        at(root, path, number, "names an address")
        for path in locks(root)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if "http" in line or "--index-url" in line or "--find-links" in line
    ]


def unpinned(root: Path) -> list[str]:
    """Every Python requirement is one version with its hashes, and everything asked for is locked."""
    findings = []
    for path in sorted((root / "requirements").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        entries = [entry for entry in re.split(r"\n(?=\S)", text) if NAME.match(entry)]
        for entry in entries:
            if "==" not in entry or "--hash=sha256:" not in entry:
                findings.append(at(root, path, 1, f"{entry.splitlines()[0]} is not pinned by hash"))
        locked = {plain(entry) for entry in entries}
        for wanted in path.with_suffix(".in").read_text(encoding="utf-8").splitlines():
            if plain(wanted) not in {"", *locked}:
                findings.append(at(root, path, 1, f"{wanted} is asked for and not locked"))
    return findings


def unpinned_node(root: Path) -> list[str]:
    """Every Node package is asked for in one version."""
    packages = [path for path in sorted(root.rglob("package.json")) if "node_modules" not in path.parts]
    return [
        at(root, path, 1, f"{name} {version} is not one version")
        for path in packages
        for kind in ("dependencies", "devDependencies")
        for name, version in json.loads(path.read_text(encoding="utf-8")).get(kind, {}).items()
        if not re.fullmatch(r"\d+(\.\d+)*", version)
    ]


def plain(requirement: str) -> str:
    """A requirement's name as indexes compare it."""
    found = NAME.match(requirement)
    return re.sub(r"[-_.]+", "-", found.group().lower()) if found else ""


def unexplained_dependencies(root: Path) -> list[str]:
    """docs/dependencies.md says why each package is here."""
    explained = (root / "docs" / "dependencies.md").read_text(encoding="utf-8").lower()
    return [
        at(root, path, 1, f"{plain(line)} is not explained in docs/dependencies.md")
        for path in sorted((root / "requirements").glob("*.in"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if NAME.match(line) and f"`{plain(line)}`" not in explained
    ]


def committed(root: Path) -> list[Path]:
    """Files under version control; every file but what machines make where there is no git."""
    if shutil.which("git"):
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, check=False)
        if listed.returncode == 0 and listed.stdout:
            names = [root / name for name in listed.stdout.decode().split("\0") if name]
            return [path for path in names if path.is_file()]
    made = {".venv", "node_modules", "var", "__pycache__", "build", ".git"}
    return sorted(path for path in root.rglob("*") if path.is_file() and not made & set(path.parts))


def registry_names(root: Path) -> list[str]:
    """Nothing committed names a package registry: packages come from where each machine gets them."""
    return [
        at(root, path, number, "names a package registry")
        for path in committed(root)
        if path.suffix in TEXT
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1)
        if REGISTRY.search(line)
    ]


def code_in_content(root: Path) -> list[str]:
    """content/ holds words, never code."""
    kinds = {".py", ".js", ".html", ".sh"}
    return [
        at(root, path, 1, "is code") for path in sorted((root / "content").rglob("*")) if path.suffix in kinds
    ]


def contracts_that_forget_a_room(root: Path) -> list[str]:
    """The contract about the inside of rooms names every room, the one about public doors every feature."""
    pyproject = root / "pyproject.toml"
    contracts = tomllib.loads(pyproject.read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    down = next(c for c in contracts if c["type"] == "layers" and c.get("exhaustive"))
    inside = next(c for c in contracts if c["type"] == "layers" and not c.get("exhaustive"))
    doors = next(c for c in contracts if "webapp.pages" in c.get("source_modules", []))
    layer = next(layer for layer in down["layers"] if FEATURES in layer)
    features = {name.strip(" ()") for name in layer.split("|")}
    here = {room.name for room in rooms(root)}
    wanted = {"inside": here - ROOMS_OF_SUBJECTS, "doors": here & features}
    listed = {"inside": set(inside["containers"]), "doors": set(doors["forbidden_modules"])}
    return [
        at(root, pyproject, 1, f"the contract “{contract['name']}” does not name webapp.{room}")
        for key, contract in (("inside", inside), ("doors", doors))
        for room in sorted(wanted[key])
        if f"webapp.{room}" not in listed[key]
    ]


RULES = (
    addresses_in_locks,
    unpinned,
    unpinned_node,
    unexplained_dependencies,
    registry_names,
    code_in_content,
    contracts_that_forget_a_room,
)
