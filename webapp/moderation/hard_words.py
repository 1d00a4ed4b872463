"""Words that ask for care. Pure. They reorder the queue and offer a button; they are never a verdict.

"This school is killing his confidence" will match, and that is all right: a person reads it sooner, that is all.
"""

import re

TOPICS = {
    "self-harm": (
        r"suicid\w*|self.?harm\w*|kill (?:my|him|her|them)sel\w+|end (?:it all|(?:my|his|her) life)|overdos\w+"
        r"|cut(?:s|ting)? (?:my|him|her|them)sel\w+|want(?:s|ed)? to die|not want(?:s|ed)? to (?:live|be here|be alive)"
        r"|better off dead"
    ),
    "abuse": (
        r"abus\w+|touch(?:ed|es|ing) (?:me|him|her|them)|rap(?:e|ed|ing)|groom(?:ed|ing)|molest\w*|scared to go home"
        r"|hurts? me|hit(?:s|ting)? (?:me|him|her|them)|beat(?:s|en|ing)? (?:me|him|her|them)|neglect\w*"
    ),
    "violence": (
        r"violen\w+|attack\w*|assault\w*|knife|stab\w*|strangl\w*|restrain\w*|punch\w*"
        r"|kick(?:s|ed|ing)? (?:me|him|her|them)|threat\w+|harm(?:ed|ing|s)?|hurt"
    ),
    "loss": r"died|death|bereave\w*|funeral|miscarri\w*|grie(?:f|v\w+)|passed away|kill\w*",
}
_PATTERNS = {topic: re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE) for topic, pattern in TOPICS.items()}
SOONER = frozenset({"self-harm", "abuse"})


def topics(words: str) -> tuple[str, ...]:
    """Hard topics a text may touch, in a fixed order."""
    return tuple(topic for topic, pattern in _PATTERNS.items() if pattern.search(words))


def reads_first(found: tuple[str, ...]) -> bool:
    """Whether an entry goes to the front of the queue."""
    return bool(SOONER & set(found))
