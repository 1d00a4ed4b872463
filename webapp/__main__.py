"""`python3 -m webapp`: serve the site at http://127.0.0.1:8000, setting up whatever is missing first.

`PORT` and `HOST` change the address.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - said in words an old Python can still read
    sys.exit("Python 3.11 or newer is needed; this is " + sys.version.split()[0] + ".")

import os

from . import bootstrap


def main() -> None:
    """Set up, then become the web server."""
    with bootstrap.plain_errors():
        host, port = bootstrap.address()
        bootstrap.check_port(host, port)
        with bootstrap.only_one():
            bootstrap.install_packages("base")
            bootstrap.build_assets()
            bootstrap.prepare_site()
        bootstrap.check_port(host, port)
        os.chdir(bootstrap.ROOT)
        serve = [str(bootstrap.PYTHON), "-m", "gunicorn", "-c", "python:webapp.server", "wsgi:app"]
        os.execv(serve[0], serve)  # noqa: S606 - our own Python; from here on this process is the web server


if __name__ == "__main__":
    main()
