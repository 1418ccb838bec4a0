"""A draft started from a review keeps every word of the agreement, and says where each came from."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.bootstrap import Assistant, build
from assistant.cli import review_drafts as commands
from assistant.cli.app import app
from assistant.domain.drafts import ClauseState
from assistant.domain.provenance import Origin
from assistant.errors import NotAllowed, NotFound
from assistant.services.review_drafts import Started
from assistant.settings import Settings
from tests.by_hand import ByHand
from tests.doors.test_review_drafts import BAD, MOU, SAID

SAMPLES = ("sample-rural-sheriff", "sample-two-departments", "sample-charter-school", "sample-large-urban")
ODD = """Agreement of two boards

WHEREAS the boards met; and WHEREAS the heron nests, they agree {{ agency_name }} [AGENCY NAME - fill in].

(a) The SRO shall not search a locker;

(b) # of officers: two {{ no_such }}

| Post | Hours |
|---|---|
| Elm High School | 8 |
| Pond | Middle School |

See Section 5 of this agreement, and Section 12.
"""


@pytest.fixture(scope="module")
def made(assistant: Assistant, tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """The assistant with drafts of its own and findings by hand."""
    mine = build(Settings(data_dir=tmp_path_factory.mktemp("started")))
    for shared in ("knowledge", "templates", "wording"):
        mine.__dict__[shared] = getattr(assistant, shared)
    mine.__dict__["reviewer"] = ByHand({})
    return mine


@pytest.fixture
def by_hand(made: Assistant) -> Assistant:
    made.__dict__.pop("review_drafts", None)
    made.__dict__.pop("reviews", None)
    made.__dict__["reviewer"] = ByHand(SAID)
    return made


def start(made: Assistant, text: str, name: str = "old.md", template: str = "standard") -> Started:
    return made.review_drafts.start(made.reviews.keep(text.encode(), name).id, template)


def said(text: str) -> list[str]:
    """The words of a text, without marks and without the braces that only a template may have."""
    return re.findall(r"\w+", text)


def texts(root: Path) -> dict[str, str]:
    own = {n: (root / f"knowledge/sample_mous/{n}.md").read_text(encoding="utf-8") for n in SAMPLES}
    return {**{n: t.partition("\n---\n")[2] for n, t in own.items()}, "odd": ODD, "short": MOU}


@pytest.mark.parametrize("name", [*SAMPLES, "odd", "short"])
@pytest.mark.parametrize("template", ["standard", "essential"])
def test_every_provision_is_placed_or_listed(made: Assistant, root: Path, name: str, template: str) -> None:
    made.__dict__["reviewer"] = ByHand({})
    started = start(made, texts(root)[name], f"{name}.md", template)
    review = made.reviews.get(started.review).review
    both = sorted((*started.placed, *started.unplaced), key=lambda p: p.start)
    assert all(review.text.text[p.start : p.end] == p.text for p in both)
    assert all(a.end <= b.start for a, b in pairwise(both))
    covered = {n for p in both for n in range(p.start, p.end)}
    left = [
        review.text.text[p.start : p.end]
        for p in review.text.paragraphs
        if p.kind not in ("title", "heading", "signatures") and not set(range(p.start, p.end)) & covered
    ]
    assert left == []
    # What was placed stands in its clause as the document will have it, numbers of the file before a line aside.
    for part in started.placed:
        stands = said(made.drafts.clause_text(started.draft, str(part.clause)))
        for word in said(re.sub(r"\{\{[^{}]*\}\}|\[AGENCY NAME - fill in\]|^\(?\w{1,3}[.)]\s", "", part.text)):
            assert word in stands, (part.clause, part.text)


def test_the_words_are_the_files_and_the_history_says_so(by_hand: Assistant) -> None:
    started = start(by_hand, MOU)
    draft = started.draft
    assert draft.clauses["funding"].own_text is not None
    assert "“old.md”" in draft.clauses["funding"].own_origin
    told = by_hand.drafts.history(draft.id)
    assert [c.action for c in told] == ["start", "review"]
    assert "“old.md”" in told[1].summary
    origins = [o for o in by_hand.drafts.provenance(draft.id) if "The yearly cost" in o.text]
    assert [o.origin for o in origins] == [Origin.PROPOSAL]
    assert "“old.md”" in origins[0].detail
    undone = by_hand.drafts.undo(draft.id).draft
    assert all(e.own_text is None for e in undone.clauses.values())
    assert undone.values == {}


def test_references_keep_the_numbers_of_the_file(made: Assistant) -> None:
    made.__dict__["reviewer"] = ByHand({})
    started = start(made, ODD)
    kept = [e.own_text or "" for e in started.draft.clauses.values()]
    listed = [p.text for p in started.unplaced]
    assert any("Section 5 of this agreement, and Section 12" in text for text in (*kept, *listed))


def test_a_conflict_in_the_wording_is_recorded_and_stops_the_clause(by_hand: Assistant) -> None:
    started = start(by_hand, MOU)
    found = [c for c in started.conflicts if c.clause == "arrest-and-diversion"]
    assert found
    assert all(c.open and BAD in MOU for c in found)
    lines = {c.id: c for c in by_hand.drafts.clause_map(started.draft.id)}
    assert lines["arrest-and-diversion"].state is ClauseState.CONFLICT
    with pytest.raises(NotAllowed):
        by_hand.drafts.accept(started.draft.id, "arrest-and-diversion")
    assert any(i.kind == "conflict" for i in by_hand.drafts.open_items(started.draft.id))


def test_nothing_is_accepted_for_the_user(by_hand: Assistant) -> None:
    started = start(by_hand, MOU)
    assert all(e.mark == "" for e in started.draft.clauses.values())


def test_a_finding_in_untouched_wording_is_answered_by_the_library(by_hand: Assistant) -> None:
    kept = by_hand.reviews.keep(MOU.encode(), "old.md")
    draft = by_hand.drafts.new("standard").draft
    fix = by_hand.review_drafts.proposal(kept.id, "p08.staff-training", draft.id)
    assert fix.already
    other = fix.choices[1].id
    second = by_hand.review_drafts.proposal(kept.id, "p08.staff-training", draft.id, other)
    assert second.proposal.variant == other
    assert second.pieces
    outcome = by_hand.review_drafts.accept(kept.id, "p08.staff-training", draft.id, variant=other)
    assert outcome.draft.clauses["staff-training"].variant == other


def test_wording_is_added_where_the_clause_has_own_words_and_none_is_replaced(by_hand: Assistant) -> None:
    text = MOU.replace(
        "## Odds and ends", "## Training of school staff\n\nStaff meet the officer in August.\n\n## Odds"
    )
    kept = by_hand.reviews.keep(text.encode(), "old.md")
    started = by_hand.review_drafts.start(kept.id)
    fix = by_hand.review_drafts.proposal(kept.id, "p08.staff-training", started.draft.id)
    assert fix.adds
    assert fix.proposal.text.startswith("Staff meet the officer in August.")
    outcome = by_hand.review_drafts.accept(kept.id, "p08.staff-training", started.draft.id)
    own = outcome.draft.clauses["staff-training"].own_text or ""
    assert own.startswith("Staff meet the officer in August.")
    assert len(own) > 120
    # A second time there is nothing to add.
    assert by_hand.review_drafts.proposal(kept.id, "p08.staff-training", started.draft.id).already
    with pytest.raises(NotAllowed):
        by_hand.review_drafts.accept(kept.id, "p08.staff-training", started.draft.id)


@pytest.mark.parametrize("template", ["standard", "essential"])
def test_every_requirement_has_wording_to_put_forward(by_hand: Assistant, template: str) -> None:
    every = dict.fromkeys(by_hand.knowledge.requirements, ("missing", ""))
    by_hand.__dict__["reviewer"] = ByHand(every)  # type: ignore[arg-type]
    kept = by_hand.reviews.keep(MOU.encode(), "old.md")
    draft = by_hand.drafts.new(template).draft
    for requirement in every:
        for fix in (
            by_hand.review_drafts.proposal(kept.id, requirement),
            by_hand.review_drafts.proposal(kept.id, requirement, draft.id),
        ):
            assert requirement in by_hand.templates.clauses[fix.clause].requirements
            assert len(fix.shown) > 100


def test_what_is_no_agreement_starts_no_draft(by_hand: Assistant) -> None:
    by_hand.__dict__["reviewer"] = ByHand({}, kind="other")
    kept = by_hand.reviews.keep(b"Invoice for twelve chairs.", "invoice.txt")
    before = len(by_hand.drafts.list())
    with pytest.raises(NotAllowed):
        by_hand.review_drafts.start(kept.id)
    with pytest.raises(NotFound):
        by_hand.review_drafts.started(kept.id)
    assert len(by_hand.drafts.list()) == before


def test_a_deleted_draft_is_not_shown_as_started(by_hand: Assistant) -> None:
    started = start(by_hand, MOU)
    by_hand.drafts.delete(started.draft.id)
    with pytest.raises(NotFound):
        by_hand.review_drafts.started(started.review)


def test_the_command_starts_a_draft_and_says_what_it_did(
    by_hand: Assistant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commands, "assistant", lambda: by_hand)
    file = tmp_path / "old.md"
    file.write_text(MOU, encoding="utf-8")
    shown = CliRunner().invoke(app, ["review", "draft", str(file)])
    assert shown.exit_code == 0, shown.output
    for words in ("Quarry Bend Police Department", "Please check each", "At odds with a principle", "heron"):
        assert words in shown.output
    made = CliRunner().invoke(app, ["review", "draft", str(file), "--template", "essential", "--json"])
    told = json.loads(made.stdout.splitlines()[0])
    assert by_hand.drafts.get(told["draft"]).template == "essential"
    assert CliRunner().invoke(app, ["review", "draft", str(file), "--template", "no-such"]).exit_code != 0
    assert CliRunner().invoke(app, ["review", "draft", str(tmp_path / "none.md")]).exit_code != 0
