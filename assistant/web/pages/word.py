"""Can everybody read a Word file: drop one, see what is in a reader's way, and take the mended copy."""

from __future__ import annotations

import secrets
import tempfile
import threading
import time
from collections import OrderedDict
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, File, Form, UploadFile
from fastapi.responses import HTMLResponse, Response

from assistant.errors import AssistantError
from assistant.services.word_files import Checked, Fixed, WordFiles
from assistant.web.downloads import word_file as answered
from assistant.web.frame import Frame
from assistant.web.pages.home import message_page
from assistant.web.uploads import WORD_MB, word_file

KEPT, MINUTES = 5, 15
"""So many mended copies wait in memory to be taken, and so long; nothing is written to disk."""


class Waiting:
    """Mended copies that wait to be taken, each under a name that nobody can guess."""

    def __init__(self) -> None:
        self._held: OrderedDict[str, tuple[float, str, bytes]] = OrderedDict()
        self._lock = threading.Lock()

    def keep(self, name: str, data: bytes) -> str:
        """Keep a copy for a while and return the name to ask for it by."""
        token = secrets.token_urlsafe(16)
        with self._lock:
            self._forget()
            self._held[token] = (time.monotonic() + 60 * MINUTES, name, data)
            while len(self._held) > KEPT:
                self._held.popitem(last=False)
        return token

    def take(self, token: str) -> tuple[str, bytes] | None:
        """Return a copy's name and bytes, None when it is there no longer."""
        with self._lock:
            self._forget()
            held = self._held.get(token)
        return (held[1], held[2]) if held is not None else None

    def _forget(self) -> None:
        now = time.monotonic()
        for token in [t for t, (until, _, _) in self._held.items() if until < now]:
            del self._held[token]


def router(frame: Frame) -> APIRouter:
    """Return the routes of the check."""
    routes = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)
    words, files, waiting = frame.render.words, WordFiles(frame.assistant.wording), Waiting()

    def page(*, problem: str = "", checked: Checked | None = None, fixed: Fixed | None = None, token: str = "") -> str:
        given = {"problem": problem, "checked": checked, "fixed": fixed, "token": token}
        return frame.render("word", limit=WORD_MB, minutes=MINUTES, **given, **frame.around("draft"))

    @routes.get("/word")
    def form() -> str:
        return page()

    @routes.post("/word")
    def check(
        file: Annotated[UploadFile, File()],
        title: Annotated[str, Form(max_length=250)] = "",
        language: Annotated[str, Form(max_length=20)] = "",
    ) -> Response:
        name, data = word_file(file)
        if not name:
            return HTMLResponse(page(problem=words("web.import.no-file")), 400)
        with tempfile.TemporaryDirectory(prefix="mou-upload-") as place:
            path = Path(place) / "upload.docx"  # the name that was sent never becomes a path
            path.write_bytes(data)
            try:
                found = files.check(path, name)
                wanted = bool(title.strip() or language.strip())
                if found.report is None or not (wanted or any(b.fixable for b in found.report.barriers)):
                    return HTMLResponse(page(checked=found), 400 if found.refusal else 200)
                made = files.fix(path, name, title=title.strip(), language=language.strip())
            except AssistantError as err:
                return HTMLResponse(page(problem=str(words.error(err))), 400)
        token = waiting.keep(name, made.data) if made.data else ""
        return HTMLResponse(page(checked=found, fixed=made, token=token))

    @routes.get("/word/{token}.docx")
    def copy(token: str) -> Response:
        held = waiting.take(token)
        if held is None:
            return message_page(frame, words("web.word.gone"), words("web.word.gone-remedy"), 404)
        stem = "".join(c if c.isascii() and (c.isalnum() or c in "-_") else "-" for c in Path(held[0]).stem)
        return answered(held[1], f"{stem.strip('-')[:80] or 'word'}-mended.docx")

    return routes
