"""The addresses of every public reading page, from the routes and the rooms' cards."""

from flask import current_app, url_for

from ..engine import subjects

_FOR_MACHINES = {"pages.sitemap", "pages.robots", "pages.security_txt"}


def urls() -> list[str]:
    """Paths of all public reading pages, in a steady order."""
    rules = current_app.url_map.iter_rules()
    plain = {url_for(rule.endpoint) for rule in rules if not rule.arguments and _is_reading_page(rule.endpoint)}
    return sorted(plain | {card.url for card in subjects.with_pages()})


def _is_reading_page(endpoint: str) -> bool:
    access = getattr(current_app.view_functions[endpoint], "access", None)
    return access is not None and access.who == "public" and access.shared and not _is_for_machines(endpoint)


def _is_for_machines(endpoint: str) -> bool:
    paths = (rule.rule for rule in current_app.url_map.iter_rules(endpoint))
    files = (path.startswith("/api/") or "." in path.rsplit("/", 1)[-1] for path in paths)
    return endpoint in _FOR_MACHINES or any(files)
