from tests.own_site import app, client, prepared_database  # noqa: F401 - fixtures
