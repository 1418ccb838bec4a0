"""The web server: our pages and downloads, Gradio mounted under them, one guard around all."""

from __future__ import annotations

import errno
import os
import socket
import subprocess
import sys
import threading
import warnings
from typing import Any

import gradio as gr
import uvicorn
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from fastapi.staticfiles import StaticFiles

from assistant.bootstrap import Assistant
from assistant.errors import AssistantError
from assistant.settings import Settings
from assistant.web import downloads, redlines
from assistant.web.bridge import problem_of
from assistant.web.frame import ASSETS, Frame
from assistant.web.framing import Framing
from assistant.web.pages import drafts, home, imports, library, own, prove, review, review_drafts, word
from assistant.web.pages.ask import ask_page
from assistant.web.pages.draft import draft_page
from assistant.web.pages.own import Indexing
from assistant.web.security import Guard, allowed_names, gradio_policy
from assistant.web.theme import theme

_GRADIO_PAGES = {"/ask": "ask", "/draft": "draft"}
_AT_ONCE = 8
_WAITING = 200
_CHECK_AFTER = 10.0
"""Seconds after its start at which the server has the index checked by Chroma."""


def create_app(assistant: Assistant) -> FastAPI:
    """Return the whole web application; nothing is listening yet."""
    frame = Frame(assistant)
    app = FastAPI(title="MOU assistant", docs_url=None, redoc_url=None, openapi_url=None)
    app.mount("/ui", StaticFiles(directory=ASSETS), name="ui")  # Gradio serves its own files under /assets
    indexing = Indexing(assistant)
    shelves = (own.router(frame, indexing), library.router(frame))
    plain = (home, drafts, imports, review, review_drafts, word, prove, downloads, redlines)
    others = (page.router(frame) for page in plain)
    for routes in (*shelves, *others):
        app.include_router(routes)
    _errors(app, frame)
    with warnings.catch_warnings():
        # Gradio warns that it will not do what we ask it not to do.
        warnings.filterwarnings("ignore", message="SSR mode is not supported")
        _mount(app, frame)
    settings = assistant.settings
    pages = {path: frame.surround(here) for path, here in _GRADIO_PAGES.items()}
    app.add_middleware(Framing, pages=pages, policy=gradio_policy, missing=home.missing_page(frame))
    names = allowed_names(settings.host, settings.allowed_hosts)
    app.add_middleware(Guard, names=names, wording=assistant.wording)
    return app


def _mount(app: FastAPI, frame: Frame) -> None:
    gr.mount_gradio_app(
        app,
        _blocks(frame),
        path="/",
        theme=theme(),
        footer_links=[],
        run_history=False,
        show_error=False,
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
        enable_monitoring=False,
        max_file_size=1,
        favicon_path=str(ASSETS / "icon.svg"),
    )


def serve(assistant: Assistant) -> None:
    """Serve until stopped; raise AssistantError when the address cannot be listened on."""
    settings = assistant.settings
    listener = _listen(assistant, settings.host, settings.port)
    with listener:
        app = create_app(assistant)
        assistant.warm()  # the first question should not wait for the index
        shown = "127.0.0.1" if settings.host in ("0.0.0.0", "::") else settings.host
        print(assistant.wording("web.serve.ready", address=f"http://{shown}:{settings.port}"), flush=True)
        if settings.host not in ("127.0.0.1", "localhost", "::1"):
            print(assistant.wording("web.serve.open-network"), flush=True)
        _check_later(settings)
        config = uvicorn.Config(app, log_level="warning", access_log=False, timeout_graceful_shutdown=3)
        uvicorn.Server(config).run(sockets=[listener])


def _check_later(settings: Settings) -> None:
    """Let a process of its own ask Chroma whether the index is whole, when the first questions are answered.

    ``mou index`` builds a damaged one anew for the next start; this server goes on with the copies that it
    checked at its own. In this process, Chroma would stay in memory (150 MB) for nothing.
    """

    def check() -> None:
        command = [sys.executable, "-m", "assistant", "index"]
        subprocess.run(command, env=os.environ | settings.as_environment(), stdout=subprocess.DEVNULL, check=False)

    timer = threading.Timer(_CHECK_AFTER, check)
    timer.daemon = True
    timer.start()


def _listen(assistant: Assistant, host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(128)
    except OSError as err:
        listener.close()
        if err.errno == errno.EADDRINUSE:
            other = port + 1 if port < 65535 else port - 1
            raise AssistantError("port-taken", host=host, port=port, other=other) from err
        raise AssistantError("cannot-listen", host=host, port=port, why=err.strerror or str(err)) from err
    return listener


def _blocks(frame: Frame) -> Any:
    with gr.Blocks(title=frame.render.words("web.page.brand"), analytics_enabled=False) as demo:
        gr.Navbar(visible=False)  # type: ignore[attr-defined]
    ask_page(frame, demo)
    draft_page(frame, demo)
    demo.queue(default_concurrency_limit=_AT_ONCE, status_update_rate=10, max_size=_WAITING, api_open=False)
    return demo


def _errors(app: FastAPI, frame: Frame) -> None:
    """Answer errors on our own routes with a sentence instead of JSON."""
    words = frame.render.words

    @app.exception_handler(RequestValidationError)
    async def unread(request: Request, err: RequestValidationError) -> Response:
        return home.message_page(frame, words("web.page.bad-request"), words("web.page.not-found-remedy"), 400)

    @app.exception_handler(AssistantError)
    async def known(request: Request, err: AssistantError) -> Response:
        return home.message_page(frame, *words.error(err), 503)

    @app.exception_handler(Exception)
    async def unknown(request: Request, err: Exception) -> Response:
        problem = problem_of(frame.render, err)
        return home.message_page(frame, problem.message, problem.remedy, 500)
