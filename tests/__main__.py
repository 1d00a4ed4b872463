"""`python3 -m tests [pytest arguments]`: set up whatever is missing, then run every test.

Needs nothing but Python. Tests that cannot run here (no browser, no PostgreSQL) are named at the end; with
`--require-all` they are a failure.
"""

import sys

if sys.version_info < (3, 11):
    sys.exit("Python 3.11 or newer is needed; this is " + sys.version.split()[0] + ".")

import os

from tests import setup_browser
from webapp import bootstrap


def find_browser() -> None:
    """Put a Chromium into the environment, or the reason why there is none."""
    try:
        os.environ["CHROMIUM"] = setup_browser.chromium()
        node = setup_browser.node_for_playwright()
        if node:
            os.environ["PLAYWRIGHT_NODEJS_PATH"] = node
    except bootstrap.SetupError as error:
        os.environ["WHY_NO_BROWSER"] = str(error)


def main() -> None:
    """Set up, then become pytest."""
    with bootstrap.plain_errors():
        with bootstrap.only_one():
            bootstrap.install_packages("base", "test")
            bootstrap.build_assets()
            find_browser()
        os.chdir(bootstrap.ROOT)
        command = [str(bootstrap.PYTHON), "-m", "pytest", *sys.argv[1:]]
        os.execv(command[0], command)


if __name__ == "__main__":
    main()
