from tests.own_site import app, client  # noqa: F401 - fixtures
