"""Pictures for the README: ``python -m tests.browser.shots DIR`` (needs Chromium)."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from assistant.bootstrap import build
from assistant.settings import Settings
from tests.browser.live import chromium, press, ready, say, served

SENTENCE = (
    "Draft an MOU between the Riverton Police Department and Riverton School District 12 "
    "starting July 1, 2027 for two years"
)
VALUES = (
    "Ohio",
    "Dana Whitfield, Chief of Police",
    "Luis Ortega, Superintendent",
    "Sergeant Maria Lopez, Youth Services Supervisor",
    "Aisha Grant, Director of Student Services",
    "Riverton High School, Eastside Middle School",
)
DESKTOP, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 780}


def pictures(site: str, browser: Any, target: Path) -> None:
    """Take every picture, in light and dark, on a desktop and on a phone."""
    for scheme in ("light", "dark"):
        for kind, size in (("desktop", DESKTOP), ("phone", PHONE)):
            context = browser.new_context(viewport=size, color_scheme=scheme, base_url=site, device_scale_factor=1.5)
            page = context.new_page()

            def take(name: str, page: Any = page, end: str = f"{kind}-{scheme}") -> None:
                page.wait_for_timeout(400)
                page.screenshot(path=target / f"{name}-{end}.png")

            page.goto("/")
            take("home")
            page.goto("/ask")
            ready(page)
            take("ask-start")
            say(page, "May an SRO hand out detention?")
            take("ask")
            page.click(".told a.cite >> nth=0")
            page.wait_for_selector("#source[open]")
            take("source")
            page.goto("/drafts")
            page.fill("#sentence", SENTENCE)
            take("drafts")
            page.click("text=Start drafting")
            ready(page)
            for value in VALUES:
                say(page, value)
            press(page, ".acts [data-do=accept]")
            take("draft")
            if kind == "phone":
                page.click(".panes [data-pane=map]")
                take("draft-clauses")
                page.click(".panes [data-pane=side]")
                take("draft-document")
            for tab in ("Form", "Coverage", "History"):
                page.click(f"role=tab[name='{tab}']")
                take(f"draft-{tab.lower()}")
            page.goto("/library")
            take("library")
            page.goto("/library/clauses/school-discipline")
            take("clause")
            context.close()


def main(target: Path) -> None:
    """Serve with fresh data and take the pictures."""
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data:
        assistant = build(Settings(data_dir=Path(data)), say=print)
        assistant.questions.ask("")  # the index is built before the first picture
        with served(assistant) as site, chromium() as browser:
            pictures(site, browser, target)
    print(f"{len(list(target.glob('*.png')))} pictures in {target}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Say where the pictures should go: python -m tests.browser.shots DIR")
    main(Path(sys.argv[1]))
