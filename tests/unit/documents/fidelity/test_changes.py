"""Fidelity of tracked changes: the three views of words, paragraphs, moves, rows and cells."""

from __future__ import annotations

import pytest

from assistant.domain.changes import viewed, words_of
from tests.unit.documents.markup import (
    cell,
    deleted,
    inserted,
    lines,
    mark,
    para,
    read,
    reported,
    row,
    run,
    table,
    texts,
)


def test_words_that_were_inserted_and_deleted() -> None:
    found = read(para("SROs shall ", inserted("not "), "be ", deleted("always "), "involved."))
    assert texts(found, "accepted") == ["SROs shall not be involved."]
    assert texts(found, "original") == ["SROs shall be always involved."]
    assert [(s.text, [(c.kind, c.author, c.when) for c in s.changes]) for s in found.blocks[0].spans][1] == (
        "not ",
        [("inserted", "Ann Lee", "2027-03-01T09:00:00Z")],
    )
    assert all(s.changes == () for b in viewed(found, "accepted").blocks for s in b.spans)


@pytest.mark.parametrize("around", ["w:hyperlink", "w:smartTag", "w:fldSimple"])
def test_an_inserted_not_is_never_lost(around: str) -> None:
    inner = f"<{around}>{inserted('not ')}</{around}>"
    for body in (
        para("SROs shall ", inner, "search."),
        para("SROs shall ", f"<w:ins w:id='1'>{inner}</w:ins>", "search."),
        f"<w:sdt><w:sdtContent>{para('SROs shall ', inner, 'search.')}</w:sdtContent></w:sdt>",
        table(row(cell(para("SROs shall ", inner, "search.")))),
        para("SROs shall ", "<w:sdt><w:sdtContent>" + inner + "</w:sdtContent></w:sdt>", "search."),
    ):
        assert texts(read(body), "accepted") == ["SROs shall not search."]
        assert texts(read(body), "original") == ["SROs shall search."]


def test_words_that_one_inserted_and_another_deleted() -> None:
    found = read(para("The SRO ", inserted(deleted("may ", "Bo Ray"), "Ann Lee"), "waits."))
    assert [(c.kind, c.author) for c in found.blocks[0].spans[1].changes] == [
        ("inserted", "Ann Lee"),
        ("deleted", "Bo Ray"),
    ]
    assert texts(found, "accepted") == texts(found, "original") == ["The SRO waits."]


def test_paragraphs_that_were_joined_or_parted() -> None:
    found = read(
        para("One and ", props=mark("del")) + para("two.") + para("Three.", props=mark("ins")) + para(inserted("Four."))
    )
    assert texts(found, "accepted") == ["One and two.", "Three.", "Four."]
    assert texts(found, "original") == ["One and ", "two.", "Three."]


def test_paragraphs_that_were_inserted_or_deleted_whole() -> None:
    body = (
        para("A.")
        + para(inserted("B."), props=mark("ins"))
        + para(deleted("C."), props=mark("del"))
        + para("D.")
        + para(deleted("E."), props=mark("del"))
        + table(row("cell"))
    )
    found = read(body)
    assert [tuple(c.kind for c in b.changes) for b in found.blocks] == [
        (),
        ("inserted",),
        ("deleted",),
        (),
        ("deleted",),
        (),
    ]
    assert texts(found, "accepted") == ["A.", "B.", "D.", "cell"]
    assert texts(found, "original") == ["A.", "C.", "D.", "E.", "cell"]


def test_a_paragraph_parted_before_an_empty_one() -> None:
    found = read(para("One.", props=mark("ins")) + para() + para("Two."))
    assert texts(found, "original") == ["One.", "Two."]
    assert texts(found, "accepted") == ["One.", "Two."]


def test_paragraphs_that_were_moved() -> None:
    body = (
        f'<w:p><w:pPr>{mark("moveFrom")}</w:pPr><w:moveFromRangeStart w:id="5" w:name="move1"/>'
        f'<w:moveFrom w:id="6" w:author="Ann Lee">{run("Moved.")}</w:moveFrom><w:moveFromRangeEnd w:id="5"/></w:p>'
        + para("Stays.")
        + f'<w:moveToRangeStart w:id="7" w:name="move1"/><w:p><w:pPr>{mark("moveTo")}</w:pPr>'
        f'<w:moveTo w:id="8" w:author="Ann Lee">{run("Moved.")}</w:moveTo></w:p><w:moveToRangeEnd w:id="7"/>'
        + para("End.")
    )
    found = read(body)
    assert texts(found, "accepted") == ["Stays.", "Moved.", "End."]
    assert texts(found, "original") == ["Moved.", "Stays.", "End."]
    told = [(c.kind, c.move) for b in found.blocks for c in (*b.changes, *(c for s in b.spans for c in s.changes))]
    assert told == [("moved-from", "move1")] * 2 + [("moved-to", "move1")] * 2


def test_looks_that_were_changed() -> None:
    change = '<w:rPrChange w:id="3" w:author="Ann Lee"><w:rPr/></w:rPrChange>'
    found = read(
        para(
            "Plain ",
            run("bold", f"<w:b/>{change}"),
            props='<w:pPrChange w:id="4" w:author="Bo Ray"><w:pPr/></w:pPrChange>',
        )
    )
    assert [(c.kind, c.author) for c in found.blocks[0].changes] == [("formatted", "Bo Ray")]
    assert [(c.kind, c.author) for c in found.blocks[0].spans[1].changes] == [("formatted", "Ann Lee")]
    assert texts(found, "accepted") == texts(found, "original") == ["Plain bold"]


def test_rows_that_were_inserted_or_deleted() -> None:
    gone = '<w:del w:id="1" w:author="Ann Lee"/>'
    found = read(table(row("Head"), row("old", props=gone), row("new", props='<w:ins w:id="2" w:author="Ann Lee"/>')))
    assert [[c.kind for c in r] for r in found.blocks[0].row_changes] == [[], ["deleted"], ["inserted"]]
    assert texts(found, "accepted") == ["Head\nnew"]
    assert texts(found, "original") == ["Head\nold"]
    assert texts(read(para("x") + table(row("old", props=gone))), "accepted") == ["x"]


def test_cells_that_were_inserted_deleted_or_merged() -> None:
    found = read(
        table(
            row(
                "a",
                cell("b", props='<w:cellIns w:id="1" w:author="Ann Lee"/>'),
                cell("c", props='<w:cellDel w:id="2" w:author="Ann Lee"/>'),
                cell("d", props='<w:cellMerge w:id="3" w:author="Ann Lee" w:vMerge="cont"/>'),
            )
        )
    )
    assert texts(found, "accepted") == ["a\tb\t\td"]
    assert texts(found, "original") == ["a\t\tc\td"]
    assert reported(found) == [("cells-merged", "a")]


def test_deleted_words_outside_of_a_deletion() -> None:
    found = read(para("The SRO waits", "<w:r><w:delText> not</w:delText></w:r>", "."))
    assert texts(found, "accepted") == ["The SRO waits."]
    assert texts(found, "marked") == ["The SRO waits not."]


def test_a_change_around_paragraphs() -> None:
    found = read(para("A.") + f'<w:ins w:id="1" w:author="Ann Lee">{para("B.")}</w:ins>' + para("C."))
    assert lines(found, "accepted") == ["A.", "B.", "C."]
    assert lines(found, "original") == ["A.", "C."]


def test_no_change_is_left_in_a_view() -> None:
    found = read(
        para("x", inserted("y"), deleted("z"), props=mark("ins"))
        + table(row(cell(para(inserted("q"))), props='<w:ins w:id="2"/>'), row("r"))
        + para("end")
    )
    for view in ("accepted", "original"):
        blocks = viewed(found, view).blocks  # type: ignore[arg-type]
        assert all(not b.changes and not b.row_changes and b.number_before is None for b in blocks)
        assert all(not s.changes for b in blocks for s in b.spans)
        assert all(not s.changes for b in blocks for r in b.rows for c in r for s in c)
    assert viewed(found, "marked") is found
    assert [words_of(b) for b in viewed(found, "original").blocks] == ["xz", "r", "end"]
