"""Every change to accounts, browsers signed in, invitations and second factors."""

import secrets
from collections.abc import Iterable
from datetime import timedelta

from ..engine import audit, clock, events, sealing, throttle
from ..engine.errors import InvalidError, NotAllowedError
from ..extensions import db
from . import passkeys, passphrase, queries, second_factor
from .events import AccountErased
from .models import Account, Invitation, Passkey, PasskeyChallenge, RecoveryCode, SignIn, aware
from .roles import Role

SIGNED_IN_FOR = timedelta(hours=12)
INVITED_FOR = timedelta(days=7)
KEPT_AFTER = timedelta(days=90)  # browsers and invitations, once they are over; stated on the privacy page

# From one place, for one name: five at once. A name from anywhere, a place for any name: more, so that nobody can be
# shut out by others for long; a browser that signed in before is counted by itself.
BY_NAME_AND_PLACE = throttle.Limit("sign-in", burst=5, every=30)
BY_NAME = throttle.Limit("sign-in-name", burst=30, every=10)
BY_PLACE = throttle.Limit("sign-in-place", burst=40, every=5)
BY_KNOWN_BROWSER = throttle.Limit("sign-in-known", burst=10, every=30)
BY_CODE = throttle.Limit("sign-in-code", burst=5, every=30)

SIGNED_IN = audit.verb("account.signed-in", "way")
REFUSED = audit.verb("account.refused", "at")
SIGNED_OUT = audit.verb("account.signed-out", "browsers")
INVITED = audit.verb("account.invited", "roles")
MADE = audit.verb("account.made", "roles")
ROLES_CHANGED = audit.verb("account.roles-changed", "before", "after")
PASSPHRASE_CHANGED = audit.verb("account.passphrase-changed")
FACTOR_SET = audit.verb("account.second-factor-set")
FACTOR_TAKEN_OFF = audit.verb("account.second-factor-taken-off")
PASSKEY_ADDED = audit.verb("account.passkey-added")
PASSKEY_REMOVED = audit.verb("account.passkey-removed")
CLOSED = audit.verb("account.closed")
ERASED = audit.verb("account.erased")
EXPORTED = audit.verb("account.exported")


def reference(account_id: int) -> str:
    """How the audit log names an account."""
    return f"account:{account_id}"


def create_account(*, email: str, name: str, words: str, roles: Iterable[Role], by: int | None) -> Account:
    """Make an account; InvalidError when the address already has one."""
    if queries.account_by_email(email) is not None:
        raise InvalidError("There is already an account with this address.")
    account = Account(
        email=email.strip().lower(),
        name=name.strip(),
        passphrase_hash=passphrase.make_hash(words),
        roles=sorted(str(role) for role in roles),
    )
    db.session.add(account)
    db.session.flush()
    audit.record(MADE, reference(account.id), by=by, detail={"roles": account.roles})
    return account


def seconds_to_wait(email: str, place: str, known: int | None) -> int:
    """Count one try to sign in with a passphrase; 0 when it may go on."""
    name = email.strip().lower()
    if known is not None:
        return throttle.wait(BY_KNOWN_BROWSER, known, name)
    waits = (throttle.wait(BY_NAME_AND_PLACE, name, place), throttle.wait(BY_PLACE, place))
    return max(*waits, 0) or throttle.wait(BY_NAME, name)


def check_passphrase(*, email: str, words: str, place: str) -> Account | None:
    """The account these words open. Takes as long for an unknown address as for a wrong passphrase."""
    account = queries.account_by_email(email)
    kept = account.passphrase_hash if account and account.closed_at is None else ""
    if not passphrase.matches(kept, words) or account is None:
        if account is not None:
            audit.record(REFUSED, reference(account.id), by=None, detail={"at": "passphrase"})
        return None
    if passphrase.is_outdated(kept):
        account.passphrase_hash = passphrase.make_hash(words)
    throttle.forgive(BY_NAME_AND_PLACE, email.strip().lower(), place)
    return account


def check_code(account_id: int, code: str) -> str:
    """How the code opened the account: `app` or `recovery code`; empty when it did not. A code works once."""
    account = queries.account(account_id, lock=True)
    if account.closed_at is not None:
        return ""
    if account.totp_since is not None and _is_next_code(account, code):
        return "app"
    paper = queries.recovery_code(account_id, code)
    if paper is not None:
        paper.used_at = clock.now()
        return "recovery code"
    audit.record(REFUSED, reference(account_id), by=None, detail={"at": "code"})
    return ""


def _is_next_code(account: Account, code: str) -> bool:
    """Whether the app shows this code and it was not used before; it is used now."""
    if account.totp_sealed is None:
        return False
    secret = sealing.unseal("second factor", account.totp_sealed)
    step = second_factor.matching_step(secret, code, clock.now(), account.totp_last_step)
    if step is not None:
        account.totp_last_step = step
    return step is not None


def code_wait(account_id: int, *, again: bool = False) -> int:
    """Count one try of a second factor; seconds to wait, or 0. `again` forgets the tries of one that worked."""
    if again:
        throttle.forgive(BY_CODE, account_id)
        return 0
    return throttle.wait(BY_CODE, account_id)


def begin_sign_in(account_id: int, *, device: str, way: str) -> str:
    """Sign a browser in; the token for its cookie."""
    token = secrets.token_hex(32)
    db.session.add(
        SignIn(
            token_digest=second_factor.digest(token),
            account_id=account_id,
            device=device[:200],
            ends_at=clock.now() + SIGNED_IN_FOR,
        )
    )
    audit.record(SIGNED_IN, reference(account_id), by=account_id, detail={"way": way})
    return token


def end_sign_ins(account_id: int, *, by: int, only: int | None = None, but_token: str = "") -> int:
    """Sign browsers of an account out: one, all but this one, or all. How many."""
    keep = second_factor.digest(but_token) if but_token else ""
    ended = 0
    for row in queries.sign_ins(account_id):
        if (only is None or row.id == only) and row.token_digest != keep:
            row.ended_at = clock.now()
            ended += 1
    audit.record(SIGNED_OUT, reference(account_id), by=by, detail={"browsers": ended})
    return ended


def end_sign_in(token: str) -> None:
    """Sign this browser out."""
    row = queries.sign_in(token)
    if row is not None and row.ended_at is None:
        row.ended_at = clock.now()
        audit.record(SIGNED_OUT, reference(row.account_id), by=row.account_id, detail={"browsers": 1})


def invite(*, email: str, roles: Iterable[Role], by: int | None) -> str:
    """A link's token for somebody new. The link works once, for seven days."""
    if queries.account_by_email(email) is not None:
        raise InvalidError("There is already an account with this address.")
    return _invitation(email, sorted(map(str, roles)), by, account_id=None)


def invite_back(account_id: int, *, by: int) -> str:
    """A link's token for somebody who lost the passphrase or the phone: both are set again."""
    account = queries.account(account_id)
    if account.closed_at is not None or not account.email:
        raise NotAllowedError("This account is closed.")
    return _invitation(account.email, account.roles, by, account_id=account_id)


def _invitation(email: str, roles: list[str], by: int | None, account_id: int | None) -> str:
    token = secrets.token_hex(24)
    row = Invitation(
        token_digest=second_factor.digest(token),
        email=email.strip().lower(),
        roles=roles,
        account_id=account_id,
        made_by=by,
        ends_at=clock.now() + INVITED_FOR,
    )
    db.session.add(row)
    db.session.flush()
    audit.record(INVITED, f"invitation:{row.id}", by=by, detail={"roles": roles})
    return token


def take_back(invitation_id: int, *, by: int) -> None:
    """An invitation that shall not work any more."""
    row = db.session.get(Invitation, invitation_id)
    if row is not None and row.used_at is None:
        row.used_at = clock.now()
        audit.record(audit.verb("account.invitation-taken-back"), f"invitation:{row.id}", by=by)


def accept(token: str, *, name: str, words: str) -> Account:
    """Use an invitation. For an account that exists, everything it was signed in with stops working."""
    row = queries.invitation(token)
    if row is None or not row.is_open(clock.now()):
        raise NotAllowedError("This link has been used or has run out. Ask for a new one.")
    row.used_at = clock.now()
    if row.account_id is None:
        return create_account(
            email=row.email, name=name, words=words, roles=[Role(role) for role in row.roles], by=row.made_by
        )
    account = queries.account(row.account_id, lock=True)
    account.passphrase_hash = passphrase.make_hash(words)
    _take_off_second_factor(account, by=row.made_by)
    end_sign_ins(account.id, by=account.id)
    audit.record(PASSPHRASE_CHANGED, reference(account.id), by=account.id)
    return account


def change_passphrase(account_id: int, words: str, *, token: str) -> None:
    """A new passphrase signs every other browser out."""
    account = queries.account(account_id, lock=True)
    account.passphrase_hash = passphrase.make_hash(words)
    end_sign_ins(account_id, by=account_id, but_token=token)
    audit.record(PASSPHRASE_CHANGED, reference(account_id), by=account_id)


def offer_second_factor(account_id: int) -> str:
    """The secret that is being set up: the one begun before, or a new one. Empty once it is in use."""
    account = queries.account(account_id, lock=True)
    if account.totp_since is not None:
        return ""
    if account.totp_sealed is None:
        account.totp_sealed = sealing.seal("second factor", second_factor.new_secret())
    return sealing.unseal("second factor", account.totp_sealed)


def confirm_second_factor(account_id: int, code: str) -> list[str]:
    """Put the second factor to use once its first code is right; recovery codes, shown this once. Empty if wrong."""
    account = queries.account(account_id, lock=True)
    if account.totp_since is not None or not _is_next_code(account, code):
        return []
    account.totp_since = clock.now()
    audit.record(FACTOR_SET, reference(account_id), by=account_id)
    return new_recovery_codes(account_id)


def new_recovery_codes(account_id: int) -> list[str]:
    """Ten new codes; the old ones stop working."""
    account = queries.account(account_id, lock=True)
    codes = second_factor.new_recovery_codes()
    account.recovery_codes = [RecoveryCode(code_digest=second_factor.digest(code)) for code in codes]
    return codes


def _take_off_second_factor(account: Account, *, by: int | None) -> None:
    account.totp_sealed = account.totp_since = account.totp_last_step = None
    account.recovery_codes, account.passkeys = [], []
    audit.record(FACTOR_TAKEN_OFF, reference(account.id), by=by)


def ask_passkey(account_id: int, purpose: str) -> tuple[int, bytes]:
    """A challenge for a key of this account to sign, and its number. Those nobody answered in time go."""
    for old in queries.passkey_challenges_over(clock.now()):
        db.session.delete(old)
    row = PasskeyChallenge(
        account_id=account_id,
        purpose=purpose,
        challenge=passkeys.new_challenge(),
        ends_at=clock.now() + passkeys.ASKED_FOR,
    )
    db.session.add(row)
    db.session.flush()
    return row.id, row.challenge


def _asked(number: int, account_id: int, purpose: str) -> bytes:
    """What was asked, this once: a second try finds nothing."""
    row = queries.passkey_challenge(number, account_id, purpose)
    if row is None:
        return b""
    db.session.delete(row)
    return row.challenge if aware(row.ends_at) > clock.now() else b""


def add_passkey(account_id: int, answer: str, *, asked: int, place: passkeys.Place, name: str) -> bool:
    """Keep a new key, when the answer fits what was asked and nobody has the key already."""
    challenge = _asked(asked, account_id, passkeys.ADD)
    made = passkeys.made(answer, place, challenge) if challenge else None
    if made is None or queries.passkey_exists(made.credential):
        return False
    account = queries.account(account_id, lock=True)
    account.passkeys.append(
        Passkey(
            name=name.strip()[:60],
            host=place.host,
            credential=made.credential,
            public_key=made.public_key,
            count=made.count,
        )
    )
    audit.record(PASSKEY_ADDED, reference(account_id), by=account_id)
    return True


def check_passkey(account_id: int, answer: str, *, asked: int, place: passkeys.Place) -> bool:
    """Whether one of this account's keys gave the answer. A counter that does not rise is refused: a copy is about."""
    challenge = _asked(asked, account_id, passkeys.SIGN_IN)
    row = queries.passkey(account_id, credential=passkeys.named(answer)) if challenge else None
    if row is not None and queries.account(account_id).closed_at is None:
        count = passkeys.used(answer, place, challenge, public_key=row.public_key, count=row.count)
        if count is not None:
            row.count, row.used_at = count, clock.now()
            return True
    audit.record(REFUSED, reference(account_id), by=None, detail={"at": "passkey"})
    return False


def remove_passkey(account_id: int, number: int) -> None:
    """A key that shall open nothing any more. The last way in beside the passphrase stays."""
    account = queries.account(account_id, lock=True)
    row = queries.passkey(account_id, number=number)
    if row is None:
        return
    if account.totp_since is None and len(account.passkeys) == 1:
        raise NotAllowedError("This is your only one. Set up your phone or another passkey first.")
    account.passkeys.remove(row)
    audit.record(PASSKEY_REMOVED, reference(account_id), by=account_id)


def change_roles(account_id: int, roles: Iterable[Role], *, by: int) -> None:
    """What somebody may do from their next request on. Nobody takes their own administrator's hat off."""
    account = queries.account(account_id, lock=True)
    after = sorted(str(role) for role in roles)
    if account_id == by and Role.ADMINISTRATOR not in after:
        raise NotAllowedError("Ask another administrator to take this role from you.")
    audit.record(
        ROLES_CHANGED, reference(account_id), by=by, detail={"before": account.roles, "after": after}
    )
    account.roles = after


def close_account(account_id: int, *, by: int) -> None:
    """Sign somebody out for good. The last administrator stays."""
    account = queries.account(account_id, lock=True)
    others = [a for a in queries.accounts() if a.id != account_id and a.closed_at is None]
    if Role.ADMINISTRATOR in account.roles and not any(Role.ADMINISTRATOR in other.roles for other in others):
        raise NotAllowedError("The site needs one administrator. Give the role to somebody else first.")
    account.closed_at = clock.now()
    end_sign_ins(account_id, by=by)
    audit.record(CLOSED, reference(account_id), by=by)


def erase_account(account_id: int, *, by: int) -> None:
    """Take every personal detail out of a closed account; its number stays for the audit log."""
    account = queries.account(account_id, lock=True)
    if account.closed_at is None:
        raise NotAllowedError("Close the account first.")
    for row in (*queries.all_sign_ins(account_id), *queries.invitations_of(account_id, account.email or "")):
        db.session.delete(row)
    account.email, account.name, account.passphrase_hash, account.roles = None, "", "", []
    _take_off_second_factor(account, by=by)
    audit.record(ERASED, reference(account_id), by=by)
    db.session.flush()
    events.announce(AccountErased(account_id))


def forget_old() -> int:
    """Browsers signed out and invitations used or run out more than `KEPT_AFTER` ago; how many."""
    old = queries.over_before(clock.now() - KEPT_AFTER)
    for row in old:
        db.session.delete(row)
    return len(old)
