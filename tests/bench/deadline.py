"""The last night of a survey, played on loopback against the real server: people begin, answer and send, all at once.

DEADLINE_PEOPLE (100) people begin, evenly spread over DEADLINE_SECONDS (30); 2,000 over 600 is the night itself. Each
has a browser, an address and answers of their own, presses as soon as a page is there, and keeps the reference.
Every one must be answered without an error, and every response must be in the database afterwards.
"""

from __future__ import annotations

import http.client
import os
import re
import shutil
import statistics
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import urlencode, urlsplit

from config import Mode, Settings
from tests import synthetic_wave
from tests.bench import say
from tests.bench.surveys import site
from tests.browser import serve
from webapp.extensions import db
from webapp.surveys import models, queries
from webapp.surveys.questionnaire import Questionnaire

PEOPLE = int(os.environ.get("DEADLINE_PEOPLE", "100"))
SECONDS = float(os.environ.get("DEADLINE_SECONDS", "30"))
AT_ONCE = 256  # people with a page open; browsers beyond them wait, as they would for a slow site

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
REFERENCE = re.compile(r'class="reference"><bdi>([^<]+)<')


@dataclass
class Visitor:
    """One browser: its cookie, its address, how long each page took."""

    host: str
    port: int
    number: int
    cookie: str = ""
    took: list[float] = field(default_factory=list)
    _line: http.client.HTTPConnection | None = None

    def ask(self, method: str, path: str, fields: dict[str, Any] | None = None) -> tuple[int, str, str]:
        """Status, where it leads, words."""
        line = self._line or http.client.HTTPConnection(self.host, self.port, timeout=120)
        self._line = line
        headers = {
            "Cookie": self.cookie,
            "X-Forwarded-For": f"198.18.{self.number // 250}.{self.number % 250 + 1}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        begun = time.perf_counter()
        try:
            line.request(method, path, urlencode(fields, doseq=True) if fields else None, headers)
            reply = line.getresponse()
        except (http.client.RemoteDisconnected, ConnectionResetError):  # an idle line was let go: a browser asks again
            line.close()
            line.request(method, path, urlencode(fields, doseq=True) if fields else None, headers)
            reply = line.getresponse()
        words = reply.read().decode()
        self.took.append(time.perf_counter() - begun)
        for cookie in reply.headers.get_all("Set-Cookie") or []:
            self.cookie = cookie.partition(";")[0]
        where = urlsplit(reply.headers.get("Location", ""))
        return reply.status, where.path + (f"?{where.query}" if where.query else ""), words


def whole_visit(visitor: Visitor, questionnaire: Questionnaire) -> str:
    """From the first page to the reference, as a browser without a script does it."""
    base = f"/surveys/2027/{questionnaire.audience}"
    answers = synthetic_wave.answers(questionnaire, Random(visitor.number))
    _status, _where, words = visitor.ask("GET", f"{base}/begin")
    token = _found(TOKEN, words)
    where = _sent(visitor, f"{base}/begin", {"csrf_token": token})
    for _step in range(80):
        status, onward, words = visitor.ask("GET", where)
        if status != 200:
            raise RuntimeError(f"{where} answered {status} → {onward}")
        if where.endswith("/check"):
            break
        if "/note/" in where:
            where = _found(re.compile(r'<a class="govuk-button[^"]*" href="([^"]+)"'), words)
            continue
        answer = answers.get(where.rpartition("/")[2], "skipped")
        fields = {"csrf_token": token, "seen": "0", "go": "skip" if answer == "skipped" else "next", "answer": answer}
        where = _sent(visitor, where, fields)
    where = _sent(visitor, f"{base}/check", {"csrf_token": token})
    return _found(REFERENCE, visitor.ask("GET", where)[2])


def _sent(visitor: Visitor, path: str, fields: dict[str, Any]) -> str:
    status, where, words = visitor.ask("POST", path, fields)
    if status != 302:
        raise RuntimeError(f"{path} answered {status}: {words[:200]}")
    return where.replace("&amp;", "&")


def _found(pattern: re.Pattern[str], words: str) -> str:
    found = pattern.search(words)
    if found is None:
        raise RuntimeError(f"{pattern.pattern} is not in: {words[:300]}")
    return found.group(1).replace("&amp;", "&")


def main() -> None:
    """Play the night and count."""
    folder = Path(tempfile.mkdtemp(prefix="night-"))
    try:
        with site(Settings(mode=Mode.TEST, var_dir=folder)) as app:
            asked = [queries.questionnaire("2027", audience) for audience in ("parents", "young-people")]
            db.session.remove()
            with serve(folder, SITE_PROXIES="1") as address:
                references, faults, took, lasted = night(address, asked)
            with app.app_context():
                kept = db.session.query(models.SurveyResponse).count()
                kept += sum(queries.envelopes_in("2027", audience) for audience in ("parents", "young-people"))
                receipts = db.session.query(models.Receipt).filter_by(sent=True).count()
                drafts = db.session.query(models.Draft).count()
        pages = sorted(took)
        say(
            f"{PEOPLE:,} people began over {SECONDS:.0f} s, the last had sent after {lasted:.0f} s: "
            f"{len(pages):,} pages, {len(faults)} errors; half drawn within {1000 * statistics.median(pages):.0f} ms, "
            f"99 in 100 within {1000 * pages[int(len(pages) * 0.99)]:.0f} ms"
        )
        say(f"{len(set(references))} references, {kept} responses, {receipts} receipts, {drafts} drafts left over")
        for fault in faults[:5]:
            say(f"  {fault}")
        if faults or not len(set(references)) == kept == receipts == PEOPLE or drafts:
            raise SystemExit("An answer was lost or refused.")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def night(address: str, asked: list[Questionnaire]) -> tuple[list[str], list[str], list[float], float]:
    """Everybody's visit: references, faults, how long each page took, how long it all took."""
    host, port = urlsplit(address).hostname or "", urlsplit(address).port or 80
    references, faults, took, lock = [], [], [], threading.Lock()
    begun = time.perf_counter()

    def one(number: int) -> None:
        time.sleep(max(0.0, begun + SECONDS * number / PEOPLE - time.perf_counter()))
        visitor = Visitor(host, port, number)
        try:
            reference, fault = whole_visit(visitor, asked[number % len(asked)]), ""
        except Exception as error:  # any fault of one visit is the finding
            reference, fault = "", f"{type(error).__name__}: {error}"
        with lock:
            took.extend(visitor.took)
            (faults if fault else references).append(fault or reference)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(one, range(PEOPLE)))
    return references, faults, took, time.perf_counter() - begun


