"""Reviewing an agreement as a person does it: by keyboard alone, on a phone, with a screen reader."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from assistant.bootstrap import Assistant, build
from assistant.settings import Settings
from tests.browser.live import chromium, chromium_is_here, served, tab_to
from tests.browser.test_pages import unfold, watched
from tests.conftest import need
from tests.made_reviews import AGREEMENT, FOUND, HandMade

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore::Warning:gradio.queueing")]

LONG = "an-agreement-with-a-very-long-name-that-counsel-gave-it-and-nobody-ever-shortened-again.md"
FOCUSED = "document.activeElement"


@pytest.fixture(scope="module")
def made(assistant: Assistant, tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    need(chromium_is_here(), "Chromium")
    mine = build(Settings(data_dir=tmp_path_factory.mktemp("review-pages")))
    for shared in ("knowledge", "templates", "wording"):
        mine.__dict__[shared] = getattr(assistant, shared)
    mine.__dict__["reviewer"] = HandMade(mine.knowledge.requirements, "school-discipline")
    return mine


@pytest.fixture(scope="module")
def site(made: Assistant) -> Iterator[str]:
    with served(made) as address:
        yield address


@pytest.fixture(scope="module")
def browser(site: str) -> Iterator[Any]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / LONG
    path.write_text(AGREEMENT + "\n\n" + "W" * 3000 + "\n\n\u0645\u0631\u062d\u0628\u0627 \u202ereversed\n", "utf-8")
    return path


def test_from_a_file_to_a_tick_and_its_deletion_with_the_keyboard_alone(
    browser: Any, site: str, made: Assistant, file: Path
) -> None:
    with watched(browser.new_context(viewport={"width": 1280, "height": 800}, base_url=site), site) as page:
        page.goto("/")
        tab_to(page, "a[href='/review']")
        page.keyboard.press("Enter")
        page.wait_for_url("**/review")
        tab_to(page, "#review-file")
        page.set_input_files("#review-file", file)  # the window in which one chooses it is the browser's own
        tab_to(page, "form.card button[type=submit]")
        page.keyboard.press("Enter")
        page.wait_for_url("**/review/rv-*")
        review = page.url.partition("?")[0].rpartition("/")[2]
        # A principle is unfolded, a quotation followed to its place in the document, and its label back.
        tab_to(page, "#p-3 > details > summary")
        page.keyboard.press("Enter")
        tab_to(page, "#f-p03-no-discipline .to-mark")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_function("document.activeElement.matches('.m-go')")
        assert page.evaluate(f"{FOCUSED}.textContent") == "conflict 3.1"
        assert "enforce the dress code" in page.evaluate(f"{FOCUSED}.closest('mark').textContent")
        assert page.evaluate(f"{FOCUSED}.getBoundingClientRect().top") < 800
        page.keyboard.press("Enter")
        page.wait_for_function("document.activeElement.id === 'f-p03-no-discipline'")
        # It is checked off with a reason, which is there after a reload.
        tab_to(page, "#f-p03-no-discipline details.tick > summary")
        page.keyboard.press("Enter")
        tab_to(page, "#reason-f-p03-no-discipline")
        page.keyboard.type("Counsel has agreed to strike it.")
        page.keyboard.press("Enter")
        page.wait_for_url("**done=ticked*")
        page.goto(f"/review/{review}")
        page.reload()
        assert "Counsel has agreed to strike it." in page.text_content("#f-p03-no-discipline")
        assert made.reviews.get(review).tick("p03.no-discipline") is not None
        # Folded findings are reached by the shortcut for what is open; the ticked one is passed over.
        page.keyboard.press("Alt+n")
        page.wait_for_function("document.activeElement.matches('.finding.is-open')")
        first = page.evaluate(f"{FOCUSED}.id")
        page.keyboard.press("Alt+n")
        page.wait_for_function("id => document.activeElement.id !== id", arg=first)
        page.keyboard.press("Alt+p")
        page.wait_for_function("id => document.activeElement.id === id", arg=first)
        assert page.locator("#f-p03-no-discipline.is-open").count() == 0
        tab_to(page, "form[data-sure] button", most=300)
        page.keyboard.press("Enter")
        page.wait_for_selector("#sure[open]")
        page.keyboard.press("Escape")
        assert made.reviews.get(review)
        page.keyboard.press("Enter")
        page.wait_for_selector("#sure[open]")
        tab_to(page, "#sure-yes")
        page.keyboard.press("Enter")
        page.wait_for_url("**deleted=1")
        assert review not in {r.id for r in made.reviews.list()}


def test_a_file_can_be_dropped(browser: Any, site: str) -> None:
    with watched(browser.new_context(base_url=site), site) as page:
        page.goto("/review")
        page.evaluate(
            """text => {
              const data = new DataTransfer();
              data.items.add(new File([text], "dropped.md", { type: "text/markdown" }));
              document.querySelector("[data-drop]").dispatchEvent(
                new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
            }""",
            AGREEMENT,
        )
        assert page.evaluate("document.getElementById('review-file').files[0].name") == "dropped.md"
        page.keyboard.press("Enter")
        page.wait_for_url("**/review/rv-*")
        assert "dropped.md" in page.inner_text("main")


def test_a_file_that_is_too_large_is_told_before_it_is_sent(browser: Any, site: str, tmp_path: Path) -> None:
    huge = tmp_path / "huge.pdf"
    with huge.open("wb") as out:
        out.truncate(51_000_000)
    with watched(browser.new_context(base_url=site), site) as page:
        page.goto("/review")
        page.set_input_files("#review-file", huge)
        page.click("form.card button[type=submit]")
        page.wait_for_selector("#problem:focus")
        assert "larger than 50 MB" in page.inner_text("#problem")


def test_without_scripts_the_page_works_too(browser: Any, site: str, file: Path) -> None:
    context = browser.new_context(base_url=site, java_script_enabled=False)
    page = context.new_page()
    page.goto("/review")
    page.set_input_files("#review-file", file)
    page.click("form.card button[type=submit]")
    page.wait_for_selector("#principles", timeout=20_000)  # the page that waits looks again by itself
    page.click("#p-3 > details > summary")
    page.click("#f-p03-no-discipline details.tick > summary")
    page.click("#f-p03-no-discipline details.tick button")
    page.wait_for_selector("#at-f-p03-no-discipline")
    assert "Checked off on" in (page.text_content("#f-p03-no-discipline") or "")
    context.close()


def test_two_hundred_pages_stay_usable(browser: Any, site: str, made: Assistant) -> None:
    line = "{n} The SRO shall do " + " ".join(f"word{i}" for i in range(95)) + " on day {n}."
    text = AGREEMENT + "\n\n".join(f"## Heading {n}\n\n{line.format(n=n)} Then more." for n in range(1100))
    quoted = [(line.format(n=n), "shows") for n in range(0, 1100, 5)]
    by_hand = made.__dict__["reviewer"]
    made.__dict__["reviewer"] = HandMade(
        by_hand.requirements, by_hand.clause, {**FOUND, "p09.students": ("addressed", quoted)}
    )
    try:
        review = made.reviews.keep(text.encode(), "long.md").id
    finally:
        made.__dict__["reviewer"] = by_hand
    assert made.reviews.get(review).review.document.words > 100_000
    with watched(browser.new_context(viewport={"width": 1280, "height": 800}, base_url=site), site) as page:
        page.goto(f"/review/{review}", timeout=15_000)
        page.click("#p-9 > details > summary")
        page.click("#f-p09-students .to-mark >> nth=180", timeout=5_000)
        page.wait_for_function("document.activeElement.matches('.m-go')", timeout=5_000)
        assert 0 < page.evaluate(f"{FOCUSED}.getBoundingClientRect().top") < 800
        page.keyboard.press("Enter")
        page.wait_for_function("document.activeElement.id === 'f-p09-students'", timeout=5_000)


def walk(page: Any, file: Path, look: Callable[[str], None]) -> None:
    """Go through every page of a review."""
    page.goto("/")
    look("first page")
    page.goto("/review")
    look("bring a file")
    page.set_input_files("#review-file", {"name": "notes.docx", "mimeType": "", "buffer": b"notes"})
    page.click("form.card button[type=submit]")
    page.wait_for_selector("[role=alert]")
    look("a file that is refused")
    reviews = []
    for name in (LONG, "lease.md", "partial.md"):
        page.goto("/review")
        page.set_input_files("#review-file", {"name": name, "mimeType": "", "buffer": file.read_bytes()})
        page.click("form.card button[type=submit]")
        page.wait_for_url("**/review/rv-*")
        reviews.append(page.url.partition("?")[0].rpartition("/")[2])
        look(f"review of {name[:12]}")
    page.goto(f"/review/{reviews[0]}")
    unfold(page)
    look("review, all of it")
    page.click(".next-steps details.take > summary")
    look("what can be taken away")
    page.keyboard.press("Escape")
    page.fill("#reason-f-p03-no-discipline", "Student born on 03/04/2012")
    page.click("#f-p03-no-discipline details.tick button")
    page.wait_for_selector("[role=alert]")
    look("asked before a tick is kept")
    page.check("#f-p03-no-discipline input[type=checkbox]")
    page.click("#f-p03-no-discipline details.tick button")
    page.wait_for_url("**done=ticked*")
    look("checked off")
    page.goto(f"/review/{reviews[0]}?state=missing&open=1")
    look("narrowed")
    page.goto(f"/review/compare?a={reviews[0]}&b={reviews[2]}")
    unfold(page)
    look("compared")
    page.goto("/review/compare")
    look("two to choose")
    page.goto("/review")
    look("kept reviews")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Any, site: str, file: Path, scheme: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme=scheme, base_url=site)
    found: dict[str, str] = {}

    def look(name: str) -> None:
        page.wait_for_timeout(250)
        result = Axe().run(page)
        if result.violations_count:
            found[name] = result.generate_report()

    with watched(context, site, refused=True) as page:
        walk(page, file, look)
    assert found == {}


@pytest.mark.parametrize("width", [375, 320])
def test_a_phone_needs_no_sideways_scrolling(browser: Any, site: str, file: Path, width: int) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 700}, base_url=site, has_touch=True, is_mobile=True, color_scheme="dark"
    )
    wide: list[str] = []

    def look(name: str) -> None:
        page.wait_for_timeout(150)
        got = page.evaluate("Math.max(document.documentElement.scrollWidth, document.body.scrollWidth)")
        if got > width:
            wide.append(f"{name}: {got}")

    with watched(context, site, refused=True) as page:
        walk(page, file, look)
    assert wide == []
