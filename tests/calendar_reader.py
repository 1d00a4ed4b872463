"""Reads a calendar file by RFC 5545 alone, sharing no code with what writes ours; refuses what the standard does."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

LINE = re.compile(r"^(?P<name>[A-Z-]+)(?P<params>(;[A-Z-]+=[^;:,\"]+)*):(?P<value>.*)$", re.DOTALL)
NEEDED = {"VCALENDAR": {"PRODID", "VERSION"}, "VEVENT": {"UID", "DTSTAMP", "DTSTART"}, "VALARM": {"ACTION", "TRIGGER"}}
FORMS = {
    "DTSTAMP": r"\d{8}T\d{6}Z", "DTSTART": r"\d{8}", "DTEND": r"\d{8}", "VERSION": r"2\.0",
    "TRIGGER": r"-?P\d+[DW]", "UID": r"\S+@\S+",
}


@dataclass
class Part:
    """A component: its name, its properties and the components in it."""

    name: str
    properties: dict[str, str] = field(default_factory=dict)
    parts: list[Part] = field(default_factory=list)


def read(body: bytes) -> Part:
    """The calendar. Fails with AssertionError for anything another program need not accept."""
    assert body.endswith(b"\r\n")
    assert not {b"\r", b"\n"} & {body.replace(b"\r\n", b"")[at : at + 1] for at in range(len(body))}
    assert all(len(line) <= 75 for line in body.split(b"\r\n")), "a line longer than 75 octets"
    lines = body.replace(b"\r\n ", b"").decode("utf-8").split("\r\n")[:-1]
    root = Part("")
    open_parts = [root]
    for line in lines:
        match = LINE.match(line)
        assert match, f"not a content line: {line!r}"
        name, value = match["name"], match["value"]
        if name == "BEGIN":
            open_parts[-1].parts.append(Part(value))
            open_parts.append(open_parts[-1].parts[-1])
        elif name == "END":
            assert open_parts.pop().name == value
        else:
            _add(open_parts[-1], name, match["params"], value)
    assert open_parts == [root] and [part.name for part in root.parts] == ["VCALENDAR"]
    _whole(root.parts[0])
    return root.parts[0]


def _add(part: Part, name: str, params: str, value: str) -> None:
    assert name not in part.properties, f"{name} stands twice"
    assert re.fullmatch(FORMS.get(name, r".*"), value, re.DOTALL), f"{name}: {value!r}"
    if name in {"DTSTART", "DTEND"}:
        assert params == ";VALUE=DATE"
    if name in {"SUMMARY", "DESCRIPTION"}:
        assert not re.search(r"(?<!\\)(?:\\\\)*[;,]", value), f"{name} holds a bare comma or semicolon"
        value = re.sub(r"\\(.)", lambda m: "\n" if m[1] in "nN" else m[1], value)
    part.properties[name] = value


def _whole(part: Part) -> None:
    missing = NEEDED.get(part.name, set()) - part.properties.keys()
    assert not missing, f"{part.name} lacks {missing}"
    for inner in part.parts:
        _whole(inner)
