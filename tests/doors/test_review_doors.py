"""The Review page through its routes: a file comes in, what was found is shown, checked off, compared, deleted."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from fastapi.testclient import TestClient

from assistant.bootstrap import Assistant, build
from assistant.domain.reviews import Review
from assistant.errors import StaleWrite
from assistant.settings import Settings
from assistant.web.jobs import Jobs
from assistant.web.pages import review as page_module
from assistant.web.serve import create_app
from tests.integration.word_edits import EDITS, Editor
from tests.made_reviews import AGREEMENT, HandMade

EVIL = {"origin": "https://evil.example"}
CONFLICT, MISSING = "p03.no-discipline", "p12.peers"


@pytest.fixture(scope="module")
def made(assistant: Assistant, tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """The assistant with reviews of its own, judged by hand."""
    mine = build(Settings(data_dir=tmp_path_factory.mktemp("web-reviews")))
    for shared in ("knowledge", "templates", "wording"):
        mine.__dict__[shared] = getattr(assistant, shared)
    mine.__dict__["reviewer"] = HandMade(mine.knowledge.requirements, "school-discipline")
    return mine


@pytest.fixture(scope="module")
def client(made: Assistant) -> Iterator[TestClient]:
    with TestClient(create_app(made), base_url="http://127.0.0.1:7860", follow_redirects=False) as client:
        yield client


@pytest.fixture
def kept(made: Assistant) -> str:
    return made.reviews.keep(AGREEMENT.encode(), "riverton.md").id


def bring(client: TestClient, data: bytes, name: str, path: str = "/review") -> Any:
    """Send a file and return what the browser ends on."""
    return arrived(client, client.post(path, files={"file": (name, data)}))


def arrived(client: TestClient, answer: Any) -> Any:
    """Wait as the page does, and return where it leads."""
    until = time.monotonic() + 60
    while answer.headers.get("location", "").startswith("/review/wait/") and time.monotonic() < until:
        time.sleep(0.1)
        place = answer.headers["location"]
        seen = client.get(place)
        if seen.status_code != 200:
            answer = seen
    return answer


def text_of(page: str, anchor: str) -> str:
    """The words of one finding."""
    found = re.search(rf'<li class="finding[^"]*" id="{anchor}".*?\n</li>', page, re.S)
    assert found, anchor
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", found[0]))


def test_a_file_is_reviewed_kept_and_listed(client: TestClient, made: Assistant) -> None:
    answer = bring(client, AGREEMENT.encode(), "our agreement.md")
    assert answer.status_code == 303, answer.text
    review = answer.headers["location"].partition("?")[0].rpartition("/")[2]
    assert made.reviews.get(review).review.document.name == "our agreement.md"
    page = client.get(answer.headers["location"])
    assert page.status_code == 200
    assert "The review is kept" in page.text
    assert "not legal advice" in page.text
    listed = client.get("/review").text
    assert f"/review/{review}" in listed
    assert "our agreement.md" in listed
    assert "27 findings open" in listed
    assert f"/review/{review}" in client.get("/").text


def test_every_principle_has_its_state_in_words_and_no_percentage(client: TestClient, kept: str) -> None:
    page = client.get(f"/review/{kept}").text
    for number in range(1, 13):
        assert f'id="p-{number}"' in page
    states = re.findall(
        r'<span class="tag state-tag look-([a-z-]+)"><span aria-hidden="true">.</span> ([a-z ]+)<', page
    )
    assert {look for look, _ in states} == {"addressed", "partly", "conflict", "missing", "not-visible"}
    assert all(look == words.replace(" ", "-") for look, words in states)
    assert "%" not in re.sub("<[^>]+>", "", page)
    assert "27 of 31 requirements are open" in page
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'for="([^"]+)"', page)) <= set(ids)


def test_a_finding_shows_the_words_their_place_and_the_principle(
    client: TestClient, made: Assistant, kept: str
) -> None:
    said = text_of(client.get(f"/review/{kept}").text, "f-p03-no-discipline")
    requirement = made.knowledge.requirements[CONFLICT]
    passage = made.knowledge.passages[requirement.passage]
    own = passage.text[requirement.start - passage.start : requirement.end - passage.start]
    for words in (
        "conflict",
        "The SRO shall not be involved in school discipline.",
        "The SRO shall enforce the dress code and may give detention.",
        "section 2 School discipline",
        "At odds with the principle",
        own,
        "How sure",
        "Fix this",
        "Clause in the library",
        "Check off",
    ):
        assert words in said, words


def test_findings_and_passages_lead_to_each_other(client: TestClient, kept: str) -> None:
    page = client.get(f"/review/{kept}").text
    targets = set(re.findall(r' id="([^"]+)"', page))
    there = re.findall(r'class="to-mark" href="#([^"]+)"', page)
    back = re.findall(r'class="m-go"(?: id="[^"]+")? href="#([^"]+)"', page)
    assert len(there) == 12
    assert len(back) == 12
    assert set(there) | set(back) <= targets
    assert 'href="#f-p03-no-discipline" title="Back to: SROs stay out of school discipline">conflict 3.1</a>' in page


def test_the_text_of_the_document_is_whole_where_passages_lie_across_each_other(
    client: TestClient, made: Assistant, kept: str
) -> None:
    page = client.get(f"/review/{kept}").text
    shown = page[page.index('<div class="paper reviewed"') :].partition("</section>")[0]
    shown = re.sub(r'<a class="m-go".*?</a> ', "", shown)
    shown = re.sub(r'<span class="n">.*?</span> ', "", shown)
    lines = [re.sub("<[^>]+>", "", found) for found in re.findall(r'<(?:p|h\d) class="k-.*?</(?:p|h\d)>', shown)]
    text = made.reviews.get(kept).review.text.text
    unescaped = "\n".join(lines).replace("&lt;", "<").replace("&gt;", ">").replace("&#34;", '"').replace("&amp;", "&")
    assert unescaped == text
    assert "<script>alert" not in page
    levels = [int(n) for n in re.findall(r"<h(\d)", page)]
    assert levels[0] == 1
    assert all(b <= a + 1 for a, b in pairwise(levels))


def test_what_is_shown_can_be_narrowed(client: TestClient, kept: str) -> None:
    page = client.get(f"/review/{kept}?state=conflict").text
    assert "1 of 31 requirements are shown." in page
    assert re.findall(r'<li class="finding[^"]*" id="(f-[^"]+)"', page) == ["f-p03-no-discipline"]
    assert "Passages marked: 2" in page
    client.post(f"/review/{kept}/tick", data={"requirement": CONFLICT})
    assert "0 of 31" in client.get(f"/review/{kept}?state=conflict&open=1").text
    assert "26 of 31" in client.get(f"/review/{kept}?open=1").text
    assert "1 of 31" in client.get(f"/review/{kept}?state=conflict&open=").text
    assert "requirements are shown" not in client.get(f"/review/{kept}?state=nonsense").text


def test_a_tick_with_its_reason_stays_and_can_be_taken_back(client: TestClient, made: Assistant, kept: str) -> None:
    form = {"requirement": MISSING, "reason": "Settled in the county's <b>own</b> plan.", "open": "1"}
    answer = client.post(f"/review/{kept}/tick", data=form)
    assert answer.status_code == 303
    place = answer.headers["location"]
    assert "open=1" in place
    after = client.get(place).text
    assert place.partition("#")[2] in re.findall(r' id="([^"]+)"', after)
    assert f"Checked off: {made.knowledge.requirements[MISSING].title}." in after
    page = client.get(f"/review/{kept}").text
    assert "county&#39;s &lt;b&gt;own&lt;/b&gt; plan" in page
    assert "checked off" in text_of(page, "f-p12-peers")
    assert made.reviews.get(kept).tick(MISSING) is not None
    assert client.post(f"/review/{kept}/untick", data={"requirement": MISSING}).status_code == 303
    assert made.reviews.get(kept).tick(MISSING) is None


def test_what_somebody_else_did_meanwhile_is_told_and_the_typed_reason_stays(
    client: TestClient, made: Assistant, kept: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made.reviews.tick(kept, MISSING, "theirs")
    answer = client.post(f"/review/{kept}/tick", data={"requirement": MISSING, "reason": "mine"})
    assert answer.status_code == 409
    assert "Somebody checked this off meanwhile: theirs" in answer.text
    assert 'value="mine"' in answer.text
    assert made.reviews.get(kept).tick(MISSING).reason == "theirs"  # type: ignore[union-attr]

    def stale(*_: object, **__: object) -> None:
        raise StaleWrite("review-stale")

    monkeypatch.setattr(made.reviews, "tick", stale)
    answer = client.post(f"/review/{kept}/tick", data={"requirement": CONFLICT, "reason": "long thought about"})
    assert answer.status_code == 409
    assert "Somebody else changed this review" in answer.text
    assert 'value="long thought about"' in answer.text


def test_a_students_data_in_a_reason_is_asked_about_first(client: TestClient, made: Assistant, kept: str) -> None:
    form = {"requirement": MISSING, "reason": "The student was born on 03/04/2012."}
    answer = client.post(f"/review/{kept}/tick", data=form)
    assert answer.status_code == 409
    assert "Nothing is stored yet" in answer.text
    assert made.reviews.get(kept).ticks == ()
    assert client.post(f"/review/{kept}/tick", data={**form, "kept": "1"}).status_code == 303
    assert made.reviews.get(kept).tick(MISSING) is not None


def test_another_kind_of_document_is_said_to_be_one_and_nothing_else_is_shown(
    client: TestClient, made: Assistant
) -> None:
    review = made.reviews.keep(AGREEMENT.encode(), "lease.md").id
    page = client.get(f"/review/{review}").text
    assert "does not read like an agreement about school resource officers" in page
    assert "Bring another file" in page
    assert "Delete this review" in page
    for words in ("Principles</h2>", "paper reviewed", "Fix this", "Start a draft", "Download"):
        assert words not in page
    part = made.reviews.keep(AGREEMENT.encode(), "partial.md").id
    page = client.get(f"/review/{part}").text
    assert "Only in part an agreement" in page
    assert "Nothing in the text was found that speaks of this." in page, "why it is that"
    assert "paper reviewed" in page


def test_a_file_with_tracked_changes_can_be_reviewed_in_each_view(client: TestClient, made: Assistant) -> None:
    draft = made.drafts.new("essential", values={"agency_name": "Riverton Police Department"}).draft.id
    e = Editor(made.drafts.export(draft)[0], 5)
    assert EDITS["retype_tracked"](e) is not None
    review = made.reviews.keep(e.saved(), "tracked.docx").id
    assert "The file has tracked changes" in client.get(f"/review/{review}").text
    made.reviews.tick(review, MISSING, "kept over views")
    assert arrived(client, client.post(f"/review/{review}/view", data={"view": "original"})).status_code == 303
    after = made.reviews.get(review)
    assert after.review.document.view == "original"
    assert after.tick(MISSING) is not None
    assert "as it was before the tracked changes" in client.get(f"/review/{review}").text
    plain = made.reviews.keep(AGREEMENT.encode(), "plain.md").id
    assert "The file has tracked changes" not in client.get(f"/review/{plain}").text


def test_what_was_found_can_be_taken_away(client: TestClient, made: Assistant, kept: str) -> None:
    page = client.get(f"/review/{kept}").text
    taken = re.findall(rf'href="(/review/{kept}/(?:report|annotated)[^"]+)" download', page)
    assert len(taken) == 5
    for path in taken:
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert f'filename="{kept}' in answer.headers["content-disposition"]
    assert "Report as a Word file" in page
    assert client.get(f"/review/{kept}/annotated.docx").content.startswith(b"PK")
    assert client.get(f"/review/{kept}/report.json").json()["document"]["kind"] == "sro-mou"
    assert "enforce the dress code" in client.get(f"/review/{kept}/report.csv").text
    assert client.get(f"/review/{kept}/report.exe").status_code == 400
    assert client.get("/review/rv-nothing/report.md").status_code == 404
    draft = made.drafts.new("essential", values={"agency_name": "Riverton Police Department"}).draft.id
    word = made.reviews.keep(made.drafts.export(draft)[0], "ours.docx").id
    assert "Your Word file with comments" in client.get(f"/review/{word}").text
    assert "-annotated.docx" in client.get(f"/review/{word}/annotated.docx").headers["content-disposition"]


def test_two_reviews_are_compared_and_a_file_with_one(client: TestClient, made: Assistant, kept: str) -> None:
    later = AGREEMENT.replace("The SRO shall enforce the dress code and may give detention.", "")
    later = later.replace("Each SRO shall complete forty hours", "Each SRO shall complete twenty hours")
    answer = bring(client, later.encode(), "next year.md", f"/review/{kept}/compare")
    assert answer.status_code == 303, answer.text
    place = answer.headers["location"]
    assert place.startswith(f"/review/compare?a={kept}&b=rv-")
    page = client.get(place).text
    assert "What differs: 2" in page
    assert "The second says less, or the opposite." in page
    assert "The same state in both, in other words." in page
    assert "next year.md" in page
    chosen = client.get("/review/compare")
    assert chosen.status_code == 200
    assert "First agreement" in chosen.text
    assert "two different" in client.get(f"/review/compare?a={kept}&b={kept}").text
    assert client.get(f"/review/compare?a={kept}&b=rv-nothing").status_code == 404


def test_every_link_of_a_review_leads_somewhere(client: TestClient, made: Assistant, kept: str) -> None:
    assert client.post(f"/review/{kept}/draft").status_code == 303
    page = client.get(f"/review/{kept}").text
    links = {x.partition("#")[0].replace("&amp;", "&") for x in re.findall(r'href="(/[^"]+)"', page)}
    assert f"/review/{kept}/fix/{CONFLICT}" in links
    assert f"/review/{kept}/draft" in links
    fixes = sorted(x for x in links if "/fix/" in x)
    wrong = [
        x
        for x in sorted(links - set(fixes[3:]))
        if x.partition("?")[0] != "/draft" and client.get(x).status_code != 200
    ]
    assert wrong == []


def test_a_review_is_deleted_with_its_file(client: TestClient, made: Assistant, kept: str) -> None:
    answer = client.post(f"/review/{kept}/delete")
    assert answer.headers["location"] == "/review?deleted=1"
    assert "were deleted" in client.get("/review?deleted=1").text
    assert kept not in {r.id for r in made.reviews.list()}
    gone = client.get(f"/review/{kept}")
    assert gone.status_code == 404
    assert "no kept review" in gone.text


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("notes.docx", b"notes", "not read"),
        ("empty.txt", b"", "The file is empty"),
        ("sheet.xlsx", b"PK\x03\x04", "not supported"),
        ("../../etc/<img src=x>.exe", b"MZ", "not supported"),
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence(client: TestClient, name: str, data: bytes, words: str) -> None:
    answer = bring(client, data, name)
    assert answer.status_code == 400
    alert = re.search(r'<div class="problem" role="alert"[^>]*>(.+?)</div>', answer.text, re.S)
    assert alert
    assert words in alert[1]
    assert "<img" not in answer.text


def test_no_file_and_too_large_a_file_are_said(client: TestClient) -> None:
    answer = client.post("/review", files={"file": ("", b"")})
    assert answer.status_code == 400
    huge = client.post("/review", content=b"", headers={"content-length": str(61_000_000)})
    assert huge.status_code == 413
    assert "larger than 50 MB" in huge.text


def test_another_site_can_neither_bring_nor_change_nor_delete(client: TestClient, made: Assistant, kept: str) -> None:
    before = made.reviews.list()
    file = {"file": ("a.md", AGREEMENT.encode())}
    assert client.post("/review", files=file, headers=EVIL).status_code == 403
    assert client.post(f"/review/{kept}/compare", files=file, headers=EVIL).status_code == 403
    for act in ("tick", "untick", "view", "delete"):
        assert client.post(f"/review/{kept}/{act}", data={"requirement": MISSING}, headers=EVIL).status_code == 403
    assert client.get(f"/review/{kept}", headers={"host": "evil.example"}).status_code == 421
    assert made.reviews.list() == before


def test_what_a_file_holds_never_becomes_markup(client: TestClient, made: Assistant) -> None:
    hostile = (
        "# <img src=x onerror=alert(1)> \u202eeman elif\n\n"
        '"><svg onload=alert(2)> \u0645\u0631\u062d\u0628\u0627 {{ 7*7 }}\n\n'
        + "W" * 60_000
        + "\n\n</p></div><script>alert(3)</script>\n"
    )
    review = made.reviews.keep(hostile.encode(), "<b>x</b>.md").id
    for path in (f"/review/{review}", "/review", "/"):
        page = client.get(path).text
        for tag in ("<img", "<svg", "<script>alert", "<b>x"):
            assert tag not in page
    page = client.get(f"/review/{review}").text
    assert "{{ 7*7 }}" in page
    assert 'dir="auto"' in page


def test_while_a_review_is_made_its_page_says_the_step(
    client: TestClient, made: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    go = threading.Event()
    by_hand = made.__dict__["reviewer"]

    class Slow(HandMade):
        def review(self, *args: Any, **more: Any) -> Review:
            go.wait(30)
            return super().review(*args, **more)

    monkeypatch.setattr(page_module, "_AT_ONCE", 0.01)
    monkeypatch.setitem(made.__dict__, "reviewer", Slow(by_hand.requirements, by_hand.clause))
    place = client.post("/review", files={"file": ("slow <i>.md", AGREEMENT.encode())}).headers["location"]
    until = time.monotonic() + 30
    while client.get(f"{place}/progress").json()["step"] != "reviewing" and time.monotonic() < until:
        time.sleep(0.05)
    told = client.get(f"{place}/progress").json()
    assert told == {"over": False, "step": "reviewing", "words": "Reviewing it against the principles"}
    page = client.get(place).text
    assert 'aria-current="step"' in page
    assert "slow &lt;i&gt;.md" in page
    for _ in range(3):
        assert client.post("/review", files={"file": ("more.md", AGREEMENT.encode())}).status_code == 303
    busy = client.post("/review", files={"file": ("one too many.md", AGREEMENT.encode())})
    assert busy.status_code == 503
    assert "being reviewed already" in busy.text
    go.set()
    while not client.get(f"{place}/progress").json()["over"] and time.monotonic() < until:
        time.sleep(0.05)
    assert client.get(place).headers["location"].startswith("/review/rv-")


def test_a_review_that_is_not_known_any_more_is_said_to_be_lost(client: TestClient) -> None:
    answer = client.get("/review/wait/nothing")
    assert answer.status_code == 404
    assert "not under way any more" in answer.text
    assert client.get("/review/wait/nothing/progress").json()["over"]


def test_what_fails_inside_is_told_without_its_details(
    client: TestClient, made: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Broken(HandMade):
        def review(self, *args: Any, **more: Any) -> Review:
            raise RuntimeError("secret words of the file")

    by_hand = made.__dict__["reviewer"]
    monkeypatch.setitem(made.__dict__, "reviewer", Broken(by_hand.requirements, by_hand.clause))
    answer = bring(client, AGREEMENT.encode(), "a.md")
    assert answer.status_code == 500
    assert 'role="alert"' in answer.text
    assert "secret" not in answer.text


def test_jobs_run_one_after_the_other() -> None:
    jobs, order = Jobs(), list[str]()
    gate = threading.Event()

    def first(at: Any) -> str:
        gate.wait(10)
        order.append("first")
        return "/a"

    def second(at: Any) -> str:
        order.append("second")
        return "/b"

    _, one = jobs.start("one", first)
    time.sleep(0.05)
    _, two = jobs.start("two", second)
    assert not two.wait(0.1)
    gate.set()
    assert one.wait(10)
    assert two.wait(10)
    assert order == ["first", "second"]
