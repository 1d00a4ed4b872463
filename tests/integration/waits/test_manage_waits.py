"""An editor enters a new figure, and families see it at once."""

import pytest

from tests.page_client import PageClient
from tests.staff import staff_hook
from webapp.accounts.roles import Permission

SERIES = "/manage/waits/neurodevelopmental-wait"
FIGURE = {
    "on": "2026-10-01", "precision": "month", "period": "October 2026", "value": "49",
    "source": "Board paper, November 2026",
}


@pytest.fixture
def editor(own_site):
    staff_hook(own_site)(7, Permission.EDIT)
    return PageClient(own_site)


def test_a_new_figure_shows_on_the_waits_page_the_step_and_the_map(editor):
    assert "October 2026" not in editor.get("/waits").words
    page = editor.get(SERIES).submit(**FIGURE, status=303)
    assert page.response.location.endswith(SERIES)
    assert "Board paper, November 2026" in editor.get(SERIES).words
    for path in ("/waits", "/journey/neurodevelopmental/while-you-wait-for-the-doctor"):
        words = editor.get(path).words
        assert "October 2026" in words
        assert "49" in words
    assert "49 weeks, October 2026" in editor.get("/journey").text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"source": ""}, "Say where the figure was published."),
        ({"value": ""}, "Give a number or words."),
        ({"on": "2024-07-01"}, "There is a figure for this day already."),
    ],
)
def test_a_figure_without_what_it_needs_is_not_published(editor, typed, said):
    page = editor.get(SERIES).submit(**(FIGURE | typed), status=422)
    assert said in page.words
    assert "October 2026" not in editor.get("/waits").words


def test_only_editors_may(own_site):
    client = PageClient(own_site)
    with pytest.raises(AssertionError, match="instead of 200"):
        client.get("/manage/waits")
