"""Fidelity of tables: rows, merged cells, tables in tables, lists in cells."""

from __future__ import annotations

from tests.unit.documents.markup import (
    cell,
    control,
    inserted,
    level,
    listed,
    numbering,
    para,
    read,
    reported,
    row,
    table,
    texts,
)


def cells(document: object) -> list[list[str]]:
    block = next(b for b in document.blocks if b.rows)  # type: ignore[attr-defined]
    return [["".join(s.text for s in c) for c in r] for r in block.rows]


def test_rows_and_cells() -> None:
    found = read(
        para("Before.") + table(row("School", "Post"), row("Lincoln", cell("Door 3", "and hall"))) + para("After.")
    )
    assert [b.kind for b in found.blocks] == ["plain", "table", "plain"]
    assert cells(found) == [["School", "Post"], ["Lincoln", "Door 3\nand hall"]]
    assert texts(found)[1] == "School\tPost\nLincoln\tDoor 3\nand hall"


def test_merged_cells_leave_empty_ones() -> None:
    found = read(
        table(
            row(cell("Wide", props='<w:gridSpan w:val="2"/>'), cell("Tall", props='<w:vMerge w:val="restart"/>')),
            row("a", "b", cell(props="<w:vMerge/>")),
            row("only", props='<w:gridBefore w:val="2"/>'),
        )
    )
    assert cells(found) == [["Wide", "", "Tall"], ["a", "b", ""], ["", "", "only"]]
    assert found.unread == ()


def test_words_in_a_covered_cell() -> None:
    found = read(table(row(cell("Tall", props='<w:vMerge w:val="restart"/>')), row(cell("under", props="<w:vMerge/>"))))
    assert cells(found) == [["Tall"], ["under"]]
    assert reported(found) == [("cell-covered", "Tall")]


def test_a_table_in_a_cell() -> None:
    found = read(table(row("Outer", cell("Lead:", table(row("a", "b"), row("c", "d")), "Tail."))))
    assert cells(found) == [["Outer", "Lead:\na\tb\nc\td\nTail."]]


def test_lists_in_cells() -> None:
    lists = numbering(level(0, "lowerLetter", "(%1)"))
    found = read(table(row(cell("Duties:", listed(0, "teach"), listed(0, "listen")))), {"numbering": lists})
    assert cells(found) == [["Duties:\n(a)\tteach\n(b)\tlisten"]]


def test_the_title_of_a_table() -> None:
    found = read(table(row("a"), props='<w:tblCaption w:val="Posts of officers"/>'))
    assert found.blocks[0].caption == "Posts of officers"


def test_rows_and_cells_in_controls() -> None:
    found = read(table(control(row("one", control(cell("two")))), row(cell(control(para("three"))))))
    assert cells(found) == [["one", "two"], ["three"]]


def test_changes_in_a_cell() -> None:
    found = read(table(row(cell(para("shall ", inserted("not "), "enter")))))
    assert texts(found, "accepted") == ["shall not enter"]
    assert texts(found, "original") == ["shall enter"]
