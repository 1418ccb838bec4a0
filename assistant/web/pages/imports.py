"""Bring a Word file back into its draft, and decide about what changed in it: plain forms, today or later."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, File, Form, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from assistant.domain.documents import View
from assistant.errors import AssistantError, NotFound
from assistant.services.importing import Done
from assistant.web.frame import Frame
from assistant.web.pages.home import message_page
from assistant.web.uploads import word_file
from assistant.web.views.imports import Conflicting, import_html, imports_html

_DONE = ("accepted", "edited", "placed", "rejected", "reopened", "all", "view")


def router(frame: Frame) -> APIRouter:
    """Return the routes of returned files."""
    routes = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)
    made, words = frame.assistant, frame.render.words

    def start(**more: str) -> str:
        return imports_html(frame.render, made.imports.list(), made.drafts.list(), frame.around("draft"), **more)

    def page(
        import_id: str,
        *,
        notice: str = "",
        problem: str = "",
        item: str = "",
        typed: str = "",
        conflict: Conflicting | None = None,
    ) -> str:
        returned, shown = made.imports.shown(import_id)
        draft = made.drafts.get(returned.draft)
        lines = made.drafts.clause_map(returned.draft)
        problems = {item: problem.split("\n")} if item and problem else {}
        return import_html(
            frame.render,
            returned,
            shown,
            draft,
            {line.id: line.title for line in lines},
            frame.around("draft"),
            notice=notice,
            problem="" if item else problem,
            problems=problems,
            typed={item: typed} if typed else {},
            conflict=conflict,
        )

    def failed(err: AssistantError) -> Response:
        return message_page(frame, *words.error(err), 404 if isinstance(err, NotFound) else 400)

    @routes.get("/import")
    def bring_page(draft: str = "", deleted: str = "") -> str:
        return start(chosen=draft[:60], notice=words("web.import.deleted") if deleted else "")

    @routes.post("/import")
    def bring(file: Annotated[UploadFile, File()], draft: Annotated[str, Form(max_length=60)] = "") -> Response:
        name, data = word_file(file)
        if not name:
            return HTMLResponse(start(problem=words("web.import.no-file"), chosen=draft), 400)
        try:
            returned = made.imports.bring(data, name, draft or None)
        except AssistantError as err:
            return HTMLResponse(start(problem=str(words.error(err)), chosen=draft), 400)
        return _to(returned.id)

    @routes.get("/import/{import_id}")
    def one(import_id: str, done: str = "") -> Response:
        try:
            notice = words(f"web.import.done-{done}") if done in _DONE else ""
            return HTMLResponse(page(import_id, notice=notice))
        except AssistantError as err:
            return failed(err)

    @routes.post("/import/{import_id}/item/{item}")
    def decide(
        import_id: str,
        item: str,
        do: Annotated[str, Form(max_length=20)],
        text: Annotated[str, Form(max_length=60_000)] = "",
        clause: Annotated[str, Form(max_length=80)] = "",
        first: Annotated[str, Form(max_length=4)] = "",
        keep: Annotated[str, Form(max_length=500)] = "",
        kept: Annotated[str, Form(max_length=4)] = "",
    ) -> Response:
        reason = keep if kept else None
        typed = text if do == "edit" else ""  # shown again: nobody types it twice
        try:
            done = _decided(frame, import_id, item, do, text, clause, bool(first), reason)
            if done is None:
                return message_page(frame, words("web.page.bad-request"), words("web.page.not-found-remedy"), 400)
            if done.outcome is not None and done.outcome.conflicts:
                told = dict.fromkeys(words("web.import.conflict", say=c.say) for c in done.outcome.conflicts)
                again = Conflicting(item=item, do=do, text=text, clause=clause, first=bool(first))
                return HTMLResponse(
                    page(import_id, problem="\n".join(told), item=item, typed=typed, conflict=again), 409
                )
        except NotFound as err:
            return failed(err)
        except AssistantError as err:
            return HTMLResponse(page(import_id, problem=str(words.error(err)), item=item, typed=typed), 409)
        after = done.returned.item(item)
        return _to(import_id, (after.decision if after else "") or "reopened", item)

    @routes.post("/import/{import_id}/all")
    def every(import_id: str) -> Response:
        try:
            made.imports.accept_all(import_id)
        except NotFound as err:
            return failed(err)
        except AssistantError as err:
            return HTMLResponse(page(import_id, problem=str(words.error(err))), 409)
        return _to(import_id, "all")

    @routes.post("/import/{import_id}/view")
    def view(import_id: str, view: Annotated[str, Form(max_length=10)] = "accepted") -> Response:
        as_read: View = "original" if view == "original" else "accepted"
        try:
            made.imports.again(import_id, as_read)
        except NotFound as err:
            return failed(err)
        except AssistantError as err:
            return HTMLResponse(page(import_id, problem=str(words.error(err))), 409)
        return _to(import_id, "view")

    @routes.post("/import/{import_id}/delete")
    def delete(import_id: str) -> Response:
        try:
            made.imports.delete(import_id)
        except AssistantError as err:
            return failed(err)
        return RedirectResponse("/import?deleted=1", 303)

    return routes


def _decided(
    frame: Frame, import_id: str, item: str, do: str, text: str, clause: str, first: bool, keep: str | None
) -> Done | None:
    imports = frame.assistant.imports
    match do:
        case "accept":
            return imports.accept(import_id, item, keep=keep)
        case "theirs":
            return imports.accept(import_id, item, how="theirs", keep=keep)
        case "both":
            return imports.accept(import_id, item, how="both", keep=keep)
        case "reject":
            return imports.reject(import_id, item)
        case "reopen":
            return imports.reopen(import_id, item)
        case "edit":
            return imports.edit(import_id, item, text, keep=keep)
        case "place":
            return imports.place(import_id, item, clause, first=first, keep=keep)
        case _:
            return None


def _to(import_id: str, done: str = "", item: str = "") -> Response:
    told, at = f"?done={done}" if done else "", f"#item-{item}" if item else ""
    return RedirectResponse(f"/import/{import_id}{told}{at}", 303)
