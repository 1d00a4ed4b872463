"""People who run the site, how they sign in, and the links that invite them."""

from datetime import UTC, datetime

from sqlalchemy import JSON, BigInteger, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..engine import clock
from ..extensions import Model
from .roles import PERMISSIONS, Permission, Role


class Account(Model):
    """Somebody who runs the site. An erased account keeps its number, so that the audit log still adds up."""

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str | None] = mapped_column(String(254), unique=True)
    name: Mapped[str]
    passphrase_hash: Mapped[str] = mapped_column(default="")
    roles: Mapped[list[str]] = mapped_column(JSON)
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    closed_at: Mapped[datetime | None]
    totp_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    totp_since: Mapped[datetime | None]
    totp_last_step: Mapped[int | None]
    recovery_codes: Mapped[list["RecoveryCode"]] = relationship(
        lazy="raise_on_sql", cascade="all, delete-orphan"
    )
    passkeys: Mapped[list["Passkey"]] = relationship(
        lazy="raise_on_sql", cascade="all, delete-orphan", order_by="Passkey.id"
    )

    @property
    def has_second_factor(self) -> bool:
        """Whether something is asked for at sign-in beside the passphrase: a code from the app, or a passkey."""
        return self.totp_since is not None or bool(self.passkeys)

    @property
    def permissions(self) -> frozenset[Permission]:
        """What the roles allow. Nothing until the second factor is set up, nothing once the account is closed."""
        if self.closed_at is not None or not self.has_second_factor:
            return frozenset()
        known = [Role(role) for role in self.roles if role in set(Role)]
        return frozenset().union(*(PERMISSIONS[role] for role in known))


class RecoveryCode(Model):
    """One code on paper, kept as a digest."""

    __tablename__ = "recovery_code"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    code_digest: Mapped[str] = mapped_column(String(64))
    used_at: Mapped[datetime | None]


class Passkey(Model):
    """One key on a phone or computer, or a small one of its own. We hold the public half, which opens nothing.

    `host` is the name of the site it was made for; `count` is the key's own counter, which only ever rises.
    """

    __tablename__ = "passkey"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    name: Mapped[str] = mapped_column(String(60))
    host: Mapped[str] = mapped_column(String(253))
    credential: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    count: Mapped[int] = mapped_column(BigInteger)
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    used_at: Mapped[datetime | None]


class PasskeyChallenge(Model):
    """What one browser was asked. Good for one try, for five minutes; removed by that try."""

    __tablename__ = "passkey_challenge"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    purpose: Mapped[str] = mapped_column(String(10))
    challenge: Mapped[bytes] = mapped_column(LargeBinary)
    ends_at: Mapped[datetime]


class SignIn(Model):
    """One browser that is signed in. The cookie holds the token, this row its digest."""

    __tablename__ = "sign_in"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    device: Mapped[str]
    began_at: Mapped[datetime] = mapped_column(default=clock.now)
    ends_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    account: Mapped[Account] = relationship(lazy="raise_on_sql")

    def is_open(self, now: datetime) -> bool:
        """Whether this browser is still signed in."""
        return self.ended_at is None and aware(self.ends_at) > now


class Invitation(Model):
    """A link for one person: to make an account, or (with `account_id`) to choose a new passphrase."""

    __tablename__ = "invitation"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    email: Mapped[str] = mapped_column(String(254))
    roles: Mapped[list[str]] = mapped_column(JSON)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    made_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    ends_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    def is_open(self, now: datetime) -> bool:
        """Whether the link still works."""
        return self.used_at is None and aware(self.ends_at) > now


def aware(moment: datetime) -> datetime:
    """The moment with its zone, which SQLite drops."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
