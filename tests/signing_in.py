"""Signing a test client in, the way a browser is signed in: an account, a row for the browser, a cookie."""

from itertools import count

from argon2 import PasswordHasher

from webapp.accounts import operations
from webapp.accounts.access import remember_browser
from webapp.accounts.models import Account
from webapp.accounts.roles import PERMISSIONS, Permission, Role
from webapp.engine import clock
from webapp.engine.transaction import transaction

PASSPHRASE = "three wet bicycles and a lamp"
# Made cheaply: guesses against it cost a test little. The site makes it anew, as dear as all, at a right sign-in.
_hash = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1).hash(PASSPHRASE)
_numbers = count(1)


def roles_for(permissions: tuple[Permission, ...]) -> list[Role]:
    """Roles that together allow these permissions."""
    return [role for role, allowed in PERMISSIONS.items() if allowed & set(permissions)]


def make_account(*permissions: Permission, name: str = "", second_factor: bool = True) -> Account:
    """An account that may do this, in the application context that is open. Passphrase: PASSPHRASE."""
    number = next(_numbers)
    with transaction():
        account = Account(
            email=f"person{number}@example.org",
            name=name or f"Person {number}",
            passphrase_hash=_hash,
            roles=[str(role) for role in roles_for(permissions)],
            totp_since=clock.now() if second_factor else None,
        )
        from webapp.extensions import db

        db.session.add(account)
        db.session.flush()
        account.id  # noqa: B018 - read while the session is open
    return account


def sign_in_as(client, *permissions: Permission, name: str = "") -> int:
    """Sign the client in as somebody new whose roles allow these permissions; the account's number."""
    app = client.application
    with app.app_context():
        account = make_account(*permissions, name=name)
        number = account.id
    sign_in_to(client, number)
    return number


def sign_in_to(client, account_id: int) -> None:
    """Sign the client in to an account that exists."""
    app = client.application
    with app.app_context(), transaction():
        token = operations.begin_sign_in(account_id, device="A test", way="test")
    with client.session_transaction() as session:
        session.clear()
        with app.test_request_context():
            from flask import session as own

            remember_browser(token)
            session.update(own)


def browser_cookie(app, *permissions: Permission, name: str = "") -> str:
    """The session cookie of somebody new who may do this, for a real browser on the same database."""
    client = app.test_client()
    sign_in_as(client, *permissions, name=name)
    return str(client.get_cookie("session").value)
