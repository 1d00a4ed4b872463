"""The choices above the library: a GET form, so a choice can be shared as an address."""

from collections.abc import Mapping

from .library import Choice

TIMES = (5, 15, 30, 60)


def read_choice(args: Mapping[str, str]) -> Choice:
    """A choice from an address. What cannot be read is left open rather than refused."""
    return Choice(
        waiting_list=args.get("list", "")[:40], topic=args.get("topic", "")[:40],
        age=_whole(args.get("age", ""), 25), minutes=_whole(args.get("time", ""), 600),
    )


def _whole(text: str, most: int) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 and int(text) <= most else None
