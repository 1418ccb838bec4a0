"""Quotations are shown once, the whole one where a part of it is cited too."""

from __future__ import annotations

from assistant.answering.quotes import apart, words_of
from assistant.domain.answers import Citation, Statement
from assistant.domain.knowledge import Authority


def cite(start: int, end: int, *, authority: Authority = Authority.PRINCIPLES, file: str = "a.md") -> Citation:
    text = "SROs should detain, arrest, or use force only as a last resort. Again: only as a last resort."
    return Citation.model_validate(
        {
            "source": "s", "authority": authority, "principle": 4, "label": "Principle 4",
            "passage": "principle-4", "file": file, "start": start, "end": end, "quote": text[start:end],
        }
    )  # fmt: skip


def test_a_part_of_a_shown_quotation_is_not_shown_again() -> None:
    part, whole = cite(42, 63), cite(0, 63)
    assert apart([part, whole]) == [whole]
    assert apart([whole, part]) == [whole]


def test_the_same_words_of_another_place_stand_once() -> None:
    first, again = (cite(at, at + 21) for at in (41, 71))
    assert first.quote == again.quote
    assert apart([first, again]) == [first]


def test_the_same_words_of_another_authority_stand_by_themselves() -> None:
    other = cite(41, 62, authority=Authority.SAMPLE, file="b.md")
    assert apart([cite(41, 62), other]) == [cite(41, 62), other]


def test_a_summary_is_no_quotation() -> None:
    note = cite(0, 20, authority=Authority.LAW, file="n.md")
    said = Statement(text="x", citations=(note, cite(0, 63)))
    assert words_of([said]) == [c for c in (note, cite(0, 63)) if not c.authority.summed_up]
    assert all(not c.authority.summed_up for c in words_of([said]))
