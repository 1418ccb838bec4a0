"""Splitting: passages are slices of the stored text, of a clause's size, and know where they stand."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.domain.reading import Paragraph, ReadDocument
from assistant.retrieval.own.splitting import MOST, split


def document(*paragraphs: Paragraph) -> ReadDocument:
    return ReadDocument(kind="text", paragraphs=paragraphs)


def head(text: str, level: int = 1, number: str = "", page: int | None = None) -> Paragraph:
    return Paragraph(text=text, kind="heading", level=level, number=number, page=page)


def test_a_passage_knows_its_sections_and_page_and_none_crosses_a_heading() -> None:
    parts = split(
        document(
            head("Duties", number="Article I."),
            head("Searches", 2, "1.1", 3),
            Paragraph(text="The officer asks first.", page=4),
            head("Arrests", 2, "1.2"),
            Paragraph(text="The officer calls the parent."),
        )
    )
    found = [(parts.text[c.start : c.end], c.section, c.page) for c in parts.cuts]
    assert found == [
        ("The officer asks first.", "Article I. Duties › 1.1 Searches", 4),
        ("The officer calls the parent.", "Article I. Duties › 1.2 Arrests", None),
    ]


def test_short_clauses_are_put_together_and_long_ones_cut_at_sentences() -> None:
    short = [Paragraph(text=f"The officer does thing {n}.", kind="item", number=f"({n})") for n in range(30)]
    parts = split(document(*short))
    sizes = [c.end - c.start for c in parts.cuts]
    assert all(320 <= s <= MOST for s in sizes[:-1])
    long = "The officer writes a report about it every single day. " * 30
    parts = split(document(Paragraph(text=long.strip())))
    assert all(parts.text[c.start : c.end].endswith(".") for c in parts.cuts)
    assert max(c.end - c.start for c in parts.cuts) <= MOST


def test_a_numbered_clause_of_its_own_size_is_a_passage_of_its_own() -> None:
    one, two = "The officer reports to the principal. " * 6, "The officer wears a soft uniform."
    parts = split(document(Paragraph(text=one.strip(), number="4.1"), Paragraph(text=two, number="4.2")))
    assert [parts.text[c.start : c.end][:3] for c in parts.cuts] == ["4.1", "4.2"]


def test_a_heading_that_nothing_follows_can_still_be_found() -> None:
    parts = split(document(head("Cameras are not used in this school"), head("Other"), Paragraph(text="Text.")))
    assert parts.text[parts.cuts[0].start : parts.cuts[0].end] == "Cameras are not used in this school"


words = st.text(alphabet="abc .;\u00e9\U0001f600", min_size=1, max_size=900).map(str.strip).filter(bool)
paragraphs = st.builds(
    Paragraph,
    text=words,
    kind=st.sampled_from(["heading", "paragraph", "item", "row"]),
    level=st.integers(0, 4),
    number=st.sampled_from(["", "1.", "4.2", "(a)"]),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(paragraphs, min_size=1, max_size=12))
def test_every_paragraph_is_in_some_passage_or_is_a_heading(given_paragraphs: list[Paragraph]) -> None:
    parts = split(document(*given_paragraphs))
    covered = set()
    for cut in parts.cuts:
        assert 0 <= cut.start < cut.end <= len(parts.text)
        covered |= set(range(cut.start, cut.end))
    at = 0
    for paragraph in given_paragraphs:
        start = parts.text.index(paragraph.line, at)
        at = start + len(paragraph.line)
        if paragraph.kind != "heading":
            missed = [n for n in range(start, at) if n not in covered and not parts.text[n].isspace()]
            assert missed == []
