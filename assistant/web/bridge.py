"""Between Gradio's events and our handlers: who is asking, what was pressed, and what if it fails."""

from __future__ import annotations

import logging
from typing import Any

import gradio as gr

from assistant.domain.base import Value
from assistant.errors import AssistantError
from assistant.web.rendering import Renderer
from assistant.web.security import COOKIE, valid_sid
from assistant.web.views.transcript import Problem

_log = logging.getLogger(__name__)
# page.js turns a press on a button of ours into an "act" event; this hands it to Gradio.
ON_LOAD = "element.addEventListener('act', (e) => trigger('click', e.detail));"
QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}


class Press(Value):
    """What a button of ours said when it was pressed; every part comes from the browser and is checked."""

    do: str = ""
    say: str = ""
    clause: str = ""
    item: str = ""
    version: int | None = None
    values: dict[str, str] = {}  # noqa: RUF012


def live_html(elem_id: str, value: str = "") -> Any:
    """Return a Gradio HTML component that shows a view and hands on its presses."""
    return gr.HTML(value, elem_id=elem_id, js_on_load=ON_LOAD, apply_default_css=False)


def press_of(event: Any) -> Press:
    """Read a press; what does not fit is dropped, so that a forged one does nothing."""
    data = getattr(event, "_data", None)
    if not isinstance(data, dict):
        return Press()
    values = data.get("values")
    version = data.get("version")
    return Press(
        do=str(data.get("do") or "")[:40],
        say=str(data.get("say") or "")[:2000],
        clause=str(data.get("clause") or "")[:80],
        item=str(data.get("item") or "")[:80],
        version=int(str(version)) if str(version).isdecimal() else None,
        values={str(k)[:80]: str(v) for k, v in values.items()} if isinstance(values, dict) else {},
    )


def session_of(request: Any) -> str:
    """Return the visitor's session id; a browser without cookies gets one that lasts as long as its tab."""
    sid = valid_sid(dict(request.cookies).get(COOKIE)) if request is not None else None
    return sid or f"tab-{getattr(request, 'session_hash', None) or 'unknown'}"


def problem_of(render: Renderer, err: Exception) -> Problem:
    """Return what to tell the user about an error; details that we did not write are never shown."""
    if isinstance(err, AssistantError):
        told = render.words.error(err)
        return Problem(message=told.message, remedy=told.remedy)
    # Only the kind is logged: a message of the driver or the library may hold what the user typed.
    _log.error("unexpected %s in a page", type(err).__name__)
    _log.debug("details", exc_info=err)
    return Problem(message=render.words("web.problem.unexpected"), remedy=render.words("web.problem.unexpected-remedy"))
