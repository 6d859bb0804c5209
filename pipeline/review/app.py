"""The review page's addresses: what is open, pictures of it, and the buttons."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from pipeline.errors import CardfileError, UsageError
from pipeline.intake import printable
from pipeline.publish.pages import REPORT, REVIEW, asset, environment
from pipeline.review import decide
from pipeline.review.decide import Taken
from pipeline.review.guard import Guard
from pipeline.review.questions import Settled
from pipeline.review.session import Session

Form = Mapping[str, str]


def build(session: Session, port: int, token: str) -> Starlette:
    """The application, guarded: it serves nothing without the token."""

    def page(_request: Request) -> Response:
        return Response(render(session), media_type="text/html")

    async def act(request: Request) -> Response:
        form = dict(parse_qsl((await request.body()).decode("utf-8", "replace"), keep_blank_values=True))
        action = ACTIONS.get(request.path_params["action"])
        if action is None:
            return PlainTextResponse("There is no such button.", 404)
        try:
            await run_in_threadpool(action, session, form)
        except (CardfileError, ValueError) as e:
            text = f"{e} {getattr(e, 'remedy', '')}".strip()
            return Response(await run_in_threadpool(render, session, text), 400, media_type="text/html")
        return RedirectResponse("/", 303)

    def picture(request: Request) -> Response:
        data = cut(session, request.path_params["what"], request.path_params["key"])
        return Response(data, media_type="image/jpeg") if data else PlainTextResponse("No picture.", 404)

    def state(_request: Request) -> Response:
        return JSONResponse({"running": session.running})

    routes = [
        Route("/", page),
        Route("/state", state),
        Route("/icon.svg", lambda _: Response(asset(REVIEW, "icon.svg"), media_type="image/svg+xml")),
        Route("/style.css", lambda _: Response(style(), media_type="text/css")),
        Route("/script.js", lambda _: Response(asset(REVIEW, "review.js"), media_type="text/javascript")),
        Route("/picture/{what}/{key}", picture),
        Route("/{action}", act, methods=["POST"]),
    ]
    return Starlette(routes=routes, middleware=[Middleware(Guard, port=port, token=token)])


def render(session: Session, problem: str = "") -> str:
    """The page as it stands."""
    questions = session.questions
    settled = Settled.of(session.decisions())
    text: str = (
        environment(REVIEW)
        .get_template("review.html")
        .render(
            problem=problem,
            outcome=session.outcome,
            failed=session.failed,
            running=session.running,
            pending=session.pending(),
            pairs=questions.pairs(settled),
            doubts=questions.doubts(settled),
            introductions=questions.introductions(settled),
            joined=questions.joined(settled),
            problems=questions.problems(settled),
            taken=list(reversed(session.taken)),
            workspace=printable(str(session.ws.root)),
        )
    )
    return text


def cut(session: Session, what: str, key: str) -> bytes:
    """JPEG of the `card` of a record, or of the print around a doubtful `value`."""
    questions, pictures = session.questions, session.pictures
    doubt = questions.doubt(key) if what == "value" else None
    record = questions.record(doubt["record_id"] if doubt else key)
    if record is None:
        return b""
    place = pictures.of_card(record)
    if doubt:
        row = questions.value(doubt["record_id"], doubt["field"], doubt["value"])
        place = pictures.of_value(record, row.get("locator", ""), row.get("raw", "")) or place
    return pictures.jpeg(place) if place else b""


def _pair(session: Session, form: Form) -> None:
    questions = session.questions
    a, b = questions.record(form.get("a", "")), questions.record(form.get("b", ""))
    if a is None or b is None:
        raise UsageError("One of the two is not there any more.", RELOAD)
    session.decide(decide.pair(form.get("verdict", ""), a, b, decide.now()))


def _value(session: Session, form: Form) -> None:
    doubt = session.questions.doubt(form.get("key", ""))
    if doubt is None:
        raise UsageError("This value is not there any more.", RELOAD)
    record, field, value = doubt["record_id"], doubt["field"], doubt["value"]
    regions = (session.questions.country(doubt["person_id"]), session.settings.region)
    session.decide(_judged(form, (record, field, value), regions, session.published))


def _judged(form: Form, what: tuple[str, str, str], regions: tuple[str, ...], run: str) -> Taken:
    act, at = form.get("act", ""), decide.now()
    if act == "right":
        return decide.right(*what, at, run)
    if act == "drop":
        return decide.drop(*what, at)
    better = form.get("better", "") if act == "correct" else act.removeprefix("other:")
    return decide.correct(*what, better, regions, at, run)


def _intro(session: Session, form: Form) -> None:
    questions = session.questions
    table = questions.tables["introductions"]
    rows = table[table["intro_id"] == form.get("intro", "")].to_dict("records")
    if not rows:
        raise UsageError("This introduction is not there any more.", RELOAD)
    names = " and ".join(questions.directory.person(rows[0][p])["name"] for p in ("person_a", "person_b"))
    session.decide(decide.introduction(rows[0], form.get("verdict", ""), names, decide.now()))


def _untag(session: Session, form: Form) -> None:
    questions = session.questions
    record, side, topic = (form.get(k, "") for k in ("record", "side", "topic"))
    table = questions.tables["tags"]
    rows = table[(table["record_id"] == record) & (table["side"] == side) & (table["topic"] == topic)]
    if rows.empty:
        raise UsageError("This tag is not there any more.", RELOAD)
    name = questions.directory.person(str(rows.iloc[0]["person_id"]))["name"]
    session.decide(decide.untag(record, side, topic, name, questions.directory.label(topic), decide.now()))


RELOAD = "Reload the page."
ACTIONS: dict[str, Callable[[Session, Form], None]] = {
    "pair": _pair,
    "value": _value,
    "intro": _intro,
    "untag": _untag,
    "undo": lambda session, form: session.undo(form.get("id", "")),
    "apply": lambda session, _: session.apply(),
}


def style() -> str:
    """The report's style, and what this page adds."""
    return asset(REPORT, "report.css") + asset(REVIEW, "review.css")
