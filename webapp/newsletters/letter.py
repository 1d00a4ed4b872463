"""A newsletter as parts that mail, plain text and page are all drawn from. Pure."""

import re
from dataclasses import asdict, dataclass
from typing import Any

from .models import Edition

WORDS_A_MINUTE = 180
_LINK = re.compile(r"\[([^\]]*)\]\(([^)\s]+)\)")
_MARKS = re.compile(r"(\*\*|__|(?<![\w])[*_](?=\S)|(?<=\S)[*_](?![\w]))")
_WORD = re.compile(r"[^\W\d_][\w’'-]*")


@dataclass(frozen=True)
class Block:
    """One part: a heading, words in Markdown, and perhaps a thing of the site to open."""

    heading: str
    words: str
    url: str = ""
    link_words: str = ""
    badge: str = ""


@dataclass(frozen=True)
class Letter:
    """One edition of one issue. `intro` and the blocks' words are Markdown; addresses are absolute."""

    title: str
    intro: str
    blocks: tuple[Block, ...]
    edition: Edition
    language: str = "en"
    direction: str = "ltr"

    def as_data(self) -> dict[str, Any]:
        """Plain data, for keeping."""
        return {
            **asdict(self),
            "blocks": [asdict(block) for block in self.blocks],
            "edition": str(self.edition),
        }

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> "Letter":
        """What `as_data` kept."""
        blocks = tuple(Block(**block) for block in data["blocks"])
        return cls(**{**data, "blocks": blocks, "edition": Edition(data["edition"])})

    @property
    def minutes(self) -> int:
        """How long it takes to read, at least one minute."""
        parts = [self.title, self.intro, *(f"{b.heading} {b.words}" for b in self.blocks)]
        return max(1, round(len(_WORD.findall(" ".join(parts))) / WORDS_A_MINUTE))


def absolute(markdown: str, site_url: str) -> str:
    """Markdown whose links to this site carry the whole address."""
    return _LINK.sub(lambda m: f"[{m[1]}]({site_url}{m[2]})" if m[2].startswith("/") else m[0], markdown)


def plain(markdown: str) -> str:
    """Markdown as plain text: the same sentences, each link's address after its words."""
    text = _LINK.sub(lambda m: m[1] if m[1] == m[2] else f"{m[1]} ( {m[2].removeprefix('mailto:')} )", markdown)
    lines = []
    for line in text.splitlines():
        line = re.sub(r"^\s*#{1,6}\s+", "", line)
        line = re.sub(r"^(\s*)[*+-]\s+", r"\1- ", line)
        lines.append(_MARKS.sub("", line).rstrip())
    return "\n".join(lines).strip()


def as_text(letter: Letter, above: list[str], below: list[str]) -> str:
    """The plain-text part. `above` and `below` are paragraphs around the letter."""
    parts = [*above, f"{letter.title}\n{'=' * min(len(letter.title), 70)}", plain(letter.intro)]
    for block in letter.blocks:
        heading = f"{block.heading}\n{'-' * min(len(block.heading), 70)}" if block.heading else ""
        link = f"{block.link_words}:\n{block.url}" if block.url else ""
        parts.append("\n\n".join(part for part in (heading, block.badge, plain(block.words), link) if part))
    parts += ["-- ", *below]
    return "\n\n".join(part for part in parts if part) + "\n"


def sentences(letter: Letter) -> list[str]:
    """Every sentence a reader must find in each form of the letter."""
    found = [letter.title]
    for part in (letter.intro, *(b.words for b in letter.blocks)):
        text = " ".join(plain(_LINK.sub(r"\1", part)).split())
        found += [s.lstrip("- ") for s in re.split(r"(?<=[.?!])\s+", text) if s]
    return found + [b.heading for b in letter.blocks if b.heading]
