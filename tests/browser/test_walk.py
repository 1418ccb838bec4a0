"""What a tired clerk, a parent on a phone and a visitor without a mouse run into, one short walk each."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from docx import Document

from assistant.bootstrap import Assistant, build
from assistant.settings import Settings
from tests.browser.live import chromium_is_here, press, ready, say, tab_to
from tests.browser.test_pages import SENTENCE, unfold, watched
from tests.conftest import need

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore::Warning:gradio.queueing")]

TWO = "Who supervises an SRO and may an SRO hand out detention?"


@pytest.fixture(scope="module")
def made(assistant: Assistant, tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """With an index of its own, so that it sees the documents that are added here."""
    need(chromium_is_here(), "Chromium")
    data = tmp_path_factory.mktemp("walk")
    for ready_made in ("index", "models", "cache"):
        if (there := assistant.settings.data_dir / ready_made).is_dir():
            shutil.copytree(there, data / ready_made)
    mine = build(Settings(data_dir=data))
    mine.questions.ask("")
    return mine


def phone(browser: Any, site: str, width: int = 320) -> Any:
    return browser.new_context(
        viewport={"width": width, "height": 700}, base_url=site, has_touch=True, is_mobile=True, color_scheme="dark"
    )


def narrow(page: Any) -> bool:
    """Tell whether nothing sticks out sideways."""
    return bool(
        page.evaluate("Math.max(document.documentElement.scrollWidth, document.body.scrollWidth) <= innerWidth")
    )


def clean(page: Any) -> None:
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@pytest.fixture(scope="module")
def policy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = Document()
    made.add_heading("1. Drones", 1)
    made.add_paragraph("No person shall fly a drone over school grounds without the Superintendent's permission.")
    path = tmp_path_factory.mktemp("files") / "board policy.docx"
    made.save(str(path))
    return path


def test_both_of_two_questions_are_answered_without_opening_anything(browser: Any, site: str) -> None:
    with watched(phone(browser, site), site) as page:
        page.goto("/ask")
        ready(page)
        told = say(page, TWO)
        assert "Your second question" in told
        assert "normally handle" in told
        press(page, ".take-away .chip >> nth=1")
        assert page.locator(".told >> nth=-1").locator("h3").count() >= 1
        assert "normally handle" in page.inner_text(".sheet-paper >> nth=-1")
        unfold(page)
        assert narrow(page)
        clean(page)


def test_a_vague_word_is_asked_back_and_a_choice_is_one_press_away(browser: Any, site: str) -> None:
    with watched(phone(browser, site), site) as page:
        page.goto("/ask")
        ready(page)
        assert "Please say a little more" in say(page, "reports")
        assert page.locator(".next .chip").count() >= 2
        clean(page)
        told = press(page, ".next .chip >> nth=0")
        assert "Please say a little more" not in told


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_spanish_answer_has_no_findings(browser: Any, site: str, scheme: str) -> None:
    with watched(browser.new_context(base_url=site, color_scheme=scheme), site) as page:
        page.goto("/ask")
        ready(page)
        assert "No." in say(page, "¿Puede un SRO castigar a los estudiantes?")
        assert page.get_attribute(".told .answer", "lang") == "es"
        assert page.get_attribute(".told blockquote", "lang") == "en"
        unfold(page)
        clean(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_policy_is_added_quoted_and_removed(browser: Any, site: str, policy: Path, scheme: str) -> None:
    with watched(browser.new_context(base_url=site, color_scheme=scheme), site) as page:
        page.goto("/library/own")
        page.set_input_files("#own-files", str(policy))
        page.click("form.card .primary")
        page.wait_for_url("**done=*")
        told = page.inner_text(".notice >> nth=0")
        assert "was added as “board policy”" in told
        assert "own-" not in told
        clean(page)
        page.set_input_files("#own-files", {"name": "x<b>.docx", "mimeType": "", "buffer": b"PK\x03\x04 no"})
        page.click("form.card .primary")
        page.wait_for_selector(".problem")
        assert "x<b>.docx: not read" in page.inner_text(".problem")
        page.goto("/ask")
        ready(page)
        for _ in range(2):
            say(page, "Can somebody fly a drone over the school?")
        assert "fly a drone over school grounds" in page.inner_text(".own >> nth=-1")
        unfold(page)
        clean(page)
        page.goto("/library/own")
        tab_to(page, ".draftlist form button")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.textContent") == "Cancel", "Enter must not delete by accident"
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Enter")
        page.wait_for_url("**removed=1")
        assert "was removed" in page.inner_text(".notice")


def test_notes_in_our_words_stand_in_no_quotation_marks(browser: Any, site: str) -> None:
    with watched(browser.new_context(base_url=site), site) as page:
        page.goto("/ask")
        ready(page)
        say(page, "What do the principles say about SROs and school discipline?")
        unfold(page)
        note = page.locator(".used li", has=page.locator(".force-guidance"))
        assert "Our summary:" in note.first.inner_text()
        assert note.locator("blockquote").count() == 0


def test_a_draft_that_is_not_there_says_so_under_a_heading(browser: Any, site: str) -> None:
    with watched(browser.new_context(base_url=site), site) as page:
        page.goto("/draft?id=nothing")
        ready(page)
        assert page.inner_text("h1") == "This draft is not here"
        assert not page.is_visible("#box textarea")
        clean(page)
        page.click("text=Go to your drafts")
        page.wait_for_url("**/drafts")


def test_drafting_on_the_narrowest_phone_shows_whole_words(browser: Any, site: str) -> None:
    with watched(phone(browser, site), site) as page:
        page.goto("/drafts")
        page.fill("#sentence", SENTENCE)
        page.click("text=Start drafting")
        ready(page)
        say(page, "go to school discipline")
        say(page, "option b")
        cut = page.evaluate("(e => e.scrollWidth > e.clientWidth + 1)(document.querySelector('.acts .undo'))")
        assert not cut
        assert "Graduated response" in page.inner_text(".acts .undo")
        page.click(".panes [data-pane=side]")
        clean(page)
        tab_to(page, "[role=tab]")
        page.keyboard.press("ArrowRight")
        page.wait_for_selector("form.values")
        assert page.inner_text("[role=tab][aria-selected=true]") == "Form"
        page.keyboard.press("ArrowRight")
        page.wait_for_selector(".cover")
        tops = [b.bounding_box()["y"] for b in page.locator("[role=tab]:visible").all()]
        assert max(tops) - min(tops) < 4, "the four tabs stand in one row"
        assert narrow(page)


def test_a_request_for_a_poem_does_not_become_a_clause(browser: Any, site: str) -> None:
    with watched(phone(browser, site, 375), site) as page:
        page.goto("/drafts")
        page.fill("#sentence", SENTENCE)
        page.click("text=Start drafting")
        ready(page)
        say(page, "go to school discipline")
        assert "Outside what I can help with" in say(page, "Write me a poem about cats")
        page.click(".panes [data-pane=side]")
        assert "poem" not in page.inner_text("#paper")
