"""Two agreements compared block by block: what stayed, changed, moved, came and went."""

from __future__ import annotations

import pytest

from assistant.domain.documents import Block, MouDocument, Span
from assistant.drafting.alignment import in_order
from assistant.drafting.comparison import compare

LONG = "The Agency shall assign one officer to each high school of the District"


def para(text: str, clause: str | None = "a", kind: str = "paragraph") -> Block:
    return Block.model_validate({"kind": kind, "clause": clause, "spans": (Span(text=text),)})


def doc(*blocks: Block) -> MouDocument:
    return MouDocument(title="T", blocks=blocks)


def kinds(old: MouDocument, new: MouDocument) -> list[str]:
    return [f"{b.kind} {b.place}".strip() for b in compare(old, new).blocks]


def test_equal_agreements_are_the_same() -> None:
    assert compare(doc(para(LONG)), doc(para(LONG))).same


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ([LONG, "Other words stand here."], [LONG], ["unchanged", "deleted"]),
        ([LONG], ["Something new stands before it.", LONG], ["inserted", "unchanged"]),
        ([LONG], [LONG + ", and pay for it"], ["changed"]),
        (["One thing only."], ["Quite different words stand in its place now."], ["deleted", "inserted"]),
        (
            [LONG, "Second paragraph of the same clause here.", "Third one with its own words."],
            ["Second paragraph of the same clause here.", "Third one with its own words.", LONG],
            ["moved from", "unchanged", "unchanged", "moved to"],
        ),
    ],
)
def test_blocks_of_one_clause(old: list[str], new: list[str], expected: list[str]) -> None:
    found = kinds(doc(*map(para, old)), doc(*map(para, new)))
    if "moved from" in expected:
        assert sorted(found)[:1] == ["moved from"]
        assert found.count("unchanged") == 1 or found == expected
    else:
        assert found == expected


def test_a_clause_is_known_by_its_id_wherever_its_words_went() -> None:
    old = doc(
        para("Training", "t", "heading"), para("Officers complete forty hours of training.", "t"), para(LONG, "b")
    )
    new = doc(
        para("Education", "t", "heading"), para("Officers complete sixty hours of training.", "t"), para(LONG, "b")
    )
    assert kinds(old, new) == ["changed", "changed", "unchanged"]


def test_without_ids_words_are_what_counts() -> None:
    old = doc(para(LONG, None), para("Each party bears its own costs.", None))
    new = doc(para("Each party bears its own legal costs.", "costs"), para(LONG, "officers"))
    found = compare(old, new).blocks
    assert {(b.kind, b.old, b.new) for b in found if b.place != "from"} == {("unchanged", 0, 1), ("moved", 1, 0)}


def test_blocks_that_moved_together_share_a_move() -> None:
    first = [para("First clause", "x", "heading"), para("These words belong to the first clause of all.", "x")]
    rest = [para(f"Paragraph {n} stays where it is and has some words.", "y") for n in ("one", "two", "three")]
    moves = {b.move for b in compare(doc(*first, *rest), doc(*rest, *first)).blocks if b.kind == "moved"}
    assert moves == {"move1"}


def test_a_short_item_that_turns_up_elsewhere_did_not_move() -> None:
    old = doc(para("in class", "a", "item"), para(LONG, "b"))
    new = doc(para(LONG, "b"), para("in class", "c", "item"))
    assert kinds(old, new) == ["deleted", "unchanged", "inserted"]


def test_every_block_is_told_of() -> None:
    old = doc(*(para(f"Old paragraph {n} {LONG}", f"c{n % 3}") for n in range(9)))
    new = doc(*(para(f"Old paragraph {n} {LONG} too", f"c{n % 2}") for n in range(8, 0, -1)))
    found = compare(old, new).blocks
    assert sorted(b.old for b in found if b.old is not None and b.place != "to") == list(range(9))
    assert sorted(b.new for b in found if b.new is not None and b.place != "from") == list(range(8))


def test_rows_are_known_by_their_first_cell_unless_it_is_a_number() -> None:
    def table(*rows: tuple[str, str]) -> Block:
        return Block(kind="table", rows=tuple(((Span(text=a),), (Span(text=b),)) for a, b in (("No.", "What"), *rows)))

    old = doc(table(("1", "Start date is not filled in."), ("2", "Liaison is not named by the district.")))
    new = doc(table(("1", "Liaison is not named by the district."), ("2", "Fee schedule waits for the board.")))
    rows = compare(old, new).blocks[0].rows
    assert [(r.kind, r.old, r.new) for r in rows] == [
        ("unchanged", 0, 0),
        ("deleted", 1, None),
        ("changed", 2, 1),
        ("inserted", None, 2),
    ]


def test_the_heaviest_row_stays() -> None:
    pairs = [(0, 3), (1, 0), (2, 1), (3, 2)]
    assert in_order(pairs, lambda p: 100 if p[0] == 0 else 10) == {(0, 3)}
    assert in_order(pairs, lambda _: 1) == {(1, 0), (2, 1), (3, 2)}
    assert in_order([], lambda _: 1) == set()
