"""What stands around every page: header, footer, shortcuts, and the files it loads."""

from __future__ import annotations

import hashlib
from pathlib import Path

from assistant.bootstrap import Assistant
from assistant.web.framing import Surround
from assistant.web.rendering import Renderer

ASSETS = Path(__file__).parent / "assets"
_KEYS = (
    ("?", "help"),
    ("Ctrl+Enter", "send"),
    ("Alt+A", "latest"),
    ("Alt+M", "box"),
    ("Alt+S", "sources"),
    ("Alt+N", "next"),
    ("Alt+P", "previous"),
    ("Alt+Z", "undo"),
)


def assets_stamp() -> str:
    """Return a short fingerprint of the served files, so that a browser never keeps an old one."""
    digest = hashlib.sha256()
    for path in sorted(ASSETS.iterdir()):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:8]


class Frame:
    """Renders pages in their frame; one for the whole server."""

    def __init__(self, assistant: Assistant) -> None:
        self.assistant = assistant
        self.render = Renderer(assistant.wording)
        self._stamp = assets_stamp()

    def around(self, here: str) -> dict[str, object]:
        """Return what a page's frame needs; ``here`` is the part of the site it belongs to."""
        return {
            "here": here,
            "stamp": self._stamp,
            "edition": self.assistant.knowledge.edition,
            "keys": [(key, self.render.words(f"web.keys.{name}")) for key, name in _KEYS],
        }

    def surround(self, here: str) -> Surround:
        """Return what is put into a Gradio page."""
        around = {**self.around(here), "title": self.render.words(f"web.page.{here}")}
        return Surround(
            head=self.render("gradio_head", **around),
            top=self.render("header", **around),
            bottom=self.render("gradio_bottom", **around),
        )
