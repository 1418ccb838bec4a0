"""Put our header, footer and files into the pages that Gradio writes, and allow exactly their scripts.

Gradio adds a ``head`` of ours only once its own program runs; written into the page, the frame is
there at once and stays when scripts are off. As the page passes through here whole, its inline
scripts can be named by their hashes, so that no other inline script or handler may run.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Mapping

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.domain.base import Value

_INLINE = re.compile(rb"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", re.S)
_BODY = re.compile(rb"<body[^>]*>")
# A base address would send every "#place" link to the first page; the others are social-media tags of Gradio's.
_DROPPED = re.compile(
    rb"<base[^>]*>|<meta\s+(?:property|name)=\"(?:og|twitter):[^>]*>|<link[^>]*\bhref=\"https?://[^>]*>"
    rb"|<script[^>]*\bsrc=\"https?://[^>]*></script>|<title>.*?</title>",
    re.S,
)


class Surround(Value):
    """What is put into a page: at the end of its head, and at the start and the end of its body."""

    head: str
    top: str
    bottom: str


class Framing:
    """ASGI middleware: frame the Gradio pages, and answer a wrong address with the page ``missing``."""

    def __init__(
        self, app: ASGIApp, *, pages: Mapping[str, Surround], policy: Callable[[str], str], missing: str
    ) -> None:
        self.app = app
        self._missing = missing.encode()
        self._pages = pages
        self._policy = policy

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; frame the answer when it is one of the pages."""
        surround = self._pages.get(scope["path"]) if scope["type"] == "http" and scope["method"] == "GET" else None
        if surround is None:
            await self.app(scope, receive, self._or_missing(scope, send))
            return
        start: Message | None = None
        parts: list[bytes] = []

        async def gather(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = message
            elif message["type"] == "http.response.body":
                parts.append(message.get("body", b""))
                if not message.get("more_body") and start is not None:
                    await self._send_framed(start, b"".join(parts), surround, send)

        await self.app(scope, receive, gather)

    def _or_missing(self, scope: Scope, send: Send) -> Send:
        """Show people who follow a wrong address a page; programs get what they got."""
        if scope["type"] != "http" or "text/html" not in Headers(scope=scope).get("accept", ""):
            return send
        replaced = False

        async def page(message: Message) -> None:
            nonlocal replaced
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                replaced = message["status"] == 404 and headers.get("content-type") == "application/json"
                if replaced:
                    headers["Content-Type"] = "text/html; charset=utf-8"
                    headers["Content-Length"] = str(len(self._missing))
            elif replaced and message["type"] == "http.response.body":
                message = {"type": "http.response.body", "body": self._missing}
            await send(message)

        return page

    async def _send_framed(self, start: Message, body: bytes, surround: Surround, send: Send) -> None:
        headers = MutableHeaders(scope=start)
        if start["status"] == 200 and headers.get("content-type", "").startswith("text/html"):
            body = framed(body, surround)
            headers["Content-Security-Policy"] = self._policy(script_hashes(body))
            headers["Content-Length"] = str(len(body))
        await send(start)
        await send({"type": "http.response.body", "body": body})


def framed(page: bytes, surround: Surround) -> bytes:
    """Return a page with the surround in it."""
    page = _DROPPED.sub(b"", page)
    page = page.replace(b"</head>", surround.head.encode() + b"</head>", 1)
    page = _BODY.sub(lambda m: m.group() + surround.top.encode(), page, count=1)
    before, mark, after = page.rpartition(b"</body>")
    return before + surround.bottom.encode() + mark + after


def script_hashes(page: bytes) -> str:
    """Return the sources for script-src that allow a page's inline scripts and no others."""
    found = (base64.b64encode(hashlib.sha256(text).digest()).decode() for text in _INLINE.findall(page))
    return " ".join(f"'sha256-{digest}'" for digest in dict.fromkeys(found))
