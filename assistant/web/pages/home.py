"""The first page, and the page that a wrong address leads to."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from assistant.web.frame import Frame

_LATEST = 3


def router(frame: Frame) -> APIRouter:
    """Return the routes of the first page."""
    routes = APIRouter()

    @routes.get("/", response_class=HTMLResponse, include_in_schema=False)
    def home() -> str:
        latest = frame.assistant.drafts.list()[:_LATEST]
        reviews = [r for r in frame.assistant.reviews.list() if r.kind != "other"][:_LATEST]
        return frame.render("home", latest=latest, reviews=reviews, **frame.around("home"))

    return routes


def missing_page(frame: Frame) -> str:
    """Return the page for an address that leads nowhere."""
    words = frame.render.words
    text = {"message": words("web.page.not-found"), "remedy": words("web.page.not-found-remedy")}
    return frame.render("message", **text, **frame.around(""))


def message_page(frame: Frame, message: str, remedy: str = "", status: int = 404) -> HTMLResponse:
    """Return a page that says what went wrong and what to do."""
    return HTMLResponse(frame.render("message", message=message, remedy=remedy, **frame.around("")), status)
