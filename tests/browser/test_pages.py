"""The pages as a person meets them: with a mouse, with a keyboard, on a phone, in light and in dark."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.bootstrap import Assistant
from tests.browser.live import press, ready, say, settled, stamp
from tests.runs import keep_run

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore::Warning:gradio.queueing")]

SENTENCE = (
    "Draft an MOU between the Riverton Police Department and Riverton School District 12 "
    "starting July 1, 2027 for two years"
)
PLAIN = [
    "/",
    "/drafts",
    "/library",
    "/library/samples",
    "/library/samples/sample-rural-sheriff",
    "/library/notes",
    "/library/clauses",
    "/library/clauses/school-discipline",
    "/source/principle-3?from=22&to=60",
    "/prove?show=all",
    "/prove/claims",
]


@pytest.fixture(scope="module")
def made(made: Assistant) -> Assistant:
    """With a draft, and a run of the evals to show."""
    made.drafts.new("standard", values={"agency_name": "Riverton Police Department"})
    keep_run(made.settings.data_dir)
    return made


@pytest.fixture
def page(browser: Any, site: str) -> Iterator[Any]:
    """A fresh visitor; what the page complains about or asks of other hosts fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, base_url=site, accept_downloads=True)
    with watched(context, site) as page:
        yield page


class watched:
    """A page in a context; at the end, no errors in its console and no request to another host.

    Where the walk is ``refused`` something on purpose, Chromium's own line on the status of that page is no error.
    """

    def __init__(self, context: Any, site: str, *, refused: bool = False) -> None:
        self.context, self.site, self.refused = context, site, refused
        self.wrong: list[str] = []

    def __enter__(self) -> Any:
        page = self.context.new_page()
        page.on("console", self._said)
        page.on("pageerror", lambda e: self.wrong.append(str(e)))
        page.on("request", self._asked)
        return page

    def _said(self, message: Any) -> None:
        on_purpose = self.refused and "responded with a status of 4" in message.text
        if message.type == "error" and not on_purpose:
            self.wrong.append(message.text)

    def _asked(self, request: Any) -> None:
        if not request.url.startswith((self.site, "data:", "blob:")):
            self.wrong.append(request.url)

    def __exit__(self, kind: Any, *rest: Any) -> None:
        self.context.close()
        if kind is None:
            assert self.wrong == []


def start(page: Any) -> str:
    """Start a draft from a sentence and return its id."""
    page.goto("/drafts")
    page.fill("#sentence", SENTENCE)
    page.click("text=Start drafting")
    ready(page)
    return str(page.url).partition("id=")[2]


def unfold(page: Any) -> None:
    """Open everything that can be folded, but the menu that lies over other things."""
    page.evaluate("document.querySelectorAll('details:not(.take)').forEach(d => { d.open = true; })")


def test_the_first_screen_leads_to_an_answer_and_its_source(page: Any) -> None:
    page.goto("/")
    page.click("text=Ask about the principles")
    ready(page)
    answer = press(page, "text=May an SRO hand out detention?")
    assert "Answer from principle 3" in answer
    assert page.evaluate("document.activeElement.classList.contains('verdict')")
    assert "ready" in page.wait_for_selector("#status:not(:empty)", state="attached").inner_text()
    page.click(".told a.cite >> nth=0")
    page.wait_for_selector("#source[open]")
    marked = page.inner_text("#source mark")
    whole = page.inner_text("#source blockquote")
    assert marked
    assert marked in whole
    assert "not law" in page.inner_text("#source .force")
    assert "Date read" in page.inner_text("#source dl")
    page.keyboard.press("Escape")
    page.wait_for_selector("#source[open]", state="detached")
    assert page.evaluate("document.activeElement.classList.contains('cite')")
    page.click("summary:has-text('Sources used')")
    assert page.is_visible(".used li")


def test_a_conversation_survives_a_reload_and_can_be_cleared(page: Any) -> None:
    page.goto("/ask")
    ready(page)
    say(page, "What training should an SRO have?")
    say(page, "and what about staff?")
    page.reload()
    ready(page)
    assert page.locator(".told").count() == 2
    page.click("text=Clear this conversation")
    page.click("#sure-yes")
    page.wait_for_selector(".transcript.start")
    assert page.locator(".told").count() == 0


def test_asking_needs_no_mouse(page: Any) -> None:
    page.goto("/ask")
    ready(page)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.tagName") == "TEXTAREA":
            break
    assert page.evaluate("document.activeElement.closest('#box') !== null")
    before = stamp(page)
    page.keyboard.type("Who supervises an SRO?")
    page.keyboard.press("Enter")
    settled(page, before)
    page.wait_for_function("document.activeElement.classList.contains('verdict')")
    for _ in range(4):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('a.cite')"):
            break
    page.keyboard.press("Enter")
    page.wait_for_selector("#source[open]")
    page.keyboard.press("Escape")
    page.keyboard.press("Shift+?")
    page.wait_for_selector("#keys[open]")
    page.click("#keys-on")
    page.keyboard.press("Escape")
    page.keyboard.press("Shift+?")
    assert page.locator("#keys[open]").count() == 0


def test_three_clauses_a_reload_and_a_word_file(page: Any, tmp_path: Path) -> None:
    draft = start(page)
    assert "0 of 41 clauses decided" in page.inner_text("#progress-line")
    say(page, "Ohio")
    assert "Ohio" in page.inner_text("#paper")
    for value in (
        "Dana Whitfield, Chief of Police",
        "Luis Ortega, Superintendent",
        "Sergeant Maria Lopez, Youth Services Supervisor",
        "Aisha Grant, Director of Student Services",
        "Riverton High School, Eastside Middle School",
    ):
        say(page, value)
    assert "Accepted" in press(page, ".acts [data-do=accept]")
    answer = say(page, "May an SRO hand out detention?")
    assert "Answer from principle 3" in answer
    assert "Purpose" in answer, "after a question the conversation returns to its clause"
    press(page, ".acts [data-do=skip]")
    press(page, ".acts [data-do=accept]")
    assert "2 of 41 clauses decided" in page.inner_text("#progress-line")
    assert page.locator(".clause.state-accepted").count() == 2
    assert page.locator(".clause.state-skipped").count() == 1
    assert page.inner_text(".acts .undo").startswith("Undo: accepted")
    press(page, ".acts [data-do=undo]")
    here = page.inner_text("#map [aria-current] .clause-name")
    told = page.locator(".told").count()
    page.reload()
    ready(page)
    assert page.inner_text("#map [aria-current] .clause-name") == here
    assert page.locator(".told").count() == told
    for name, part in (("Clean copy", "word/document.xml"), ("Working copy", "word/comments.xml")):
        page.click("summary:has-text('Download a copy')")
        with page.expect_download() as taken:
            page.click(f"text={name}")
        target = tmp_path / taken.value.suggested_filename
        taken.value.save_as(target)
        assert target.name.startswith(draft)
        assert part in zipfile.ZipFile(target).namelist()


def test_the_form_and_the_conversation_change_the_same_draft(page: Any) -> None:
    start(page)
    page.click("role=tab[name='Form']")
    page.wait_for_selector("#f-state")
    page.fill("#f-state", "Ohio")
    page.fill("#f-agency_head", "Dana Whitfield, Chief of Police")
    before = stamp(page)
    page.click("form.values .save button")
    settled(page, before)
    page.wait_for_selector("form.values .notice")
    assert page.input_value("#f-state") == "Ohio"
    page.fill("#f-superintendent", "not sent yet")
    say(page, "why?")
    assert page.input_value("#f-superintendent") == "not sent yet", "typing in the form survives the conversation"
    page.click("role=tab[name='History']")
    page.wait_for_selector(".changes li")
    assert "Ohio" in page.inner_text(".changes li >> nth=0")
    page.click("role=tab[name='Coverage']")
    page.wait_for_selector(".cover")
    assert page.locator(".cover").count() == 12
    page.click("role=tab[name='Document']")
    assert "Ohio" in page.inner_text("#paper")


def test_two_tabs_on_one_draft_lose_nothing(page: Any) -> None:
    start(page)
    other = page.context.new_page()
    other.goto(page.url)
    ready(other)
    say(other, "Ohio")
    before = stamp(page)
    page.fill("#box textarea", "Kentucky")
    page.press("#box textarea", "Enter")
    settled(page, before)
    assert "changed in another tab" in page.inner_text(".problem")
    assert page.input_value("#box textarea") == "Kentucky"
    assert "Ohio" in page.inner_text("#paper")


def test_a_draft_is_deleted_only_after_a_question(page: Any) -> None:
    draft = start(page)
    page.goto("/drafts")
    row = page.locator("li", has=page.locator(f"a[href$='{draft}']"))
    row.locator("button").click()
    assert "30 days" in page.inner_text("#sure-text")
    page.click("#sure [data-close]")
    assert row.count() == 1
    row.locator("button").click()
    page.click("#sure-yes")
    page.wait_for_selector("text=Restore it")
    assert row.count() == 0
    page.click("text=Restore it")
    page.wait_for_selector(f"a[href$='{draft}']")


def test_what_a_visitor_types_never_becomes_markup(page: Any) -> None:
    page.goto("/ask")
    ready(page)
    say(page, 'What about **force**? "quoted" & 3 < 4 onerror=alert(1)')
    assert "3 < 4" in page.inner_text(".said p")
    assert page.evaluate("localStorage.length") <= 1, "questions are not left behind in the browser"
    assert page.evaluate("JSON.stringify(localStorage)").find("force") == -1


def test_a_problem_is_reported_with_the_keyboard_alone(page: Any) -> None:
    page.goto("/ask")
    ready(page)
    say(page, "May an SRO hand out detention?")
    page.wait_for_function("document.activeElement.classList.contains('verdict')")
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.dataset.say") == "problem":
            break
    before = stamp(page)
    page.keyboard.press("Enter")
    settled(page, before)
    page.wait_for_function("document.activeElement.hasAttribute('data-focus-here')")
    page.wait_for_function("document.getElementById('status').textContent.includes('Nothing is stored yet')")
    for _ in range(4):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.tagName") == "TEXTAREA":
            break
    page.keyboard.type("The answer leaves out the second sentence.")
    page.keyboard.press("Tab")
    assert "keep this" in page.evaluate("document.activeElement.textContent")
    before = stamp(page)
    page.keyboard.press("Enter")
    settled(page, before)
    page.wait_for_function("document.activeElement.textContent.includes('kept on this installation')")
    page.keyboard.press("Tab")
    before = stamp(page)
    page.keyboard.press("Enter")  # Delete it again
    settled(page, before)
    page.wait_for_function("document.getElementById('status').textContent.includes('deleted')")


def test_a_failed_case_is_found_and_read(page: Any) -> None:
    page.goto("/prove")
    assert "1 of 2 samples passed" in page.inner_text(".result")
    page.click("summary:has-text('does it have to be signed')")
    case = page.inner_text("details.case[open]")
    for words in ("What failed", "Expected", "Got", "The answer", "Principle 2"):
        assert words in case
    page.select_option("#show", "passed")
    page.click("text=Show these")
    assert page.locator(".case").count() == 1
    with page.expect_download() as download:
        page.click(".downloads a >> nth=0")
    assert download.value.suggested_filename.endswith("results.json")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Any, site: str, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    axe = Axe()
    context = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme=scheme, base_url=site)
    found: dict[str, list[str]] = {}

    def look(name: str) -> None:
        page.wait_for_timeout(250)
        response = axe.run(page).response
        wrong = [
            f"{v['id']}: {n['html'][:160]} {n['failureSummary'][:300]}"
            for v in response["violations"]
            for n in v["nodes"][:3]
        ]
        if wrong:
            found[name] = wrong

    with watched(context, site) as page:
        for path in PLAIN:
            page.goto(path)
            unfold(page)
            look(path)
        page.goto("/ask")
        ready(page)
        look("ask at the start")
        say(page, "May an SRO hand out detention?")
        say(page, "Do the principles say anything about body cameras?")
        unfold(page)
        look("ask with answers")
        press(page, ".rate >> nth=-1")
        unfold(page)
        page.fill("textarea[name=note]", "my son, DOB 04/12/2012")
        press(page, "[data-do=rate-keep]")
        look("ask, consent with a warning")
        press(page, "[data-do=rate-bare]")
        look("ask, feedback kept")
        page.click(".told a.cite >> nth=0")
        page.wait_for_selector("#source[open]")
        look("a source")
        page.keyboard.press("Escape")
        page.click(".keys-open")
        look("the shortcuts")
        start(page)
        say(page, "Ohio")
        page.click("summary:has-text('Download a copy')")
        look("draft, downloads")
        page.keyboard.press("Escape")
        assert not page.is_visible("text=Clean copy")
        unfold(page)
        look("draft, document")
        for tab in ("Form", "Coverage", "History"):
            page.click(f"role=tab[name='{tab}']")
            page.wait_for_timeout(250)
            unfold(page)
            look(f"draft, {tab}")
    assert found == {}


@pytest.mark.parametrize("width", [320, 390])
def test_a_phone_needs_no_sideways_scrolling(browser: Any, site: str, width: int) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 700}, base_url=site, has_touch=True, is_mobile=True, color_scheme="dark"
    )
    wide: list[str] = []

    def look(name: str) -> None:
        page.wait_for_timeout(150)
        got = page.evaluate("Math.max(document.documentElement.scrollWidth, document.body.scrollWidth)")
        if got > width:
            wide.append(f"{name}: {got}")

    with watched(context, site) as page:
        for path in PLAIN:
            page.goto(path)
            look(path)
        page.goto("/ask")
        ready(page)
        look("ask")
        say(page, "Do the principles say anything about body cameras?")
        unfold(page)
        look("ask with an answer")
        small = [
            b
            for b in page.locator(".rate").all()
            if (box := b.bounding_box()) and min(box["height"], box["width"]) < 24
        ]
        assert small == []
        press(page, ".rate >> nth=0")
        unfold(page)
        look("ask, consent")
        start(page)
        look("draft, conversation")
        page.click(".panes [data-pane=map]")
        assert page.is_visible(".clause >> nth=0")
        look("draft, clauses")
        page.click(".panes [data-pane=side]")
        assert page.is_visible("#paper")
        look("draft, document")
        for tab in ("Form", "Coverage", "History"):
            page.click(f"role=tab[name='{tab}']")
            look(f"draft, {tab}")
    assert wide == []
