"""Which choices are a yes and which a no, and what a step must offer where somebody can say no. Pure.

Source: journey-map.md §2, rule 4: a “not accepted” branch always stands where a service can say no. A no is never the
end of the line.
"""

import re
from collections.abc import Iterable

NO = (
    "no ", "no,", "not accepted", "not agreed", "not named", "told no", "told i do not", "they say no", "turned down",
)
YES = ("yes", "accepted", "agreed", "support agreed", "put on the list")
_ACCEPTED = re.compile(r"\b(accepted|agreed|put on the list)\b|^yes\b", re.IGNORECASE)
_REFUSED = re.compile(
    r"\b(no|not|none|nothing|cannot|refuses?d?|turned down|told i)\b|\bsay it is not\b", re.IGNORECASE
)
END = "end"


def answer(condition: str) -> str:
    """“yes” or “no” when a choice begins like one; otherwise nothing. For the words on the map."""
    words = condition.strip().lower()
    if words == "no" or words.startswith(NO):
        return "no"
    return "yes" if words.startswith(YES) else ""


def is_refusal(condition: str) -> bool:
    """Whether a choice tells of a no."""
    return bool(_REFUSED.search(condition))


def is_acceptance(condition: str) -> bool:
    """Whether a choice tells that somebody said yes, so that they could have said no."""
    return bool(_ACCEPTED.search(condition)) and not is_refusal(condition)


def faults(choices: Iterable[tuple[str, str]]) -> list[str]:
    """What a step's choices (condition, where to) lack."""
    known = list(choices)
    found = []
    if any(is_acceptance(condition) for condition, _ in known) and not any(is_refusal(words) for words, _ in known):
        found.append("somebody can say no here: add a choice for it, like “Not accepted”, and where it leads")
    found += [
        f"“{condition}” is a no, and a no is not the end: say where it leads"
        for condition, go in known
        if go == END and answer(condition) == "no"
    ]
    return found
