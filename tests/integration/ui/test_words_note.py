"""In another language the site says truly which pages still hold English words."""

import pytest

from tests.page_client import PageClient

NOTE = "Treść tej strony jest na razie po angielsku."


@pytest.mark.parametrize(("path", "status", "said"), [
    ("/journey", 200, True),  # the steps are content, and content is English
    ("/waiting-well", 200, True),
    ("/have-your-say", 200, False),  # a form of ours: every word has been translated
    ("/my-plan", 200, False),
    ("/manage/sign-in", 200, False),
])
def test_the_note_stands_only_where_it_is_true(client: PageClient, path: str, status: int, said: bool) -> None:
    assert (NOTE in client.get(f"/pl{path}", status=status).words) is said
    assert NOTE not in client.get(path, status=status).words


def test_a_range_keeps_its_order_on_pages_that_run_from_right_to_left(client: PageClient) -> None:
    assert "\u20660–2\u2069" in client.get("/ur/").text
    assert "\u2066" not in client.get("/").text


def test_letters_are_explained_once_where_the_words_do_not_say_it_and_a_family_may_not_know(client: PageClient) -> None:
    page = client.get("/local-offer/services/camhs-community").text
    assert "child and adolescent mental health services" in page
    assert 'title="child and adolescent mental health services"' not in page
    assert 'title="general practitioner"' not in page
    assert client.get("/rights").text.count('title="Education, Health and Care"') == 1
