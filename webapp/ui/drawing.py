"""The template engine, without the questions whose answer is the same on every page.

A page calls a few hundred small components. Jinja asks at each call whether what is called wants to know who calls, at
each import whether the importing template has globals that the imported one lacks, looks for an attribute before a key
in every dict, and wraps anew what a component has drawn. All of it is answered here as Jinja itself would, only sooner.
"""

from types import FunctionType, MethodType
from typing import Any

import flask.templating
import jinja2
from jinja2.runtime import Context, Macro
from markupsafe import escape

from ..engine.text import SafeHtml

ESCAPING = Macro.__call__.jinja_pass_arg  # type: ignore[attr-defined]  # the mark of what wants to know about escaping
OF_EVERY_DICT = frozenset(dir(dict))


class PageContext(Context):
    """What a template knows while it draws."""

    def call(__self, __called: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805 - Jinja's own: a macro may take “self”
        """Call a component or a plain function at once; leave everything that wants more to Jinja."""
        kind = type(__called)
        wanted = ESCAPING if kind is Macro else getattr(__called, "jinja_pass_arg", None)
        if wanted is ESCAPING:
            args = (__self.eval_ctx, *args)
        elif wanted is not None or (kind is not FunctionType and kind is not MethodType):
            return super().call(__called, *args, **kwargs)
        kwargs.pop("_loop_vars", None)
        kwargs.pop("_block_vars", None)
        return __called(*args, **kwargs)


class Component(jinja2.Template):
    """A template. All share the globals of the application, so one imported module serves every page."""

    @classmethod
    def _from_namespace(cls, environment: Any, namespace: Any, globals: Any) -> "Component":
        namespace["escape"] = written
        return super()._from_namespace(environment, namespace, globals)  # type: ignore[return-value]  # of this class

    def _get_default_module(self, ctx: Context | None = None) -> Any:
        return super()._get_default_module()


class PageEnvironment(flask.templating.Environment):
    """Flask's environment with these templates."""

    context_class, template_class = PageContext, Component

    def getattr(self, obj: Any, attribute: str) -> Any:
        """What `obj.attribute` is in a template."""
        if type(obj) is dict and attribute not in OF_EVERY_DICT:
            return obj[attribute] if attribute in obj else self.undefined(obj=obj, name=attribute)
        try:
            return getattr(obj, attribute)
        except AttributeError:
            return super().getattr(obj, attribute)


def written(value: Any) -> Any:
    """A value as it stands in the page. What a component drew is ready: most of what pages are put together from."""
    kind = type(value)
    return value if kind is SafeHtml else str(value) if kind is int else escape(value)
