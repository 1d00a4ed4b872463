"""The template engine, without the questions whose answer is the same on every page.

A page calls a few hundred small components. Jinja asks at each call whether what is called wants to know who calls,
and at each import whether the importing template has globals that the imported one lacks. Both are answered here as
Jinja itself would, only sooner.
"""

from types import FunctionType
from typing import Any

import jinja2
from flask import Flask
from jinja2.runtime import Context, Macro

ESCAPING = Macro.__call__.jinja_pass_arg  # type: ignore[attr-defined]  # the mark of what wants to know about escaping


class PageContext(Context):
    """What a template knows while it draws."""

    def call(__self, __called: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805 - Jinja's own: a macro may take “self”
        """Call a component or a plain function at once; leave everything that wants more to Jinja."""
        kind = type(__called)
        wanted = ESCAPING if kind is Macro else getattr(__called, "jinja_pass_arg", None)
        if wanted is ESCAPING:
            args = (__self.eval_ctx, *args)
        elif kind is not FunctionType or wanted is not None:
            return super().call(__called, *args, **kwargs)
        kwargs.pop("_loop_vars", None)
        kwargs.pop("_block_vars", None)
        return __called(*args, **kwargs)


class Component(jinja2.Template):
    """A template. All share the globals of the application, so one imported module serves every page."""

    def _get_default_module(self, ctx: Context | None = None) -> Any:
        return super()._get_default_module()


def init(app: Flask) -> None:
    """Templates are drawn this way."""
    app.jinja_env.context_class, app.jinja_env.template_class = PageContext, Component
