"""Files to download, through our own routes, and a sign of life for whoever runs the server."""

from __future__ import annotations

from enum import StrEnum

from fastapi import APIRouter, Request
from fastapi.responses import Response

from assistant import __version__
from assistant.errors import AssistantError, NotFound
from assistant.web.frame import Frame
from assistant.web.pages.home import message_page
from assistant.web.security import COOKIE, valid_sid
from assistant.web.visits import Visits

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class Kind(StrEnum):
    """The Word files that a draft can be downloaded as."""

    CLEAN = "clean"
    ANNOTATED = "annotated"


def router(frame: Frame) -> APIRouter:
    """Return the routes for downloads and health."""
    routes = APIRouter(include_in_schema=False)
    made = frame.assistant
    visits = Visits(made)

    @routes.get("/export/{draft_id}/{kind}.docx")
    def export(draft_id: str, kind: Kind) -> Response:
        try:
            data, name = made.drafts.export(draft_id, kind.value)
        except AssistantError as err:
            return message_page(frame, *made.wording.error(err), 404 if isinstance(err, NotFound) else 500)
        return word_file(data, name)

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


def word_file(data: bytes, name: str) -> Response:
    """Answer with a Word file to be saved under a name."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(data, media_type=_WORD, headers=headers)
