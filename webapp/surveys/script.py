"""What a draft holds once opened: answers with a version each, so that no device writes over another. Pure."""

from dataclasses import dataclass, field
from typing import Any

from .path import Answer


@dataclass
class Script:
    """One family's survey so far. `token` is the secret half of its receipt; `invitation` the name of one, or empty."""

    wave: str
    audience: str
    language: str
    token: str
    invitation: str = ""
    mode: str = "online"
    answers: dict[str, Answer] = field(default_factory=dict)
    versions: dict[str, int] = field(default_factory=dict)

    def put(self, question_id: str, answer: Answer) -> None:
        """Keep an answer and count its version up."""
        self.answers[question_id] = answer
        self.versions[question_id] = self.versions.get(question_id, 0) + 1

    @property
    def edits(self) -> int:
        """How often anything was answered: another number means that something has changed."""
        return sum(self.versions.values())

    def clashes(self, question_id: str, answer: Answer, seen: int) -> bool:
        """Whether this answer was changed elsewhere since the page was drawn, to something else."""
        changed = self.versions.get(question_id, 0) != seen
        return changed and self.answers.get(question_id) not in (None, answer)

    def as_data(self) -> dict[str, Any]:
        """What is sealed."""
        return dict(self.__dict__)

    @classmethod
    def of(cls, data: dict[str, Any]) -> "Script":
        """What was sealed."""
        return cls(**data)
