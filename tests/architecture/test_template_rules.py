"""Templates keep the rules, and each rule notices a planted fault."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.architecture import template_rules
from tests.architecture.test_source_rules import plant
from webapp.bootstrap import ROOT

Rule = Callable[[Path], list[str]]

PAGE = "webapp/kitchen/templates/kitchen/soup.html"
TOP = '{% extends "ui/page.html" %}\n{% block title %}{{ _("Soup") }}{% endblock %}\n'
GOOD = {
    PAGE: TOP + '<p title="{{ _("Warm") }}">{{ _("Soup") }} {% trans %}is ready{% endtrans %} 3 × 2</p>\n',
    "webapp/ui/templates/ui/components/raw.html": "{% macro raw(html) %}{{ html | safe }}{% endmacro %}\n",
}

FAULTS: list[tuple[Rule, str, str]] = [
    (template_rules.kept_for_everyone, PAGE, TOP + '{{ part("kitchen/soup.html") }}{{ feedback_url }}'),
    (template_rules.kept_for_everyone, PAGE, TOP + "{% macro a(it) %}{{ it | explain }}{% endmacro %}{{ once(a)(1) }}"),
    (template_rules.cannot_be_read, PAGE, TOP + "{% if x %}"),
    (template_rules.unsafe_words, PAGE, TOP + "{{ words | safe }}"),
    (template_rules.unsafe_words, PAGE, TOP + "{% autoescape false %}{{ words }}{% endautoescape %}"),
    (template_rules.nameless_pages, PAGE, '{% extends "ui/page.html" %}'),
    (template_rules.misplaced, "webapp/kitchen/templates/list.html", ""),
    (template_rules.untranslated, PAGE, TOP + "<p>Soup is ready</p>"),
    (template_rules.untranslated, PAGE, TOP + '<img alt="A bowl of soup">'),
    (template_rules.asks_for_more, PAGE, TOP + "{{ config.SECRET_KEY }}"),
]


@pytest.mark.parametrize("rule", template_rules.RULES, ids=lambda rule: rule.__name__)
def test_our_templates_keep_the_rule(rule: Rule) -> None:
    assert rule(ROOT) == []


@pytest.mark.parametrize("rule", template_rules.RULES, ids=lambda rule: rule.__name__)
def test_the_rule_is_content_with_good_templates(rule: Rule, tmp_path: Path) -> None:
    assert rule(plant(tmp_path, GOOD)) == []


@pytest.mark.parametrize(("rule", "file", "text"), FAULTS, ids=lambda value: getattr(value, "__name__", None))
def test_the_rule_notices_a_fault(rule: Rule, file: str, text: str, tmp_path: Path) -> None:
    assert len(rule(plant(tmp_path, {**GOOD, file: text}))) == 1


def test_every_rule_has_a_planted_fault() -> None:
    assert {rule for rule, _, _ in FAULTS} == set(template_rules.RULES)
