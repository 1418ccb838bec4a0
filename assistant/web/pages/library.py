"""The library's pages, and the source passages that citations open."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from assistant.web.frame import Frame
from assistant.web.pages.home import message_page, missing_page
from assistant.web.pages.own import own_source
from assistant.web.views import library as views
from assistant.web.views.passages import passage_html

_ASKED_BY_PAGE = "x-dialog"


def router(frame: Frame) -> APIRouter:
    """Return the library's routes."""
    routes = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)
    render, made = frame.render, frame.assistant

    def shelf(name: str) -> dict[str, object]:
        return {**frame.around("library"), "shelf": name}

    @routes.get("/library")
    def principles() -> str:
        return views.principles_html(render, made.knowledge, made.templates, **shelf("principles"))

    @routes.get("/library/samples")
    def samples() -> str:
        return views.samples_html(render, made.knowledge, **shelf("samples"))

    @routes.get("/library/samples/{sample}")
    def sample(sample: str) -> Response:
        try:
            return HTMLResponse(views.sample_html(render, made.knowledge, sample, **shelf("samples")))
        except KeyError:
            return _missing(frame)

    @routes.get("/library/notes")
    def notes(principle: Annotated[str, Query(max_length=4)] = "") -> str:
        number = int(principle) if principle.isdecimal() and 1 <= int(principle) <= 12 else None
        return views.notes_html(render, made.knowledge, number, **shelf("notes"))

    @routes.get("/library/clauses")
    def clauses() -> str:
        return views.clauses_html(render, made.templates, **shelf("clauses"))

    @routes.get("/library/clauses/{clause}")
    def clause(clause: str) -> Response:
        try:
            return HTMLResponse(views.clause_html(render, made.knowledge, made.templates, clause, **shelf("clauses")))
        except KeyError:
            return _missing(frame)

    @routes.get("/source/{passage}")
    def source(
        request: Request,
        passage: str,
        start: Annotated[int | None, Query(alias="from")] = None,
        end: Annotated[int | None, Query(alias="to")] = None,
    ) -> Response:
        found = made.knowledge.passages.get(passage)
        if found is None:
            own = own_source(frame, passage, start, end, dialog=bool(request.headers.get(_ASKED_BY_PAGE)))
            if own is not None:
                return own
            return message_page(frame, render.words("web.source.missing"), render.words("web.source.missing-remedy"))
        if request.headers.get(_ASKED_BY_PAGE):
            return HTMLResponse(passage_html(render, made.knowledge, found, start, end))
        return HTMLResponse(
            passage_html(render, made.knowledge, found, start, end, page=True, **frame.around("library"))
        )

    return routes


def _missing(frame: Frame) -> Response:
    return HTMLResponse(missing_page(frame), 404)
