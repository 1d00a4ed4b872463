"""Rules about Python files. Each is a function from the root of a checkout to a list of findings.

A finding is one line: `path:line: what is wrong`. No list of rooms is kept here: rooms are the packages in
`webapp/`, so a room that comes later is under the same rules from its first day.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

LAYERS = set(
    "__init__ wiring routes manage cli jobs reactions forms cards content search operations results queries "
    "models events".split()
)
# Their files are subjects (mail, pages, languages), not layers.
ROOMS_OF_SUBJECTS = {"engine", "ui"}
# Modules named after an idea hold rules and know nothing of HTTP or SQL; these are about HTTP itself.
ABOUT_HTTP = {
    "accounts/access.py": "the decorators that every route wears",
    "pages/site_map.py": "addresses of pages, for search engines",
}
# Where a rule's reason does not hold, with what holds instead.
COMMITS = {
    "engine/transaction.py": "the edge",
    "engine/search/index.py": "Whoosh's own commit, of an index that can be made anew at any time",
}
CLAIMS = {
    "newsletters/operations/sending.py": "finding due deliveries and taking them is one act, with a lock on the rows",
}
BULK_ON_PURPOSE = {
    "engine/search/gaps.py": "the engine's own notes; no page and no index is made from them",
    "engine/search/listener.py": "writes the notes of changes that the index follows",
    "newsletters/operations/preparing.py": "thousands of deliveries at once; no page and no index is made from them",
    "newsletters/operations/sending.py": "deliveries are taken and settled in batches; no page is made from them",
}
HTTP_OR_SQL = {
    "flask",
    "flask_login",
    "flask_wtf",
    "jinja2",
    "sqlalchemy",
    "flask_sqlalchemy",
    "werkzeug",
    "wtforms",
}
ATTICS = {"utils", "util", "common", "helpers", "helper", "misc", "core", "shared", "services", "managers"}
BULK = {"update", "delete", "insert"}
BULK_METHODS = {"bulk_save_objects", "bulk_insert_mappings", "bulk_update_mappings"}
FILE_LINES, TEST_FILE_LINES, FUNCTION_LINES = 400, 600, 40
NOQA = re.compile(r"#\s*noqa\b(?!: [A-Z]+[0-9]+(?:, [A-Z]+[0-9]+)* - \S)", re.IGNORECASE)
IGNORE = re.compile(r"#\s*type:\s*ignore\b(?!\[[a-z-]+(?:, ?[a-z-]+)*\]  # \S)")
LATER = re.compile(r"#.*\b(?:TO" + "DO|FIX" + "ME|XX" + r"X)\b")
LEFT_OUT = re.compile(r"pytest\.(?:mark\.)?(?:skip|xfail|skipif|importor" + r"skip)\b|unittest\.skip")


def python_files(root: Path, *folders: str) -> Iterator[Path]:
    """Our own Python files below these folders (all of them unless named), in order."""
    if not folders:
        yield from sorted(root.glob("*.py"))
    for folder in folders or ("webapp", "tests", "migrations"):
        for path in sorted((root / folder).rglob("*.py")):
            if not {"node_modules", "__pycache__"} & set(path.parts):
                yield path


def rooms(root: Path) -> list[Path]:
    """Every room's folder."""
    return sorted(path.parent for path in (root / "webapp").glob("*/__init__.py"))


def tree(path: Path) -> ast.Module:
    """A parsed file."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def at(root: Path, path: Path, line: int, words: str) -> str:
    """One finding."""
    return f"{path.relative_to(root).as_posix()}:{line}: {words}"


def imports(module: ast.Module) -> Iterator[tuple[int, str, str]]:
    """(line, module, name) of every import; relative modules keep their dots, `import x` has no name."""
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            source = "." * node.level + (node.module or "")
            yield from ((node.lineno, source, alias.name) for alias in node.names)


def inside(root: Path, path: Path) -> str:
    """A file's path inside the application: `journey/queries.py`."""
    return path.relative_to(root / "webapp").as_posix()


def commits_outside_the_edge(root: Path) -> list[str]:
    """`.commit()` stands in engine/transaction.py and nowhere else in the application."""
    return [
        at(root, path, node.lineno, "commits; only engine/transaction.py does")
        for path in python_files(root, "webapp")
        if inside(root, path) not in COMMITS
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "commit"
    ]


def selects_outside_queries(root: Path) -> list[str]:
    """`select` is imported in queries.py and in the engine; `Model.query` nowhere."""
    findings = []
    for path in python_files(root, "webapp"):
        if path.name == "queries.py" or inside(root, path).startswith("engine/") or inside(root, path) in CLAIMS:
            continue
        for line, source, name in imports(tree(path)):
            if source.startswith("sqlalchemy") and name == "select":
                findings.append(at(root, path, line, "selects; reads stand in queries.py"))
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Attribute) and node.attr == "query" and isinstance(node.value, ast.Name):
                findings.append(
                    at(root, path, node.lineno, f"asks {node.value.id}.query; reads stand in queries.py")
                )
    return findings


def bulk_changes(root: Path) -> list[str]:
    """Rows change through objects: bulk statements slip past the content revision and the search index."""
    findings = []
    for path in python_files(root, "webapp"):
        if inside(root, path) in BULK_ON_PURPOSE:
            continue
        module = tree(path)
        for line, source, name in imports(module):
            if source.startswith("sqlalchemy") and name in BULK:
                findings.append(at(root, path, line, f"changes rows in bulk with {name}()"))
        for node in ast.walk(module):
            if isinstance(node, ast.Attribute) and node.attr in BULK_METHODS:
                findings.append(at(root, path, node.lineno, f"changes rows in bulk with {node.attr}()"))
    return findings


def locks_that_believe_old_reads(root: Path) -> list[str]:
    """A row is locked with `engine.rows.to_change`, which reads it anew: a bare lock goes on with what was read before.

    `session.get(…, with_for_update=True)` reads anew by itself; queues that skip what others hold read nothing before.
    """
    return [
        at(root, path, node.lineno, "locks rows without reading them anew")
        for path in python_files(root, "webapp")
        if not inside(root, path).startswith("engine/") and inside(root, path) not in BULK_ON_PURPOSE
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr == "with_for_update"
    ]


def file_names(root: Path) -> list[str]:
    """A room holds the known layers, and modules named after an idea that know neither HTTP nor SQL.

    A layer that has grown may be a folder (`operations/sending.py`); nothing else may.
    """
    findings = []
    for room in rooms(root):
        if room.name in ROOMS_OF_SUBJECTS:
            continue
        for path in sorted(room.rglob("*.py")):
            layer = path.relative_to(room).parts[0].removesuffix(".py")
            if path.parent != room and layer not in LAYERS:
                findings.append(at(root, path, 1, "lies in a folder that is no layer"))
            elif layer not in LAYERS and inside(root, path) not in ABOUT_HTTP:
                findings += _not_pure(root, path)
    return findings


def _not_pure(root: Path, path: Path) -> Iterator[str]:
    for line, source, _name in imports(tree(path)):
        if source.split(".")[0] in HTTP_OR_SQL or source.endswith(".extensions"):
            yield at(
                root, path, line, f"imports {source}; a module named after an idea knows no HTTP and no SQL"
            )


def attics(root: Path) -> list[str]:
    """No file or folder whose name says nothing."""
    return [
        at(root, path, 1, f"is called {part}, which says nothing")
        for path in python_files(root)
        for part in (*path.relative_to(root).parts[:-1], path.stem)
        if part in ATTICS
    ]


def room_cards(root: Path) -> list[str]:
    """A room's `__init__.py` is one docstring that says what the room owns."""
    findings = []
    for room in rooms(root):
        path = room / "__init__.py"
        body = tree(path).body
        card = ast.get_docstring(tree(path)) or ""
        if len(body) != 1 or "Owns:" not in card or len(card) < 80:
            findings.append(
                at(root, path, 1, "is not a room card: one docstring with what the room owns (“Owns: …”)")
            )
    return findings


def lengths(root: Path) -> list[str]:
    """Files up to 400 lines (tests 600), functions up to 40."""
    findings = []
    for path in python_files(root):
        limit = TEST_FILE_LINES if path.relative_to(root).parts[0] == "tests" else FILE_LINES
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > limit:
            findings.append(at(root, path, limit, f"has {lines} lines; {limit} is the limit"))
        if "migrations" in path.parts:
            continue  # a migration is one list of steps
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                long = (node.end_lineno or node.lineno) - node.lineno + 1
                if long > FUNCTION_LINES:
                    findings.append(
                        at(root, path, node.lineno, f"{node.name} has {long} lines; 40 is the limit")
                    )
    return findings


def excuses(root: Path) -> list[str]:
    """Every silenced check names its code and its reason; nothing is left for later; no test is left out."""
    findings = []
    for path in python_files(root):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if NOQA.search(line):
                findings.append(at(root, path, number, "noqa needs a code and a reason: # noqa: E501 - why"))
            if IGNORE.search(line):
                findings.append(
                    at(root, path, number, "type: ignore needs a code and a reason: [code]  # why")
                )
            if LATER.search(line):
                findings.append(at(root, path, number, "leaves something for later; do it or open an issue"))
            if LEFT_OUT.search(line):
                findings.append(at(root, path, number, "leaves a test out; no skips, no expected failures"))
    return findings


def unwired_rooms(root: Path) -> list[str]:
    """A room with a wiring.py is plugged in by webapp/wiring.py."""
    plugged = {
        source.split(".")[1]
        for _, source, name in imports(tree(root / "webapp/wiring.py"))
        if name == "wiring"
    }
    return [
        at(root, room / "wiring.py", 1, "is not plugged in by webapp/wiring.py")
        for room in rooms(root)
        if (room / "wiring.py").exists() and room.name not in plugged
    ]


def migrations_import_nothing_of_ours(root: Path) -> list[str]:
    """A migration must still run when the models have moved on."""
    return [
        at(root, path, line, f"imports {source}; migrations hold their own table definitions")
        for path in python_files(root, "migrations/versions")
        for line, source, _ in imports(tree(path))
        if source.split(".")[0] in {"webapp", "config"}
    ]


def get_routes_that_write(root: Path) -> list[str]:
    """A view that answers GET is never @transactional."""
    findings = []
    for path in python_files(root, "webapp"):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef) and _answers_get(node) and _wears(node, "transactional"):
                findings.append(at(root, path, node.lineno, f"{node.name} answers GET and may write"))
    return findings


def _wears(function: ast.FunctionDef, name: str) -> bool:
    return any(name in ast.unparse(decorator) for decorator in function.decorator_list)


def _answers_get(function: ast.FunctionDef) -> bool:
    for decorator in function.decorator_list:
        if isinstance(decorator, ast.Call) and isinstance(decorator.func, ast.Attribute):
            methods = next((ast.unparse(k.value) for k in decorator.keywords if k.arg == "methods"), "")
            if decorator.func.attr == "get" or (
                decorator.func.attr == "route" and (not methods or "GET" in methods)
            ):
                return True
    return False


RULES = (
    commits_outside_the_edge,
    selects_outside_queries,
    bulk_changes,
    locks_that_believe_old_reads,
    file_names,
    attics,
    room_cards,
    lengths,
    excuses,
    unwired_rooms,
    migrations_import_nothing_of_ours,
    get_routes_that_write,
)
