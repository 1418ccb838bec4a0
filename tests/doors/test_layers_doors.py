"""Layers, briefs and sample wording at the doors: the web's routes and conversation, and the command line."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from assistant.bootstrap import Assistant, build
from assistant.cli import asking
from assistant.cli.app import app as command
from assistant.domain.drafts import Proposal
from assistant.settings import Settings
from assistant.web.frame import Frame
from assistant.web.security import COOKIE
from assistant.web.serve import create_app
from assistant.web.views.ask import conversation_html
from assistant.web.visits import Visits

SID = "v" * 32
OTHER = "w" * 32
GRADUATED = {"clause": "school-discipline", "variant": "graduated"}


@pytest.fixture
def made(assistant: Assistant, tmp_path: Path) -> Assistant:
    mine = build(Settings(data_dir=tmp_path))
    for shared in ("knowledge", "templates", "wording", "questions"):
        mine.__dict__[shared] = getattr(assistant, shared)
    return mine


@pytest.fixture
def client(made: Assistant) -> Iterator[TestClient]:
    with TestClient(create_app(made), base_url="http://127.0.0.1:7860", follow_redirects=False) as client:
        client.cookies.set(COOKIE, SID)
        yield client


def discipline(made: Assistant, draft: str) -> str:
    return made.drafts.get(draft).clauses["school-discipline"].variant


def test_with_one_draft_the_wording_is_put_forward_there_and_written_only_after_yes(
    made: Assistant, client: TestClient
) -> None:
    draft = made.drafts.new("standard").draft.id
    went = client.post("/drafts/use", data=GRADUATED)
    assert (went.status_code, went.headers["location"]) == (303, f"/draft?id={draft}")
    assert discipline(made, draft) == "strict-list"
    assert made.drafts.get(draft).version == 1
    visits = Visits(made)
    shown = visits.transcript(SID, draft)[-1]
    assert "Graduated response" in shown.text
    assert shown.extra["choices"] == ["yes", "no"]
    visits.say(SID, draft, "yes", "")
    assert discipline(made, draft) == "graduated"
    assert made.drafts.history(draft)[-1].action == "choose"
    visits.say(SID, draft, "undo", "")
    assert discipline(made, draft) == "strict-list"


def test_no_leaves_the_clause_as_it_was(made: Assistant, client: TestClient) -> None:
    draft = made.drafts.new("standard").draft.id
    client.post("/drafts/use", data=GRADUATED)
    said = Visits(made).say(SID, draft, "no", "")
    assert "stays as it was" in said.message
    assert made.drafts.get(draft).version == 1


def test_a_sample_agreements_words_are_proposed_as_own_wording_with_a_warning(
    made: Assistant, client: TestClient
) -> None:
    draft = made.drafts.new("standard").draft.id
    passage = "sample-charter-school-4.1"
    client.post("/drafts/use", data={"clause": "school-discipline", "passage": passage})
    visits = Visits(made)
    assert "invented" in visits.transcript(SID, draft)[-1].text
    assert made.drafts.get(draft).clauses["school-discipline"].own_text is None
    visits.say(SID, draft, "yes", "")
    own = made.drafts.get(draft).clauses["school-discipline"].own_text
    assert own
    assert "Lanternfield Code" in own


def test_without_a_draft_or_with_several_the_page_asks_which(made: Assistant, client: TestClient) -> None:
    page = client.post("/drafts/use", data=GRADUATED)
    assert page.status_code == 200
    assert "no draft yet" in page.text
    started = client.post("/drafts/use", data={**GRADUATED, "template": "standard"})
    draft = started.headers["location"].partition("id=")[2]
    assert "Graduated response" in Visits(made).transcript(SID, draft)[-1].text
    other = made.drafts.new("standard").draft.id
    page = client.post("/drafts/use", data=GRADUATED)
    assert page.text.count('name="draft"') == 2
    assert client.post("/drafts/use", data={**GRADUATED, "draft": other}).status_code == 303


@pytest.mark.parametrize(
    "wrong",
    [
        {"clause": "school-discipline", "variant": "no-such"},
        {"clause": "no-such", "variant": "strict-list"},
        {"clause": "school-discipline", "passage": "principle-3"},
        {},
    ],
)
def test_wording_that_the_library_does_not_hold_is_refused_in_words(
    client: TestClient, made: Assistant, wrong: dict[str, str]
) -> None:
    made.drafts.new("standard")
    page = client.post("/drafts/use", data=wrong)
    assert page.status_code == 404
    assert "nothing was changed" in page.text


def test_another_site_cannot_put_wording_forward(client: TestClient, made: Assistant) -> None:
    draft = made.drafts.new("standard").draft.id
    evil = {"origin": "https://evil.example"}
    assert client.post("/drafts/use", data=GRADUATED, headers=evil).status_code == 403
    assert Visits(made).transcript(SID, draft) == ()


def test_a_clause_that_the_draft_does_not_have_cannot_be_proposed(made: Assistant) -> None:
    draft = made.drafts.new("essential").draft.id
    absent = next(c for c in made.templates.clauses if c not in made.templates.templates["essential"].order)
    variant = made.templates.clauses[absent].variants[0].id
    proposal = Proposal(clause=absent, variant=variant, text="", reason="", origin="")
    with pytest.raises(Exception, match="use-no-clause"):
        made.conversations.propose("c1", draft, proposal)


def test_the_page_folds_the_deeper_layers_and_labels_the_samples(made: Assistant) -> None:
    visits = Visits(made)
    visits.ask(SID, "What do the principles say about SROs and school discipline?")
    page = conversation_html(Frame(made).render, made.knowledge, made.sessions.transcript(SID))
    assert page.count('<details class="layer">') >= 2
    assert '<details class="layer" open' not in page
    sample = page.partition('<section class="sample">')[2].partition("</section>")[0]
    assert "Sample wording" in sample
    assert "Guiding principle" not in sample
    assert "blockquote" not in sample
    visits.ask(SID, "more detail")
    page = conversation_html(Frame(made).render, made.knowledge, made.sessions.transcript(SID))
    assert '<details class="layer" open' in page


def test_a_memo_of_the_conversation_is_downloaded_by_its_owner_alone(made: Assistant, client: TestClient) -> None:
    visits = Visits(made)
    for said in ("May an SRO hand out detention?", "Do the principles cover body cameras?"):
        visits.ask(SID, said)
    answer = visits.ask(SID, "for a board memo").answer
    assert answer is not None
    assert answer.brief is not None
    letter = visits.ask(SID, "make that a parent letter").answer
    assert letter is not None
    assert letter.brief is not None
    assert sum(b.kind == "heading" for b in letter.brief.blocks) == 1
    page = conversation_html(Frame(made).render, made.knowledge, made.sessions.transcript(SID))
    address = f"/brief/{answer.brief.id}.docx"
    assert address in page
    assert "data-copy" in page
    got = client.get(address)
    assert got.status_code == 200
    text = "\n".join(p.text for p in docx.Document(io.BytesIO(got.content)).paragraphs)
    assert "body cameras" in text
    assert "detention" in text
    client.cookies.set(COOKIE, OTHER)
    gone = client.get(address)
    assert gone.status_code == 404
    assert "not in your conversation" in gone.text


def test_a_wish_with_nothing_before_it_asks_for_a_question_first(made: Assistant) -> None:
    for said in ("for a board memo", "more detail"):
        answer = Visits(made).ask(SID, said).answer
        assert answer is not None
        assert answer.status.value == "unclear"
        assert "first" in answer.statements[0].text


def test_the_command_line_shows_layers_and_writes_briefs(
    made: Assistant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "assistant", lambda **_: made)
    run = CliRunner().invoke
    question = "May an SRO hand out detention?"
    assert "Sample wording" not in run(command, ["ask", question]).stdout
    assert "Sample wording" in run(command, ["ask", question, "--detail"]).stdout
    answer = run(command, ["ask", question, "--json"]).stdout
    for key in ("short", "practice", "samples", "who_decides", "answer", "citations", "suggestions"):
        assert f'"{key}":' in answer
    assert not re.search(r'"authority": "sample"', answer.partition('"suggestions"')[0])
    target = tmp_path / "memo.docx"
    done = run(command, ["ask", question, "--as", "memo", "-o", str(target)])
    assert done.exit_code == 0
    assert "Memorandum" in [p.text for p in docx.Document(str(target)).paragraphs]
    assert run(command, ["ask", question, "-o", str(target)]).exit_code == 2
    assert run(command, ["ask", question, "--as", "memo", "-o", "memo.pdf"]).exit_code == 2
