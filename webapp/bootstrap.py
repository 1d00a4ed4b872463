"""Sets the site up on a bare Python, with nothing but the standard library.

Used by `python3 -m webapp` and `python3 -m tests`. Makes `.venv`, installs the hash-locked packages, fetches
the front-end package, builds style sheets, has the site prepare its database. Every step keeps a stamp made of
its inputs and is passed over while they are the same, so a second start takes a moment. What the tools say
goes to `var/log/setup.log`; the person at the keyboard gets one line a step, and one when something is wrong.
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
REQUIREMENTS = ROOT / "requirements"
NODE_MODULES = ROOT / "node_modules"
BUILD = ROOT / "webapp" / "ui" / "static" / "build"
CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")

# What pip, npm, apt-get and Node say when they cannot get out.
NO_NETWORK = (
    "Temporary failure in name resolution",
    "Name or service not known",
    "Failed to establish a new connection",
    "Could not resolve",
    "Network is unreachable",
    "Connection refused",
    "ConnectTimeout",
    "Read timed out",
    "ENOTFOUND",
    "EAI_AGAIN",
    "ECONNREFUSED",
    "ENETUNREACH",
    "ETIMEDOUT",
    "ECONNRESET",
    "ProxyError",
    "Cannot connect to proxy",
)
NO_SPACE = ("No space left on device", "ENOSPC")
LEAST_BYTES = 10 * 1024 * 1024  # some tools fail on a full disk without saying why


class SetupError(Exception):
    """The set-up cannot go on; the message is one line for the person at the keyboard."""


def var_dir() -> Path:
    """The folder for what this machine makes: database, stamps, logs. `SITE_VAR` moves it."""
    return Path(os.environ.get("SITE_VAR") or ROOT / "var").resolve()


def log_file() -> Path:
    """Where the tools' own words go."""
    return var_dir() / "log" / "setup.log"


def say(words: str) -> None:
    """One line for the person at the keyboard."""
    print(words, file=sys.stderr, flush=True)  # noqa: T201 - nothing is set up yet, so there is no logging


@contextmanager
def plain_errors() -> Iterator[None]:
    """Turn everything that can go wrong in a set-up into one line and an exit code; never a traceback."""
    before = signal.signal(signal.SIGTERM, _stop)
    try:
        yield
    except KeyboardInterrupt:
        say("Stopped.")
        sys.exit(130)
    except SetupError as error:
        say(str(error))
        sys.exit(1)
    except OSError as error:
        if error.errno == errno.ENOSPC:
            say("The disk is full. Make some room and try again.")
        else:
            say(f"The set-up cannot go on: {error.strerror or error} ({error.filename or 'no file named'}).")
        sys.exit(1)
    finally:
        signal.signal(signal.SIGTERM, before)


def _stop(*_: object) -> None:
    """Told to end: as Ctrl-C, so that the tool at work ends too."""
    raise KeyboardInterrupt


@contextmanager
def only_one() -> Iterator[None]:
    """Let one set-up at a time work in this folder; a second waits for the first."""
    var_dir().mkdir(parents=True, exist_ok=True)
    lock = ROOT / "var" / "setup.lock"
    lock.parent.mkdir(exist_ok=True)
    with lock.open("w") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another set-up is at work here. Waiting for it to finish.")
            fcntl.flock(held, fcntl.LOCK_EX)
        yield


def run(
    what: str, command: Sequence[str | Path], env: Mapping[str, str] | None = None, cwd: Path = ROOT
) -> None:
    """Run one tool quietly. Raises SetupError with one clear line when it fails; stops it on Ctrl-C."""
    log = log_file()
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as out:
        out.write(f"\n$ {' '.join(map(str, command))}\n".encode())
        out.flush()
        start = out.tell()
        # Its own session, so that Ctrl-C reaches us alone and the tool does not print over our one line.
        process = subprocess.Popen(
            [str(part) for part in command],
            cwd=cwd,
            env=dict(os.environ if env is None else env),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
        try:
            code = process.wait()
        except BaseException:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait()
            raise
    if code:
        raise SetupError(reason(what, log.read_bytes()[start:].decode("utf-8", "replace")))


def reason(what: str, said: str) -> str:
    """One line for a tool's failure: what we were doing, why it stopped, where to read more."""
    if any(sign in said for sign in NO_SPACE) or shutil.disk_usage(ROOT).free < LEAST_BYTES:
        return f"Could not {what}: the disk is full. Make some room and try again."
    if any(sign in said for sign in NO_NETWORK):
        return f"Could not {what}: there is no network. The first set-up needs it; later starts do not."
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    return f"Could not {what}: {lines[-1] if lines else 'it stopped without a word'} (more in {log_file()})"


def digest(inputs: Iterable[Path], *also: str) -> str:
    """A hash of files' names and contents, and of any words given."""
    total = hashlib.sha256("\0".join(also).encode())
    for path in sorted(inputs):
        total.update(f"\0{path.relative_to(ROOT)}\0".encode())
        total.update(path.read_bytes())
    return total.hexdigest()


def is_done(stamp: Path, mark: str) -> bool:
    """Whether the step that leaves this stamp was done with the same inputs."""
    return stamp.exists() and stamp.read_text() == mark


def works(python: Path) -> bool:
    """Whether a virtual environment's Python starts; one made from a Python since removed does not."""
    if not python.exists():
        return False
    return subprocess.run([python, "-c", ""], capture_output=True, check=False).returncode == 0


def make_venv() -> None:
    """Make `.venv`, also where Debian's Python comes without its venv package."""
    say("Making a virtual environment (.venv)…")
    pip = has_module("ensurepip")
    if not pip and may_use_apt():
        apt_install("python3-venv")
        pip = True
    if not pip and not has_module("pip"):
        raise SetupError(
            "This Python has neither venv nor pip. Install them (Debian: apt install python3-venv)."
        )
    how = ["--clear"] if pip else ["--clear", "--without-pip"]
    run("make a virtual environment", [sys.executable, "-m", "venv", *how, VENV])


def has_module(name: str) -> bool:
    """Whether the Python we run on has a module."""
    return importlib.util.find_spec(name) is not None


def install_packages(*names: str) -> None:
    """Install hash-locked requirement files by name, such as `base`, into `.venv`; wheels only."""
    files = [REQUIREMENTS / f"{name}.txt" for name in names]
    if not works(PYTHON):
        make_venv()
    # The stamp stands inside .venv, so that it is gone when .venv is.
    stamp, mark = VENV / f"installed-{'-'.join(names)}", digest(files, (VENV / "pyvenv.cfg").read_text())
    if is_done(stamp, mark):
        return
    say(f"Installing Python packages ({', '.join(names)})…")
    own = (VENV / "bin" / "pip").exists()
    pip: list[str | Path] = (
        [PYTHON, "-m", "pip"] if own else [sys.executable, "-m", "pip", "--python", PYTHON]
    )
    listed = [part for file in files for part in ("-r", file)]
    quiet = ["--quiet", "--disable-pip-version-check", "--no-input"]
    run(
        "install Python packages",
        [*pip, "install", *quiet, "--only-binary", ":all:", "--require-hashes", *listed],
    )
    stamp.write_text(mark)


def npm() -> tuple[str, dict[str, str]]:
    """An npm that works and the environment to run it in; Node comes from PyPI where there is none."""
    env = dict(os.environ)
    if CERTIFICATES.exists():
        env.setdefault("NODE_EXTRA_CA_CERTS", str(CERTIFICATES))
    found = None if os.environ.get("NO_NPM") else shutil.which("npm")
    if found and subprocess.run([found, "--version"], capture_output=True, check=False).returncode == 0:
        return found, env
    install_packages("node")
    env["PATH"] = f"{VENV / 'bin'}{os.pathsep}{env['PATH']}"
    return str(VENV / "bin" / "npm"), env


def install_node_packages(folder: Path, what: str) -> None:
    """`npm ci` in a folder that has a lock file, without running anybody's install scripts."""
    stamp, mark = folder / "node_modules" / ".installed", digest([folder / "package-lock.json"])
    if is_done(stamp, mark):
        return
    say(f"Fetching {what}…")
    command, env = npm()
    quiet = ["--no-audit", "--no-fund", "--loglevel=error"]
    run(f"fetch {what}", [command, "ci", "--ignore-scripts", "--omit=dev", *quiet], env=env, cwd=folder)
    stamp.write_text(mark)


def build_assets() -> None:
    """Fetch the front-end package and build style sheets and scripts from it."""
    install_node_packages(ROOT, "the front-end package")
    script, source = ROOT / "webapp" / "build_assets.py", ROOT / "webapp" / "ui" / "static" / "src"
    inputs = [script, ROOT / "package-lock.json", *(path for path in source.rglob("*") if path.is_file())]
    stamp, mark = ROOT / "var" / "stamp-assets", digest(inputs)
    if is_done(stamp, mark) and (BUILD / "manifest.json").exists():
        return
    say("Building style sheets…")
    run("build the style sheets", [PYTHON, script])
    stamp.write_text(mark)


def prepare_site() -> None:
    """Compile catalogues, bring the database up to date, take in the content."""
    stamp = var_dir() / "stamp-prepared"
    if is_done(stamp, _prepared_mark()):
        return
    say("Preparing the database and the content…")
    run("prepare the site", [PYTHON, "-m", "flask", "--app", "wsgi", "site", "prepare"])
    stamp.write_text(_prepared_mark())


def _prepared_mark() -> str:
    """Changes with code, migrations, content, catalogues, settings, and when another database file stands there.

    A database elsewhere could change without our knowing, so its mark is never the same twice.
    """
    folders = ("webapp", "migrations", "content")
    kinds = {".py", ".md", ".yml", ".yaml", ".po", ".csv", ".json"}
    files = [path for name in folders for path in (ROOT / name).rglob("*") if path.suffix in kinds]
    settings = [f"{key}={os.environ[key]}" for key in sorted(os.environ) if key.startswith("SITE_")]
    catalogues = [str(path.exists()) for path in _catalogues()]
    database = var_dir() / "site.db"
    if os.environ.get("DATABASE_URL"):
        identity = str(time.time_ns())
    else:
        identity = str(database.stat().st_ino) if database.exists() else "none"
    return digest([*files, ROOT / "config.py"], *settings, *catalogues, identity)


def _catalogues() -> list[Path]:
    return sorted(path.with_suffix(".mo") for path in (ROOT / "webapp" / "ui" / "translations").rglob("*.po"))


def may_use_apt() -> bool:
    """Whether Debian packages may be installed: as root, where apt-get is, and `NO_APT` is not set."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None and not os.environ.get("NO_APT")


def apt_install(*packages: str) -> None:
    """Install Debian packages. Raises SetupError when that does not work."""
    say(f"Installing {', '.join(packages)} with apt-get…")
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    run("read Debian's package lists", ["apt-get", "update", "-q"], env=env)
    run(
        f"install {packages[0]}",
        ["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages],
        env=env,
    )


def address() -> tuple[str, int]:
    """Host and port to serve on, from `HOST` and `PORT`. Raises SetupError for a port that is none."""
    host, port = os.environ.get("HOST", "127.0.0.1"), os.environ.get("PORT", "8000")
    if not port.isdecimal() or not 1 <= int(port) <= 65535:
        raise SetupError(f"PORT must be a number from 1 to 65535; it is “{port}”.")
    return host, int(port)


def check_port(host: str, port: int) -> None:
    """Raise SetupError when nothing can be served there, before anybody waits for a set-up."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            hint = f"PORT={port + 1 if port < 65535 else 8000} python3 -m webapp"
            raise SetupError(f"Port {port} is taken by another program. Try another one: {hint}") from error
        raise SetupError(f"The site cannot be served at {host}:{port}: {error.strerror or error}.") from error
