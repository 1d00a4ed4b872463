import re
from datetime import timedelta

import pytest

from tests.own_site import press, token_in
from tests.sent_forms import boxes_of
from tests.signing_in import make_account, sign_in_to
from webapp.accounts.roles import Permission
from webapp.engine import clock
from webapp.engine.transaction import transaction
from webapp.publishing import content_types, jobs, operations, queries

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


def test_two_editors_at_once(editors):
    first, second = editors
    stale = fields_of(second.get(HERE))
    write(first, do="keep", w__words=NEW)
    assert second.post(HERE, data=stale | {"do": "keep"}).status_code == 409


def test_sent_back_with_a_note(editors):
    first, second = editors
    write(first, w__words=NEW)
    press(second, f"{HERE}/review", do="back", version="1", note="Say who pays")
    assert "Say who pays" in first.get(HERE).text
    with_review = first.get("/manage/publishing").text
    assert "Waits for a second person" not in with_review


def test_scheduled_words_go_public_when_their_time_comes(app, client, editors):
    import time_machine

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
    from webapp.publishing.importer import import_content

    press(editors[0], f"{HERE}/take-off", HERE)
    assert client.get(PUBLIC).status_code == 404
    with app.app_context(), transaction():
        import_content(app.config["CONTENT_DIR"])
    assert client.get(PUBLIC).status_code == 404


@pytest.mark.parametrize(("choice", "shown"), [("ours", "Ours"), ("theirs", "Theirs")])
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
