"""Go on from a review: a draft with the agreement's own words, and wording for a finding that a person may accept."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from assistant.errors import AssistantError, NotFound
from assistant.web.downloads import word_file
from assistant.web.frame import Frame
from assistant.web.pages.home import message_page
from assistant.web.views.review_drafts import fix_html, started_html

_DONE = ("new", "kept")
_Id = Annotated[str, Form(max_length=60)]


def router(frame: Frame) -> APIRouter:
    """Return the routes of what follows a review."""
    routes = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)
    made, words = frame.assistant, frame.render.words

    def failed(err: AssistantError) -> Response:
        return message_page(frame, *words.error(err), 404 if isinstance(err, NotFound) else 400)

    def started_page(review_id: str, *, notice: str = "", problem: str = "") -> str:
        started = made.review_drafts.started(review_id)
        return started_html(
            frame.render,
            started,
            made.reviews.get(review_id),
            made.drafts.template(started.draft),
            made.reviews.words,
            frame.around("review"),
            notice=notice,
            problem=problem,
        )

    def fix_page(
        review_id: str,
        requirement: str,
        draft: str,
        variant: str,
        *,
        notice: str = "",
        problem: tuple[str, ...] = (),
        conflict: bool = False,
    ) -> str:
        fix = made.review_drafts.proposal(review_id, requirement, draft or None, variant)
        fit = {t.id for t in made.templates.templates.values() if fix.clause in t.order}
        return fix_html(
            frame.render,
            fix,
            made.reviews.get(review_id),
            made.knowledge,
            [d for d in made.drafts.list() if d.template in fit],
            made.reviews.words,
            frame.around("review"),
            notice=notice,
            problem=problem,
            conflict=conflict,
        )

    @routes.post("/review/{review_id}/draft")
    def start(review_id: str, template: Annotated[str, Form(max_length=80)] = "standard") -> Response:
        try:
            made.review_drafts.start(review_id, template)
        except AssistantError as err:
            return failed(err)
        return RedirectResponse(f"/review/{review_id}/draft?done=new", 303)

    @routes.get("/review/{review_id}/draft")
    def started(review_id: str, done: str = "") -> Response:
        try:
            notice = words(f"web.started.done-{done}") if done in _DONE else ""
            return HTMLResponse(started_page(review_id, notice=notice))
        except AssistantError as err:
            return failed(err)

    @routes.post("/review/{review_id}/draft/keep")
    def keep(
        review_id: str,
        clause: Annotated[str, Form(max_length=80)],
        rule: Annotated[str, Form(max_length=120)],
        reason: Annotated[str, Form(max_length=500)] = "",
    ) -> Response:
        try:
            made.review_drafts.keep(review_id, clause, rule, reason)
        except NotFound as err:
            return failed(err)
        except AssistantError as err:
            return HTMLResponse(started_page(review_id, problem=str(words.error(err))), 409)
        return RedirectResponse(f"/review/{review_id}/draft?done=kept#conflicts", 303)

    @routes.get("/review/{review_id}/fix/{requirement}")
    def fix(review_id: str, requirement: str, draft: str = "", variant: str = "", done: str = "") -> Response:
        try:
            known = draft[:60] or _started(frame, review_id)
            notice = words("web.fix.done") if done and known else ""
            return HTMLResponse(fix_page(review_id, requirement, known, variant[:80], notice=notice))
        except AssistantError as err:
            return failed(err)

    @routes.post("/review/{review_id}/fix/{requirement}")
    def accept(
        review_id: str,
        requirement: str,
        draft: _Id,
        variant: Annotated[str, Form(max_length=80)] = "",
        version: Annotated[int | None, Form()] = None,
        keep: Annotated[str, Form(max_length=500)] = "",
        kept: Annotated[str, Form(max_length=4)] = "",
    ) -> Response:
        try:
            outcome = made.review_drafts.accept(
                review_id, requirement, draft, variant=variant, expected=version, keep=keep if kept else None
            )
            if outcome.conflicts:
                told = tuple(dict.fromkeys(words("web.fix.conflict", say=c.say) for c in outcome.conflicts))
                return HTMLResponse(fix_page(review_id, requirement, draft, variant, problem=told, conflict=True), 409)
        except NotFound as err:
            return failed(err)
        except AssistantError as err:
            told = (str(words.error(err)),)
            return HTMLResponse(fix_page(review_id, requirement, draft, variant, problem=told), 409)
        return RedirectResponse(f"/review/{review_id}/fix/{requirement}?draft={draft}&variant={variant}&done=1", 303)

    @routes.get("/review/{review_id}/fix/{requirement}/word")
    def word(review_id: str, requirement: str, variant: str = "") -> Response:
        try:
            data, name = made.review_drafts.word(review_id, requirement, variant[:80])
        except AssistantError as err:
            return failed(err)
        return word_file(data, name)

    return routes


def _started(frame: Frame, review_id: str) -> str:
    draft = frame.assistant.review_drafts.draft_of(frame.assistant.reviews.get(review_id))
    return draft.id if draft is not None else ""
