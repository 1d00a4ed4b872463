"""Have your say, what others said, and what was done."""

from typing import cast

from flask import Blueprint, Response, current_app, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from itsdangerous import BadSignature, TimestampSigner

from ..accounts.access import current_person, public
from ..engine import clock, throttle
from ..engine.errors import DomainError
from ..engine.transaction import transactional
from ..moderation import detector, spans
from ..moderation.queries import reader_mark
from ..taxonomy import queries as taxonomy
from ..ui.addresses import url_for
from ..ui.views import page
from . import operations, queries
from .forms import CodeForm, CommentForm, about_name, facts, speaker_name
from .wording import COUNTED, About, Speaker, Wish

bp = Blueprint("feedback", __name__, template_folder="templates")

BY_PLACE = throttle.Limit("comment", burst=5, every=120)
LEAST_SECONDS = 3
PAGE_SIZE = 20


def link_for_this_page() -> str:
    """The address of the form, about the page that is being read."""
    if request.endpoint and request.endpoint.startswith(("feedback", "accounts", "moderation")):
        return ""
    return url_for("feedback.have_your_say", about=request.path)


@bp.get("/have-your-say")
@public(params=("about",), shared=False)
def have_your_say() -> ResponseReturnValue:
    """The form."""
    return _form_page(_form())


@bp.get("/have-your-say/young-people")
@public(shared=False)
def young_people() -> ResponseReturnValue:
    """The same form in fewer, bigger words."""
    return _form_page(_form(easy=True), easy=True)


@bp.post("/have-your-say")
@public(shared=False)
@transactional
def send() -> ResponseReturnValue:
    """Preview, take words out, or send; nothing typed is lost on the way."""
    easy = request.form.get("easy") == "yes"
    form = _form(easy=easy)
    do = request.form.get("do", "preview")
    if do == "edit":
        return _form_page(form, easy=easy)
    if not form.validate_on_submit():
        return _form_page(form, easy=easy), 422
    words = cast("str", form.words.data).replace("\r\n", "\n").strip()
    if do.startswith("take:"):
        words = spans.redact(words, _taken(words, do.removeprefix("take:")))
    form.words.data = words
    if do != "send":
        return _preview_page(form, words, easy)
    trouble = _trouble(form)
    if trouble:
        form.form_errors.append(trouble)
        return _preview_page(form, words, easy), 422
    seconds = throttle.wait(BY_PLACE, request.remote_addr or "")
    if seconds:
        form.form_errors.append(
            gettext(
                "Many comments came from the same place. Please wait two minutes and send it again. Nothing is lost."
            )
        )
        return _preview_page(form, words, easy), 429, {"Retry-After": str(seconds)}
    code = _leave(form, words)
    return redirect(url_for(".became", code=f"{code[:4]}-{code[4:]}", thanks=1), 303)


@bp.get("/have-your-say/code")
@public(shared=False)
def ask_code() -> ResponseReturnValue:
    """Look a comment up."""
    return page("feedback/code.html", form=CodeForm())


@bp.post("/have-your-say/code")
@public(shared=False)
def look_up() -> ResponseReturnValue:
    """To the comment's page, or a word about the code."""
    form = CodeForm()
    if form.validate_on_submit():
        try:
            code = queries.comment_by_reference(cast("str", form.code.data)).reference
            return redirect(url_for(".became", code=f"{code[:4]}-{code[4:]}"), 303)
        except DomainError:
            form.code.errors = [gettext("We have no comment with this code. Check each letter and number.")]
    return page("feedback/code.html", form=form), 422


@bp.get("/have-your-say/became/<code>")
@public(params=("thanks",), shared=False)
def became(code: str) -> ResponseReturnValue:
    """What became of a comment. Shows no words unless they are public."""
    comment = queries.comment_by_reference(code)
    said = (
        next((c for c in queries.comments() if c.id == comment.id), None)
        if comment.state == "published"
        else None
    )
    return page(
        "feedback/became.html",
        comment=comment,
        said=said,
        code=code,
        thanks=request.args.get("thanks"),
        **facts(),
    )


@bp.get("/have-your-say/comments")
@public(params=("page", "about"))
def comments() -> ResponseReturnValue:
    """What families said, newest first."""
    about = request.args.get("about", "")
    found = [c for c in queries.comments() if about not in set(About) or c.about == about]
    number = _page_number(len(found))
    pages = -(-len(found) // PAGE_SIZE)
    return page(
        "feedback/comments.html",
        comments=found[(number - 1) * PAGE_SIZE : number * PAGE_SIZE],
        number=number,
        pages=pages,
        about=about if about in set(About) else "",
        subjects=list(About),
        **facts(),
    )


@bp.get("/you-said-we-did")
@public()
def you_said() -> ResponseReturnValue:
    """Every answer of the partnership, the late ones marked by the day itself."""
    return page(
        "feedback/you_said.html",
        themes=queries.themes(),
        years=queries.report_years(),
        waiting=sum(1 for c in queries.comments() if not c.theme),
        **facts(),
    )


@bp.get("/you-said-we-did/<slug>")
@public()
def theme(slug: str) -> ResponseReturnValue:
    """One theme: what was said, the answer, the promise, the comments."""
    found = queries.theme(slug)
    return page("feedback/theme.html", theme=found, measures=queries.measure_cards(found.measures), **facts())


@bp.get("/you-said-we-did/feed.xml")
@public()
def feed() -> ResponseReturnValue:
    """New answers, for feed readers (Atom)."""
    site = str(current_app.config["SETTINGS"].site_url)
    body = page("feedback/feed.xml", themes=queries.themes()[:30], site=site, now=clock.now(), **facts())
    return Response(body, mimetype="application/atom+xml")


@bp.get("/have-your-say/reports/<int(fixed_digits=4):year>")
@public()
def report(year: int) -> ResponseReturnValue:
    """The year's report (SEND Regulations 2014, reg. 56)."""
    return page(
        "feedback/report.html",
        report=queries.report(year),
        years=queries.report_years(),
        counted=[str(w) for w in COUNTED],
        themes=[t for t in queries.themes() if t.answered_on and t.answered_on.year == year],
        **facts(),
    )


def _form(*, easy: bool = False) -> CommentForm:
    form = CommentForm()
    form.offer(easy=easy)
    if not form.page.data:
        form.page.data = _known_page(request.args.get("about", ""))
    if not form.begun.data:
        form.begun.data = _signer().sign(b"begun").decode()
    return form


def _known_page(path: str) -> str:
    """A page of this site, or nothing: what somebody put into an address is not shown to volunteers."""
    return path if path in queries.page_titles() else ""


def _page_title(form: CommentForm) -> str:
    return queries.page_titles().get(form.page.data or "", "")


def _form_page(form: CommentForm, *, easy: bool = False) -> str:
    template = "feedback/young_people.html" if easy else "feedback/have_your_say.html"
    return page(template, form=form, about_page=_page_title(form))


def _preview_page(form: CommentForm, words: str, easy: bool) -> str:
    found = detector.find(words, operations.public_names()) if form.wish.data == Wish.PUBLISH else []
    cut = spans.pieces(words, [spans.Span(f.start, f.end, detector.MARK_OF[f.kind]) for f in found])
    likely = [(f"{f.start}-{f.end}-{detector.MARK_OF[f.kind]}", words[f.start : f.end]) for f in found]
    return page(
        "feedback/preview.html",
        form=form,
        words=words,
        pieces=cut,
        likely=likely,
        easy=easy,
        about_page=_page_title(form),
        urgent=taxonomy.area().urgent,
        **facts(),
    )


def _taken(words: str, which: str) -> list[spans.Span]:
    """What the writer pressed: one likely detail, or all of them."""
    found = [
        spans.Span(f.start, f.end, detector.MARK_OF[f.kind])
        for f in detector.find(words, operations.public_names())
    ]
    return found if which == "all" else [s for s in found if f"{s.start}-{s.end}-{s.what}" == which]


def _trouble(form: CommentForm) -> str:
    """Why a machine may have sent this; the words stay on the screen, so a person loses nothing."""
    if form.website.data:
        return gettext(
            "A hidden box was filled in, as machines do. We have emptied it. Please press send again."
        )
    try:
        _signer().unsign(form.begun.data or "", max_age=24 * 3600)
        begun = _signer().unsign(form.begun.data or "", return_timestamp=True)[1]
    except BadSignature:
        form.begun.data = _signer().sign(b"begun").decode()
        return gettext("This page was open for a long time. Please press send again.")
    if (clock.now() - begun).total_seconds() < LEAST_SECONDS:
        return gettext("That was very quick. Please read it once more and press send again.")
    return ""


def _leave(form: CommentForm, words: str) -> str:
    person = current_person()
    speaker = Speaker(form.speaker.data)
    said = operations.Words(
        speaker, About(form.about.data), Wish(form.wish.data), words, _known_page(form.page.data or "")
    )
    about = about_name(said.about) + (f": {_page_title(form)}" if said.page else "")
    mark = reader_mark(person.id, current_app.config["SECRET_KEY"]) if person else ""
    return operations.leave_comment(said, writer_mark=mark, names=(about, speaker_name(speaker)))


def _signer() -> TimestampSigner:
    return TimestampSigner(current_app.config["SECRET_KEY"], salt="have your say")


def _page_number(count: int) -> int:
    text = request.args.get("page", "1")
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 1
    return min(max(number, 1), max(1, -(-count // PAGE_SIZE)))
