"""Markdown to HTML through one sanitiser: the only place that makes HTML out of words. And words made plain."""

from functools import lru_cache
from unicodedata import category

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

SafeHtml = Markup
_TAGS = {"p", "h2", "h3", "h4", "ul", "ol", "li", "strong", "em", "a", "blockquote", "br", "hr",
         "table", "thead", "tbody", "tr", "th", "td", "code"}
_markdown = MarkdownIt("commonmark", {"html": False}).enable("table")


@lru_cache(maxsize=4096)
def markdown_to_html(words: str) -> Markup:
    """Safe HTML for Markdown words. Raw HTML in the words is shown as text; headings start at level 2."""
    html = nh3.clean(
        _markdown.render(words),
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
    )
    return Markup(html)  # noqa: S704 - cleaned on the line above


def one_line(words: str) -> str:
    """The words on one line, without control characters, which no feed (XML) may hold and no database keeps."""
    return " ".join("".join(" " if category(letter) == "Cc" else letter for letter in words).split())


def drawn(html: str) -> Markup:
    """HTML that one of our own templates drew, to stand inside another."""
    return Markup(html)  # noqa: S704 - templates escape what they are given
