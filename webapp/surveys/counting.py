"""Answers as columns, so that counting is one pass and crossing two questions is another. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

NOT_ASKED = None
SEVERAL = "several"


class Columns:
    """All answers of one audience of a wave: one column a question, one place a response, in no meaningful order."""

    def __init__(self, questions: Sequence[str]) -> None:
        self.size = 0
        self._columns: dict[str, list[str | None]] = {question: [] for question in questions}

    def add(self, answers: Mapping[str, object]) -> None:
        """Take in one response. A list of codes is kept joined: “a+b”."""
        self.size += 1
        get = answers.get
        for question, column in self._columns.items():
            answer = get(question)
            column.append("+".join(answer) if type(answer) is list else answer)  # type: ignore[arg-type]  # JSON holds codes or lists of codes

    def counts(self, question: str) -> Counter[str]:
        """How many gave each answer; people who were not asked are in no count."""
        found = Counter(self._columns.get(question, ()))
        del found[NOT_ASKED]
        return Counter({str(code): number for code, number in found.items()})

    def crossed(self, question: str, by: str) -> dict[str, Counter[str]]:
        """Counts of one question's answers within each answer to another; those not asked `by` stand under “”."""
        result: dict[str, Counter[str]] = {}
        pairs = Counter(zip(self._columns[by], self._columns[question], strict=True))
        for (group, code), number in pairs.items():
            if code is not NOT_ASKED:
                result.setdefault(group or "", Counter())[code] += number
        return result

    def sizes(self, by: str) -> Counter[str]:
        """How many responses there are in each group; those not asked stand under “”."""
        found: Counter[str] = Counter()
        for group, number in Counter(self._columns[by]).items():
            found[group or ""] += number
        return found


def gather(questions: Sequence[str], responses: Iterable[Mapping[str, object]]) -> Columns:
    """Columns of many responses."""
    columns = Columns(questions)
    for answers in responses:
        columns.add(answers)
    return columns
