"""What the site holds about one account, for the person it is about."""

import json

from ..engine import audit
from . import queries


def account_json(account_id: int) -> str:
    """JSON, indented: the account, its browsers, its lines in the log. No secrets."""
    account = queries.account(account_id)
    return json.dumps(
        {
            "email": account.email,
            "name": account.name,
            "roles": account.roles,
            "made_at": account.made_at.isoformat(),
            "second_factor_since": account.totp_since.isoformat() if account.totp_since else None,
            "signed_in_browsers": [
                {"device": row.device, "began_at": row.began_at.isoformat()}
                for row in queries.sign_ins(account_id)
            ],
            "log": [
                {"at": line.at.isoformat(), "what": line.verb, "about": line.ref, **line.detail}
                for line in audit.latest(100_000, by=account_id)
            ],
        },
        indent=1,
        ensure_ascii=False,
    )
