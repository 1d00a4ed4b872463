"""The signed cookie: its signer is put together once, not for every request that has no cookie at all."""

from functools import lru_cache

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer


class SignedCookies(SecureCookieSessionInterface):
    """Flask's own sessions."""

    @lru_cache(maxsize=64)  # noqa: B019 - there is one of these for each application
    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """The signer of an application. Its keys never change while it runs."""
        return super().get_signing_serializer(app)
