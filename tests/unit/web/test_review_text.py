"""Passages in the text of a reviewed document: none is lost, no character of the text is, also where they overlap."""

from __future__ import annotations

import re
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from assistant.domain.reviews import Place, ReviewParagraph, ReviewText
from assistant.web.views.review_text import Label, Passages, shown_text

LINES = ("Heading <1>", "The SRO shall not & will not.", "\u0645\u0631\u062d\u0628\u0627 \u202e reversed", "x" * 40)
TEXT = "\n".join(LINES)
WORD = {"addressed": "addressed", "conflict": "conflict", "partly": "partly", "remark": "vague"}


def text() -> ReviewText:
    out, at = [], 0
    for n, line in enumerate(LINES, 1):
        kind = "heading" if n == 1 else "paragraph"
        where = Place(paragraph=n, page=1 + n // 3)
        out.append(
            ReviewParagraph(start=at, end=at + len(line), block=n, kind=kind, level=4 if n == 1 else 0, where=where)  # type: ignore[arg-type]
        )
        at += len(line) + 1
    return ReviewText(text=TEXT, paragraphs=tuple(out))


def label(start: int, end: int, look: str, code: str) -> Label:
    return Label(start=start, end=end, look=look, word=WORD[look], code=code, title="Back", href=f"#f-{code}")


def words_of(html: Markup) -> str:
    without = re.sub(r'<a class="m-go".*?</a> ', "", str(html))
    return Markup(re.sub(r"</?mark[^>]*>", "", without)).unescape()


stretches = st.lists(
    st.tuples(
        st.integers(0, len(TEXT) - 1),
        st.integers(1, 60),
        st.sampled_from(sorted(WORD)),
        st.sampled_from("1.1 1.2 3.1".split()),
    ),
    max_size=12,
)


@given(stretches)
def test_no_character_is_lost_and_every_passage_can_be_jumped_to(drawn: list[tuple[int, int, str, str]]) -> None:
    labels = [label(s, min(s + n, len(TEXT)), look, code) for s, n, look, code in drawn]
    labels = [x for x in labels if TEXT[x.start : x.end].strip("\n")]
    passages = Passages(labels)
    shown = shown_text(text(), passages)
    assert [words_of(p.html) for p in shown] == list(LINES)
    anchors = Counter(found for p in shown for found in re.findall(r' id="(m-\d+)"', p.html))
    assert set(anchors.values()) <= {1}
    assert {passages.anchor(x.start, x.end) for x in labels} == set(anchors)


def test_words_under_two_passages_look_like_the_one_that_needs_more_attention() -> None:
    shown = shown_text(text(), Passages([label(12, 30, "addressed", "1.1"), label(20, 40, "conflict", "3.1")]))
    assert re.findall(r"m m-(\w+)", shown[1].html) == ["addressed", "conflict", "conflict"]


def test_a_passage_that_begins_with_another_of_the_same_finding_has_no_second_label() -> None:
    passages = Passages([label(12, 30, "conflict", "3.1"), label(12, 40, "conflict", "3.1")])
    assert shown_text(text(), passages)[1].html.count("m-go") == 1
    assert passages.anchor(12, 30) == passages.anchor(12, 40)


def test_a_passage_over_two_paragraphs_is_labelled_once() -> None:
    shown = shown_text(text(), Passages([label(2, 30, "partly", "1.1")]))
    assert [p.html.count("m-go") for p in shown] == [1, 0, 0, 0]
    assert [p.html.count("<mark") for p in shown] == [1, 1, 0, 0]


def test_no_level_of_heading_is_skipped_and_a_new_page_is_told() -> None:
    shown = shown_text(text(), Passages([]))
    assert [p.tag for p in shown] == ["h3", "p", "p", "p"]
    assert [p.page for p in shown] == [1, None, 2, None]
