"""How gunicorn serves the site: `gunicorn -c python:webapp.server wsgi:app`.

One process with threads: one page cache, one set of rate limits. gunicorn reads these names as its settings.
"""

from __future__ import annotations

import os
from typing import Any

_host, _port = os.environ.get("HOST", "127.0.0.1"), os.environ.get("PORT", "8000")

bind = [f"[{_host}]:{_port}" if ":" in _host else f"{_host}:{_port}"]
workers = int(os.environ.get("SITE_WORKERS", "1"))
worker_class = "gthread"
threads = 8
loglevel = "warning"
control_socket_disable = True
# Heartbeats are files: memory instead of disk where there is any, or a slow disk stops healthy workers.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108 - gunicorn's own advice


def post_worker_init(worker: Any) -> None:
    """Start background work in this process.

    Say where the site is, once, when the first worker can answer.
    """
    worker.app.wsgi().extensions["jobs"].start()
    if worker.age == 1:
        host = "127.0.0.1" if _host in {"0.0.0.0", "::"} else _host  # noqa: S104 - read here, not bound
        shown = f"[{host}]" if ":" in host else host
        print(f"The site is ready at http://{shown}:{_port} (Ctrl-C stops it).", flush=True)  # noqa: T201 - one line


def worker_exit(_server: Any, worker: Any) -> None:
    """Let background work stop between two rows."""
    worker.app.wsgi().extensions["jobs"].stop()
