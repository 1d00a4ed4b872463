"""The Local Offer's pages: search, facets, listings, coverage, downloads; and whatever is put into an address."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from time import perf_counter
from urllib.parse import urlencode

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.page_client import PageClient
from webapp.directory import filters, queries
from webapp.engine.search import follower

ODD = ["", "*", "((((", '"', '"unbalanced', "\x00", "\u202eright to left", "😀" * 50, "a" * 10_000, "%", "-", "- -",
       "AND OR NOT", "near", "NG18", "ZZ99 9ZZ", "' OR 1=1 --",
       "<script>alert(1)</script>", "../../etc/passwd", "{{ 7*7 }}"]


@pytest.mark.parametrize("path", ["/local-offer", "/search", "/local-offer/suggest", "/search/suggest"])
@pytest.mark.parametrize("text", ODD)
def test_odd_words_are_answered(client: PageClient, path: str, text: str) -> None:
    client.get(f"{path}?{urlencode({'q': text})}")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from((*filters.PARAMS, "other")), text=st.text(max_size=300))
def test_any_text_in_any_parameter_is_answered(client: PageClient, name: str, text: str) -> None:
    begun = perf_counter()
    response = client.app.test_client().get("/local-offer", query_string={name: text}, base_url="http://127.0.0.1")
    assert response.status_code == (302 if name == "was" else 200)  # a new question is counted, then asked plainly
    assert perf_counter() - begun < 5  # a bound against endless loops; the figure itself is the bench's


@pytest.mark.parametrize(
    ("query", "said"), [("topic=nope", "nope"), ("page=x", "x"), ("q=sleep&page=99", "99"), ("sort=up", "up")]
)
def test_what_is_unknown_is_said_plainly(client: PageClient, query: str, said: str) -> None:
    assert f"We do not know “{said}”" in client.get(f"/local-offer?{query}").text


def test_age_and_place_in_words_narrow_and_can_be_removed(client: PageClient) -> None:
    page = client.get("/local-offer?q=clubs+for+7+year+old+in+Worksop")
    assert "Age: 7 year old" in page.text
    assert "In or near Worksop" in page.text


def test_choices_of_one_facet_add_up_and_each_can_be_removed(client: PageClient) -> None:
    page = client.get("/local-offer?cost=free&cost=paid")
    assert 'href="/local-offer?cost=paid"' in page.text
    assert 'href="/local-offer?cost=free"' in page.text


def test_best_answers_stand_above_listings(client: PageClient) -> None:
    page = client.get("/local-offer?q=speech+therapy")
    assert page.text.index("Start here") < page.text.index("Services found")


def test_not_confirmed_listings_say_so_and_low_ones_are_not_there(client: PageClient) -> None:
    assert "not been able to confirm" in client.get("/local-offer/services/rumbletums-kimberley").text
    assert client.app.test_client().get(
        "/local-offer/services/kooth", base_url="http://127.0.0.1"
    ).status_code == 404


def test_coverage_names_its_gaps(client: PageClient) -> None:
    assert "Nothing here yet" in client.get("/local-offer/coverage").text


def test_downloads_hold_every_listing(client: PageClient) -> None:
    rows = list(csv.DictReader(io.StringIO(client.get("/local-offer/data/services.csv").text)))
    whole = json.loads(client.get("/local-offer/data/services.json").text)
    assert {row["id"] for row in rows} == {record["id"] for record in whole["services"]}
    names = {row["column"] for row in csv.DictReader(io.StringIO(client.get("/local-offer/data/codebook.csv").text))}
    assert names == set(rows[0])


def test_a_page_of_results_does_not_repeat_another(client: PageClient) -> None:
    def shown(page: int) -> set[str]:
        text = client.get(f"/local-offer?q=autism&page={page}").text
        return set(re.findall(r'"cover" href="(/local-offer/services/[^"]+)"', text))

    assert shown(1)
    assert not shown(1) & shown(2)


def test_near_a_town_narrows_and_an_unread_place_is_said(client: PageClient) -> None:
    assert "Near Worksop" in client.get("/local-offer?near=Worksop").text
    assert "could not read that place" in client.get("/local-offer?near=xyzzy").text


def test_without_a_file_of_postcodes_miles_are_rough_and_from_the_middle(site: Flask) -> None:
    page = PageClient(site).get("/local-offer?near=NG18").text
    found = re.findall(r'"cover" href="/local-offer/services/([^"]+)"', page)
    with site.app_context():
        around = queries.distances("NG18")
    assert around
    assert around.same
    assert set(found[:len(around.same)]) == around.same  # the same area first
    assert page.count("in the same area") == len(around.same)
    miles = [around.miles[key] for key in found if key in around.miles]
    assert miles == sorted(miles)
    assert f"about {round(miles[-1])} miles" in page
    assert "from the middle of NG18" in page
    assert 'aria-current="true">distance' in page
    assert "Town or postcode" in page


@pytest.mark.parametrize("query", ["near=NG18+5BH", "near=ng185bh", "q=near+NG18", "q=NG18+5BH"])
def test_a_postcode_is_taken_by_its_first_half_and_tells_no_district(client: PageClient, query: str) -> None:
    page = client.get(f"/local-offer?{query}").text
    assert "from the middle of NG18" in page
    assert re.findall(r'"cover" href="([^"]+)"', page) == re.findall(
        r'"cover" href="([^"]+)"', client.get("/local-offer?near=NG18").text
    )


def test_words_with_a_place_keep_the_best_fit_first(client: PageClient) -> None:
    page = client.get("/local-offer?q=short+breaks&near=NG18").text
    assert 'aria-current="true">best fit' in page
    assert "from the middle of NG18" in page


@pytest.mark.parametrize(("code", "half"), [("NG99", "NG99"), ("ZZ1+1ZZ", "ZZ1"), ("NG7", "NG7")])
def test_a_first_half_that_has_no_middle_is_said(client: PageClient, code: str, half: str) -> None:
    page = client.get(f"/local-offer?near={code}").text
    assert f"cannot tell how far things are from {half}" in page
    assert "from the middle of" not in page


def test_whose_figures_the_middles_are_is_told(client: PageClient) -> None:
    page = client.get("/local-offer/data").text
    assert '<a href="https://www.geonames.org/">GeoNames</a>' in page
    assert '<a href="https://creativecommons.org/licenses/by/4.0/">' in page


def test_near_a_postcode_says_miles_and_orders_by_them(own_site: Flask, tmp_path: Path) -> None:
    follower.rebuild()
    file = tmp_path / "ng.csv"
    file.write_text(
        '"NG185BH",10,454000,360000,,,,,"E07000174",\n"NG185NF",10,455000,360000,,,,,"E07000174",\n'
        '"NG243AL",10,481000,352000,,,,,"E07000175",\n',
        encoding="utf-8",
    )
    for _twice in range(2):
        ran = own_site.test_cli_runner().invoke(args=["places", "import", str(file)])
        assert ran.output == "3 postcodes of NG.\n"
    page = own_site.test_client().get("/local-offer?near=NG18+5NF&sort=distance", base_url="http://127.0.0.1").text
    assert "less than a mile" in page
    first = re.findall(r'"cover" href="/local-offer/services/([^"]+)"', page)[0]
    assert queries.spots()[first].district == "mansfield"
    assert "from the middle of" not in page
    assert queries.distances("NG18 5NF").district == "mansfield"  # type: ignore[union-attr]  # it is held
    assert queries.distances("NG18 9ZZ") is None  # others of NG18 are held, so this one is mistyped
    assert queries.distances("NG18").middle == ""  # type: ignore[union-attr]  # the middle of those held wins
    assert queries.distances("S80 3AB").middle == "S80"  # type: ignore[union-attr]  # nothing is held of S80


def test_up_to_four_services_are_compared(client: PageClient) -> None:
    keys = ["childline", "samaritans", "shout-notts", "papyrus-hopeline", "harmless"]
    page = client.get("/local-offer/compare?" + "&".join(f"service={key}" for key in keys))
    assert "We show four side by side" in page.text
    assert page.text.count('scope="col"') == 4
    assert "not here any more" in client.get("/local-offer/compare?service=childline&service=gone").text
    assert "Nothing to compare yet" in client.get("/local-offer/compare").text
