"""Your own documents: the shelf, adding, removing, and reading one."""

from __future__ import annotations

import secrets
import shutil
import tempfile
import threading
from collections import OrderedDict
from collections.abc import Sequence
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, File, Form, Request, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from assistant.bootstrap import Assistant
from assistant.domain.knowledge import Authority
from assistant.domain.library import OWN_AUTHORITIES, Added
from assistant.errors import AssistantError, NotFound
from assistant.web.frame import Frame
from assistant.web.pages.home import message_page
from assistant.web.views.own import document_html, own_passage_html, shelf_html

_AT_ONCE = 10
_REMEMBERED = 50


class Indexing:
    """Indexes in the background what was added; one thread at a time, and none when nothing waits."""

    def __init__(self, made: Assistant) -> None:
        self._made = made
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()

    def start(self) -> None:
        """See that what waits is being indexed; a killed server goes on when it is next looked at."""
        with self._lock:
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, daemon=True)
                self._thread.start()

    def wait(self, seconds: float) -> bool:
        """Wait for the indexing to end; False when it has not."""
        thread = self._thread
        if thread is not None:
            thread.join(seconds)
            return not thread.is_alive()
        return True

    def _run(self) -> None:
        try:
            while self._made.library.waiting():
                if self._made.library.index():
                    return  # the server is away; the next look tries again
        except AssistantError:
            return  # another program is writing; what waits is done there or at the next look


def router(frame: Frame, indexing: Indexing) -> APIRouter:
    """Return the routes of the user's own documents."""
    routes = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)
    made, render = frame.assistant, frame.render
    said: OrderedDict[str, Sequence[Added]] = OrderedDict()

    def shelf() -> dict[str, object]:
        return {**frame.around("library"), "shelf": "own"}

    def page(request: Request, *, done: str = "", notice: str = "", problem: str = "", every: bool = False) -> str:
        waiting = made.library.waiting()
        if waiting:
            indexing.start()
        return shelf_html(
            render,
            made.library.list(),
            waiting=waiting,
            may_change=may_change(request),
            results=said.get(done, ()),
            notice=notice,
            problem=problem,
            every=every,
            **shelf(),
        )

    def refused() -> Response:
        return message_page(frame, render.words("web.own.not-here"), "", 403)

    @routes.get("/library/own")
    def own(request: Request, done: str = "", removed: str = "", all: str = "") -> str:
        return page(request, done=done, notice=render.words("web.own.removed") if removed else "", every=bool(all))

    @routes.post("/library/own")
    def add(
        request: Request,
        files: Annotated[list[UploadFile], File()],
        title: Annotated[str, Form(max_length=200)] = "",
        authority: Annotated[str, Form(max_length=20)] = "other",
        date: Annotated[str, Form(max_length=10)] = "",
    ) -> Response:
        if not may_change(request):
            return refused()
        kind = next((a for a in OWN_AUTHORITIES if a.value == authority), Authority.OTHER)
        brought = [f for f in files if f.filename]
        if not brought or len(brought) > _AT_ONCE:
            key = "too-many" if brought else "no-file"
            return HTMLResponse(page(request, problem=render.words(f"web.own.{key}", count=_AT_ONCE)), 400)
        if title.strip() and len(brought) > 1:
            return HTMLResponse(page(request, problem=render.words("library.one-title")), 400)
        try:
            results = [_taken(made, f, title, kind, date) for f in brought]
        except AssistantError as err:
            return HTMLResponse(page(request, problem=str(render.words.error(err))), 400)
        token = secrets.token_urlsafe(8)
        said[token] = results
        while len(said) > _REMEMBERED:
            said.popitem(last=False)
        indexing.start()
        return RedirectResponse(f"/library/own?done={token}", 303)

    @routes.post("/library/own/{document}/remove")
    def remove(request: Request, document: str) -> Response:
        if not may_change(request):
            return refused()
        try:
            made.library.remove(document, wait=15.0)
        except AssistantError as err:
            return message_page(frame, *render.words.error(err), 404 if isinstance(err, NotFound) else 503)
        return RedirectResponse("/library/own?removed=1", 303)

    @routes.get("/library/own/{document}")
    def one(document: str, part: str = "1") -> Response:
        try:
            found = made.library.document(document)
            number = int(part) if part.isdecimal() and len(part) < 6 else 1
            return HTMLResponse(document_html(render, found, made.library.passages(document), number, **shelf()))
        except NotFound as err:
            return message_page(frame, *render.words.error(err), 404)

    return routes


def own_source(frame: Frame, passage: str, start: int | None, end: int | None, *, dialog: bool) -> HTMLResponse | None:
    """Return the page (or the dialog's content) of an own passage, None when there is none of that id."""
    if not passage.startswith("own-"):
        return None
    found = frame.assistant.library.passage(passage)
    if found is None:
        return None
    document, words = found
    around = {} if dialog else frame.around("library")
    html = own_passage_html(frame.render, document, words, start, end, page=not dialog, **around)
    return HTMLResponse(html)


def may_change(request: Request) -> bool:
    """Tell whether a request comes from this machine itself, and not through a proxy.

    There is no log-in: whoever is at the machine may add and remove documents, everyone else may read.
    """
    if any(h in request.headers for h in ("forwarded", "x-forwarded-for", "x-real-ip", "via")):
        return False
    try:
        return request.client is not None and ip_address(request.client.host).is_loopback
    except ValueError:
        return False


def _taken(made: Assistant, file: UploadFile, title: str, authority: Authority, date: str) -> Added:
    """Keep an upload in a folder of its own while it is read; its name never becomes a path."""
    with tempfile.TemporaryDirectory(prefix="mou-upload-") as place:
        path = Path(place) / "upload"
        with path.open("wb") as out:
            shutil.copyfileobj(file.file, out)
        return made.library.add_upload(path, file.filename or "", title=title, authority=authority, date=date)
