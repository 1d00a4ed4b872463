"""Settings: safe embedded defaults, and a production that refuses to run on them."""

import pytest

from config import DEFAULT_SECRET, Mode, Settings, SettingsError

GOOD = {
    "SITE_MODE": "production",
    "SITE_SECRET": "x" * 40,
    "DATABASE_URL": "postgresql://db/site",
    "SITE_URL": "https://send.example.org",
}


def test_the_defaults_serve_one_machine() -> None:
    settings = Settings.from_environ({})
    assert settings.mode is Mode.EMBEDDED
    assert settings.sqlalchemy_url.startswith("sqlite:///")
    assert not settings.https


def test_production_with_everything_set() -> None:
    settings = Settings.from_environ(GOOD)
    assert settings.https
    assert "send.example.org" in settings.hosts


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"SITE_SECRET": DEFAULT_SECRET}, "SITE_SECRET"),
        ({"SITE_SECRET": "short"}, "SITE_SECRET"),
        ({"DATABASE_URL": ""}, "DATABASE_URL"),
        ({"SITE_URL": "http://send.example.org"}, "SITE_URL"),
    ],
)
def test_production_refuses_embedded_defaults(changed: dict[str, str], says: str) -> None:
    with pytest.raises(SettingsError, match=says):
        Settings.from_environ({**GOOD, **changed})


def test_an_unknown_mode_is_one_clear_line() -> None:
    with pytest.raises(SettingsError, match="cannot be used"):
        Settings.from_environ({"SITE_MODE": "holiday"})
