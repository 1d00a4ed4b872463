"""My plan without JavaScript, its catalogue and its worker."""

import json

from webapp.ui import assets


def test_a_plan_by_address_can_be_built_by_links_and_forms_alone(client):
    page = client.get("/my-plan?steps=nd-6")
    assert "While you wait for the doctor" in page.words
    page = page.submit(add="step:eh-2")
    assert page.response.request.args["steps"] == "nd-6"
    assert "Ask the council" in page.words
    page = page.follow("Take out: While you wait for the doctor")
    assert page.response.request.query_string == b"steps=eh-2"
    assert "While you wait for the doctor" not in page.html.all("h4")[0].itertext()


def test_services_and_resources_stand_in_a_plan_too(client):
    page = client.get("/my-plan?services=ask-us-nottinghamshire&resources=now-and-next")
    assert "Ask Us" in page.words
    assert "now and next" in page.words


def test_an_unknown_thing_is_left_out(client):
    page = client.get("/my-plan?steps=no-such-step")
    assert "Nothing in this address is on the site at present." in page.words


def test_the_catalogue_names_everything_a_plan_can_hold(client):
    entries = json.loads(client.get("/my-plan/catalogue.json").text)
    assert entries["step:nd-6"]["title"] == "While you wait for the doctor"
    assert entries["step:nd-6"]["do"]
    assert {ref.split(":")[0] for ref in entries} == {"step", "service", "resource", "session"}
    client.get(entries["service:ask-us-nottinghamshire"]["url"])


def test_the_worker_names_only_files_that_are_there(client):
    script = client.get("/service-worker.js").text
    files = json.loads(script.split("const FILES = ")[1].split("\n")[0])
    pages = json.loads(script.split("const PAGES = ")[1].split("\n")[0])
    for path in pages:
        client.get(path)
    assert all((assets.BUILD / path.removeprefix(assets.URL)).is_file() for path in files)
