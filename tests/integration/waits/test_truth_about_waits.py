"""What a family reads of a wait: figure, date, source, definition, caveat, trend, age; and the law apart from it."""

from webapp.engine import clock
from webapp.waits import queries
from webapp.waits.shown import figure, shown

SHOWN = ("waits", "plans")  # the rest is money and staff, and stands on other pages


def test_what_the_law_says_stands_apart_from_what_families_waited(client):
    words = client.get("/journey/neurodevelopmental/while-you-wait-for-the-doctor").words
    law, waited = words.index("The law says"), words.index("Families were waiting")
    assert law < waited and "54 weeks" not in words[law:waited]


def test_every_series_says_its_figure_with_date_source_definition_and_age(client, site):
    page = client.get("/waits")
    with site.test_request_context():
        for series in queries.all_series().values():
            if series.topic not in SHOWN:
                continue
            told = shown(series, clock.today(), "/waits")
            assert told.figure and told.period and told.source and told.definition, series.key
            for words in (told.period, told.source, figure(series, series.latest)):
                assert " ".join(words.split()) in page.words, series.key
            if series.is_stale(clock.today()):
                assert told.age_note in page.words, series.key
            if series.latest.caveat:
                assert " ".join(series.latest.caveat.split()) in page.words, series.key


def test_a_wait_never_stands_without_a_way_to_say_it_is_wrong(client):
    assert any("have-your-say" in href for _, href in client.get("/waits").links)
