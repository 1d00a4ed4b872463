"""What waits for the people who run the site: rooms above say what, each for those who may act on it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from .access import Person
from .roles import Permission


@dataclass(frozen=True)
class Waiting:
    """One thing on the first screen. `count` is how many wait; `state` is "", watch, late or good."""

    title: str
    url: str
    words: str = ""
    count: int | None = None
    state: str = ""


Read = Callable[[Person], Iterable[Waiting]]


_reads: list[tuple[Permission | None, Read]] = []


def provide(permission: Permission | None, read: Read) -> None:
    """Have `read` asked for everyone with the permission (or for everyone). Providing twice is once."""
    if (permission, read) not in _reads:
        _reads.append((permission, read))


def waiting_for(person: Person) -> list[Waiting]:
    """What waits for this person, in the order the rooms were plugged in; the late first."""
    found = [
        item
        for permission, read in _reads
        if permission is None or permission in person.permissions
        for item in read(person)
    ]
    return sorted(found, key=lambda item: ("late", "watch", "", "good").index(item.state))
