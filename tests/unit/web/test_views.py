"""Views: from values to escaped HTML, without Gradio."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest

from assistant.bootstrap import Assistant
from assistant.domain.answers import Answer, Aside, Citation, Statement, Status
from assistant.domain.knowledge import Authority, Knowledge
from assistant.domain.templates import TemplateSet
from assistant.storage.sessions import Message
from assistant.web.rendering import Renderer, long_date, markdown
from assistant.web.views import library
from assistant.web.views.answers import answer_html, source_href, verdict, whole
from assistant.web.views.ask import conversation_html
from assistant.web.views.passages import marked, passage_html
from assistant.web.views.transcript import Problem, stored_answer, transcript_html

ATTACK = "<script>alert(1)</script><img src=x onerror=alert(2)> \"'>"
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
FRAME: dict[str, object] = {"here": "library", "stamp": "s", "edition": "e", "keys": [], "shelf": "principles"}


@pytest.fixture(scope="module")
def render(assistant: Assistant) -> Renderer:
    return Renderer(assistant.wording)


@pytest.fixture(scope="module")
def cited(knowledge: Knowledge) -> Citation:
    passage = knowledge.passages["principle-3"]
    start = passage.start + passage.text.index("normally")
    return Citation(
        source=passage.source,
        authority=passage.authority,
        principle=3,
        passage=passage.id,
        file=passage.file,
        label="Principle 3",
        quote="normally be handled",
        start=start,
        end=start + len("normally be handled"),
    )


class Tags(HTMLParser):
    """Collects tags with their attributes, and whether any attribute could run a script."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.dangerous: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            if name.startswith("on") or (value or "").strip().lower().startswith("javascript:"):
                self.dangerous.append(f"{tag} {name}")
        if tag in {"script", "iframe", "img", "object", "embed", "style"}:
            self.dangerous.append(tag)


def test_the_marked_words_are_the_slice_that_the_offsets_name(knowledge: Knowledge, cited: Citation) -> None:
    before, words, after = marked(knowledge.passages["principle-3"], cited.start, cited.end)
    assert words == "normally be handled"
    assert before + words + after == knowledge.passages["principle-3"].text


@pytest.mark.parametrize(("start", "end"), [(None, None), (0, 10**6), (5, 5), (-3, 4), (90, 20)])
def test_an_impossible_stretch_marks_nothing(knowledge: Knowledge, start: int | None, end: int | None) -> None:
    passage = knowledge.passages["principle-4"]
    assert marked(passage, start, end) == (passage.text, "", "")


def test_a_source_shows_the_whole_passage_its_publication_and_its_force(
    render: Renderer, knowledge: Knowledge, cited: Citation
) -> None:
    html = passage_html(render, knowledge, knowledge.passages["principle-3"], cited.start, cited.end)
    assert "<mark>normally be handled</mark>" in html
    assert "SROs should not be involved" in html
    assert "recommends, not law" in html
    assert "November 23, 2026" in html
    assert knowledge.sources["guiding-principles"].publisher.split(",")[0] in html


def test_an_answer_links_each_statement_to_its_words_and_ends_with_its_sources(
    render: Renderer, knowledge: Knowledge, cited: Citation
) -> None:
    answer = Answer(status=Status.ANSWERED, statements=(Statement(text="No.", citations=(cited,)),), principles=(3,))
    html = answer_html(render, knowledge, answer)
    assert f'href="/source/principle-3?from={cited.start}&amp;to={cited.end}"' in html
    assert "Sources used (1)" in html
    assert html.rindex("<details") > html.rindex('class="statement')
    assert Tags(html).dangerous == []


def test_nothing_in_an_answer_becomes_markup(render: Renderer, knowledge: Knowledge, cited: Citation) -> None:
    evil = cited.model_copy(update={"quote": ATTACK, "label": ATTACK})
    answer = Answer(
        status=Status.NOT_COVERED,
        statements=(Statement(text=ATTACK, citations=(evil,)),),
        who_decides=ATTACK,
        notice=ATTACK,
        suggestions=(ATTACK,),
        asides=(Aside(label="Law", text=ATTACK, citation=evil.model_copy(update={"authority": Authority.LAW})),),
    )
    message = Message(role="assistant", text=ATTACK, at=NOON, extra={"answer": answer.model_dump(mode="json")})
    html = transcript_html(
        render,
        knowledge,
        [Message(role="user", text=ATTACK, at=NOON), message, Message(role="assistant", text=ATTACK, at=NOON)],
        problem=Problem(message=ATTACK, remedy=ATTACK),
    )
    found = Tags(html)
    assert found.dangerous == []
    assert "alert(1)" in html


@pytest.mark.parametrize(
    ("status", "principles", "heading"),
    [
        (Status.ANSWERED, (3,), "Answer from principle 3"),
        (Status.ANSWERED, (3, 4, 9), "Answer from principles 3, 4 and 9"),
        (Status.ANSWERED, tuple(range(1, 13)), "Answer from 12 of the principles"),
        (Status.ANSWERED, (0,), "Answer from the introduction to the principles"),
        (Status.PARTLY, (8,), "Only partly covered, by principle 8"),
        (Status.NOT_COVERED, (), "The principles do not cover this"),
        (Status.REFUSED, (), "Outside what I can help with"),
    ],
)
def test_the_heading_says_what_kind_of_answer_it_is(
    render: Renderer, status: Status, principles: tuple[int, ...], heading: str
) -> None:
    assert verdict(render, Answer(status=status, statements=(), principles=principles)) == heading


def test_a_quotation_inside_another_is_shown_once(cited: Citation) -> None:
    wide = cited.model_copy(update={"start": cited.start - 5, "end": cited.end + 5})
    assert whole([cited, wide, wide]) == [wide]


def test_only_the_last_answer_offers_what_to_ask_next(render: Renderer, knowledge: Knowledge) -> None:
    answer = Answer(status=Status.ANSWERED, statements=(), suggestions=("What about force?",)).model_dump(mode="json")
    messages = [Message(role="assistant", text="x", at=NOON, extra={"answer": answer}) for _ in range(2)]
    html = transcript_html(render, knowledge, messages)
    assert html.count('data-say="What about force?"') == 1
    assert [m.group(1) for m in re.finditer(r'id="(told-\d)"', html)] == ["told-1", "told-2"]


def test_an_answer_of_an_earlier_release_falls_back_to_its_text(render: Renderer, knowledge: Knowledge) -> None:
    message = Message(role="assistant", text="Old **words**", at=NOON, extra={"answer": {"status": "gone"}})
    assert stored_answer(message) is None
    assert "<strong>words</strong>" in transcript_html(render, knowledge, [message])


def test_an_empty_conversation_offers_questions_that_can_be_pressed(render: Renderer, knowledge: Knowledge) -> None:
    html = conversation_html(render, knowledge, ())
    assert html.count("<button") == 6
    assert "data-say=" in html


def test_every_example_question_is_answered_from_the_text(assistant: Assistant) -> None:
    for number in range(1, 7):
        answer = assistant.questions.ask(assistant.wording(f"web.ask.question-{number}"))
        assert answer.status in (Status.ANSWERED, Status.PARTLY, Status.NOT_COVERED), answer


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("**a** <b>c</b>", "<strong>a</strong> &lt;b&gt;c&lt;/b&gt;"),
        ("[x](javascript:alert(1))", "[x](javascript:"),
        ("![x](https://evil.example/p.png)", "!"),
    ],
)
def test_markdown_lets_no_html_no_scripts_and_no_images_through(text: str, kept: str) -> None:
    html = markdown(text)
    assert kept in html
    assert Tags(html).dangerous == []


def test_dates_are_written_out() -> None:
    assert long_date(NOON) == "November 23, 2026"


def test_the_library_shows_the_text_verbatim_with_its_requirements(
    render: Renderer, knowledge: Knowledge, templates: TemplateSet, root: Path
) -> None:
    html = library.principles_html(render, knowledge, templates, **FRAME)
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html))
    for passage in knowledge.passages.values():
        if passage.authority is Authority.PRINCIPLES:
            assert passage.text.replace("<", "&lt;").replace(">", "&gt;") in text.replace("&#39;", "'")
    for requirement in knowledge.requirements:
        assert f'id="{requirement}"' in html


def test_every_sample_says_that_it_is_invented(render: Renderer, knowledge: Knowledge) -> None:
    samples = [s for s in knowledge.sources.values() if s.authority is Authority.SAMPLE]
    assert samples
    for sample in samples:
        assert "invented" in library.sample_html(render, knowledge, sample.id, **{**FRAME, "shelf": "samples"})


@pytest.mark.parametrize("wrong", ["guiding-principles", "nothing"])
def test_only_samples_are_shown_as_samples(render: Renderer, knowledge: Knowledge, wrong: str) -> None:
    with pytest.raises(KeyError):
        library.sample_html(render, knowledge, wrong, **FRAME)


def test_notes_are_grouped_and_labelled_by_authority(render: Renderer, knowledge: Knowledge) -> None:
    every = library.notes_html(render, knowledge, None, **{**FRAME, "shelf": "notes"})
    some = library.notes_html(render, knowledge, 7, **{**FRAME, "shelf": "notes"})
    notes = [p for p in knowledge.passages.values() if p.authority in library.NOTE_AUTHORITIES]
    assert every.count('class="note"') == len(notes)
    assert some.count('class="note"') == sum(7 in n.principles for n in notes)
    assert every.count("not one of the principles") >= len(notes)


def test_every_clause_page_shows_its_wordings_without_marks_of_the_markup(
    render: Renderer, knowledge: Knowledge, templates: TemplateSet
) -> None:
    for clause in templates.clauses.values():
        html = library.clause_html(render, knowledge, templates, clause.id, **{**FRAME, "shelf": "clauses"})
        assert "{{" not in html
        assert "[if" not in html
        assert html.count('class="variant"') == len(clause.variants)


def test_every_word_that_the_pages_ask_for_is_there(root: Path, knowledge: Knowledge) -> None:
    asked = set()
    for path in (root / "assistant/web/markup").glob("*.html"):
        asked |= set(re.findall(r'(?<![a-z])t\(\s*["\']([a-z0-9.-]+)["\']\s*[,)]', path.read_text(encoding="utf-8")))
    assert len(asked) > 80
    assert {k for k in asked if f"web.{k}" not in knowledge.messages} == set()


def test_a_source_address_holds_the_passage_and_the_offsets(cited: Citation) -> None:
    assert source_href(cited.model_copy(update={"passage": "a/b"})).startswith("/source/a%2Fb?from=")
