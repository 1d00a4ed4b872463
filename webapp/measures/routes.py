"""What families said, published: the measures, each measure, each release, and the files."""

import json
from typing import Any

from flask import Blueprint, Response, current_app, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ..accounts.access import public
from ..engine import clock
from ..feedback.forms import promise_name
from ..surveys import results
from ..taxonomy import queries as taxonomy
from ..ui import languages
from ..ui.filters import atom
from ..ui.views import page
from . import coming, files, interface, queries, shown, trend
from .content import MeasureFields
from .queries import Published
from .release import counted_words

bp = Blueprint("measures", __name__, template_folder="templates")


@bp.get("/measures")
@public()
def overview() -> ResponseReturnValue:
    """Six outcomes and the headline measures; before the first release, what will be measured and when."""
    release, measures = queries.newest(), list(queries.measures().values())
    document = release.document if release else None
    return page(
        "measures/overview.html",
        release=release,
        outcomes=shown.outcomes(measures, document),
        planned={} if document else {m.key: _planned(m) for m in measures if m.kind == "pair"},
        headlines=[
            (m, shown.headline(document, m) if document else None, shown.tile(document, m) if document else [])
            for m in measures
            if shown.stands_alone(m)
        ],
        others=[m for m in measures if not shown.stands_alone(m) and m.kind != "pair"],
        clear=shown.clear_changes(document, measures) if document else [],
        compared=bool(document and shown.compared(document)),
        weeks=queries.rules().results_after_weeks,
        coming=None if document else coming.results_due(results.newest_standing(), queries.rules().results_after_weeks),
    )


@bp.get("/measures/how-we-count")
@public()
def method() -> ResponseReturnValue:
    """How numbers are made and what is kept back, in plain words and with every threshold."""
    rules = queries.rules()
    return page(
        "measures/method.html",
        rules=rules,
        populations=queries.populations(),
        titles={breakdown.key: breakdown.title for breakdown in rules.breakdowns},
        sources={key: source.title for key, source in taxonomy.sources().items()},
    )


@bp.get("/measures/releases")
@public()
def releases() -> ResponseReturnValue:
    """Every release, newest first."""
    return page("measures/releases.html", releases=queries.published())


@bp.get("/measures/releases.atom")
@public()
def feed() -> ResponseReturnValue:
    """New releases for feed readers."""
    body = page("measures/releases.atom", releases=queries.published(), site=_site(), language=languages.current())
    return Response(body, mimetype="application/atom+xml")


@bp.get("/measures/releases/<key>")
@public()
def release(key: str) -> ResponseReturnValue:
    """One release whole: who answered, every figure, the files, corrections."""
    found = queries.published_release(key)
    return page("measures/release.html", release=found, correction=_correction(found), **_whole(found))


@bp.get("/measures/releases/<key>/board-pack")
@public()
def board_pack(key: str) -> ResponseReturnValue:
    """The fixed pack for the Board: the headline figures on pages to print."""
    found = queries.published_release(key)
    return page(
        "measures/board_pack.html",
        release=found,
        correction=_correction(found),
        site=_site(),
        today=clock.today(),
        promises=queries.promises_by_measure(),
        promise_name=promise_name,
        **_whole(found),
    )


@bp.get("/measures/releases/<key>.csv")
@public()
def release_csv(key: str) -> ResponseReturnValue:
    """One release as CSV."""
    found = queries.published_release(key)
    body = files.as_csv(found.key, found.document, _names())
    return Response(
        body,
        mimetype="text/csv",
        headers={"Content-Disposition": f'attachment; filename="measures-{key}.csv"'},
    )


@bp.get("/measures/releases/<key>/codebook.json")
@public()
def codebook(key: str) -> ResponseReturnValue:
    """What the columns of the CSV mean."""
    found = queries.published_release(key)
    return _json(files.codebook(found.key, _title(found)))


@bp.get("/api/measures/v1/releases")
@public()
def api_releases() -> ResponseReturnValue:
    """Every release, for programs."""
    return _json(
        [
            {
                "release": r.key,
                "wave": r.wave,
                "number": r.number,
                "published_on": r.publish_on.isoformat(),
                "published_at": atom(r.published_at),
                "corrected_by": r.corrected_by,
                "reason": r.reason,
                "url": _site() + url_for("measures.api_release", key=r.key),
                "page": _site() + url_for("measures.release", key=r.key),
                "csv": _site() + url_for("measures.release_csv", key=r.key),
            }
            for r in queries.published()
        ]
    )


@bp.get("/api/measures/v1/releases/<key>")
@public()
def api_release(key: str) -> ResponseReturnValue:
    """One release whole, for programs."""
    found = queries.published_release(key)
    about = {
        "number": found.number,
        "published_on": found.publish_on.isoformat(),
        "published_at": atom(found.published_at),
        "reason": found.reason,
        "corrected_by": found.corrected_by,
        "licence": "OGL-UK-3.0",
    }
    return Response(files.as_json(found.key, found.document, about), mimetype="application/json")


@bp.get("/api/measures/v1/openapi.json")
@public()
def openapi() -> ResponseReturnValue:
    """The interface described."""
    return _json(interface.openapi(f"{taxonomy.area().area_name}: co-production measures", _site()))


@bp.get("/measures/<key>")
@public()
def measure(key: str) -> ResponseReturnValue:
    """One measure: number, range, base, wording, who answered, change, breakdowns, earlier results."""
    found, newest = queries.measure(key), queries.newest()
    document = newest.document if newest else None
    names = _names()
    return page(
        "measures/measure.html",
        measure=found,
        release=newest,
        bar=shown.headline(document, found) if document else None,
        trends=_trends(found),
        promises=queries.what_we_will_do(key),
        promise_name=promise_name,
        counted=shown.counted(document, found) if document else _planned(found),
        gaps=shown.gaps(document, found, names) if document else [],
        who=document["who"] if document else None,
        beside=[(k, names[k]) for k in found.beside if k in names],
        of=[(k, names[k]) for k in found.of if k in names],
        outcome=taxonomy.terms("outcome").get(found.outcome or ""),
        earlier=queries.earlier_results().get(key, []),
        rules=queries.rules(),
    )


@bp.after_app_request
def open_to_all(response: Response) -> Response:
    """Anybody's program may read the figures from anywhere, errors too; they are public and know nobody."""
    if request.path.startswith("/api/measures"):
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _trends(found: MeasureFields) -> dict[str, list[trend.Point]]:
    """The years of each question, by question."""
    documents = [release.document for release in queries.newest_of_each_wave()]
    earlier = queries.earlier_results().get(found.key, [])
    return {part.question: trend.trend(documents, earlier, found, part) for part in found.parts}


def _planned(found: MeasureFields) -> list[shown.Counted]:
    """Before the first release: the questions that will be counted, in their words today."""
    asked = results.newest_questionnaires()
    planned = []
    for part in found.parts:
        questionnaire = asked.get(part.audience)
        question = questionnaire.question(part.question) if questionnaire else None
        if questionnaire and question:
            answers = [option.text for option in questionnaire.options(part.question)]
            said = counted_words(questionnaire, part)
            planned.append(shown.Counted(part, part.label or found.name, question.text, answers, said, None, []))
    return planned


def _whole(found: Published) -> dict[str, Any]:
    return shown.whole(found.document, list(queries.measures().values()))


def _correction(found: Published) -> Published | None:
    """The release that takes this one's place."""
    return queries.published_release(found.corrected_by) if found.corrected_by else None


def _names() -> dict[str, str]:
    return {key: found.name for key, found in queries.measures().items()}


def _title(found: Published) -> str:
    return _("What families said, %(wave)s", wave=found.wave)


def _site() -> str:
    return str(current_app.config["SETTINGS"].site_url)


def _json(data: Any) -> Response:
    return Response(json.dumps(data, ensure_ascii=False, indent=1) + "\n", mimetype="application/json")
