"""Errors that rules raise and `ui.errors` turns into pages. Each message is in plain words, for the reader."""


class DomainError(Exception):
    """A rule said no."""


class NotFoundError(DomainError):
    """There is nothing here, or nothing that may be shown (404)."""


class GoneError(DomainError):
    """There was something here once and it was taken down (410)."""


class NotAllowedError(DomainError):
    """This person may not do this (403)."""


class StaleError(DomainError):
    """Somebody else changed this first (409)."""


class InvalidError(DomainError):
    """What was given cannot be used (422)."""
