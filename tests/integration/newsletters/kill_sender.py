"""A process that can be killed while it sends: forks a sender for each line it reads, and says its number."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from config import MailBy, MailSettings, MailTls, Mode, Settings
from webapp.app import create_app
from webapp.newsletters.operations import sending


def main(url: str, port: str, issue: str, var: str) -> None:
    mail = MailSettings(by=MailBy.SMTP, port=int(port), tls=MailTls.NONE, sender="news@example.org", timeout=5)
    site = "https://offer.example.org"
    app = create_app(Settings(mode=Mode.TEST, var_dir=Path(var), database_url=url, mail=mail, site_url=site))
    for _line in sys.stdin:
        child = os.fork()
        if not child:
            with app.app_context():
                sending.send_issue(int(issue))
            os._exit(0)
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()
        os.waitpid(child, 0)


main(*sys.argv[1:5])
