"""Writing, checking, approving and watching newsletters: for people who may send them."""

from datetime import timedelta

from flask import Blueprint, Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from ..accounts.access import Person, current_person, requires
from ..accounts.roles import Permission
from ..engine import clock, subjects
from ..engine.errors import InvalidError, NotFoundError
from ..engine.jobs import runner
from ..engine.mail import outbox
from ..engine.mail.message import is_address, normal
from ..engine.mail.transports import file as mail_files
from ..engine.transaction import transactional
from ..taxonomy import queries as taxonomy
from ..ui.views import page
from . import jobs, lint, preview, queries, render
from .forms import IssueForm, PressForm, TestForm, WhenForm, kinds_of_things
from .inlining import inlined
from .models import Edition, Issue
from .operations import preparing, writing

bp = Blueprint("newsletters_manage", __name__, url_prefix="/manage/newsletters", template_folder="templates")

may = requires(Permission.SEND_NEWSLETTERS)
MOST_FOUND = 12


def _me() -> Person:
    person = current_person()
    assert person is not None  # noqa: S101 - `may` let somebody in
    return person


def _back(issue_id: int, place: str = "") -> ResponseReturnValue:
    return redirect(url_for(".issue", issue_id=issue_id) + place)


@bp.get("")
@may
def overview() -> ResponseReturnValue:
    """Every issue, and who reads."""
    return page(
        "newsletters/manage/overview.html",
        issues=queries.issues(),
        readers=queries.subscribers_by_state(),
        mail=outbox.settings().mail,
        press=PressForm(),
    )


@bp.post("")
@may
@transactional
def create() -> ResponseReturnValue:
    """A new draft."""
    title = " ".join(request.form.get("title", "").split())[:120]
    if not title:
        raise InvalidError("Give the newsletter a title. You can change it later.")
    return _back(writing.create_issue(title=title, by=_me().id).id)


@bp.get("/<int:issue_id>")
@requires(Permission.SEND_NEWSLETTERS, params=("q",))
def issue(issue_id: int) -> ResponseReturnValue:
    """One issue: its words while it is written, its numbers once it leaves."""
    found = queries.issue(issue_id)
    return _issue_page(found, IssueForm(formdata=None, obj=found))


def _issue_page(found: Issue, form: IssueForm, status: int = 200) -> ResponseReturnValue:
    q = request.args.get("q", "")
    body = page(
        "newsletters/manage/issue.html",
        issue=found,
        form=form,
        written=_parts_written(found),
        findings=_findings(found),
        letter=render.letter_of(found),
        easy=render.has_easy_read(found),
        audience=queries.audience_size(found, clock.today()),
        tally=queries.tally(found.id),
        came_back=queries.came_back(found.id),
        rest=queries.rest(found.id),
        failures=queries.failures(found.id),
        topics=queries.topic_titles(found.topics),
        test=TestForm(),
        when=WhenForm(),
        press=PressForm(),
        found=_things(q),
        kinds=kinds_of_things(),
        q=q,
        me=_me(),
        mail=outbox.settings().mail,
    )
    return Response(body, status, headers={"Content-Security-Policy": preview.FRAMING})


def _findings(found: Issue) -> list[lint.Finding]:
    known = set(taxonomy.abbreviations())
    letters = [render.letter_of(found)]
    if render.has_easy_read(found):
        letters.append(render.letter_of(found, Edition.EASY_READ))
    gone = [lint.Finding("Whole letter", f"“{ref}” is not on the site any more.") for ref in render.missing(found)]
    return gone + [finding for letter in letters for finding in lint.check(letter, known)]


def _things(words: str) -> list[subjects.Card]:
    """Things of the site whose names hold all these words."""
    wanted = words.lower().split()
    if not wanted:
        return []
    told = kinds_of_things()
    found = [card for card in subjects.to_tell_of() if card.ref.kind in told]
    return [c for c in found if all(w in f"{c.title} {told[c.ref.kind]}".lower() for w in wanted)][:MOST_FOUND]


def _parts_written(found: Issue) -> dict[int, writing.PartWords]:
    """The words of each part: as they were just sent, or as they are kept."""
    sent = request.form
    return {
        item.id: writing.PartWords(
            heading=" ".join(sent.get(f"heading-{item.id}", item.heading).split())[:120],
            words=sent.get(f"words-{item.id}", item.words).replace("\r\n", "\n").strip(),
            easy_words=sent.get(f"easy-{item.id}", item.easy_words).replace("\r\n", "\n").strip(),
        )
        for item in found.items
    }


@bp.post("/<int:issue_id>")
@may
@transactional
def save(issue_id: int) -> ResponseReturnValue:
    """Keep everything on the page, then do what the button says: nothing that was typed is lost."""
    found, form = queries.issue(issue_id), IssueForm()
    if not form.validate_on_submit():
        return _issue_page(found, form, 422)
    version = request.form.get("version", type=int) or 0
    writing.write_all(found, by=_me().id, version=version, head=form.head(), parts=_parts_written(found))
    return _then(found, *request.form.get("do", "keep").partition(" ")[::2])


def _then(found: Issue, do: str, what: str) -> ResponseReturnValue:
    me, number = _me().id, int(what) if what.isascii() and what.isdigit() else 0
    if do == "find":
        return redirect(url_for(".issue", issue_id=found.id, q=request.form.get("q", "")[:80]) + "#find")
    if do == "words":
        return _back(found.id, f"#part-{writing.add_item(found, by=me).id}")
    if do == "add":
        if not subjects.cards([subjects.SubjectRef.parse(what)]):
            raise InvalidError("That is not on the site any more.")
        return _back(found.id, f"#part-{writing.add_item(found, by=me, ref=what).id}")
    if do in {"up", "down"}:
        writing.move_item(found, number, by=me, down=do == "down")
        return _back(found.id, f"#part-{number}")
    if do == "remove":
        writing.remove_item(found, number, by=me)
        return _back(found.id, "#parts")
    return _back(found.id)


@bp.get("/<int:issue_id>/preview")
@may
def look(issue_id: int) -> ResponseReturnValue:
    """The letter as it will look: phone and desktop, light and dark, plain text, page."""
    found = queries.issue(issue_id)
    letter = render.letter_of(found)
    text = render.mail_text(letter, found.slug, render.EXAMPLE)
    body = page(
        "newsletters/manage/preview.html",
        issue=found,
        letter=letter,
        text=text,
        easy=render.has_easy_read(found),
    )
    return Response(body, headers={"Content-Security-Policy": preview.FRAMING})


@bp.get("/<int:issue_id>/mail/<edition>/<scheme>")
@may
def mail(issue_id: int, edition: str, scheme: str) -> ResponseReturnValue:
    """The HTML of the mail itself, shut in: it may do nothing but show itself."""
    if edition not in {Edition.STANDARD, Edition.EASY_READ} or scheme not in {"light", "dark"}:
        raise NotFoundError("There is no such preview.")
    found = queries.issue(issue_id)
    html = render.mail_html(render.letter_of(found, Edition(edition)), found.slug, render.EXAMPLE)
    html = preview.in_scheme(html, dark=scheme == "dark")
    return Response(html, headers=preview.headers(html))


@bp.post("/<int:issue_id>/test")
@may
@transactional
def test(issue_id: int) -> ResponseReturnValue:
    """Send the letter to named staff, marked, with links that do nothing."""
    found = queries.issue(issue_id)
    to = [normal(part) for part in request.form.get("to", "").replace(",", " ").split()]
    if not to or len(to) > 5 or not all(map(is_address, to)):
        raise InvalidError("Write one to five email addresses of people you work with.")
    note = f"Test letter from {_me().name}. Its links change nothing."
    letter = render.letter_of(found)
    for address in to:
        outbox.post(
            purpose="newsletter test",
            to=address,
            subject=f"[Test] {found.title}",
            text=render.mail_text(letter, found.slug, render.EXAMPLE, note),
            html=inlined(render.mail_html(letter, found.slug, render.EXAMPLE, note)),
        )
    return _back(issue_id, "#tested")


@bp.post("/<int:issue_id>/ask")
@may
@transactional
def ask(issue_id: int) -> ResponseReturnValue:
    """Say that the words are ready for a second person."""
    found = queries.issue(issue_id)
    blocking = sum(finding.blocks for finding in _findings(found))
    writing.ask_for_approval(found, by=_me().id, blocking=blocking)
    return _back(issue_id)


@bp.post("/<int:issue_id>/approve")
@may
@transactional
def approve(issue_id: int) -> ResponseReturnValue:
    """Agree to the final words, the count and the topics: from now on they cannot change."""
    found, form = queries.issue(issue_id), WhenForm()
    if not form.validate_on_submit():
        raise InvalidError("We could not read that day and time.")
    send_at = form.moment() or clock.now()
    if send_at < clock.now() - timedelta(minutes=5):
        raise InvalidError("That time has passed. Choose a later one, or leave it empty to send now.")
    version = request.form.get("version", type=int) or 0
    writing.approve(found, by=_me().id, version=version, frozen=render.frozen(found), send_at=send_at)
    runner.poke(jobs.START)
    return _back(issue_id)


@bp.post("/<int:issue_id>/do")
@may
@transactional
def do(issue_id: int) -> ResponseReturnValue:
    """Send back, pause, resume, send a held one anyway."""
    found = queries.issue(issue_id)
    actions = {
        "back": lambda: writing.send_back(found, why=f"Sent back by {_me().name}."),
        "pause": lambda: preparing.pause(found, why=f"Paused by {_me().name}."),
        "resume": lambda: preparing.resume(found),
        "send-anyway": lambda: preparing.send_anyway(found),
    }
    action = actions.get(request.form.get("do", ""))
    if action is None:
        raise InvalidError("We did not understand that.")
    action()
    runner.poke(jobs.START)
    return _back(issue_id)


@bp.get("/<int:issue_id>/unsure")
@may
def unsure(issue_id: int) -> ResponseReturnValue:
    """Letters nobody can be sure of, each with the conversation."""
    rows = queries.needing_a_person(issue_id)
    return page("newsletters/manage/unsure.html", issue=queries.issue(issue_id), rows=rows, press=PressForm())


@bp.post("/<int:issue_id>/unsure/<row_id>")
@may
@transactional
def settle(issue_id: int, row_id: str) -> ResponseReturnValue:
    """A person decides about one of them, or about all in the same way."""
    rows = [row for row, _reader in queries.needing_a_person(issue_id) if row_id in {row.id, "all"}]
    if not rows:
        raise NotFoundError("There is no such letter.")
    for row in rows:
        preparing.settle(row, arrived=request.form.get("do") != "again", by=_me().id)
    runner.poke(jobs.START)
    return redirect(url_for(".unsure", issue_id=issue_id))


@bp.get("/mail")
@may
def kept_mail() -> ResponseReturnValue:
    """Letters that this site kept in files because mail is not live."""
    settings = outbox.settings()
    letters = mail_files.kept(settings.var_dir / "mail") if settings.mail.by == "file" else []
    return page("newsletters/manage/mail.html", letters=letters, mail=settings.mail)


@bp.get("/mail/<name>")
@may
def kept_letter(name: str) -> ResponseReturnValue:
    """One of them."""
    try:
        letter = mail_files.read(outbox.settings().var_dir / "mail", name)
    except FileNotFoundError as error:
        raise NotFoundError("There is no such letter.") from error
    return page("newsletters/manage/kept.html", letter=letter)
