"""Prove it: run the suite here, see what failed and why, and read what keeps each promise."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from assistant.content.claims import read_claims
from assistant.errors import AssistantError, NotFound
from assistant.web.frame import Frame
from assistant.web.pages.home import message_page
from assistant.web.proving import Proving
from assistant.web.views import prove as views

_KINDS = {"results.json": "application/json", "report.md": "text/markdown", "report.html": "text/html"}


def router(frame: Frame, proving: Proving | None = None) -> APIRouter:
    """Return the routes of the page."""
    routes = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)
    render = frame.render
    work = proving or Proving(frame.assistant.settings)

    @routes.get("/prove")
    def prove(
        run: Annotated[str, Query(max_length=40)] = "",
        show: Literal["failed", "passed", "all"] = "failed",
        task: Annotated[str, Query(max_length=40)] = "",
        page: Annotated[int, Query(ge=1, le=10_000)] = 1,
    ) -> Response:
        kept = work.runs.list()
        problem = work.failure()
        loaded = None
        try:
            if run or kept:
                loaded = work.runs.load(run or kept[0].id)
        except NotFound as err:
            told = render.words.error(err)
            return message_page(frame, told.message, told.remedy)
        except AssistantError as err:
            problem = str(render.words.error(err))
        asked = views.Asked(show=show, task=task, page=page)
        html = views.prove_html(render, work, kept, loaded, asked, problem, **frame.around("prove"))
        return HTMLResponse(html)

    @routes.post("/prove/run")
    def start() -> Response:
        try:
            work.start()
        except OSError as err:
            words = render.words
            return message_page(
                frame, words("web.prove.cannot", why=err.strerror or ""), words("web.prove.cannot-remedy"), 500
            )
        return RedirectResponse("/prove", 303)

    @routes.post("/prove/stop")
    def stop() -> Response:
        work.stop()
        return RedirectResponse("/prove", 303)

    @routes.get("/prove/progress")
    def progress() -> Response:
        return JSONResponse(views.progress_json(render, work), headers={"Cache-Control": "no-store"})

    @routes.get("/prove/claims")
    def claims() -> str:
        return views.claims_html(render, read_claims(), **frame.around("prove"))

    @routes.get("/prove/runs/{run}/{name}")
    def download(run: str, name: str) -> Response:
        try:
            data = work.runs.file(run, name)
        except AssistantError as err:
            told = render.words.error(err)
            return message_page(frame, told.message, told.remedy, 404 if isinstance(err, NotFound) else 409)
        headers = {"Content-Disposition": f'attachment; filename="mou-eval-{run}-{name}"'}
        return Response(data, media_type=_KINDS[name], headers=headers)

    return routes
