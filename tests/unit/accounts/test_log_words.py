"""The log is read aloud in plain words: every kind of line has some."""

import re
from datetime import UTC, datetime
from pathlib import Path

from webapp.accounts import log_words
from webapp.engine.audit import AuditEntry

WEBAPP = Path(log_words.__file__).parents[1]


def test_every_act_that_is_logged_has_words():
    verb = re.compile(r'audit\.verb\(\s*"([^"]+)"')
    named = {name for path in WEBAPP.rglob("*.py") for name in verb.findall(path.read_text())}
    assert len(named) > 50
    assert named == set(log_words.WORDS)


def test_an_unknown_act_is_shown_by_its_name_rather_than_left_out():
    assert log_words.said("kites.flown-high") == "kites: flown high"


def test_lines_stand_under_the_day_in_england_and_stay_in_order():
    moments = [datetime(2026, 7, day, hour, 30, tzinfo=UTC) for day, hour in ((2, 8), (1, 23), (1, 12))]
    days = log_words.by_day(AuditEntry(verb="account.signed-in", at=at) for at in moments)
    assert [(str(day.day), [time for time, _line in day.lines]) for day in days] == [
        ("2026-07-02", ["09:30", "00:30"]), ("2026-07-01", ["13:30"]),
    ]
