"""Redlines to download: a draft against an earlier version of itself, or against a Word file that somebody sends."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, File, UploadFile
from fastapi.responses import Response

from assistant.errors import AssistantError, NotFound
from assistant.web import uploads
from assistant.web.downloads import word_file
from assistant.web.frame import Frame
from assistant.web.pages.home import message_page


def router(frame: Frame) -> APIRouter:
    """Return the routes of redlines."""
    routes = APIRouter(include_in_schema=False)
    made = frame.assistant

    def answer(draft_id: str, against: int | tuple[str, bytes]) -> Response:
        try:
            data, name = made.drafts.export(draft_id, "redline", against=against)
        except AssistantError as err:
            return message_page(frame, *made.wording.error(err), 404 if isinstance(err, NotFound) else 400)
        return word_file(data, name)

    @routes.get("/redline/{draft_id}/v{version}.docx")
    def since(draft_id: str, version: int) -> Response:
        return answer(draft_id, version)

    @routes.post("/redline/{draft_id}")
    def with_file(draft_id: str, file: Annotated[UploadFile, File()]) -> Response:
        return answer(draft_id, uploads.word_file(file))

    return routes
