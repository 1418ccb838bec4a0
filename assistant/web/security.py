"""What protects the page: who may call it, from where, and what a browser may do with it.

The server listens on this machine by default, so its enemy is another web page open in the same
browser: one that posts forms to us, or that reaches us under a host name of its own (DNS rebinding).
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.domain.wording import Wording
from assistant.web.uploads import most

COOKIE = "sid"
_SID = re.compile(r"[A-Za-z0-9_-]{20,64}\Z")
_HALF_A_YEAR = 180 * 24 * 3600
_SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
_OWN_NAMES = ("127.0.0.1", "localhost", "[::1]")
# Nothing here takes files, and Gradio's run pages offer to send inputs elsewhere.
_CLOSED = ("/gradio_api/upload", "/gradio_api/runs", "/gradio_api/deep_link", "/gradio_api/vibe", "/monitoring")

_SHARED = (
    "img-src 'self' data:; font-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; form-action 'self'; "
    "base-uri 'self'; object-src 'none'"
)
POLICY = f"default-src 'self'; script-src 'self'; style-src 'self'; {_SHARED}"


def gradio_policy(scripts: str) -> str:
    """Return the policy of a Gradio page with these inline scripts.

    Gradio compiles its HTML component (``unsafe-eval``) and sets styles on elements.
    """
    return f"default-src 'self'; script-src 'self' 'unsafe-eval' {scripts}; style-src 'self' 'unsafe-inline'; {_SHARED}"


_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}


def allowed_names(host: str, others: str) -> frozenset[str]:
    """Return the host names that a request may carry: our own, the one bound to, and those configured."""
    names = {*_OWN_NAMES, *(n.strip().lower() for n in others.split(","))}
    if host not in ("0.0.0.0", "::"):
        names.add(host.lower())
    return frozenset(n for n in names if n)


def name_of(netloc: str) -> str:
    """Return a Host header without its port, in lower case."""
    return re.sub(r":\d*\Z", "", netloc.strip().lower())


def valid_sid(value: str | None) -> str | None:
    """Return a session cookie that we could have made, else None."""
    return value if value and _SID.match(value) else None


class Guard:
    """ASGI middleware: refuse strange hosts and origins, set the session cookie and the headers."""

    def __init__(self, app: ASGIApp, *, names: Iterable[str], wording: Wording) -> None:
        self.app = app
        self._names = frozenset(names)
        self._wording = wording

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a refusal, or pass the request on."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        fresh = None
        if valid_sid(cookie_parser(headers.get("cookie", "")).get(COOKIE)) is None:
            fresh = secrets.token_urlsafe(24)

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                _dress(MutableHeaders(scope=message), fresh, secure=scope.get("scheme") == "https")
            await send(message)

        refusal = self._refusal(scope, headers)
        if refusal is not None:
            status, key = refusal
            host, (_, _, limit) = name_of(headers.get("host", ""))[:80], most(scope["path"])
            text = self._wording(f"web.refused.{key}", host=host, limit=limit)
            await PlainTextResponse(text, status)(scope, receive, dressed)
            return
        await self.app(scope, receive, dressed)

    def _refusal(self, scope: Scope, headers: Headers) -> tuple[int, str] | None:
        if name_of(headers.get("host", "")) not in self._names:
            return 421, "host"
        method = scope.get("method", "GET")
        if method not in _SAFE_METHODS or scope["type"] == "websocket":
            origin = headers.get("origin")
            if origin is not None and name_of(urlsplit(origin).netloc) not in self._names:
                return 403, "origin"
            if origin is None and headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
                return 403, "origin"
        if scope["path"].startswith(_CLOSED):
            return 404, "closed"
        length = headers.get("content-length", "0")
        size, too_much, _ = most(scope["path"])
        if not length.isdigit() or int(length) > size:
            return 413, too_much
        if "transfer-encoding" in headers and method not in _SAFE_METHODS:
            return 413, "too-long"  # a body of unknown length could go on for ever
        return None


def _dress(headers: MutableHeaders, fresh: str | None, *, secure: bool) -> None:
    for name, value in _HEADERS.items():
        headers[name] = value
    headers.setdefault("Content-Security-Policy", POLICY)
    kind = headers.get("content-type", "")
    if kind.startswith("text/html"):
        headers["Cache-Control"] = "no-store"
        if fresh is not None:
            cookie = f"{COOKIE}={fresh}; Path=/; Max-Age={_HALF_A_YEAR}; HttpOnly; SameSite=Lax"
            headers.append("Set-Cookie", cookie + ("; Secure" if secure else ""))
