"""Turn view values into HTML: Jinja with escaping always on, and Markdown without raw HTML."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markdown_it import MarkdownIt
from markupsafe import Markup

from assistant.domain.wording import Wording

_MARKUP = Path(__file__).parent / "markup"
_BLANK = re.compile(r"(\[[^\[\]]{2,60}\])")
_ADDRESS = re.compile(r"<(https://[^<>\s]+)>")
_markdown = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")


def markdown(text: str) -> Markup:
    """Return Markdown as HTML; raw HTML in it is shown as text and images are not loaded."""
    return Markup(_markdown.render(text))


def blanks(text: str) -> Markup:
    """Return text with what stands in square brackets marked as still to be filled in."""
    return Markup("").join(
        Markup('<mark class="blank">{}</mark>').format(part) if part.startswith("[") else part
        for part in _BLANK.split(text)
        if part
    )


def linked(text: str) -> Markup:
    """Return text with each address between angle brackets as a link; no character of it is lost."""
    return Markup("").join(
        Markup('&lt;<a href="{0}" rel="noreferrer noopener">{0}</a>&gt;').format(part) if n % 2 else part
        for n, part in enumerate(_ADDRESS.split(text))
    )


def long_date(value: date | datetime) -> str:
    """Return "November 23, 2026"."""
    return f"{value:%B} {value.day}, {value.year}"


def moment(value: datetime) -> str:
    """Return "November 23, 2026, 14:05 UTC"; ``value`` is in UTC, as everything that is stored."""
    return f"{long_date(value)}, {value:%H:%M} UTC"


class Renderer:
    """Renders the files in ``markup/``; ``t("home.title")`` in them looks up ``web.home.title``."""

    def __init__(self, wording: Wording) -> None:
        self.words = wording
        self._env = Environment(
            loader=FileSystemLoader(_MARKUP),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._env.globals["t"] = lambda key, **slots: wording(f"web.{key}", **slots)
        self._env.tests["known"] = lambda key: f"web.{key}" in wording
        self._env.filters["markdown"] = markdown
        self._env.filters["blanks"] = blanks
        self._env.filters["linked"] = linked
        self._env.filters["long_date"] = long_date
        self._env.filters["moment"] = moment

    def language(self, code: str) -> Renderer:
        """Return a renderer with the words of another language in place of these, where there are any."""
        return Renderer(self.words.language(code))

    def __call__(self, name: str, **context: Any) -> str:
        """Render ``markup/<name>.html``."""
        return self._env.get_template(f"{name}.html").render(**context)
