"""Review an agreement that exists: bring a file, read what was found beside its words, tick off, compare, take away."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, File, Form, UploadFile
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from assistant.dialogue.privacy import private_matter
from assistant.domain.documents import View
from assistant.domain.reviews import STATES, KeptReview
from assistant.errors import AssistantError, NotFound
from assistant.services.reviews import ReportForm
from assistant.web.bridge import problem_of
from assistant.web.downloads import word_file
from assistant.web.frame import Frame
from assistant.web.jobs import Job, Jobs, Step, Work
from assistant.web.pages.home import message_page
from assistant.web.uploads import REVIEW_MB, any_file
from assistant.web.views.review import Filter, Trouble, anchor_of, review_html, tracked
from assistant.web.views.review_compare import choose_html, compare_html

_AT_ONCE = 1.2  # seconds: whatever is done by then needs no page to wait on
_VIEWS: tuple[View, ...] = ("accepted", "original", "marked")
_STEPS: tuple[Step, ...] = ("waiting", "reading", "reviewing", "keeping")
_MEDIA = {"md": "text/markdown", "html": "text/html", "json": "application/json", "csv": "text/csv"}
_Reason = Annotated[str, Form(max_length=2000)]
_State = Annotated[str, Form(max_length=20)]
_Flag = Annotated[str, Form(max_length=4)]


def router(frame: Frame) -> APIRouter:
    """Return the routes of reviews."""
    routes = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)
    made, words = frame.assistant, frame.render.words
    jobs = Jobs()
    changed: dict[str, bool] = {}  # whether a kept file has tracked changes: it never changes, and is slow to read

    def start(status: int = 200, *, notice: str = "", problem: str = "") -> HTMLResponse:
        html = frame.render(
            "review_start",
            limit=REVIEW_MB,
            reviews=made.reviews.list(),
            notice=notice,
            problem=problem,
            **frame.around("review"),
        )
        return HTMLResponse(html, status)

    def may_view(kept: KeptReview) -> bool:
        if kept.id not in changed:
            if len(changed) > 500:
                changed.clear()
            changed[kept.id] = tracked(made.reviews.document(kept.id))
        return changed[kept.id]

    def page(kept: KeptReview, shown: Filter, *, done: str = "", at: str = "", trouble: Trouble | None = None) -> str:
        return review_html(
            frame.render,
            made.knowledge,
            made.reviews.words,
            kept,
            made.reviews.list(),
            frame.around("review"),
            shown=shown,
            may_view=may_view(kept),
            notice=words(f"web.review.done-{done}") if done in ("view", "kept") else "",
            done=done if done in ("ticked", "unticked") and at else "",
            at=at,
            trouble=trouble,
        )

    def failed(err: AssistantError) -> Response:
        return message_page(frame, *words.error(err), 404 if isinstance(err, NotFound) else 400)

    def ended(job: Job) -> Response:
        if job.problem is None:
            return RedirectResponse(job.href, 303)
        if isinstance(job.problem, AssistantError):
            return start(400, problem=str(words.error(job.problem)))
        problem = problem_of(frame.render, job.problem)
        return start(500, problem=f"{problem.message} {problem.remedy}".strip())

    def begin(name: str, work: Work) -> Response:
        try:
            token, job = jobs.start(name, work)
        except AssistantError as err:
            return start(503, problem=str(words.error(err)))
        return ended(job) if job.wait(_AT_ONCE) else RedirectResponse(f"/review/wait/{token}", 303)

    @routes.get("/review")
    def bring_page(deleted: str = "") -> Response:
        return start(notice=words("web.review.deleted") if deleted else "")

    @routes.post("/review")
    def bring(file: Annotated[UploadFile, File()]) -> Response:
        name, data = any_file(file)
        if not name:
            return start(400, problem=words("web.review.no-file"))

        def work(at: Callable[[Step], None]) -> str:
            return f"/review/{made.reviews.keep(data, name, at=at).id}?done=kept"

        return begin(name, work)

    @routes.get("/review/wait/{token}")
    def wait(token: str) -> Response:
        job = jobs.get(token)
        if job is None:
            return message_page(frame, words("web.review.lost"), words("web.review.lost-remedy"))
        if job.wait(0):
            return ended(job)
        html = frame.render("review_wait", job=job, steps=_STEPS, token=token, **frame.around("review"))
        return HTMLResponse(html)

    @routes.get("/review/wait/{token}/progress")
    def progress(token: str) -> Response:
        job = jobs.get(token)
        over = job is None or job.wait(0)
        step = job.step if job is not None and job.step in _STEPS else "waiting"
        told = {"over": over, "step": step, "words": words(f"web.review.step-{step}")}
        return JSONResponse(told, headers={"Cache-Control": "no-store"})

    @routes.get("/review/compare")
    def compare(a: str = "", b: str = "") -> Response:
        reviews = made.reviews.list()
        if not a or not b or a == b:
            problem = words("web.review.choose-two") if a and a == b else ""
            return HTMLResponse(
                choose_html(frame.render, reviews, frame.around("review"), first=a, second=b, problem=problem)
            )
        try:
            first, second = made.reviews.get(a), made.reviews.get(b)
        except AssistantError as err:
            return failed(err)
        comparison = made.reviews.compare(first.review, second.review)
        return HTMLResponse(
            compare_html(
                frame.render, made.knowledge, made.reviews.words, first, second, comparison, frame.around("review")
            )
        )

    @routes.get("/review/{review_id}")
    def one(review_id: str, state: str = "", open: str = "", done: str = "", at: str = "") -> Response:
        try:
            kept = made.reviews.get(review_id)
            known = at if kept.review.finding(at) else ""
            return HTMLResponse(page(kept, _filter(state, open), done=done, at=known))
        except AssistantError as err:
            return failed(err)

    @routes.post("/review/{review_id}/compare")
    def compare_file(review_id: str, file: Annotated[UploadFile, File()]) -> Response:
        name, data = any_file(file)
        try:
            made.reviews.get(review_id)
        except AssistantError as err:
            return failed(err)
        if not name:
            return start(400, problem=words("web.review.no-file"))

        def work(at: Callable[[Step], None]) -> str:
            return f"/review/compare?a={review_id}&b={made.reviews.keep(data, name, at=at).id}"

        return begin(name, work)

    @routes.post("/review/{review_id}/view")
    def view(review_id: str, view: Annotated[str, Form(max_length=10)] = "accepted") -> Response:
        chosen: View = next((v for v in _VIEWS if v == view), "accepted")
        try:
            name = made.reviews.get(review_id).review.document.name
        except AssistantError as err:
            return failed(err)

        def work(at: Callable[[Step], None]) -> str:
            at("reviewing")
            return f"/review/{made.reviews.again(review_id, chosen).id}?done=view"

        return begin(name, work)

    @routes.post("/review/{review_id}/tick")
    def tick(
        review_id: str,
        requirement: Annotated[str, Form(max_length=60)],
        reason: _Reason = "",
        kept: _Flag = "",
        state: _State = "",
        open: _Flag = "",
    ) -> Response:
        """Tick off, unless somebody did meanwhile, or the reason seems to hold a student's data."""
        shown = _filter(state, open)
        try:
            review = made.reviews.get(review_id)
            before = review.tick(requirement)
            private = private_matter(reason, made.knowledge.dialogue)
            problem = ""
            if before is not None:
                problem = words("web.review.ticked-meanwhile", reason=before.reason or words("web.review.no-reason"))
            elif private is not None and not kept:
                problem = f"{words(f'web.rating.private-{private}')} {words('web.review.private')}"
            if problem:
                trouble = Trouble(requirement=requirement, problem=problem, reason=reason, ask=before is None)
                return HTMLResponse(page(review, shown, trouble=trouble), 409)
            made.reviews.tick(review_id, requirement, reason, revision=review.revision)
        except NotFound as err:
            return failed(err)
        except AssistantError as err:
            trouble = Trouble(requirement=requirement, problem=str(words.error(err)), reason=reason)
            return HTMLResponse(page(made.reviews.get(review_id), shown, trouble=trouble), 409)
        return _to(review_id, shown, "ticked", requirement)

    @routes.post("/review/{review_id}/untick")
    def untick(
        review_id: str, requirement: Annotated[str, Form(max_length=60)], state: _State = "", open: _Flag = ""
    ) -> Response:
        try:
            made.reviews.untick(review_id, requirement)
        except AssistantError as err:
            return failed(err)
        return _to(review_id, _filter(state, open), "unticked", requirement)

    @routes.post("/review/{review_id}/delete")
    def delete(review_id: str) -> Response:
        try:
            made.reviews.delete(review_id)
        except AssistantError as err:
            return failed(err)
        return RedirectResponse("/review?deleted=1", 303)

    @routes.get("/review/{review_id}/annotated.docx")
    def annotated(review_id: str) -> Response:
        try:
            made_of = made.reviews.annotation(review_id)
            return word_file(made_of.data, f"{review_id}-{'annotated' if made_of.theirs else 'report'}.docx")
        except AssistantError as err:
            return failed(err)

    @routes.get("/review/{review_id}/report.{form}")
    def report(review_id: str, form: ReportForm) -> Response:
        try:
            text = made.reviews.report(review_id, form)
        except AssistantError as err:
            return failed(err)
        return word_file(text.encode("utf-8"), f"{review_id}.{form}", f"{_MEDIA[form]}; charset=utf-8")

    return routes


def _filter(state: str, only_open: str) -> Filter:
    return Filter(state=next((s for s in STATES if s == state), ""), open=bool(only_open))


def _to(review_id: str, shown: Filter, done: str, requirement: str) -> Response:
    """Go back to where the finding stands: itself, or its principle when the filter hides it now."""
    query = "&".join(x for x in (shown.query, f"done={done}", f"at={quote(requirement)}") if x)
    return RedirectResponse(f"/review/{review_id}?{query}#at-{anchor_of(requirement)}", 303)
