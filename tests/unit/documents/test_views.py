"""The views hold for every document: no words are lost or doubled, and comments stay on words."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.domain.changes import GONE, stays, viewed, words_of
from assistant.domain.citing import cited
from assistant.domain.documents import Block, Comment, MouDocument, Span, TrackedChange, View
from tests.unit.documents.markup import level, listed, numbering, read, style, styled

kinds = st.sampled_from(["inserted", "deleted", "moved-to", "moved-from", "formatted"])
changes = st.lists(st.builds(TrackedChange, kind=kinds), max_size=2).map(tuple)
spans = st.lists(st.builds(Span, text=st.text("ab ", max_size=4), changes=changes), max_size=4).map(tuple)
paragraphs = st.builds(
    Block,
    kind=st.sampled_from(["plain", "paragraph", "heading"]),
    spans=spans,
    changes=changes,
    part=st.sampled_from(["body", "body", "text box"]),
)
rows = st.lists(st.lists(spans, min_size=2, max_size=2).map(tuple), min_size=1, max_size=3).map(tuple)
tables = st.builds(Block, kind=st.just("table"), rows=rows, row_changes=st.lists(changes, max_size=3).map(tuple))


@settings(max_examples=100, deadline=None)
@given(st.lists(paragraphs | tables, min_size=1, max_size=6), st.data())
def test_a_view_has_every_word_that_stays_and_no_other(blocks: list[Block], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(blocks) - 1))
    size = len(words_of(blocks[at]))
    start = data.draw(st.integers(0, size))
    comment = Comment(id="1", text="x", block=at, start=start, end=data.draw(st.integers(start, size)))
    document = MouDocument(title="t", blocks=tuple(blocks), comments=(comment,))
    for view in ("accepted", "original"):
        seen = viewed(document, view)
        assert kept(seen.blocks, "marked") == kept(blocks, view)
        assert all(not s.changes for b in seen.blocks for s in b.spans)
        note = seen.comments[0]
        if note.block is not None:
            whole = words_of(seen.blocks[note.block])
            assert 0 <= note.start <= note.end <= len(whole)
            marked = "".join(c for c in words_of(blocks[at])[comment.start : comment.end] if c.isalpha())
            assert is_part(whole[note.start : note.end], marked)


def kept(blocks: list[Block] | tuple[Block, ...], view: View) -> dict[str, str]:
    """The letters of each part, in order."""
    out: dict[str, str] = {}
    for block in blocks:
        lines = [block.spans]
        for n, row in enumerate(block.rows):
            if n >= len(block.row_changes) or stays(block.row_changes[n], view):
                lines += row
        words = "".join(s.text for line in lines for s in line if stays(s.changes, view))
        out[block.part] = out.get(block.part, "") + words.replace(" ", "")
    return {part: words for part, words in out.items() if words}


def is_part(words: str, of: str) -> bool:
    """Whether the letters of some words come in this order in others."""
    rest = iter(of)
    return all(c in rest for c in words if c.isalpha())


def test_the_kinds_of_change_are_told_apart() -> None:
    assert GONE["accepted"].isdisjoint(GONE["original"])


def test_a_clause_is_cited_with_the_numbers_above_it() -> None:
    lists = numbering(
        level(0, "decimal", "%1.", '<w:pStyle w:val="H1"/>'),
        level(1, "decimal", "%1.%2"),
        level(2, "lowerLetter", "(%3)"),
        level(3, "lowerRoman", "(%4)"),
    )
    styles = style("H1", "heading 1", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
    body = styled("H1", "Term") + listed(1, "a:") + listed(2, "b") + listed(2, "c:") + listed(3, "d") + listed(1, "e")
    found = read(body + styled("H1", "End"), {"styles": styles, "numbering": lists})
    assert cited(found.blocks) == ("1", "1.1", "1.1(a)", "1.1(b)", "1.1(b)(i)", "1.2", "2")
