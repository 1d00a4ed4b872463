"""A listing's page tells the whole truth it has, and takes a family's word by way of the volunteers."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from tests.own_site import press
from tests.page_client import PageClient
from webapp.directory import models, operations, queries
from webapp.directory.content import ServiceFields
from webapp.engine import clock
from webapp.engine.transaction import transaction
from webapp.extensions import db
from webapp.moderation import operations as moderation
from webapp.moderation.models import QueueEntry
from webapp.moderation.operations import Reader
from webapp.moderation.rules import Act, Reason, State
from webapp.publishing import content_types
from webapp.publishing import queries as publishing
from webapp.publishing.operations import edit_document

HERE = "/local-offer/services/childline"


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_i_was_there_is_shown_once_a_volunteer_has_read_it(own_site: Flask) -> None:
    client = own_site.test_client()
    this_month = clock.today().replace(day=1).isoformat()
    assert press(client, f"{HERE}/it-is-right", month="1999-01-01").status_code == 422
    assert press(client, f"{HERE}/it-is-right", month=this_month, website="a machine").status_code == 422
    for note in ("They rang back at once.", "", "Ask for Mary on 07700 900123."):
        sent = press(client, f"{HERE}/it-is-right", month=this_month, words=note)
        assert sent.status_code == 303
        assert "volunteer" in client.get(sent.headers["Location"]).text
    assert "No family has told us yet" in client.get(HERE).text  # nothing is public by sending it
    assert db.session.scalars(select(models.Visit.words)).all() == [None, None, None]

    first, second, third = db.session.scalars(select(QueueEntry).where(QueueEntry.kind == "visit").order_by("id"))
    assert "Childline" in first.about
    with transaction():
        for entry in (first, second):
            assert moderation.decide(entry.id, Act.PUBLISH, reader=Reader(1), version=1) is State.PUBLISHED
        reason = Reason.IDENTIFIES_SOMEONE
        moderation.decide(third.id, Act.KEEP, reader=Reader(1), version=1, reason=reason)
        moderation.decide(third.id, Act.AGREE, reader=Reader(2), version=2)
    page = client.get(HERE).text
    assert "2 families were there and say it is right" in page
    assert "They rang back at once." in page
    assert "Mary" not in page
    assert db.session.scalars(select(models.Visit.state).order_by(models.Visit.id)).all() == [
        "published", "published", "private"]


def test_words_of_a_visit_are_held_only_once_read(site: Flask) -> None:
    with site.app_context():
        db.session.add(models.Visit(service_key="childline", month=date(2026, 11, 1), has_note=True, words="unread"))
        with pytest.raises(IntegrityError, match="words_only_once_read"):
            db.session.flush()
        db.session.rollback()


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_a_visit_of_long_ago_is_not_counted(own_site: Flask) -> None:
    db.session.add(models.Visit(service_key="childline", month=date(2020, 1, 1), has_note=False, state="published"))
    operations.move()
    assert queries.visits() == {}


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_a_rich_listing_says_who_decides_prices_and_languages(own_site: Flask) -> None:
    document = publishing.document("service", "childline")
    assert document
    fields = content_types.get("service").revive({
        **document.live.fields, "languages": ["Polish", "Urdu"],
        "prices": [{"what": "One session", "amount": "2.50", "words": "carers free"}],
        "access": {"type": "application", "how": "Fill in a form.", "decides": "a panel of the council"},
    })
    assert isinstance(fields, ServiceFields)
    with transaction():
        edit_document("service", fields, by="a test")
    page = PageClient(own_site).get(HERE).text
    for said in ("Who decides: a panel of the council", "One session: £2.50 (carers free)", "Polish, Urdu"):
        assert said in page


def test_a_thin_listing_says_what_was_not_found(client: PageClient) -> None:
    page = client.get("/local-offer/services/ash-lea-school").text
    assert "We have not found out who decides. Please ask." in page
    assert "We have not found out the opening times or the access details yet." in page


def test_its_sessions_stand_on_its_page_and_no_date_that_nobody_confirmed(client: PageClient) -> None:
    page = client.get("/local-offer/services/sherwood-seals").text
    assert "Sessions you can go to" in page
    assert "No date is confirmed yet." in page


def test_it_can_be_kept_shared_and_told_off(client: PageClient) -> None:
    page = client.get(HERE).text
    mail = re.search(r'href="mailto:\?([^"]+)"', page)
    assert mail
    assert parse_qs(mail.group(1).replace("&amp;", "&"))["body"][0].endswith(HERE)
    assert f"/have-your-say?about={HERE}" in page.replace("%2F", "/")
    assert client.get(f"{HERE}/qr.svg").response.mimetype == "image/svg+xml"
    assert 'itemtype="https://schema.org/Service"' in page


def test_districts_are_a_drawn_list_of_links_with_numbers(client: PageClient) -> None:
    page = client.get("/local-offer").text
    item = r'<g role="listitem"><a href="([^"]+)">.*?<text[^>]*>([^<]+)</text>\s*<text[^>]*>(\d+) '
    drawn = re.findall(item, page, re.S)
    assert len(drawn) == 7
    for address, title, number in drawn:
        assert parse_qs(urlsplit(address).query)["district"]
        key = parse_qs(urlsplit(address).query)["district"][0]
        with client.app.app_context():
            assert int(number) == sum(key in it.districts for it in queries.listings().values()), title
    assert "does not show the real shapes" in page


def test_a_plan_with_two_services_leads_to_the_comparison(client: PageClient) -> None:
    page = client.get("/my-plan?services=childline,samaritans").text
    assert "/local-offer/compare?service=childline&amp;service=samaritans" in page
    assert "side by side" not in client.get("/my-plan?services=childline").text.split("data-plan-parts")[0]
