"""The layers of an answer by keyboard, on a phone: open them, use a sample in a draft, take a memo along."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from assistant.bootstrap import Assistant
from tests.browser.live import press, ready, say, tab_to
from tests.browser.test_pages import watched

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore::Warning:gradio.queueing")]


def test_sample_wording_goes_into_a_draft_by_keyboard_after_yes(browser: Any, site: str, made: Assistant) -> None:
    draft = made.drafts.new("standard").draft.id
    made.drafts.choose(draft, "school-discipline", "graduated")
    context = browser.new_context(viewport={"width": 375, "height": 780}, base_url=site)
    with watched(context, site) as page:
        page.goto("/ask")
        ready(page)
        say(page, "What do the principles say about SROs and school discipline?")
        assert not page.is_visible(".sample")
        tab_to(page, "details.layer:has(.sample) > summary")
        page.keyboard.press("Enter")
        assert page.is_visible(".sample >> nth=0")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        tab_to(page, ".sample button")
        page.keyboard.press("Enter")
        page.wait_for_url("**/draft?id=*")
        ready(page)
        assert made.drafts.get(draft).clauses["school-discipline"].variant == "graduated"
        said = press(page, ".chip[data-say=yes]")
        assert "now uses the wording" in said
        assert made.drafts.get(draft).clauses["school-discipline"].variant == "strict-list"
        page.click(".panes [data-pane=side]")
        assert "the SRO shall not respond to any of the following" in page.inner_text("#paper, #document")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_memo_is_made_copied_and_downloaded(browser: Any, site: str, scheme: str) -> None:
    context = browser.new_context(
        viewport={"width": 1280, "height": 800}, color_scheme=scheme, base_url=site, accept_downloads=True
    )
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    with watched(context, site) as page:
        page.goto("/ask")
        ready(page)
        say(page, "Do the principles cover body cameras?")
        page.evaluate("document.querySelectorAll('details.layer').forEach(d => { d.open = true; })")
        assert Axe().run(page).violations_count == 0
        told = press(page, ".take-away .chip >> nth=0")
        assert "Memorandum" in told
        page.click("[data-copy]")
        page.wait_for_function("document.getElementById('status').textContent.includes('copied')")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied.startswith("Memorandum")
        assert "not legal advice" in copied
        with page.expect_download() as download:
            page.click("text=Download as Word")
        assert download.value.suggested_filename == "memo.docx"
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
