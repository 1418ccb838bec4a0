"""What LibreOffice saved is read as what went in: clauses, words in all views, comments, replies."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.content.knowledge import load_knowledge
from assistant.content.templates import load_templates
from assistant.documents.reading.reader import DocumentReader
from assistant.documents.reading.word_file import read_word
from assistant.documents.writer import write_docx
from assistant.domain.changes import viewed, words_of
from assistant.domain.documents import MouDocument
from assistant.domain.reading import ReadDocument
from assistant.domain.wording import Wording
from assistant.drafting.annotations import annotations
from assistant.drafting.render import render
from assistant.drafting.steps import new_draft
from benchmarks.reading import tracked
from tests.office import saved
from tests.unit.documents.markup import (
    cell,
    deleted,
    inserted,
    mark,
    package,
    para,
    row,
    run,
    style,
    styled,
    table,
    texts,
)

pytestmark = pytest.mark.libreoffice

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def exported(root: Path) -> bytes:
    """The standard template as the product writes it, with its comments."""
    knowledge, template = load_knowledge(root), load_templates(root).templates["standard"]
    wording = Wording(knowledge.messages)
    draft = new_draft(template, draft_id="d1", title="Riverton", now=NOW, values={"agency_name": "Riverton Police"})
    document = render(draft, template, knowledge, wording)
    document = document.model_copy(update={"annotations": annotations(draft, template, knowledge, wording)})
    return write_docx(document, shell=None, when=NOW, words=wording)


def told(document: MouDocument) -> list[tuple[str, str | None, str, str]]:
    return [(b.kind, b.clause, b.number, words_of(b)) for b in document.blocks if b.part == "body"]


@pytest.mark.parametrize("kind", ["docx", "odt", "doc"])
def test_an_export_that_libreoffice_saved_is_read_as_it_left(exported: bytes, kind: str) -> None:
    left = read_word(exported)
    with DocumentReader() as reader:
        back = reader.mou(f"back.{kind}", saved(exported, kind))
    assert isinstance(back, MouDocument), back
    assert back.stamp == left.stamp
    words = [(kind_, clause, number, text) for kind_, clause, number, text in told(back)]
    if kind == "doc":  # the old format keeps the words, not every level of a list
        assert [(c, t) for _, c, _, t in words if c][:20] == [(c, t) for _, c, _, t in told(left) if c][:20]
        assert {c for _, c, _, _ in words} == {c for _, c, _, _ in told(left)}
    else:
        assert words == told(left)
        assert [(c.text, c.block) for c in back.comments] == [(c.text, c.block) for c in left.comments]


def test_changes_in_the_controls_of_clauses_that_libreoffice_saved(exported: bytes) -> None:
    made = tracked(exported)
    left, back = read_word(made), read_word(saved(made, "docx"))
    assert told(viewed(back, "accepted")) == told(viewed(left, "accepted"))
    # LibreOffice 7.4 forgets that a field's result was inserted, so the original view has some numbers more.
    pairs = list(zip(told(viewed(back, "original")), told(viewed(left, "original")), strict=True))
    assert {re.sub(r"Sections? \d+", "Section ", a[3]) for a, b in pairs if a != b} <= {b[3] for _, b in pairs}


def test_changes_comments_and_notes_that_libreoffice_saved() -> None:
    who = 'w:author="Ann Lee" w:date="2027-03-01T09:00:00Z"'
    gone = f'<w:del w:id="8" {who}/>'
    reply = f'<w:comment w:id="{{0}}" {who}><w:p w14:paraId="0A00000{{0}}">{run("{1}")}</w:p></w:comment>'
    ends = '<w:commentRangeEnd w:id="{0}"/><w:r><w:commentReference w:id="{0}"/></w:r>'
    old = cell(para(deleted("old"), props=mark("del")))
    body = (
        styled("H1", "Searches")
        + (
            para(
                "SROs shall ", inserted("not "), "be ", deleted("always "), '<w:commentRangeStart w:id="1"/>',
                '<w:commentRangeStart w:id="2"/>', "involved", ends.format(1), ends.format(2), ".",
                '<w:r><w:footnoteReference w:id="2"/></w:r>',
            )
        )
        + para("One and ", props=mark("del")) + para("two.")
        + para(inserted("New."), props=mark("ins"))
        + para(deleted("Old."), props=mark("del"))
        + table(row("Head", "Post"), row(old, "x", props=gone), row("kept", "y"))
        + para("End.")
        + "<w:sectPr/>"
    )  # fmt: skip
    made = package(
        body,
        {
            "styles": style("H1", "heading 1"),
            "comments": reply.format(1, "May we?") + reply.format(2, "Yes."),
            "commentsExtended": '<w15:commentEx w15:paraId="0A000001" w15:done="1"/>'
            '<w15:commentEx w15:paraId="0A000002" w15:paraIdParent="0A000001" w15:done="0"/>',
            "footnotes": '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
            f'<w:footnote w:id="2">{para("See policy 4.")}</w:footnote>',
        },
    )
    left, back = read_word(made), read_word(saved(made, "docx"))
    for view in ("accepted", "original"):
        assert texts(back, view) == texts(left, view), view  # type: ignore[arg-type]
        seen = viewed(back, view)  # type: ignore[arg-type]
        assert [words_of(seen.blocks[c.block or 0])[c.start : c.end] for c in seen.comments] == ["involved"] * 2
    # LibreOffice 7.4 keeps what is settled and forgets who answered whom.
    assert {(c.text, c.resolved) for c in back.comments} == {("May we?", True), ("Yes.", False)}
    assert [b.text.strip() for b in back.blocks if b.part == "footnote"] == ["See policy 4."]
    assert {c.author for b in back.blocks for s in b.spans for c in s.changes} == {"Ann Lee"}


def test_own_documents_may_be_of_another_word_processor(tmp_path: Path) -> None:
    path = tmp_path / "policy.odt"
    path.write_bytes(saved(package(para("SROs shall ", inserted("not "), "search.")), "odt"))
    with DocumentReader() as reader:
        found = reader.read(path)
    assert isinstance(found, ReadDocument)
    assert [p.text for p in found.paragraphs] == ["SROs shall not search."]
