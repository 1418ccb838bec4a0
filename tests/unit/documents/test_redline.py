"""A redline accepted is the new agreement, rejected the old one: as values and in the written file."""

from __future__ import annotations

from collections import Counter

import pytest

from assistant.documents.reading.word_file import read_word
from assistant.documents.redline import redline, settled
from assistant.documents.writer import write_docx
from assistant.domain.changes import viewed
from assistant.domain.documents import Block, Comment, MouDocument, Signer, Span, View
from tests.unit.documents.builders import WHEN, WORDING, W, agreement, block, body, clause, text_of, words, written
from tests.unit.documents.edits import numbered, versions
from tests.unit.documents.schema_order import disorder

AUTHOR = "Riverton counsel"
SEEDS = range(200)
FILES = range(0, 200, 5)


def marked(old: MouDocument, new: MouDocument) -> MouDocument:
    return redline(old, new, author=AUTHOR, when=WHEN, words=WORDING)


def one(*blocks: Block) -> MouDocument:
    return MouDocument(title="T", blocks=(block("title", "T"), *blocks))


def told(document: MouDocument) -> list[tuple[object, ...]]:
    """What must be the same: kinds, words, numbers, rows and signers, in order."""
    return [
        (b.kind, b.text, b.number, b.clause, b.signers, [["".join(s.text for s in c) for c in r] for r in b.rows])
        for b in document.blocks
    ]


def shown(document: MouDocument, view: View) -> list[tuple[str, str]]:
    """What the reader finds in the body: numbers and words."""
    found = viewed(document, view)
    blocks = [(b.number.rstrip("."), b.text) for b in found.blocks if b.part == "body" and b.text]
    return blocks + [("", "".join(s.text for s in c)) for b in found.blocks for r in b.rows for c in r]


def expected(document: MouDocument) -> list[tuple[str, str]]:
    blocks = settled(document, WORDING).blocks
    rows = [("", "".join(s.text for s in c)) for b in blocks for r in b.rows for c in r]
    return [(b.number, b.text) for b in blocks if b.text] + rows


@pytest.mark.parametrize("seed", SEEDS)
def test_accepted_is_the_new_and_rejected_the_old_agreement(seed: int) -> None:
    old, new = versions(seed)
    document = marked(old, new)
    assert told(viewed(document, "accepted")) == told(settled(new, WORDING))
    assert told(viewed(document, "original")) == told(settled(old, WORDING))


@pytest.mark.parametrize("seed", FILES)
def test_the_file_says_both_when_it_is_read_again(seed: int) -> None:
    old, new = (without_signatures(d) for d in versions(seed))
    data = written(marked(old, new))
    read = read_word(data)
    assert shown(read, "accepted") == expected(new)
    assert shown(read, "original") == expected(old)
    assert list(disorder(data)) == []


def without_signatures(document: MouDocument) -> MouDocument:
    """Signature blocks are read as tables; a test of their own is below."""
    return numbered(document.model_copy(update={"blocks": tuple(b for b in document.blocks if not b.signers)}))


def test_every_change_bears_author_date_and_an_id_of_its_own() -> None:
    old, new = versions(7)
    new = new.model_copy(update={"annotations": agreement().annotations})
    root = body(written(marked(old, new)))
    tags = {f"{W}{t}" for t in ("ins", "del", "moveFrom", "moveTo", "moveFromRangeStart", "moveToRangeStart")}
    changes = [e for e in root.iter() if e.tag in tags]
    assert len(changes) > 10
    assert {(e.get(f"{W}author"), e.get(f"{W}date")) for e in changes} == {(AUTHOR, "2026-11-23T15:30:00Z")}
    starts = {*tags, f"{W}bookmarkStart", f"{W}commentRangeStart"}
    ids = Counter(e.get(f"{W}id") for e in root.iter() if e.tag in starts)
    assert {n for n, count in ids.items() if count > 1} == set()


def test_one_word_changed_is_one_word_marked() -> None:
    old = one(block("plain", "SROs shall be involved in discipline."))
    new = one(block("plain", "SROs shall not be involved in discipline."))
    root = body(written(marked(old, new)))
    assert [text_of(e) for e in root.iter(f"{W}ins")] == ["not "]
    assert list(root.iter(f"{W}del")) == []


def test_what_was_deleted_stands_as_deleted_text() -> None:
    root = body(written(marked(one(block("plain", "within 30 days")), one(block("plain", "within 60 days")))))
    gone = next(root.iter(f"{W}del"))
    assert [t.text for t in gone.iter(f"{W}delText")] == ["30"]
    assert list(gone.iter(f"{W}t")) == []


def test_a_clause_that_moved_is_marked_as_moved_between_marks_of_one_name() -> None:
    first, second = (
        clause(n, name, (f"{n}.1", f"The words of {name} are long enough to know them again."))
        for n, name in ((1, "one"), (2, "two"))
    )
    third = clause(3, "three", ("3.1", "And these words of clause three stay where they have always been."))
    old, new = (numbered(one(*parts)) for parts in ([*first, *second, *third], [*second, *third, *first]))
    root = body(written(marked(old, new)))
    names = [e.get(f"{W}name") for t in ("moveFromRangeStart", "moveToRangeStart") for e in root.iter(f"{W}{t}")]
    assert names == ["move1", "move1"]
    assert [text_of(p) for p in root.iter(f"{W}p") if p.find(f"{W}pPr/{W}rPr/{W}moveTo") is not None] == [
        "One",
        "The words of one are long enough to know them again.",
    ]
    starts = {e.get(f"{W}id") for t in ("moveFromRangeStart", "moveToRangeStart") for e in root.iter(f"{W}{t}")}
    assert starts == {e.get(f"{W}id") for t in ("moveFromRangeEnd", "moveToRangeEnd") for e in root.iter(f"{W}{t}")}


def test_a_row_that_came_and_one_that_went_are_marked_as_rows() -> None:
    def table(*rows: tuple[str, str]) -> MouDocument:
        cells = tuple((words(a), words(b)) for a, b in (("Term", "Meaning"), *rows))
        return one(block("plain", "Terms:"), Block(kind="table", rows=cells))

    old = table(("SRO", "An officer whom the Agency assigns."), ("School", "A campus."))
    new = table(("SRO", "A sworn officer whom the Agency assigns."), ("Parent", "Includes a guardian."))
    root = body(written(marked(old, new)))
    rows = list(root.iter(f"{W}tr"))
    assert [
        [e.tag.removeprefix(W) for e in r.find(f"{W}trPr") if e.tag.removeprefix(W) in {"ins", "del"}] for r in rows
    ] == [
        [],
        [],
        ["del"],
        ["ins"],
    ]
    assert [text_of(e) for e in rows[1].iter(f"{W}ins")] == ["A sworn"]


def test_a_signer_who_changed_is_taken_out_and_put_in() -> None:
    def signed(*names: str) -> MouDocument:
        signers = tuple(Signer(name=n, title="Chief", party="Riverton Police Department") for n in names)
        return one(block("plain", "Signed:"), Block(kind="signatures", signers=signers))

    data = written(marked(signed("Dana Whitfield", "Luis Ortega"), signed("Dana Whitfield", "Ana Ruiz")))
    assert list(disorder(data)) == []
    read = read_word(data)

    def names(view: View) -> list[str]:
        table = next(b for b in viewed(read, view).blocks if b.rows)
        text = " ".join(s.text for row in table.rows for cell in row for s in cell)
        return [n for n in ("Dana Whitfield", "Luis Ortega", "Ana Ruiz") if n in text]

    assert names("original") == ["Dana Whitfield", "Luis Ortega"]
    assert names("accepted") == ["Dana Whitfield", "Ana Ruiz"]


def test_a_reference_whose_number_changed_is_a_live_field_only_where_it_stays() -> None:
    def document(number: str) -> MouDocument:
        see = Span(text=f"Section {number}", kind="ref", field="b")
        extra = clause(2, "extra", ("2.1", "New.")) if number == "3" else []
        use = Block(kind="paragraph", number="1.1", clause="a", spans=(Span(text="See "), see, Span(text=".")))
        return one(*clause(1, "a"), use, *extra, *clause(int(number), "b", (f"{number}.1", "Target.")))

    root = body(written(marked(document("2"), document("3"))))
    assert "2" in [text_of_deleted(e) for e in root.iter(f"{W}del")]
    codes = [t.text for t in root.iter(f"{W}instrText")]
    assert codes == [" REF _clause_b \\r \\h "]
    assert list(root.iter(f"{W}delInstrText")) == []


def text_of_deleted(element: object) -> str:
    return "".join(t.text or "" for t in element.iter(f"{W}delText"))  # type: ignore[attr-defined]


def test_a_redline_has_no_contents_and_no_content_controls() -> None:
    old, new = versions(3)
    root = body(written(marked(old, new)))
    assert list(root.iter(f"{W}sdt")) == []
    assert "Contents" not in text_of(root)
    assert any(b.get(f"{W}name", "").startswith("_clause_") for b in root.iter(f"{W}bookmarkStart"))


def test_two_equal_agreements_make_a_redline_without_a_change() -> None:
    document = marked(agreement(), agreement())
    assert told(document) == told(settled(agreement(), WORDING))
    assert not any(b.changes or b.row_changes or any(s.changes for s in b.spans) for b in document.blocks)


def test_the_same_redline_is_the_same_bytes() -> None:
    old, new = versions(11)
    assert written(marked(old, new)) == written(marked(old, new))


def test_a_comment_stays_on_its_words_among_the_deleted_ones() -> None:
    old = one(block("plain", "The officer reports each search to the Principal at once."))
    new = one(block("plain", "The officer promptly reports a search to the Principal."))
    at = new.blocks[1].text.index("Principal")
    note = Comment(id="1", text="Which one?", author="Ana Ruiz", block=1, start=at, end=at + 9)
    data = write_docx(marked(old, new.model_copy(update={"comments": (note,)})), shell=None, when=WHEN, words=WORDING)
    read = viewed(read_word(data), "accepted")
    comment = read.comments[0]
    assert comment.block is not None
    assert read.blocks[comment.block].text[comment.start : comment.end] == "Principal"


def test_hostile_authors_and_moments_do_not_break_the_file() -> None:
    document = redline(
        one(block("plain", "a b c d")),
        one(block("plain", "a b\x0b x\x00 d")),
        author='"<A>\x07\n&',
        when=WHEN,
        words=WORDING,
    )
    spans = [
        s.model_copy(update={"changes": tuple(c.model_copy(update={"when": "yesterday"}) for c in s.changes)})
        for s in document.blocks[1].spans
    ]
    blocks = (document.blocks[0], document.blocks[1].model_copy(update={"spans": tuple(spans)}))
    root = body(written(document.model_copy(update={"blocks": blocks})))
    marks = [*root.iter(f"{W}ins"), *root.iter(f"{W}del")]
    assert {m.get(f"{W}author") for m in marks} == {'"<A> &'}
    assert {m.get(f"{W}date") for m in marks} == {None}
