"""What the site holds about one account, for the person it is about."""

import json
from collections.abc import Callable

from ..engine import audit
from . import queries

_reads: dict[str, Callable[[int], object]] = {}


def provide(name: str, read: Callable[[int], object]) -> None:
    """Rooms above name what they keep about an account; it stands under this name."""
    _reads[name] = read


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
            "passkeys": [
                {"name": key.name, "host": key.host, "made_at": key.made_at.isoformat()} for key in account.passkeys
            ],
            **{name: read(account_id) for name, read in sorted(_reads.items())},
            "log": [
                {"at": line.at.isoformat(), "what": line.verb, "about": line.ref, **line.detail}
                for line in audit.latest(100_000, by=account_id)
            ],
        },
        indent=1,
        ensure_ascii=False,
    )
