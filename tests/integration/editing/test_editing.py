import re
from datetime import timedelta

import pytest
import time_machine

from tests.own_site import ON_BOTH, press, token_in
from tests.sent_forms import boxes_of
from tests.signing_in import make_account, sign_in_to
from webapp.accounts.roles import Permission
from webapp.engine import clock
from webapp.engine.transaction import transaction
from webapp.publishing import content_types, exporter, importer, jobs, operations, queries

KIND, KEY, PUBLIC = "page", "about", "/about"
HERE = f"/manage/publishing/{KIND}/{KEY}"
NEW = "This site was made with families for families, and a new line proves it."


@pytest.fixture
def editors(app):
    both = []
    for _ in range(2):
        with app.app_context():
            number = make_account(Permission.EDIT).id
        browser = app.test_client()
        sign_in_to(browser, number)
        both.append(browser)
    return both


def fields_of(page, here: str = HERE) -> dict[str, list[str]]:
    """What a browser would send from the editing form."""
    return boxes_of(page, here)


def write(editor, do="review", **changed):
    page = editor.get(HERE)
    return editor.post(HERE, data=fields_of(page) | {"do": do} | {k.replace("__", "--"): v for k, v in changed.items()})


def publish(editor):
    return press(editor, f"{HERE}/review", do="publish", version=re.search(
        r'name="version" value="(\d+)"', editor.get(f"{HERE}/review").text).group(1))


def test_a_change_is_seen_only_after_a_second_person(client, editors):
    first, second = editors
    assert write(first, w__words=NEW, note="New words").status_code == 303
    assert NEW not in client.get(PUBLIC).text
    assert "Somebody else has to publish this" in first.get(f"{HERE}/review").text
    mine = first.post(f"{HERE}/review", data={"csrf_token": token_in(first.get(HERE)), "version": "1", "do": "publish"})
    assert mine.status_code == 403
    assert f"<ins>" in second.get(f"{HERE}/review").text  # noqa: F541 - as it stands on the page
    publish(second)
    assert NEW in client.get(PUBLIC).text


def test_the_preview_shows_the_draft_and_changes_nothing(client, editors):
    before = client.get(PUBLIC).text
    write(editors[0], do="keep", w__words=NEW)
    shown = press(editors[0], f"{HERE}/preview", HERE)
    assert shown.text.count(NEW) == 2, "once on a phone and once on a computer"
    assert "&lt;h1" in shown.text
    assert client.get(PUBLIC).text == before


def test_a_mistake_is_explained_beside_its_box_and_nothing_is_lost(editors):
    page = write(editors[0], w__review_due="next summer", w__title="Kept title")
    assert page.status_code == 422
    assert "A date looks like 2027-05-22" in page.text
    assert "Kept title" in page.text
    assert "This is needed" in write(editors[0], w__title="").text


def test_a_link_to_what_is_not_there_is_refused(editors, app):
    with app.app_context():
        key = queries.documents("resource")[0].key
    here = f"/manage/publishing/resource/{key}"
    page = editors[0].get(here)
    answer = editors[0].post(here, data=fields_of(page, here) | {"w--services--0": "no-such-service", "do": "keep"})
    assert answer.status_code == 422
    assert "There is no service called" in answer.text


def test_every_editorial_kind_has_a_form_that_gives_its_words_back(app, editors):
    with app.app_context():
        keys = {t.kind: queries.documents(t.kind) for t in content_types.all_types() if t.editorial}
        chosen = [(kind, documents[n].key) for kind, documents in keys.items() for n in (0, -1) if documents]
    for kind, key in chosen:
        here = f"/manage/publishing/{kind}/{key}"
        page = editors[0].get(here)
        assert page.status_code == 200, here
        sent = fields_of(page, here) | {"do": "keep"}
        kept = editors[0].post(here, data=sent)
        assert kept.status_code == 303, (here, re.findall(r'govuk-error-message">(.*?)</p>', kept.text))
        with app.app_context():
            draft, document = queries.draft(kind, key), queries.document(kind, key)
            assert draft.fields == document.live.fields, here


@ON_BOTH
def test_two_editors_at_once_both_keep_their_words(app, editors):
    first, second = editors
    stale = fields_of(second.get(HERE))
    write(first, do="keep", w__words=NEW)
    clash = second.post(HERE, data=stale | {"do": "keep", "w--words": "Mine, written at the same time."})
    assert clash.status_code == 409
    assert "Mine, written at the same time." in clash.text
    assert NEW in clash.text.split('class="box-theirs"')[1], "theirs stands under the box that differs"
    assert "w--title" not in re.findall(r'data-note="([^"]+)"[^<]*</p>\s*<div class="box-theirs"', clash.text)
    with app.app_context():
        assert queries.draft(KIND, KEY).fields["words"] == NEW, "nothing was written over"
    assert second.post(HERE, data=fields_of(clash) | {"do": "keep"}).status_code == 303
    with app.app_context():
        assert queries.draft(KIND, KEY).fields["words"] == "Mine, written at the same time."


@ON_BOTH
def test_nobody_who_wrote_in_a_draft_publishes_it(app, editors):
    first, second = editors
    write(first, do="keep", w__words=NEW)
    write(second, do="review", w__title="Another title")
    page = first.get(f"{HERE}/review")
    assert "Somebody else has to publish this" in page.text
    sent = {"csrf_token": token_in(first.get(HERE)), "version": "2", "do": "publish"}
    assert first.post(f"{HERE}/review", data=sent).status_code == 403


@pytest.mark.parametrize(
    ("kind", "words", "where"),
    [
        ("page", {"title": "Holiday clubs", "description": "What is on", "words": "Some words."}, None),
        (
            "service",
            {
                "name": "A new group", "organisation": "The group", "summary": "We meet.",
                "description": "We meet and talk.",
                "ages--min": "0", "ages--max": "25", "topics": ["groups-forums"], "scope": "local", "cost": "free",
                "districts": ["ashfield"], "access--type": "drop-in", "access--how": "Come along.",
                "confidence": "high",
            },
            "/local-offer/services/a-new-group",
        ),
        (
            "resource",
            {
                "title": "Breathe out slowly", "topic": "sleep", "ages--min": "5", "ages--max": "11",
                "today": "Try it once.", "services--0": "Ask Us Nottinghamshire (SENDIASS)",
            },
            "/waiting-well/breathe-out-slowly",
        ),
        (
            "step",
            {
                "title": "One more step", "slug": "one-more-step", "pathway": "neurodevelopmental", "position": "99",
                "stages": ["primary"], "level": "universal", "how_long--say": "A day.", "next--0--if": "Done",
                "next--0--go": "end", "what": "Something happens.",
            },
            "/journey/neurodevelopmental/one-more-step",
        ),
    ],
)
def test_something_new_is_made_on_the_site(app, client, editors, tmp_path, kind, words, where):
    first, second = editors
    here = f"/manage/publishing/{kind}/new"
    empty = first.get(here)
    sent = boxes_of(empty, here) | {f"w--{name}": value for name, value in words.items()}
    preview = first.post(f"{here.removesuffix('/new')}/new/preview", data=sent | {"do": "preview"})
    assert preview.status_code == 200, re.findall(r"error-message.>(.*?)</p>", preview.text)
    kept = first.post(here, data=sent | {"do": "review"})
    assert kept.status_code == 303, re.findall(r'error-message">(.*?)</p>', kept.text)
    with app.app_context():
        (draft,) = queries.drafts()
        key = draft.key
    assert where is None or client.get(where).status_code == 404
    press(second, f"/manage/publishing/{kind}/{key}/review", do="publish", version="1")
    assert where is None or client.get(where).status_code == 200
    with app.app_context():
        (path,) = [p for p in exporter.export_content(tmp_path / "out") if key in p.name]
        assert path.match(content_types.get(kind).pattern), "the import finds the file again"
        assert importer.read_content(tmp_path / "out").errors == []


def test_sent_back_with_a_note(editors):
    first, second = editors
    write(first, w__words=NEW)
    press(second, f"{HERE}/review", do="back", version="1", note="Say who pays")
    assert "Say who pays" in first.get(HERE).text
    with_review = first.get("/manage/publishing").text
    assert "Waits for a second person" not in with_review


@ON_BOTH
def test_scheduled_words_go_public_when_their_time_comes(app, client, editors):
    first, second = editors
    write(first, w__words=NEW)
    at = clock.local(clock.now() + timedelta(hours=2))
    press(second, f"{HERE}/review", do="publish", version="1", at=at.strftime("%Y-%m-%dT%H:%M"))
    with app.app_context():
        jobs.publish_scheduled()
        assert NEW not in client.get(PUBLIC).text
        with time_machine.travel(clock.now() + timedelta(hours=3)):
            jobs.publish_scheduled()
    assert NEW in client.get(PUBLIC).text


def test_words_approved_for_later_go_back_to_a_person_when_the_public_words_changed_meanwhile(app, client, editors):
    first, second = editors
    write(first, w__words=NEW)
    at = clock.local(clock.now() + timedelta(hours=2))
    press(second, f"{HERE}/review", do="publish", version="1", at=at.strftime("%Y-%m-%dT%H:%M"))
    with app.app_context():
        live = content_types.get(KIND).revive(queries.document(KIND, KEY).live.fields)
        with transaction():
            operations.edit_document(KIND, live.model_copy(update={"words": "Urgent, from elsewhere."}), by="account:9")
        with time_machine.travel(clock.now() + timedelta(hours=3)):
            jobs.publish_scheduled()
        assert queries.draft(KIND, KEY).stage == "review"
    assert "Urgent, from elsewhere." in client.get(PUBLIC).text
    assert "Not published" in first.get(HERE).text


def test_what_is_scheduled_can_be_stopped(app, editors):
    first, second = editors
    write(first, w__words=NEW)
    at = clock.local(clock.now() + timedelta(hours=2))
    press(second, f"{HERE}/review", do="publish", version="1", at=at.strftime("%Y-%m-%dT%H:%M"))
    press(second, f"{HERE}/review", do="back", version="1", note="Not yet")
    with app.app_context():
        assert queries.draft(KIND, KEY).stage == "draft"
        assert queries.draft(KIND, KEY).publish_at is None


def test_history_and_back_again(app, client, editors):
    first, second = editors
    old = client.get(PUBLIC).text
    write(first, w__words=NEW)
    publish(second)
    page = first.get(f"{HERE}/history")
    assert "<ins>" in page.text
    assert press(first, f"{HERE}/history/1/restore", f"{HERE}/history").status_code == 303
    press(first, HERE, **{**fields_of(first.get(HERE)), "do": "review"})
    publish(second)
    main = re.compile(r"<main.*?</main>", re.S)
    assert main.search(client.get(PUBLIC).text).group() == main.search(old).group()


def test_taken_off_at_once_and_an_import_does_not_bring_it_back(app, client, editors):
    press(editors[0], f"{HERE}/take-off", HERE)
    assert client.get(PUBLIC).status_code == 404
    with app.app_context(), transaction():
        importer.import_content(app.config["CONTENT_DIR"])
    assert client.get(PUBLIC).status_code == 404


@pytest.mark.parametrize(("choice", "shown"), [("ours", "Ours"), ("theirs", "Theirs"), ("edit", "Theirs")])
def test_incoming_changes(app, client, editors, choice, shown):
    with app.app_context():
        kind = content_types.get(KIND)
        live = kind.revive(queries.document(KIND, KEY).live.fields)
        with transaction():
            operations.edit_document(KIND, live.model_copy(update={"words": "Ours, edited here."}), by="account:1")
        with transaction():
            theirs = live.model_copy(update={"words": "Theirs, from the file."})
            changed = operations.FileWords(kind, theirs, "pages/about.md")
            assert operations.import_document(changed, queries.document(KIND, KEY)) is operations.Change.INCOMING
    assert "Ours, edited here." in client.get(PUBLIC).text
    page = editors[0].get(f"{HERE}/incoming")
    assert "<del>Ours" in page.text
    press(editors[0], f"{HERE}/incoming", do=choice)
    if choice == "edit":
        assert "Ours" in client.get(PUBLIC).text
        write(editors[0])
        publish(editors[1])
    assert shown in client.get(PUBLIC).text
    assert editors[0].get(f"{HERE}/incoming").status_code == 404


def test_overdue_until_somebody_says_it_is_still_right(app, editors):
    with app.app_context():
        live = content_types.get(KIND).revive(queries.document(KIND, KEY).live.fields)
        with transaction():
            past = clock.today() - timedelta(days=3)
            operations.edit_document(KIND, live.model_copy(update={"review_due": past}), by="account:1")
        assert [due.key for due in queries.overdue(clock.today())] == [KEY]
    assert "Pages to check again" in editors[0].get("/manage").text
    press(editors[0], f"{HERE}/still-right", HERE)
    with app.app_context():
        assert queries.overdue(clock.today()) == []


def test_a_definition_has_no_form(editors):
    assert editors[0].get("/manage/publishing/need").status_code == 404


@pytest.mark.parametrize("link", ["/no-such-page", "/local-offer/services/no-such-service", "ftp://x", "http://nodot"])
def test_a_link_inside_the_words_that_leads_nowhere_is_refused(editors, link):
    page = write(editors[0], do="keep", w__words=f"Read [this]({link}) first.")
    assert page.status_code == 422
    assert "This link leads nowhere" in page.text


def test_links_inside_the_words_that_lead_somewhere(editors):
    words = "[a](/privacy#x) [b](/local-offer/services/ask-us-nottinghamshire) [c](https://example.org/x) [d](tel:01)"
    assert write(editors[0], do="keep", w__words=words).status_code == 303


def test_how_the_words_read_is_said_while_somebody_writes(editors):
    hard = "The multidisciplinary neurodevelopmental practitioner facilitates implementation of individualised "
    sent = fields_of(editors[0].get(HERE)) | {"w--words": hard + "accommodations notwithstanding QZX " * 8}
    notes = editors[0].post(f"{HERE}/check", data=sent).get_json()
    assert "Hard to read" in notes["w--words"]
    assert "QZX" in notes["w--words"]
    assert "Cut it in two" in notes["w--words"]


def test_rows_grow_one_by_one_and_nothing_typed_is_lost(editors):
    here = "/manage/publishing/step/nd-3"
    sent = boxes_of(editors[0].get(here), here)
    rows = sum(name.startswith("w--next--") and name.endswith("--if") for name in sent)
    more = editors[0].post(here, data=sent | {"w--title": "Typed", "do": "more w--next"})
    assert more.status_code == 200
    now = boxes_of(more, here)
    assert sum(name.startswith("w--next--") and name.endswith("--if") for name in now) == rows + 1
    assert now["w--title"] == ["Typed"]


def open_chapters(page) -> list[str]:
    return re.findall(r'<details class="chapter" open>\s*<summary[^>]*><h2[^>]*>([^<]+)<', page.text)


def test_a_long_form_is_folded_and_what_has_to_be_put_right_stands_open(editors):
    here = "/manage/publishing/service/childline"
    page = editors[0].get(here)
    assert open_chapters(page) == ["What it is"]
    assert "0800 1111" in page.text.split("How to reach it, and when it is open</h2>")[1][:200], "a line shows it"
    sent = fields_of(page, here)
    wrong = editors[0].post(here, data=sent | {"w--contact--website": "nonsense", "do": "keep"})
    assert open_chapters(wrong) == ["What it is", "How to reach it, and when it is open"]
    assert ">Website: This link leads nowhere" in wrong.text, "the list on top names the box"
    more = editors[0].post(here, data=sent | {"do": "more w--prices"})
    assert open_chapters(more) == ["What it is", "What it costs, and how to get it"]
    assert "Something here is needed." in editors[0].get("/manage/publishing/service/new").text
    assert not open_chapters(editors[0].get("/manage/publishing/page/about")), "a short form is not folded"


def test_a_reading_by_families_shows_on_the_page_with_its_date(app, client, editors):
    here = f"{HERE}/families"
    press(editors[0], here, HERE, on="2026-11-03", by_whom="The parent carer forum", do="note")
    assert "Reviewed by families on 3 November 2026: The parent carer forum" in client.get(PUBLIC).text
    assert "Some words have changed since" not in client.get(PUBLIC).text
    write(editors[0], w__words=NEW)
    publish(editors[1])
    assert "Some words have changed since" in client.get(PUBLIC).text
    assert press(editors[0], here, HERE, on="2999-01-01", by_whom="The forum", do="note").status_code == 422
    assert press(editors[0], here, HERE, on="2026-11-04", by_whom="a@b.org", do="note").status_code == 422
    press(editors[0], here, HERE, do="undo")
    assert "Reviewed by families" not in client.get(PUBLIC).text
