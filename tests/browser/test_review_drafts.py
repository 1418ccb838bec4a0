"""From a finding to a draft, as a person does it: by keyboard alone, on a phone, with a screen reader."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from assistant.bootstrap import Assistant, build
from assistant.settings import Settings
from tests.browser.live import chromium, chromium_is_here, served, tab_to
from tests.browser.test_pages import unfold, watched
from tests.by_hand import ByHand
from tests.conftest import need
from tests.doors.test_review_drafts import BAD, MOU, SAID

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore::Warning:gradio.queueing")]


@pytest.fixture(scope="module")
def made(assistant: Assistant, tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    need(chromium_is_here(), "Chromium")
    mine = build(Settings(data_dir=tmp_path_factory.mktemp("review-drafts-pages")))
    for shared in ("knowledge", "templates", "wording"):
        mine.__dict__[shared] = getattr(assistant, shared)
    mine.__dict__["reviewer"] = ByHand(SAID)
    return mine


@pytest.fixture(scope="module")
def site(made: Assistant) -> Iterator[str]:
    with served(made) as address:
        yield address


@pytest.fixture(scope="module")
def browser(site: str) -> Iterator[Any]:
    with chromium() as browser:
        yield browser


def test_from_a_review_to_a_mended_draft_with_the_keyboard_alone(browser: Any, site: str, made: Assistant) -> None:
    kept = made.reviews.keep(MOU.encode(), "old.md")
    with watched(browser.new_context(viewport={"width": 1280, "height": 800}, base_url=site), site) as page:
        page.goto(f"/review/{kept.id}")
        tab_to(page, f"form[action='/review/{kept.id}/draft'] button")
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/review/{kept.id}/draft*")
        assert "Read from the file, please check" in page.text_content("main")
        tab_to(page, "#conflicts ~ ul a")
        page.keyboard.press("Enter")
        page.wait_for_url("**/fix/p04.detain*")
        assert BAD in page.text_content("main")
        tab_to(page, f"form[action='/review/{kept.id}/fix/p04.detain'][method=post] button")
        page.keyboard.press("Enter")
        page.wait_for_url("**done=1*")
        assert "It was written to the draft" in page.text_content("[role=status]")
    draft = made.drafts.get(str(made.reviews.get(kept.id).draft))
    assert BAD not in (draft.clauses["arrest-and-diversion"].own_text or "")


@pytest.mark.parametrize("width", [1280, 375])
@pytest.mark.parametrize("path", ["draft", "fix/p04.detain", "fix/p08.staff-training"])
def test_the_pages_are_clean_for_axe_and_fit_a_phone(
    browser: Any, site: str, made: Assistant, path: str, width: int
) -> None:
    kept = made.reviews.keep((MOU + "\n\n" + "W" * 3000 + "\n").encode(), "a-very-long-name-" * 5 + ".md")
    made.review_drafts.start(kept.id)
    with watched(browser.new_context(viewport={"width": width, "height": 800}, base_url=site), site) as page:
        page.goto(f"/review/{kept.id}/{path}")
        unfold(page)
        found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
