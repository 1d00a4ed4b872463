import re

from tests.own_site import ON_BOTH, token_in
from tests.saying import FORM, WORDS, say
from webapp.extensions import db
from webapp.feedback.models import Comment, PublishedComment
from webapp.moderation.models import QueueEntry


def preview(client, do="preview", words=WORDS, **more):
    page = client.get(FORM)
    begun = re.search(r'name="begun" value="([^"]+)"', page.text).group(1)
    data = {
        "words": words,
        "speaker": "parent_carer",
        "about": "gap",
        "wish": "publish",
        "begun": begun,
        **more,
    }
    return client.post(FORM, data={"csrf_token": token_in(page), "do": do, **data})


def test_the_writer_sees_likely_details_and_takes_them_out(client):
    shown = preview(client)
    assert "<mark>Alfie</mark>" in shown.text
    key = re.search(r'value="(take:[^"]+)">Take out “Alfie”', shown.text).group(1)
    taken = preview(client, do=key)
    assert "My son [name removed] waited" in taken.text
    assert "<mark>07700 900123</mark>" in taken.text
    everything = preview(client, do="take:all")
    assert "07700" not in everything.text
    assert "[contact removed]" in everything.text


def test_nothing_typed_is_lost_on_a_mistake(client):
    answer = preview(client, speaker="")
    assert answer.status_code == 422
    assert WORDS in answer.text
    assert "Choose who is speaking" in answer.text
    assert WORDS in preview(client, do="edit").text


def test_robots_are_slowed_and_people_lose_nothing(client):
    for more in ({"do": "send"}, {"do": "send", "website": "http://spam.example"}):
        answer = preview(client, **more)
        assert answer.status_code == 422
        assert "Alfie" in answer.text


@ON_BOTH
def test_too_many_from_one_place_wait_and_keep_their_words(client):
    for number in range(5):
        say(client, words=f"A comment with the number {number} in it.")
    page = client.get(FORM)
    begun = re.search(r'name="begun" value="([^"]+)"', page.text).group(1)
    import time_machine

    with time_machine.travel(
        __import__("datetime").datetime.now(__import__("datetime").UTC).timestamp() + 10
    ):
        answer = client.post(
            FORM,
            data={
                "csrf_token": token_in(page),
                "words": "One more.",
                "speaker": "child",
                "about": "gap",
                "wish": "staff",
                "begun": begun,
                "do": "send",
            },
        )
    assert answer.status_code == 429
    assert "One more." in answer.text


@ON_BOTH
def test_a_comment_waits_sealed_and_nobody_sees_it(app, client):
    code = say(client)
    assert "waits to be read" in client.get(f"/have-your-say/became/{code}").text
    assert "Alfie" not in client.get("/have-your-say/comments").text
    with app.app_context():
        entry = db.session.query(QueueEntry).one()
        assert b"Alfie" not in entry.sealed
        assert entry.public_words is None
        assert db.session.query(PublishedComment).count() == 0


@ON_BOTH
def test_only_count_me_keeps_no_words(app, client):
    code = say(client, wish="count")
    assert "counted you" in client.get(f"/have-your-say/became/{code}").text
    with app.app_context():
        assert db.session.query(QueueEntry).count() == 0
        assert db.session.query(Comment).one().state == "counted"


def test_the_code_is_found_however_it_is_typed(client):
    code = say(client)
    assert client.get(f"/have-your-say/became/{code.lower().replace('-', '')}").status_code == 200
    assert client.get("/have-your-say/became/AAAA-AAAA").status_code == 404


def test_every_page_leads_to_the_form_about_itself(client):
    page = client.get("/journey")
    assert "/have-your-say?about=/journey" in page.text
    known = next(
        path for path in re.findall(r'href="(/waiting-well/[^"?#]+)"', client.get("/waiting-well").text)
    )
    form = client.get(FORM, query_string={"about": known})
    assert "This is about the page" in form.text
    assert "This is about the page" not in client.get(FORM, query_string={"about": "/nonsense<b>"}).text


def test_young_people_have_a_page_of_their_own(client):
    page = client.get("/have-your-say/young-people")
    assert "I am a young person" in page.text
    assert "Nobody reads this today" in page.text


def test_a_page_is_named_in_the_language_of_whoever_asks(client):
    here, polish = f"{FORM}?about=/surveys/2027", re.compile(r"<strong>(.+)</strong></p>")
    english = polish.search(client.get(here).text.split("<main")[1]).group(1)

    assert english not in client.get(f"/pl{here}").text
    assert english in client.get(here).text
