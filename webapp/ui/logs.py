"""One structured line per drawn page: no address, no query, no name."""

import logging
import time

import structlog
from flask import Flask, Response, g, request

logger = structlog.get_logger("site")


def init(app: Flask) -> None:
    """JSON lines to standard error; times in UTC."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
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
