"""The web door without a browser: pages, headers, refusals, downloads, starting and deleting drafts."""

from __future__ import annotations

import io
import re
import socket
import zipfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from assistant.bootstrap import Assistant, build
from assistant.domain.exports import ExportKind
from assistant.errors import AssistantError
from assistant.settings import Settings
from assistant.web.bridge import Press, press_of
from assistant.web.frame import Frame
from assistant.web.pages.draft import DraftScreens, Screen
from assistant.web.serve import create_app, serve
from assistant.web.visits import Visits

SENTENCE = (
    "Draft an MOU between the Riverton Police Department and Riverton School District 12 "
    "starting July 1, 2027 for two years"
)
SID = "s" * 32


@pytest.fixture(scope="module")
def made(assistant: Assistant, tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """The assistant with drafts of its own, and the run's shared index and content."""
    mine = build(Settings(data_dir=tmp_path_factory.mktemp("web")))
    for shared in ("knowledge", "templates", "wording", "questions"):
        mine.__dict__[shared] = getattr(assistant, shared)
    return mine


@pytest.fixture(scope="module")
def client(made: Assistant) -> Iterator[TestClient]:
    with TestClient(create_app(made), base_url="http://127.0.0.1:7860", follow_redirects=False) as client:
        yield client


@pytest.fixture
def screens(made: Assistant) -> DraftScreens:
    return DraftScreens(Frame(made))


@pytest.fixture
def draft(made: Assistant) -> str:
    return made.drafts.new("essential", values={"agency_name": "Riverton Police Department"}).draft.id


PAGES = [
    "/",
    "/drafts",
    "/library",
    "/library/samples",
    "/library/notes",
    "/library/notes?principle=7",
    "/library/clauses",
    "/library/clauses/school-discipline",
    "/source/principle-3?from=22&to=60",
    "/word",
    "/prove",
    "/prove/claims",
]


@pytest.mark.parametrize("path", PAGES)
def test_a_plain_page_is_there_with_one_heading_a_title_and_a_strict_policy(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert len(re.findall(r"<h1", answer.text)) == 1
    assert re.search(r"<title>.+MOU Assistant</title>", answer.text)
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert "style=" not in answer.text


@pytest.mark.parametrize("path", ["/ask", "/draft?id=x"])
def test_a_gradio_page_has_our_frame_and_allows_only_its_own_inline_scripts(client: TestClient, path: str) -> None:
    answer = client.get(path)
    policy = answer.headers["content-security-policy"]
    assert "'unsafe-inline'" not in policy.split("style-src")[0]
    assert "sha256-" in policy
    assert 'class="skip"' in answer.text
    assert "legal advice" in answer.text
    assert not re.search(r"<(?:script|link|img|iframe)[^>]+(?:src|href)=.https?://", answer.text)


def test_the_first_page_has_four_doors_and_says_what_the_principles_are(client: TestClient) -> None:
    page = client.get("/").text
    doors = ("Ask about the principles", "Draft an MOU", "Review an MOU you have", "Browse the principles")
    for words in (*doors, "Offline: no AI model in use"):
        assert words in page
    assert re.findall(r'<li><a href="(/\w+)"', page)[:4] == ["/ask", "/drafts", "/review", "/library"]
    scope = re.search(r'<p class="scope">(.+?)</p>', page)
    assert scope
    assert all(w in scope[1] for w in ("United States", "federal guidance", "not law", "legal advice"))


def test_a_strange_host_gets_nothing(client: TestClient) -> None:
    assert client.get("/drafts", headers={"host": "evil.example"}).status_code == 421


def test_another_site_cannot_start_or_delete_a_draft(client: TestClient, made: Assistant, draft: str) -> None:
    before = len(made.drafts.list())
    evil = {"origin": "https://evil.example"}
    assert client.post("/drafts", data={"template": "essential"}, headers=evil).status_code == 403
    assert client.post(f"/drafts/{draft}/delete", headers=evil).status_code == 403
    assert client.post("/gradio_api/queue/join", json={}, headers=evil).status_code == 403
    assert len(made.drafts.list()) == before


def test_a_passage_that_is_gone_and_a_page_that_is_not_there_are_said_in_words(client: TestClient) -> None:
    gone = client.get("/source/no-such-passage")
    assert gone.status_code == 404
    assert "not in the library" in gone.text
    assert client.get("/library/clauses/nothing").status_code == 404


@pytest.mark.parametrize("path", ["/nothing", "/library/nothing", "/assets/nothing.js"])
def test_a_wrong_address_is_a_page_for_people(client: TestClient, path: str) -> None:
    answer = client.get(path, headers={"accept": "text/html,*/*"})
    assert answer.status_code == 404
    assert "There is no such page" in answer.text
    assert "There is no such page" not in client.get(path, headers={"accept": "*/*"}).text


@pytest.mark.parametrize("path", ["/source/principle-3?from=abc", "/library/notes?principle=99999999"])
def test_an_address_that_cannot_be_read_is_not_a_crash(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 400
    assert "<h1" in answer.text


def test_the_dialog_gets_the_passage_alone(client: TestClient) -> None:
    answer = client.get("/source/principle-3?from=22&to=60", headers={"x-dialog": "1"})
    assert "<html" not in answer.text
    assert "<mark>" in answer.text


@pytest.mark.parametrize("kind", ["clean", "working", "annotated"])
def test_a_draft_downloads_as_a_word_file(client: TestClient, draft: str, kind: str) -> None:
    answer = client.get(f"/export/{draft}/{kind}.docx")
    assert answer.status_code == 200
    assert "wordprocessingml" in answer.headers["content-type"]
    assert answer.headers["content-disposition"].startswith("attachment")
    names = zipfile.ZipFile(io.BytesIO(answer.content)).namelist()
    assert "word/document.xml" in names
    assert ("word/comments.xml" in names) == (kind != "clean")


def test_a_draft_with_open_items_is_not_published_before_somebody_insists(client: TestClient, draft: str) -> None:
    page = client.get(f"/export/{draft}/publication.docx")
    assert page.status_code == 409
    assert "Not ready to publish" in page.text
    assert "is not filled in." in page.text
    assert f"/export/{draft}/publication.docx?despite_open=1" in page.text
    answer = client.get(f"/export/{draft}/publication.docx?despite_open=1")
    assert answer.headers["content-disposition"] == 'attachment; filename="mou-publication.docx"'


def test_the_origin_of_each_sentence_downloads_as_a_table(client: TestClient, draft: str) -> None:
    answer = client.get(f"/export/{draft}/provenance.csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert "Where they come from" in answer.text
    assert client.get("/export/nothing-here-2222/provenance.csv").status_code == 404


def test_the_packet_is_a_zip_under_its_own_address(
    client: TestClient, draft: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")  # LibreOffice takes seconds, and other tests use it
    answer = client.get(f"/export/{draft}/packet.zip")
    assert answer.headers["content-type"] == "application/zip"
    names = zipfile.ZipFile(io.BytesIO(answer.content)).namelist()
    assert {"1-agreement.docx", "README.txt", "SHA256SUMS"} <= set(names)
    assert "2-agreement.pdf" not in names
    assert client.get("/export/nothing-here-2222/packet.zip").status_code == 404


def test_the_draft_page_offers_every_kind_of_copy(screens: DraftScreens, made: Assistant, draft: str) -> None:
    first = unescape(screens.screen(SID, draft).head or "")
    assert made.wording("web.takes.redline-none") in first
    made.drafts.set_values(draft, {"district_name": "Riverton School District 12"})
    head = unescape(screens.screen(SID, draft).head or "")
    for kind in ExportKind:
        assert f"/export/{draft}/{kind.value}.{kind.ending}" in head
        assert made.wording(f"web.takes.{kind.value}-what") in head


def test_a_press_records_that_the_version_was_adopted(screens: DraftScreens, made: Assistant, draft: str) -> None:
    screens.screen(SID, draft)
    screen = screens.press(SID, draft, Press(do="adopt"), "", "not sent yet")
    assert [a.version for a in made.drafts.get(draft).adopted] == [1]
    assert "Adopted: version 1 on" in (screen.history or "")
    assert screen.box == "not sent yet"


def test_an_unknown_draft_or_kind_is_not_downloaded(client: TestClient, draft: str) -> None:
    missing = client.get("/export/nothing-here-2222/clean.docx")
    assert missing.status_code == 404
    assert "no draft" in missing.text
    assert client.get(f"/export/{draft}/secret.docx").status_code == 400


def test_the_server_says_that_it_lives(client: TestClient, made: Assistant) -> None:
    assert client.get("/healthz").json()["edition"] == made.knowledge.edition


def test_a_sentence_starts_a_draft_and_its_conversation(client: TestClient, made: Assistant) -> None:
    client.get("/drafts")
    answer = client.post("/drafts", data={"sentence": SENTENCE})
    assert answer.status_code == 303
    draft_id = answer.headers["location"].removeprefix("/draft?id=")
    assert made.drafts.get(draft_id).values["agency_name"] == "Riverton Police Department"
    said = Visits(made).transcript(client.cookies["sid"], draft_id)
    assert [m.role for m in said] == ["user", "assistant"]
    assert said[0].text == SENTENCE


def test_an_empty_sentence_starts_nothing(client: TestClient, made: Assistant) -> None:
    before = len(made.drafts.list())
    assert client.post("/drafts", data={"sentence": "  "}).status_code == 400
    assert len(made.drafts.list()) == before


def test_a_draft_is_deleted_and_brought_back(client: TestClient, made: Assistant, draft: str) -> None:
    gone = client.post(f"/drafts/{draft}/delete")
    assert gone.headers["location"] == f"/drafts?deleted={draft}"
    assert draft not in {d.id for d in made.drafts.list()}
    assert f"/drafts/{draft}/restore" in client.get(gone.headers["location"]).text
    client.post(f"/drafts/{draft}/restore")
    assert draft in {d.id for d in made.drafts.list()}


def text_of(html: str | None) -> str:
    assert html is not None, "this part of the page was left as it was"
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_a_message_moves_every_part_of_the_page(screens: DraftScreens, draft: str) -> None:
    before = screens.screen(SID, draft)
    after = screens.say(SID, draft, "district: Riverton School District 12", before.seen)
    assert "Riverton School District 12" in after.document
    assert "Riverton School District 12" in after.history
    assert after.seen != before.seen
    assert after.box == ""
    assert 'data-focus="newest"' in after.conversation


def test_a_message_from_an_old_tab_is_refused_plainly_and_stays_in_the_box(screens: DraftScreens, draft: str) -> None:
    tab_a = screens.screen(SID, draft)
    screens.say(SID, draft, "skip", tab_a.seen)
    refused = screens.say(SID, draft, "accept", tab_a.seen)
    assert "changed in another tab" in refused.conversation
    assert refused.box == "accept"
    assert "accepted" not in text_of(refused.history.split("<form")[0])
    assert screens.say(SID, draft, "next", refused.seen).box == ""


def test_a_form_from_an_old_tab_is_refused_and_nothing_is_lost(
    made: Assistant, screens: DraftScreens, draft: str
) -> None:
    version = str(made.drafts.get(draft).version)
    screens.say(SID, draft, "district: Riverton School District 12", "")
    save = press_of(type("E", (), {"_data": {"do": "values", "version": version, "values": {"state": "Ohio"}}}))
    page = screens.press(SID, draft, save, "", "half a sentence")
    assert "not applied" in page.conversation
    assert page.box == "half a sentence"
    assert "state" not in made.drafts.get(draft).values


def save(screens: DraftScreens, made: Assistant, draft: str, **values: str) -> Screen:
    data = {"do": "values", "version": str(made.drafts.get(draft).version), "values": values}
    return screens.press(SID, draft, press_of(type("E", (), {"_data": data})), "", "")


def test_the_form_writes_what_can_be_read_and_says_beside_the_field_what_cannot(
    made: Assistant, screens: DraftScreens, draft: str
) -> None:
    page = save(screens, made, draft, start_date="July 1, 2027", state="Ohio", review_month="Blurbuary")
    values = made.drafts.get(draft).values
    assert (values["start_date"], values["state"]) == ("2027-07-01", "Ohio")
    assert 'aria-invalid="true"' in page.form
    assert 'id="e-review_month"' in page.form
    assert "July 1, 2027" in page.document
    assert "set " in page.history


def test_an_emptied_field_becomes_a_placeholder_again(made: Assistant, screens: DraftScreens, draft: str) -> None:
    save(screens, made, draft, state="Ohio")
    page = save(screens, made, draft, state="")
    assert "state" in made.drafts.get(draft).unknown
    assert 'class="blank"' in page.document


def test_coverage_names_twelve_principles_with_a_state_in_words(screens: DraftScreens, draft: str) -> None:
    page = screens.screen(SID, draft)
    assert page.coverage.count('<li class="cover ') == 12
    assert text_of(page.coverage).count("addressed") >= 12


def test_a_reload_shows_the_same_draft_and_conversation(screens: DraftScreens, draft: str) -> None:
    first = screens.screen(SID, draft)
    said = screens.say(SID, draft, "why?", first.seen)
    again = screens.screen(SID, draft)
    assert again.seen == said.seen
    assert again.document == said.document
    assert text_of(again.conversation) == text_of(said.conversation)


def test_another_visitor_has_a_conversation_of_their_own(screens: DraftScreens, draft: str) -> None:
    screens.say(SID, draft, "why?", "")
    assert "why?" not in text_of(screens.screen("o" * 32, draft).conversation).split("You can answer")[0]


def test_an_unknown_draft_is_said_in_words(screens: DraftScreens) -> None:
    assert "no draft" in screens.screen(SID, "nothing-2222").conversation


def test_a_question_on_the_ask_page_that_starts_a_draft_leads_to_it(made: Assistant) -> None:
    visits = Visits(made)
    visits.ask(SID, "May an SRO hand out detention?")
    reply = visits.ask(SID, SENTENCE)
    assert reply.draft is not None
    assert visits.transcript(SID, reply.draft)
    after = visits.ask(SID, "When may an SRO arrest a student?")
    assert after.answer is not None
    assert after.draft is None


@pytest.mark.parametrize("text", ["x" * 100_000, "\x00\x07\x1b", "   "])
def test_a_message_that_cannot_be_read_is_said_and_changes_nothing(
    made: Assistant, screens: DraftScreens, draft: str, text: str
) -> None:
    before = screens.screen(SID, draft)
    after = screens.say(SID, draft, text, before.seen)
    assert 'class="problem"' in after.conversation
    assert after.seen == before.seen


def test_a_student_s_name_is_not_stored_before_a_yes(made: Assistant, screens: DraftScreens, draft: str) -> None:
    before = screens.screen(SID, draft)
    secret = "The student Marcus Webb was suspended for fighting on May 3 in the cafeteria"
    after = screens.say(SID, draft, secret, before.seen)
    assert "Marcus" not in after.conversation
    assert all("Marcus" not in m.text for m in Visits(made).transcript(SID, draft))


def test_a_failure_inside_is_told_without_its_details(
    made: Assistant,
    screens: DraftScreens,
    draft: str,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("secret words of the user")

    seen = screens.screen(SID, draft).seen
    monkeypatch.setattr(made.conversations, "reply", broken)
    after = screens.say(SID, draft, "my words", seen)
    assert "Something went wrong" in after.conversation
    assert after.box == "my words"
    assert "secret" not in after.conversation + caplog.text


@pytest.mark.parametrize("data", [None, 5, {"do": ["x"], "version": "-1", "values": 3}, {"values": {"a": None}}])
def test_a_forged_press_does_nothing(screens: DraftScreens, made: Assistant, draft: str, data: object) -> None:
    version = made.drafts.get(draft).version
    screens.press(SID, draft, press_of(type("E", (), {"_data": data})), "", "")
    assert made.drafts.get(draft).version == version


def test_a_taken_port_is_said_in_one_sentence_with_a_remedy(made: Assistant) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        settings = made.settings.model_copy(update={"port": port})
        with pytest.raises(AssistantError, match="port-taken") as caught:
            serve(type(made)(settings=settings, say=made.say))
        assert f"Port {port} is already in use" in made.wording.error(caught.value).message


def test_the_root_script_serves(root: Path) -> None:
    assert "serve(made)" in (root / "app.py").read_text(encoding="utf-8")
