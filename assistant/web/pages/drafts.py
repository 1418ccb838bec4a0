"""The list of drafts: start one, delete one (kept for 30 days), bring it back."""

from __future__ import annotations

import secrets
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from assistant.errors import AssistantError, NotFound
from assistant.services.proposing import proposal_of
from assistant.web.frame import Frame
from assistant.web.pages.home import message_page
from assistant.web.security import COOKIE, valid_sid
from assistant.web.views.drafts import drafts_html, use_html
from assistant.web.visits import Visits


def router(frame: Frame) -> APIRouter:
    """Return the routes of the list of drafts."""
    routes = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)
    made, words = frame.assistant, frame.render.words
    visits = Visits(made)

    def page(**more: str) -> str:
        return drafts_html(frame.render, made.drafts.list(), made.templates, frame.around("draft"), **more)

    @routes.get("/drafts")
    def drafts(deleted: str = "", restored: str = "") -> str:
        if deleted:
            return page(notice=words("web.drafts.deleted"), restore=deleted[:60])
        return page(notice=words("web.drafts.restored") if restored else "")

    @routes.post("/drafts")
    def start(
        request: Request,
        template: Annotated[str, Form(max_length=80)] = "",
        sentence: Annotated[str, Form(max_length=20_000)] = "",
    ) -> Response:
        sid = valid_sid(request.cookies.get(COOKIE)) or f"new-{secrets.token_urlsafe(24)}"
        try:
            if template:
                return _to(made.drafts.new(template).draft.id)
            if not sentence.strip():
                return HTMLResponse(page(problem=words("web.drafts.empty-sentence")), 400)
            started = visits.start(sid, sentence)
        except AssistantError as err:
            return HTMLResponse(page(problem=str(words.error(err)), sentence=sentence), 400)
        if started.draft is None:
            return HTMLResponse(page(problem=started.message, sentence=sentence), 400)
        return _to(started.draft)

    @routes.post("/drafts/use")
    def use(
        request: Request,
        clause: Annotated[str, Form(max_length=80)] = "",
        variant: Annotated[str, Form(max_length=80)] = "",
        passage: Annotated[str, Form(max_length=120)] = "",
        draft: Annotated[str, Form(max_length=60)] = "",
        template: Annotated[str, Form(max_length=80)] = "",
    ) -> Response:
        sid = valid_sid(request.cookies.get(COOKIE)) or f"new-{secrets.token_urlsafe(24)}"
        try:
            wording = proposal_of(
                made.knowledge, made.templates, made.wording, clause=clause, variant=variant, passage=passage
            )
            fit = {t.id for t in made.templates.templates.values() if clause in t.order}
            known = [d for d in made.drafts.list() if d.template in fit]
            if template:
                draft = made.drafts.new(template).draft.id
            elif not draft and len(known) == 1:
                draft = known[0].id
            if not draft:
                chosen = {"clause": clause, "variant": variant, "passage": passage}
                return HTMLResponse(
                    use_html(frame.render, known, made.templates, wording, chosen, frame.around("draft"))
                )
            visits.use(sid, draft, wording)
        except AssistantError as err:
            return message_page(frame, *made.wording.error(err), 404 if isinstance(err, NotFound) else 400)
        return _to(draft)

    @routes.post("/drafts/{draft_id}/delete")
    def delete(draft_id: str) -> Response:
        made.drafts.delete(draft_id)
        return RedirectResponse(f"/drafts?deleted={draft_id}", 303)

    @routes.post("/drafts/{draft_id}/restore")
    def restore(draft_id: str) -> Response:
        made.drafts.restore(draft_id)
        return RedirectResponse("/drafts?restored=1", 303)

    return routes


def _to(draft_id: str) -> Response:
    return RedirectResponse(f"/draft?id={draft_id}", 303)
