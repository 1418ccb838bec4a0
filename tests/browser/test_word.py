"""Taking copies away and bringing a Word file back: by keyboard alone, for a screen reader, on a phone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from docx import Document

from assistant.bootstrap import Assistant
from tests.browser.live import ready, tab_to
from tests.browser.test_pages import unfold, watched
from tests.files import word_of
from tests.integration.word_edits import EDITS, Editor, commented, content

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore::Warning:gradio.queueing")]

LONG = "an-agreement-with-a-very-long-name-that-counsel-gave-it-and-nobody-ever-shortened-again.docx"
AT_ODDS = "The SRO shall give students detention and suspend them."


@pytest.fixture
def draft(made: Assistant) -> str:
    draft = made.drafts.new("essential", values={"agency_name": "Riverton Police Department"}).draft.id
    made.drafts.set_values(draft, {"district_name": "Riverton School District 12"})
    return draft


@pytest.fixture
def returned(made: Assistant, draft: str, tmp_path: Path) -> Path:
    """The draft's file with a change of each sort, tracked ones too, a comment, and words at odds with a principle."""
    e = Editor(made.drafts.export(draft)[0], 5)
    for name in ("retype_tracked", "add_between", "delete_clause", "move_clause", "retitle"):
        assert EDITS[name](e) is not None
    commented(e, "term", "Is two years enough?", "Jordan Reyes")
    words = next(t for t in content(e.controls()["school-discipline"]).iter() if len((t.text or "").split()) > 8)
    words.text = AT_ODDS
    path = tmp_path / LONG
    path.write_bytes(e.saved())
    return path


def test_a_file_is_brought_and_decided_with_the_keyboard_alone(
    browser: Any, site: str, made: Assistant, draft: str, returned: Path
) -> None:
    with watched(browser.new_context(base_url=site), site, refused=True) as page:
        page.goto("/import")
        tab_to(page, "#import-file")
        page.set_input_files("#import-file", returned)  # the window in which one chooses it is the browser's own
        tab_to(page, "form.card button[type=submit]")
        page.keyboard.press("Enter")
        page.wait_for_url("**/import/im-*")
        file = page.url.rpartition("/")[2]
        before = len(made.imports.get(file).waiting)
        tab_to(page, "#item-school-discipline button.primary")
        page.keyboard.press("Enter")
        page.wait_for_selector("#item-school-discipline [role=alert]")
        assert made.drafts.get(draft).version == 2, "words at odds with a principle wait for a reason"
        tab_to(page, "#keep-school-discipline")
        page.keyboard.type("The board has decided so.")
        page.keyboard.press("Enter")
        page.wait_for_url("**done=accepted*")
        assert made.drafts.get(draft).clauses["school-discipline"].conflicts
        tab_to(page, "[id^=item-new] select")
        page.keyboard.press("ArrowDown")
        tab_to(page, "[id^=item-new] form.place button")
        page.keyboard.press("Enter")
        page.wait_for_url("**done=placed*")
        assert len(made.imports.get(file).waiting) == before - 2
        tab_to(page, "form[data-sure] button", most=200)
        page.keyboard.press("Enter")
        page.wait_for_selector("#sure[open]")
        page.keyboard.press("Escape")
        assert len(made.imports.get(file).waiting) == before - 2


def test_every_copy_can_be_taken_with_the_keyboard_alone(browser: Any, site: str, draft: str) -> None:
    with watched(browser.new_context(base_url=site, accept_downloads=True), site, refused=True) as page:
        page.goto(f"/draft?id={draft}")
        ready(page)
        tab_to(page, "details.take > summary")
        for place, ending in (
            ("a[href$='/working.docx']", "-working.docx"),
            ("a[href$='/clean.docx']", ".docx"),
            ("#take-against", "-redline-v1.docx"),
            ("a[href$='/provenance.csv']", "-provenance.csv"),
        ):
            page.keyboard.press("Enter")
            tab_to(page, place)
            with page.expect_download() as taken:
                page.keyboard.press("Enter")
            assert taken.value.suggested_filename.startswith(draft)
            assert taken.value.suggested_filename.endswith(ending)
            assert page.evaluate("document.activeElement.matches('details.take > summary')"), place
        page.keyboard.press("Enter")
        tab_to(page, "#take-against")
        page.keyboard.press("Escape")
        assert not page.is_visible("#take-against")
        page.keyboard.press("Enter")
        tab_to(page, "a[href$='/publication.docx']")
        page.keyboard.press("Enter")
        page.wait_for_selector("h1:has-text('Not ready to publish')")
        tab_to(page, "a[href*='despite_open']")
        with page.expect_download() as taken:
            page.keyboard.press("Enter")
        assert taken.value.suggested_filename == "mou-publication.docx"


def test_a_file_is_looked_at_and_mended_with_the_keyboard_alone(browser: Any, site: str, tmp_path: Path) -> None:
    path = tmp_path / LONG
    path.write_bytes(word_of("# Agreement on visits", "- one", "- two"))
    with watched(browser.new_context(base_url=site, accept_downloads=True), site) as page:
        page.goto("/drafts")
        tab_to(page, "a[href='/word']")
        page.keyboard.press("Enter")
        page.wait_for_url("**/word")
        tab_to(page, "#word-file")
        page.set_input_files("#word-file", path)
        tab_to(page, "form.card button[type=submit]")
        page.keyboard.press("Enter")
        page.wait_for_selector("a[href^='/word/']")
        assert "typed with dashes" in page.inner_text("main")
        tab_to(page, "a[href^='/word/']")
        with page.expect_download() as taken:
            page.keyboard.press("Enter")
        assert taken.value.suggested_filename.endswith("-mended.docx")
        assert Document(taken.value.path()).core_properties.title == "Agreement on visits"


def test_the_draft_tells_of_its_defined_terms(browser: Any, site: str, made: Assistant, draft: str) -> None:
    made.drafts.edit(draft, "complaints", "The Ombuds Office hears complaints. The Ombuds Office answers in ten days.")
    with watched(browser.new_context(base_url=site), site) as page:
        page.goto(f"/draft?id={draft}")
        ready(page)
        page.click("role=tab[name='Coverage']")
        assert "Ombuds Office" in page.inner_text("section:has(#terms-title)")


def walk(page: Any, draft: str, returned: Path, look: Callable[[str], None]) -> None:
    """Go through every page on which files leave and come back."""
    page.goto("/import")
    look("bring a file")
    page.set_input_files("#import-file", {"name": "notes.docx", "mimeType": "", "buffer": b"notes"})
    page.click("form.card button[type=submit]")
    page.wait_for_selector("[role=alert]")
    look("a file that is refused")
    page.set_input_files("#import-file", returned)
    page.click("form.card button[type=submit]")
    page.wait_for_url("**/import/im-*")
    look("what came back")
    unfold(page)
    look("what came back, all of it")
    page.click("#item-school-discipline button.primary")
    page.wait_for_selector("#item-school-discipline [role=alert]")
    look("at odds with a principle")
    page.click("[id^=item-new] form.place button")
    page.wait_for_selector("[role=status]")
    look("decided")
    page.goto("/import")
    look("files that came back")
    page.goto("/word")
    look("can everybody read it")
    page.set_input_files(
        "#word-file", {"name": "a.docx", "mimeType": "", "buffer": word_of("# Scope", "- one", "- two")}
    )
    page.click("form.card button[type=submit]")
    page.wait_for_selector("a[href^='/word/']")
    look("what was mended")
    page.goto(f"/export/{draft}/publication.docx")
    look("not ready to publish")
    page.goto(f"/draft?id={draft}")
    ready(page)
    page.click("details.take > summary")
    look("copies to take")
    page.keyboard.press("Escape")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Any, site: str, draft: str, returned: Path, scheme: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme=scheme, base_url=site)
    found: dict[str, str] = {}

    def look(name: str) -> None:
        page.wait_for_timeout(250)
        result = Axe().run(page)
        if result.violations_count:
            found[name] = result.generate_report()

    with watched(context, site, refused=True) as page:
        walk(page, draft, returned, look)
    assert found == {}


def test_a_phone_needs_no_sideways_scrolling(browser: Any, site: str, draft: str, returned: Path) -> None:
    context = browser.new_context(
        viewport={"width": 375, "height": 700}, base_url=site, has_touch=True, is_mobile=True, color_scheme="dark"
    )
    wide: list[str] = []

    def look(name: str) -> None:
        page.wait_for_timeout(150)
        got = page.evaluate("Math.max(document.documentElement.scrollWidth, document.body.scrollWidth)")
        if got > 375:
            wide.append(f"{name}: {got}")

    with watched(context, site, refused=True) as page:
        walk(page, draft, returned, look)
        page.goto(f"/draft?id={draft}")
        ready(page)
        page.click(".panes [data-pane=side]")
        page.click("role=tab[name='Coverage']")
        look("coverage and terms")
        page.click("role=tab[name='History']")
        look("history, with the redline against a file")
    assert wide == []
