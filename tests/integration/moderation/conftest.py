from tests.own_site import app, client
