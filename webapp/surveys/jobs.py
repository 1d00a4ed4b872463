"""What runs by itself: words are handed on to be read, and rows lose the order in which they came."""

from ..engine.jobs import runner
from ..engine.transaction import transaction
from .operations import setting_apart

APART = "surveys.set-apart"
DAY = 24 * 60 * 60


def set_apart() -> None:
    """One transaction for each step: a table's rows share a mark with no other table's."""
    with transaction():
        setting_apart.hand_words_on()
    for model in setting_apart.APART:
        with transaction():
            setting_apart.mark_anew(model.__tablename__)
        with transaction():
            setting_apart.lay_in_key_order(model.__tablename__)


def register() -> None:
    """Put the job on the list."""
    runner.register(
        APART, set_apart, why="Hands families’ words on, and takes the order out of survey answers.", every=DAY
    )
