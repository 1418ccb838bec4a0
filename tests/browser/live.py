"""A live server on a free port with its own data, and a headless Chromium to drive it."""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

from assistant.bootstrap import Assistant
from assistant.web.serve import create_app

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
_ARGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
_WAIT_MS = 20_000


def chromium_is_here() -> bool:
    """Tell whether Debian's Chromium is installed."""
    return Path(CHROMIUM).is_file()


@contextmanager
def served(assistant: Assistant) -> Iterator[str]:
    """Serve an assistant on a free port and yield its address."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(64)
        server = uvicorn.Server(uvicorn.Config(create_app(assistant), log_level="error", access_log=False))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            server.force_exit = True
            thread.join(10)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Yield a headless Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=_ARGS)
        try:
            yield browser
        finally:
            with suppress(Exception):
                browser.close()


def ready(page: Page) -> None:
    """Wait until a page of Gradio's shows what the server sent."""
    page.wait_for_selector("[data-stamp]", timeout=_WAIT_MS)


def stamp(page: Page) -> str:
    """Return the mark of the view that is shown."""
    return page.get_attribute("[data-stamp]", "data-stamp") or ""


def settled(page: Page, before: str) -> None:
    """Wait for the view after ``before``."""
    page.wait_for_function(
        "s => { const t = document.querySelector('[data-stamp]'); return t && t.dataset.stamp !== s; }",
        arg=before,
        timeout=_WAIT_MS,
    )


def say(page: Page, text: str) -> str:
    """Type a message, send it with Enter, and return the newest answer."""
    before = stamp(page)
    page.fill("#box textarea", text)
    page.press("#box textarea", "Enter")
    settled(page, before)
    return page.inner_text(".told >> nth=-1") if page.query_selector(".told") else ""


def press(page: Page, selector: str) -> str:
    """Press a button of a view and return the newest answer."""
    before = stamp(page)
    page.click(selector)
    settled(page, before)
    return page.inner_text(".told >> nth=-1") if page.query_selector(".told") else ""


def tab_to(page: Page, selector: str, most: int = 80) -> None:
    """Press Tab until the focus is on an element."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"{selector} cannot be reached by keyboard")
