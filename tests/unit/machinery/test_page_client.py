"""The page client refuses what no page may do, on a small application made for the purpose."""

from types import SimpleNamespace

import pytest
from flask import Flask, Response, redirect

from tests.page_client import REQUIRED_HEADERS, PageClient, PageError
from tests.unit.machinery.test_page_checks import GOOD

WITHOUT_FORM = GOOD[: GOOD.index("<form")] + "</main></body></html>"
SAFE = WITHOUT_FORM.replace("/static/site.css", "/pots").replace("/static/bowl.png", "/pots")
SAFE = SAFE.replace("/static/pot.png", "/pots")
HEADERS = {key: start or "x" for key, start in REQUIRED_HEADERS.items()}


def client(body: str = SAFE, status: int = 200, **headers: str) -> PageClient:
    """A client on an application with one page, /soup, and one more address, /pots."""
    app = Flask("planted", static_folder=None)
    app.config["SETTINGS"] = SimpleNamespace(languages=("en", "pl"))
    sent = {**HEADERS, **{key.replace("_", "-"): value for key, value in headers.items()}}
    app.add_url_rule("/soup", "soup", lambda: Response(body, status, {k: v for k, v in sent.items() if v}))
    app.add_url_rule("/pots", "pots", lambda: redirect("/soup"))
    return PageClient(app)


def test_a_good_page_is_given_back() -> None:
    page = client().get("/soup")
    assert page.h1 == "Soup"
    assert ("Soup kitchens near you", "https://soup.example/") in page.links


@pytest.mark.parametrize(
    ("planted", "sign"),
    [
        (client(status=404), "answered 404 instead of 200"),
        (client(Content_Security_Policy=""), "no header Content-Security-Policy"),
        (client(Content_Security_Policy="default-src *"), "does not start with"),
        (
            client(Content_Security_Policy="default-src 'none'; style-src 'unsafe-inline'"),
            "allows unsafe code",
        ),
        (client(X_Content_Type_Options=""), "no header X-Content-Type-Options"),
        (client(Cache_Control=""), "no header Cache-Control"),
        (client(Set_Cookie="a=b"), "a reading page sets a cookie"),
        (client(Set_Cookie="a=b", Cache_Control="public"), "may be kept by others"),
        (client(SAFE.replace('href="/pots"', 'href="/pans"')), "leads nowhere"),
        (client(SAFE.replace('src="/pots"', 'src="/static/none.png"')), "not among the built files"),
        (client(SAFE.replace("<h1>", "<h2>").replace("</h1>", "</h2>")), "0 h1"),
    ],
)
def test_a_bad_page_is_refused(planted: PageClient, sign: str) -> None:
    with pytest.raises(PageError, match=sign):
        planted.get("/soup")


def test_links_in_another_language_lead_to_the_same_routes() -> None:
    assert client(SAFE.replace('href="/pots"', 'href="/pl/pots"')).get("/soup")
    with pytest.raises(PageError, match="leads nowhere"):
        client(SAFE.replace('href="/pots"', 'href="/pl/pans"')).get("/soup")


def test_a_missing_link_is_named() -> None:
    with pytest.raises(PageError, match="no link “Stew”"):
        client().get("/soup").follow("Stew")
