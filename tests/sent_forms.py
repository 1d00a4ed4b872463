"""What a browser would send from a form on a page, as it stands."""

from __future__ import annotations

from html.parser import HTMLParser


class _Form(HTMLParser):
    """Reads one form: the first whose action ends with `action`, or the first with a box of its own."""

    def __init__(self, action: str) -> None:
        super().__init__()
        self.sent: dict[str, list[str]] = {}
        self._action, self._inside, self._done = action, False, False
        self._area, self._select = "", ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form" and not self._done:
            self._inside = given.get("action", "").endswith(self._action)
        name = given.get("name", "")
        if not self._inside or (not name and tag != "option"):
            return
        if tag == "input":
            if given.get("type") not in {"checkbox", "radio"} or "checked" in given:
                self._add(name, given.get("value", ""))
        elif tag == "textarea":
            self._area = name
            self._add(name, "")
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and "selected" in given:
            self._add(self._select, given.get("value", ""))

    def handle_data(self, data: str) -> None:
        if self._area:
            self.sent[self._area][-1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._area:
            self.sent[self._area][-1] = self.sent[self._area][-1].removeprefix("\n")
            self._area = ""
        elif tag == "select" and self._select:
            self.sent.setdefault(self._select, [""])
            self._select = ""
        elif tag == "form" and self._inside:
            self._inside, self._done = False, True

    def _add(self, name: str, value: str) -> None:
        self.sent.setdefault(name, []).append(value)


def boxes_of(page, action: str) -> dict[str, list[str]]:
    """Names and values of the form that is sent to an address with this end."""
    parser = _Form(action)
    parser.feed(page.text)
    assert parser.sent, page.text[:2000]
    return parser.sent


def changed(page, action: str, **values: str | list[str]) -> dict[str, list[str]]:
    """The same with some boxes filled in otherwise; `__` in a name stands for `--`."""
    said = {name.replace("__", "--"): [value] if isinstance(value, str) else value for name, value in values.items()}
    return boxes_of(page, action) | said
