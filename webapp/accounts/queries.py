"""Reads of accounts, browsers that are signed in, invitations."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from ..engine.errors import NotFoundError
from ..engine.rows import to_change
from ..extensions import db
from .models import Account, Invitation, Passkey, PasskeyChallenge, RecoveryCode, SignIn
from .roles import Permission
from .second_factor import digest

_FACTORS = (selectinload(Account.recovery_codes), selectinload(Account.passkeys))


def account(account_id: int, *, lock: bool = False) -> Account:
    """One account; NotFoundError when there is none. `lock` holds it for the open transaction."""
    chosen = select(Account).where(Account.id == account_id).options(*_FACTORS)
    found = db.session.scalar(to_change(chosen, of=Account) if lock else chosen)
    if found is None:
        raise NotFoundError("There is no account with this number.")
    return found


def account_by_email(email: str) -> Account | None:
    """The account that signs in with this address, open or closed."""
    chosen = select(Account).where(Account.email == email.strip().lower())
    return db.session.scalar(chosen.options(*_FACTORS))


def accounts() -> Sequence[Account]:
    """Everyone who runs the site, open accounts first, by name."""
    return db.session.scalars(
        select(Account).options(*_FACTORS).order_by(Account.closed_at.is_not(None), Account.name, Account.id)
    ).all()


def people_who_may(permission: Permission) -> list[Account]:
    """Open accounts with this permission, by name."""
    return [account for account in accounts() if permission in account.permissions]


def names(ids: Sequence[int]) -> dict[int, str]:
    """Names by account number."""
    rows = db.session.execute(
        select(Account.id, Account.name).where(Account.id.in_(ids)).order_by(Account.id)
    )
    return {row.id: row.name for row in rows}


def sign_in(token: str) -> SignIn | None:
    """The browser with this token, and its account."""
    with_account = joinedload(SignIn.account).selectinload(Account.passkeys)
    return db.session.scalar(
        select(SignIn).where(SignIn.token_digest == digest(token)).options(with_account)
    )


def sign_ins(account_id: int) -> Sequence[SignIn]:
    """Browsers of one account that have not been signed out, newest first."""
    chosen = select(SignIn).where(SignIn.account_id == account_id, SignIn.ended_at.is_(None))
    return db.session.scalars(chosen.order_by(SignIn.id.desc())).all()


def all_sign_ins(account_id: int) -> Sequence[SignIn]:
    """Every browser an account was ever signed in with, as far as it is still known."""
    return db.session.scalars(select(SignIn).where(SignIn.account_id == account_id).order_by(SignIn.id)).all()


def invitations_of(account_id: int, email: str) -> Sequence[Invitation]:
    """Every invitation to an account or to its address."""
    chosen = select(Invitation).where((Invitation.account_id == account_id) | (Invitation.email == email))
    return db.session.scalars(chosen.order_by(Invitation.id)).all()


def over_before(moment: datetime) -> list[SignIn | Invitation]:
    """Browsers and invitations that came to their end before this moment."""
    browsers = select(SignIn).where((SignIn.ended_at < moment) | (SignIn.ends_at < moment)).order_by(SignIn.id)
    links = select(Invitation).where((Invitation.used_at < moment) | (Invitation.ends_at < moment))
    return [*db.session.scalars(browsers), *db.session.scalars(links.order_by(Invitation.id))]


def invitation(token: str) -> Invitation | None:
    """The invitation with this token, still open or not."""
    return db.session.scalar(to_change(select(Invitation).where(Invitation.token_digest == digest(token))))


def invitations() -> Sequence[Invitation]:
    """Invitations nobody has used yet, newest first."""
    return db.session.scalars(
        select(Invitation).where(Invitation.used_at.is_(None)).order_by(Invitation.id.desc())
    ).all()


def recovery_code(account_id: int, code: str) -> RecoveryCode | None:
    """An unused recovery code of this account."""
    chosen = select(RecoveryCode).where(
        RecoveryCode.account_id == account_id,
        RecoveryCode.code_digest == digest(code),
        RecoveryCode.used_at.is_(None),
    )
    return db.session.scalar(to_change(chosen))


def passkey(account_id: int, *, credential: bytes = b"", number: int = 0) -> Passkey | None:
    """One passkey of this account, by its own name or by number; held for the open transaction."""
    which = Passkey.credential == credential if credential else Passkey.id == number
    return db.session.scalar(to_change(select(Passkey).where(Passkey.account_id == account_id, which)))


def passkey_exists(credential: bytes) -> bool:
    """Whether any account has this passkey."""
    return db.session.scalar(select(Passkey.id).where(Passkey.credential == credential)) is not None


def passkey_challenge(number: int, account_id: int, purpose: str) -> PasskeyChallenge | None:
    """What this account was asked, held so that only one try can use it."""
    chosen = select(PasskeyChallenge).where(
        PasskeyChallenge.id == number,
        PasskeyChallenge.account_id == account_id,
        PasskeyChallenge.purpose == purpose,
    )
    return db.session.scalar(to_change(chosen))


def passkey_challenges_over(before: datetime) -> Sequence[PasskeyChallenge]:
    """Challenges nobody answered in time."""
    chosen = select(PasskeyChallenge).where(PasskeyChallenge.ends_at < before)
    return db.session.scalars(chosen.order_by(PasskeyChallenge.id)).all()
