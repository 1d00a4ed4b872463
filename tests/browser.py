"""A real browser on the real server: fixtures for tests/e2e and tests/e2e/a11y.

`live_site`       address of the site, served by gunicorn with a copy of the real content
`live_app`        an application on the same database, to make accounts and rows with
`phone`           a page 360 × 740, touch
`desktop`         a page 1280 × 800
`without_script`  a phone with JavaScript turned off
`in_the_dark`     a phone that asks for dark colours
`new_page`        any other: new_page(viewport={…}, locale="ur", …)
`axe`             axe(page) fails with every accessibility fault it finds

A page fails its test when it writes an error to the console, breaks the Content-Security-Policy or asks
another site.
"""

from __future__ import annotations

import os
import shutil
import socket
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from config import Mode, Settings
from tests import setup_browser
from tests.child_processes import start, stop
from webapp.app import create_app
from webapp.extensions import db

PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
DESKTOP: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}}
FLAGS = ["--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage"]
AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
START_SECONDS = 60

NewPage = Callable[..., Page]


@pytest.fixture(scope="session")
def live_var(template_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The running site's folder, its database in it."""
    var = tmp_path_factory.mktemp("live")
    shutil.copy(template_database, var / "site.db")
    return var


@pytest.fixture(scope="session")
def live_site(live_var: Path) -> Iterator[str]:
    """The address of a running site."""
    with serve(live_var) as address:
        yield address


@pytest.fixture(scope="session")
def live_app(live_var: Path, live_site: str) -> Iterator[Flask]:
    """A second application on the running site's database: makes accounts and rows that browsers then find."""
    app = create_app(Settings(mode=Mode.TEST, var_dir=live_var))
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


class serve:  # noqa: N801 - used as `with serve(...)`
    """Gunicorn with the site's own settings on a free port of this machine, or from another copy of the site."""

    def __init__(self, var: Path, root: Path | None = None, port: int = 0, **env: str) -> None:
        self._var, self._root, self._port = var, root, port or free_port()
        self._env = {**os.environ, "SITE_VAR": str(var), "SITE_MODE": "test", "PORT": str(self._port), **env}

    def __enter__(self) -> str:
        command = [sys.executable, "-m", "gunicorn", "-c", "python:webapp.server", "wsgi:app"]
        self._log = (self._var / "server.log").open("wb")
        self._process = start(command, cwd=self._root, env=self._env, stdout=self._log, stderr=self._log)
        try:
            return self._wait(f"http://127.0.0.1:{self._port}")
        except BaseException:
            self.__exit__()  # nothing is left running, whatever happened
            raise

    def _wait(self, address: str) -> str:
        """Wait until the site answers; on a busy machine it listens long before that."""
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end and self._process.poll() is None:
            try:
                with urlopen(f"{address}/healthz", timeout=5):  # noqa: S310 - http, made above
                    return address
            except OSError:
                time.sleep(0.1)
        raise RuntimeError(f"the site did not start: {(self._var / 'server.log').read_text()[-1500:]}")

    def __exit__(self, *_: object) -> None:
        stop(self._process)
        self._log.close()


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for the whole run; every page gets a context of its own."""
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        path = setup_browser.installed()
        browser = playwright.chromium.launch(executable_path=path, args=[*FLAGS, *root])
        yield browser
        browser.close()


@pytest.fixture
def new_page(chromium: Browser, live_site: str) -> Iterator[NewPage]:
    """Make pages; what went wrong on any of them fails the test at its end."""
    contexts: list[BrowserContext] = []
    troubles: list[str] = []

    def make(**options: Any) -> Page:
        context = chromium.new_context(base_url=live_site, **{**PHONE, **options})
        contexts.append(context)
        page = context.new_page()
        watch(page, live_site, troubles)
        return page

    yield make
    for context in contexts:
        context.close()
    assert not troubles, "\n".join(troubles)


def watch(page: Page, site: str, troubles: list[str]) -> None:
    """Note errors, broken policies and requests to anybody else."""
    page.on("pageerror", lambda error: troubles.append(f"script error on {page.url}: {error}"))

    def said(message: ConsoleMessage) -> None:
        # The browser itself says when the page asked for answers 404: that is what such a test asked to see.
        own_status = message.text.startswith("Failed to load") and message.location["url"] == page.url
        if message.type == "error" and not own_status:
            troubles.append(f"console on {page.url}: {message.text}")

    page.on("console", said)

    def outside(request: Any) -> None:
        if not request.url.startswith((site, "data:", "blob:", "about:")):
            troubles.append(f"{page.url} asked {request.url}")

    page.on("request", outside)


@pytest.fixture
def phone(new_page: NewPage) -> Page:
    """A phone, 360 × 740."""
    return new_page()


@pytest.fixture
def desktop(new_page: NewPage) -> Page:
    """A desktop, 1280 × 800, without touch."""
    return new_page(has_touch=False, is_mobile=False, **DESKTOP)


@pytest.fixture
def without_script(new_page: NewPage) -> Page:
    """A phone whose JavaScript is off."""
    return new_page(java_script_enabled=False)


@pytest.fixture
def in_the_dark(new_page: NewPage) -> Page:
    """A phone that asks for dark colours."""
    return new_page(color_scheme="dark")


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], None]:
    """Fail with every fault axe finds on the page as it stands."""
    from axe_playwright_python.sync_playwright import Axe

    def look(page: Page) -> None:
        page.evaluate("scrollTo(0, 0)")  # further down, the strip lies over whatever somebody has scrolled there
        result = Axe().run(page, options={"runOnly": {"type": "tag", "values": AXE_RULES}})
        found = [
            f"{fault['id']} ({fault['impact']}): {fault['help']}\n    "
            + "\n    ".join(f"{node['target']} {node['html'][:200]}" for node in fault["nodes"][:5])
            for fault in result.response["violations"]
        ]
        assert not found, f"{page.url} has {len(found)} accessibility faults:\n" + "\n".join(found)

    return look
