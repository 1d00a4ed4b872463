"""Rules about templates, as functions from the root of a checkout to a list of findings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from jinja2 import Environment, TemplateSyntaxError, nodes

SPOKEN_ATTRIBUTES = {"alt", "title", "aria-label", "placeholder", "aria-description"}
SKELETONS = {"ui/page.html", "ui/manage.html", "ui/form.html", "ui/error.html"}
OF_ONE_REQUEST = {
    "request", "session", "g", "csrf_token", "get_flashed_messages", "account", "manage_nav", "sign_out_url",
    "languages", "nav", "feedback_url", "explain",  # `explain` marks the first use on a page
}
ATTRIBUTE = re.compile(r'[\w-]+="[^"]*"')
LETTERS = re.compile(r"[A-Za-z]{2,}")
ADDRESS = re.compile(r"\S*/\S*")
NOT_WORDS = {"script", "style", "code", "pre", "kbd", "samp"}
COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
TRANSLATED = re.compile(r"\{%-?\s*trans\b.*?\bendtrans\s*-?%\}", re.DOTALL)
CODE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)


def templates(root: Path) -> Iterator[Path]:
    """Every HTML template, in order."""
    yield from sorted((root / "webapp").glob("*/templates/**/*.html"))


def name(path: Path) -> str:
    """A template's name as pages use it: `journey/step.html`."""
    parts = path.parts
    return "/".join(parts[parts.index("templates") + 1 :])


def at(root: Path, path: Path, line: int, words: str) -> str:
    """One finding."""
    return f"{path.relative_to(root).as_posix()}:{line}: {words}"


def parsed(path: Path) -> nodes.Template:
    """A parsed template. Raises TemplateSyntaxError."""
    environment = Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do"], autoescape=True)
    return environment.parse(path.read_text(encoding="utf-8"))


def cannot_be_read(root: Path) -> list[str]:
    """Every template is correct Jinja."""
    findings = []
    for path in templates(root):
        try:
            parsed(path)
        except TemplateSyntaxError as error:
            findings.append(at(root, path, error.lineno, str(error)))
    return findings


def unsafe_words(root: Path) -> list[str]:
    """`safe` and switched-off escaping stand in components only, where words are known."""
    findings = []
    for path in templates(root):
        if "/components/" in name(path):
            continue
        template = parsed(path)
        for found in template.find_all(nodes.Filter):
            if found.name == "safe":
                findings.append(at(root, path, found.lineno, "marks words as safe outside a component"))
        for scoped in template.find_all(nodes.ScopedEvalContextModifier):
            findings.append(at(root, path, scoped.lineno, "changes escaping"))
    return findings


def nameless_pages(root: Path) -> list[str]:
    """Every page that extends a skeleton gives it a title."""
    findings = []
    for path in templates(root):
        template = parsed(path)
        bases = [
            n.template.value for n in template.find_all(nodes.Extends) if isinstance(n.template, nodes.Const)
        ]
        blocks = {block.name for block in template.find_all(nodes.Block)}
        if SKELETONS & set(bases) and "title" not in blocks and name(path) not in SKELETONS:
            findings.append(at(root, path, 1, "has no title block"))
    return findings


def misplaced(root: Path) -> list[str]:
    """Templates lie in a folder with their room's name, or two rooms' `list.html` would be one."""
    return [
        at(root, path, 1, f"should lie in templates/{path.parts[path.parts.index('templates') - 1]}/")
        for path in templates(root)
        if name(path).split("/")[0] != path.parts[path.parts.index("templates") - 1]
    ]


class _Words(HTMLParser):
    """Collects words a reader would see or hear."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[int, str]] = []
        self._code = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._code += tag in NOT_WORDS
        for attribute, value in attrs:
            if attribute in SPOKEN_ATTRIBUTES and value and LETTERS.search(value):
                self.found.append((self.getpos()[0], value))

    def handle_endtag(self, tag: str) -> None:
        self._code -= tag in NOT_WORDS

    def handle_data(self, data: str) -> None:
        data = ADDRESS.sub("", ATTRIBUTE.sub("", data))  # a macro writes attributes for others; addresses are the same
        if not self._code and LETTERS.search(data):
            blank = len(data) - len(data.lstrip())
            self.found.append((self.getpos()[0] + data[:blank].count("\n"), " ".join(data.split())))


def untranslated(root: Path) -> list[str]:
    """Words in a template stand in `_()` or in a trans block."""
    findings = []
    for path in templates(root):
        if name(path) == "ui/components.html":
            continue  # for those who build the site
        text = path.read_text(encoding="utf-8")
        for pattern in (COMMENT, TRANSLATED, CODE):
            text = pattern.sub(_blank, text)
        reader = _Words()
        reader.feed(text)
        reader.close()
        findings += [
            at(root, path, line, f"“{words[:50]}” is not translated") for line, words in reader.found
        ]
    return findings


def _blank(match: re.Match[str]) -> str:
    """As many lines, no words; a digit keeps an attribute from being empty."""
    return "0" + "\n" * match.group().count("\n")


def asks_for_more(root: Path) -> list[str]:
    """No query and no settings in a template: pages are given what they show."""
    findings = []
    for path in templates(root):
        for found in parsed(path).find_all(nodes.Name):
            if found.name in {"db", "config", "current_app"} and found.ctx == "load":
                findings.append(
                    at(root, path, found.lineno, f"uses {found.name}; give the page what it shows")
                )
    return findings


def kept_for_everyone(root: Path) -> list[str]:
    """What is drawn once for all pages (`part("…")`, `once(macro)`) shows nothing of one request."""
    parsed_by_name = {name(path): (path, parsed(path)) for path in templates(root)}
    findings = []
    for path, template in list(parsed_by_name.values()):
        macros = {macro.name: macro for macro in template.find_all(nodes.Macro)}
        for call in template.find_all(nodes.Call):
            told = call.args[0] if call.args else None
            called = call.node.name if isinstance(call.node, nodes.Name) else ""
            if called == "part" and isinstance(told, nodes.Const) and told.value in parsed_by_name:
                part_path, body = parsed_by_name[told.value]
                findings += [at(root, part_path, *found) for found in _of_one_request(body)]
            elif called == "once" and isinstance(told, nodes.Name) and told.name in macros:
                findings += [at(root, path, *found) for found in _of_one_request(macros[told.name])]
    return sorted(set(findings))


def _of_one_request(body: nodes.Node) -> Iterator[tuple[int, str]]:
    for found in body.find_all((nodes.Name, nodes.Filter)):
        if found.name in OF_ONE_REQUEST:
            yield found.lineno, f"is drawn once for everyone and uses {found.name}"


RULES = (kept_for_everyone, cannot_be_read, unsafe_words, nameless_pages, misplaced, untranslated, asks_for_more)
