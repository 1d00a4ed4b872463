"""The application keeps the rules, and each rule notices a planted fault."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask

from tests.architecture import app_rules

Rule = Callable[[Flask], list[str]]


def view(who: str | None = "public", **marks: Any) -> Callable[[], str]:
    """A view with marks, in the room `kitchen`."""

    def answer() -> str:
        return ""

    answer.__module__ = "webapp.kitchen.routes"
    if who is not None:
        answer.access = SimpleNamespace(who=who, shared=marks.pop("shared", False))  # type: ignore[attr-defined]  # as the decorators do
    for name, value in marks.items():
        setattr(answer, name, value)
    return answer


def app_with(
    rule: str = "/soup", endpoint: str = "kitchen.soup", methods: str = "GET", **marks: Any
) -> Flask:
    """An application with one route."""
    app = Flask("planted", static_folder=None)
    app.add_url_rule(rule, endpoint, view(**marks), methods=methods.split())
    return app


FAULTS: list[tuple[Rule, dict[str, Any]]] = [
    (app_rules.without_access, {"who": None}),
    (app_rules.open_staff_pages, {"rule": "/manage/soup"}),
    (app_rules.reading_that_writes, {"writes": True}),
    (app_rules.reading_that_writes, {"writes": True, "methods": "GET POST"}),
    (app_rules.kept_pages_that_write, {"shared": True, "methods": "GET POST"}),
    (app_rules.misnamed_blueprints, {"endpoint": "garden.soup"}),
]


@pytest.mark.parametrize("rule", app_rules.RULES, ids=lambda rule: rule.__name__)
def test_our_application_keeps_the_rule(rule: Rule, site: Flask) -> None:
    assert rule(site) == []


@pytest.mark.parametrize("rule", app_rules.RULES, ids=lambda rule: rule.__name__)
def test_the_rule_is_content_with_a_good_application(rule: Rule) -> None:
    assert rule(app_with()) == []
    assert rule(app_with("/manage/soup", "kitchen_manage.soup", "POST", who="editor", writes=True)) == []


@pytest.mark.parametrize(("rule", "fault"), FAULTS, ids=lambda value: getattr(value, "__name__", None))
def test_the_rule_notices_a_fault(rule: Rule, fault: dict[str, Any]) -> None:
    assert len(rule(app_with(**fault))) == 1


def test_every_rule_has_a_planted_fault() -> None:
    assert {rule for rule, _ in FAULTS} == set(app_rules.RULES)


def test_addresses_are_those_agreed(site: Flask, request: pytest.FixtureRequest) -> None:
    """Families keep addresses: one that changes is a decision. `--update-snapshots` writes the list anew."""
    listed = app_rules.route_list(site)
    if request.config.getoption("--update-snapshots"):
        app_rules.SNAPSHOT.write_text(listed, encoding="utf-8")
    assert listed == app_rules.SNAPSHOT.read_text(encoding="utf-8")


def test_the_list_of_addresses_notices_a_new_one() -> None:
    assert app_rules.route_list(app_with("/soup")) != app_rules.route_list(app_with("/broth"))
