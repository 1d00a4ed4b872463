"""Our template engine draws what Jinja draws."""

from typing import Any

import pytest
from flask import Flask
from flask.templating import Environment
from jinja2 import DictLoader, Undefined, pass_context
from markupsafe import Markup

from webapp.ui.drawing import PageEnvironment

SHARED = """{% macro box(words, kind="plain", *rest, **more) %}<b class="{{ kind }}">{{ words }}{{ rest | join(",") }}\
{% for name, it in more.items() %} {{ name }}={{ it }}{% endfor %}</b>{% endmacro %}
{% macro wrap() %}<div>{{ caller("<in>") }}</div>{% endmacro %}
{% macro named(name) %}{{ name }}{{ plain(name) }}{% endmacro %}"""
USES = '{% from "shared" import box, wrap, named %}'
TEMPLATES = (
    USES + "{{ box('<i>') }} {{ box(html, 'x') }} {{ box(1, 'k', 2, 3, z='<') }} {{ named(name='&') }}",
    USES + "{% call(it) wrap() %}{{ it }}{% endcall %}",
    USES + "{% for it in [1, 2] %}{{ named(it) }}{{ context_of('it') }}{% set n = it %}{{ named(n) }}{% endfor %}",
    "{{ 3 }} {{ 2.5 }} {{ true }} {{ none }} {{ '<' }} {{ html }} {{ odd }} {{ '<' ~ html }} {{ missing }}",
    "{{ facts.a }} {{ facts.items() | list }} {{ facts.keys() | list }} {{ facts.nothing }}",
    "{{ facts['items'] }} {{ facts.sub.b }} {{ thing.real }} {{ thing.imag }} {{ thing.nothing }} {{ pair.0 }}",
    "{{ plain('<') }} {{ method('<') }} {{ callable_thing('<') }} {{ context_of('thing') }} {{ range(2) | list }}",
    "{% set kept %}<u>{{ '<' }}</u>{% endset %}{{ kept }}{{ kept | length }}",
    "{{ missing() }}",
    "{{ facts.nothing.more }}",
    "{{ plain() }}",
)


class _Odd:
    def __html__(self) -> str:
        return "<odd>"

    def __call__(self, words: str) -> str:
        return f"called {words}"

    def method(self, words: str) -> str:
        return f"method {words}"


@pass_context
def _context_of(context: Any, name: str) -> Any:
    return context.get(name)


def _drawn(environment: type[Environment], source: str) -> str:
    odd = _Odd()
    known = environment(Flask("kitchen"), loader=DictLoader({"shared": SHARED, "page": source}), autoescape=True)
    known.globals.update(plain=lambda words: f"{words}!", context_of=_context_of)
    facts = {"a": "<a>", "items": "key", "keys": "hidden", "sub": {"b": Markup("<b>")}}
    try:
        return known.get_template("page").render(
            html=Markup("<i>"), odd=odd, facts=facts, thing=3, pair=("first",), method=odd.method, callable_thing=odd,
        )
    except Exception as error:  # the same mistake must be told in the same words
        return f"{type(error).__name__}: {error}"


@pytest.mark.parametrize("source", TEMPLATES)
def test_it_draws_what_jinja_draws(source: str) -> None:
    assert _drawn(PageEnvironment, source) == _drawn(Environment, source)


def test_what_is_not_there_stays_undefined() -> None:
    assert isinstance(PageEnvironment(Flask("kitchen")).getattr({}, "nothing"), Undefined)
