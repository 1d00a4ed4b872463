from tests.own_site import app, app_on, client  # noqa: F401 - fixtures
