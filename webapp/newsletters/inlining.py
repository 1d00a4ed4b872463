"""Styles of the letter written onto its elements, for mail programs that take the style block away. Pure.

Only our own letter goes through here: its markup is known, so no general engine is needed. Rules for one element, one
class or an element inside a class are written out; the rules for the dark stay in the block, where `!important` lets
them win.
"""

import re

_BLOCK = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)((?:\s[^<>]*)?)>")
_CLASS = re.compile(r'class="([^"]*)"')
_VOID = {"meta", "br", "hr", "link", "img"}


def inlined(html: str) -> str:
    """The same letter with a `style` on each element that a plain rule is about."""
    block = _BLOCK.search(html)
    if block is None:
        return html
    rules = _plain_rules(block[1])
    head, body = html[: block.end()], html[block.end() :]
    around: list[set[str]] = []

    def styled(tag: re.Match[str]) -> str:
        closing, name, rest = tag.groups()
        if closing:
            around[-1:] = []
            return tag[0]
        classes = _classes(rest)
        found = "; ".join(said for who, said in rules if _fits(who, name, classes, around))
        if name not in _VOID:
            around.append(classes)
        return f'<{name}{rest} style="{found}">' if found else tag[0]

    around.append(set())  # <html> itself, whose start stands before the block
    around.append(set())  # <head>
    return head + _TAG.sub(styled, body)


def _plain_rules(css: str) -> list[tuple[tuple[str, ...], str]]:
    """(who, what) of every rule outside a media query, the more exact ones last, as they would win in the block."""
    plain = re.sub(r"@media[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", "", css)
    found = []
    for selectors, said in _RULE.findall(plain):
        what = "; ".join(part.strip() for part in said.replace('"', "'").split(";") if part.strip())
        found += [(tuple(selector.split()), what) for selector in selectors.split(",")]
    return sorted(found, key=lambda rule: (sum(part.startswith(".") for part in rule[0]), len(rule[0])))


def _fits(who: tuple[str, ...], name: str, classes: set[str], around: list[set[str]]) -> bool:
    last = who[-1]
    mine = last == name or last.removeprefix(".") in classes
    return mine and all(any(outer.removeprefix(".") in one for one in around) for outer in who[:-1])


def _classes(rest: str) -> set[str]:
    found = _CLASS.search(rest)
    return set(found[1].split()) if found else set()
