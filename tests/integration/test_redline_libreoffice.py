"""LibreOffice takes our redlines: all accepted is the new agreement, all rejected the old one; comments arrive."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from assistant.content.knowledge import load_knowledge
from assistant.content.templates import load_templates
from assistant.documents.redline import redline, settled
from assistant.documents.writer import write_docx
from assistant.domain.documents import Comment, MouDocument
from assistant.domain.wording import Wording
from assistant.drafting.render import render
from assistant.drafting.steps import new_draft
from tests.office import office_does
from tests.unit.documents.builders import WHEN, WORDING, block, written
from tests.unit.documents.edits import versions

pytestmark = pytest.mark.libreoffice

SEEDS = (0, 8, 16, 24, 32, 40, 48, 56, 64, 72, 88, 96, 104, 167)
VALUES = {
    "agency_name": "Riverton Police Department",
    "district_name": "Riverton School District 12",
    "start_date": "2027-07-01",
    "end_date": "2029-06-30",
    "signatories": ["Dana Whitfield, Chief of Police, for the Agency", "Luis Ortega, Superintendent, for the District"],
}
TALK = (
    Comment(
        id="a",
        author="Ana Ruiz",
        initials="AR",
        when="2026-10-01T09:00:00Z",
        text="Which one?",
        block=1,
        start=4,
        end=11,
    ),
    Comment(id="b", author="Luis Ortega", when="2026-10-02T10:30:00Z", text="The SRO.", parent="a"),
    Comment(id="c", author="Ana Ruiz", text="Agreed.", block=1, start=32, end=49, resolved=True),
)


@pytest.fixture(scope="module")
def pairs(root: Path) -> list[tuple[MouDocument, MouDocument]]:
    """Old and new versions: the shipped template filled in, and agreements edited at random."""
    knowledge, template = load_knowledge(root), load_templates(root).templates["standard"]
    words = Wording(knowledge.messages)
    shipped = [
        render(new_draft(template, draft_id="d1", title="T", now=WHEN, values=v), template, knowledge, words)
        for v in ({}, VALUES)
    ]
    made = [(old, talked(new)) for old, new in map(versions, SEEDS)]
    return [(shipped[0], talked(shipped[1])), *made]


def talked(document: MouDocument) -> MouDocument:
    """The document with a comment on every third block, with two replies, whatever becomes of the block."""
    comments: list[Comment] = []
    for n in range(0, len(document.blocks), 3):
        if document.blocks[n].kind in {"signatures", "open-items"}:
            continue
        first = Comment(
            id=f"q{n}", author="Ana Ruiz", text=f"Question {n}", block=n, start=0, end=12, resolved=n % 2 == 0
        )
        answers = (
            Comment(id=f"{who}{n}", author=who, text=f"{who} says {n}", parent=f"q{n}") for who in ("Luis", "Jordan")
        )
        comments += [first, *answers]
    return document.model_copy(update={"comments": tuple(comments)})


@pytest.fixture(scope="module")
def told(
    pairs: list[tuple[MouDocument, MouDocument]], tmp_path_factory: pytest.TempPathFactory
) -> list[dict[str, Any]]:
    """What LibreOffice shows: of each pair's redline all accepted and all rejected, then the file with comments."""
    folder = tmp_path_factory.mktemp("redlines")
    jobs = []
    for n, (old, new) in enumerate(pairs):
        path = folder / f"{n}.docx"
        marked = redline(old, new, author="Riverton counsel", when=WHEN, words=WORDING)
        path.write_bytes(write_docx(marked, shell=None, when=WHEN, words=WORDING))
        jobs += [{"file": str(path), "steps": [[do]]} for do in ("accept", "reject")]
    talk = folder / "talk.docx"
    sentence = block("plain", "The officer reports each search to the Principal.")
    talk.write_bytes(written(MouDocument(title="T", blocks=(block("title", "T"), sentence), comments=TALK)))
    jobs.append({"file": str(talk)})
    return office_does(jobs, folder)


def lines(found: dict[str, Any]) -> list[str]:
    """Paragraphs and rows with words in them."""
    return [one["text"] for one in found["shown"] if one["text"].strip()]


def expected(document: MouDocument) -> list[str]:
    out: list[str] = []
    for one in settled(document, WORDING).blocks:
        if one.signers:
            continue  # compared by themselves below
        out += ["\t".join("".join(s.text for s in cell) for cell in row) for row in one.rows] or [one.text]
    return [text for text in out if text.strip()]


def test_accepted_is_the_new_agreement_and_rejected_the_old(
    pairs: list[tuple[MouDocument, MouDocument]], told: list[dict[str, Any]]
) -> None:
    wrong = []
    for n, versions_ in enumerate(pairs):
        for side, document in ((0, versions_[1]), (1, versions_[0])):
            found = told[2 * n + side]
            signing = {w for b in document.blocks for s in b.signers for w in (s.name, s.title, s.party) if w}
            shown = [t for t in lines(found) if not any(w in t for w in signing) and not t.startswith(("By:", "Date:"))]
            wanted = [t for t in expected(document) if not any(w in t for w in signing)]
            if shown != wanted or found["left"]:
                wrong.append(
                    (n, ("accept", "reject")[side], [p for p in zip(shown, wanted, strict=False) if p[0] != p[1]][:1])
                )
    assert wrong == []


def test_signers_are_those_of_the_version(
    pairs: list[tuple[MouDocument, MouDocument]], told: list[dict[str, Any]]
) -> None:
    for n, versions_ in enumerate(pairs):
        for side, document in ((0, versions_[1]), (1, versions_[0])):
            text = "\n".join(lines(told[2 * n + side]))
            assert text.count("Name: ") == sum(len(b.signers) for b in document.blocks)


def test_the_numbers_shown_are_those_of_the_version(
    pairs: list[tuple[MouDocument, MouDocument]], told: list[dict[str, Any]]
) -> None:
    for side, document in ((0, pairs[0][1]), (1, pairs[0][0])):
        numbers = {p["text"]: p["number"].rstrip(".") for p in told[side]["shown"] if p["number"] != "row"}
        wanted = {b.text: b.number for b in document.blocks if b.kind in {"heading", "paragraph"} and b.number}
        assert {t: numbers.get(t) for t in wanted} == wanted


def test_changes_bear_the_author_that_was_given(told: list[dict[str, Any]]) -> None:
    assert {author for _, author in told[0]["changes"]} == {"Riverton counsel"}
    assert len(told[0]["changes"]) > 5


def test_comments_and_replies_stand_through_accepting_and_rejecting(
    pairs: list[tuple[MouDocument, MouDocument]], told: list[dict[str, Any]]
) -> None:
    for n, (_, new) in enumerate(pairs):
        accepted, rejected = ({c["text"]: c["author"] for c in told[2 * n + side]["comments"]} for side in (0, 1))
        written_ = {c.text: c.author for c in new.comments}
        assert len(written_) >= 9
        assert {t: a for t, a in accepted.items() if t in written_} == written_
        assert {t for t in rejected if t in written_} <= set(written_)
        for question in (c for c in new.comments if c.parent is None):  # a thread goes or stays whole
            thread = [c.text for c in new.comments if question.id in (c.id, c.parent)]
            assert len([t for t in thread if t in rejected]) in (0, len(thread))


def test_comments_arrive_with_author_and_what_is_settled(told: list[dict[str, Any]]) -> None:
    found = {c["text"]: c for c in told[-1]["comments"]}
    assert {t: c["author"] for t, c in found.items()} == {
        "Which one?": "Ana Ruiz",
        "The SRO.": "Luis Ortega",
        "Agreed.": "Ana Ruiz",
    }
    assert {t: c["resolved"] for t, c in found.items()} == {"Which one?": False, "The SRO.": False, "Agreed.": True}
