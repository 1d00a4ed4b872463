"""One structured line per drawn page: no address, no query, no name."""

import logging
import time

import structlog
from flask import Flask, Response, current_app, g, has_app_context, request
from structlog.typing import EventDict

logger = structlog.get_logger("site")


def init(app: Flask) -> None:
    """JSON lines to standard error; times in UTC."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _blur,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.WriteLoggerFactory(),
        cache_logger_on_first_use=False,
    )

    @app.before_request
    def start() -> None:
        g.started = time.perf_counter()

    @app.after_request
    def note(response: Response) -> Response:
        if not app.testing:
            took = (time.perf_counter() - g.get("started", time.perf_counter())) * 1000
            logger.info(
                "request", method=request.method, page=request.endpoint or "none",
                status=response.status_code, ms=round(took, 1),
            )
        return response


def _blur(_logger: object, _name: str, line: EventDict) -> EventDict:
    """A page on which somebody answers or writes: the hour is enough, a second could point at them."""
    view = current_app.view_functions.get(line.get("page", "")) if has_app_context() else None
    access = getattr(view, "access", None)
    if access is not None and access.who == "public" and not access.shared:
        line["timestamp"] = line["timestamp"][:13]
        line.pop("ms", None)
    return line
