"""Files to download, through our own routes, and a sign of life for whoever runs the server."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from assistant import __version__
from assistant.domain.exports import ExportKind
from assistant.errors import AssistantError, NotAllowed, NotFound
from assistant.web.frame import Frame
from assistant.web.pages.home import message_page
from assistant.web.security import COOKIE, valid_sid
from assistant.web.visits import Visits

_WORD = ExportKind.CLEAN.media


def router(frame: Frame) -> APIRouter:
    """Return the routes for downloads and health."""
    routes = APIRouter(include_in_schema=False)
    made = frame.assistant
    visits = Visits(made)

    @routes.get("/export/{draft_id}/provenance.csv")
    def provenance(draft_id: str) -> Response:
        try:
            data, name = made.drafts.provenance_csv(draft_id)
        except AssistantError as err:
            return message_page(frame, *made.wording.error(err), 404 if isinstance(err, NotFound) else 500)
        return word_file(data, name, "text/csv; charset=utf-8")

    @routes.get("/export/{draft_id}/{kind}.docx")
    def export(draft_id: str, kind: ExportKind, against: int | None = None, despite_open: bool = False) -> Response:
        return _copy(draft_id, kind, against=against, despite_open=despite_open)

    @routes.get("/export/{draft_id}/packet.zip")
    def packet(draft_id: str) -> Response:
        return _copy(draft_id, ExportKind.PACKET)

    def _copy(draft_id: str, kind: ExportKind, **choices: Any) -> Response:
        try:
            data, name = made.drafts.export(draft_id, kind, **choices)
        except NotAllowed as err:
            if err.key == "publication-open":
                items = made.drafts.open_items(draft_id)
                page = frame.render("publication_open", id=draft_id, items=items, **frame.around("draft"))
                return HTMLResponse(page, 409)
            return message_page(frame, *made.wording.error(err), 409)
        except AssistantError as err:
            return message_page(frame, *made.wording.error(err), 404 if isinstance(err, NotFound) else 500)
        return word_file(data, name, kind.media)

    @routes.get("/brief/{brief_id}.docx")
    def brief(request: Request, brief_id: str, draft: str = "") -> Response:
        sid = valid_sid(request.cookies.get(COOKIE)) or ""
        try:
            found = visits.brief(sid, brief_id[:60], draft[:60])
            data = made.questions.word(found, made.clock())
        except AssistantError as err:
            return message_page(frame, *made.wording.error(err), 404 if isinstance(err, NotFound) else 500)
        return word_file(data, f"{found.kind.value}.docx")

    @routes.get("/healthz")
    def healthz() -> dict[str, str]:
        return {"status": "ok", "version": __version__, "edition": made.knowledge.edition}

    return routes


def word_file(data: bytes, name: str, media: str = _WORD) -> Response:
    """Answer with a file to be saved under a name."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(data, media_type=media, headers=headers)
