"""Sends one issue in a process of its own, to be killed: python kill_sender.py DATABASE_URL PORT ISSUE."""

from __future__ import annotations

import sys
from pathlib import Path

from config import MailBy, MailSettings, MailTls, Mode, Settings
from webapp.app import create_app
from webapp.newsletters.operations import sending

url, port, issue, var = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4])
mail = MailSettings(by=MailBy.SMTP, port=port, tls=MailTls.NONE, sender="news@example.org", timeout=5)
app = create_app(Settings(mode=Mode.TEST, var_dir=var, database_url=url, mail=mail, site_url="https://offer.example.org"))
with app.app_context():
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sending.send_issue(int(issue))
