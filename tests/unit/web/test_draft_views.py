"""The Draft page's views: history, clause map, document and form, without Gradio."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from assistant.bootstrap import Assistant
from assistant.domain.documents import Block, MouDocument, Signer, Span
from assistant.domain.drafts import Change, ClauseState, OpenItem
from assistant.domain.templates import TemplateSet
from assistant.drafting.steps import new_draft
from assistant.services.views import ClauseLine
from assistant.web.rendering import Renderer
from assistant.web.views.clause_map import ICONS, map_html, neighbour
from assistant.web.views.document import document_html
from assistant.web.views.form import Saved, cleaned, form_html
from assistant.web.views.history import Steps, history_html, steps_of

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
LINES = [
    ClauseLine(id=c, title=c.upper(), section="One" if c < "c" else "Two", state=s, principles=p)
    for c, s, p in (
        ("a", ClauseState.ACCEPTED, (2,)),
        ("b", ClauseState.NEEDS_INPUT, ()),
        ("c", ClauseState.SKIPPED, (3, 4)),
        ("d", ClauseState.CONFLICT, (7,)),
    )
]


@pytest.fixture(scope="module")
def render(assistant: Assistant) -> Renderer:
    return Renderer(assistant.wording)


def changes(*actions: str) -> list[Change]:
    """Make a history from words: "undo", "redo", or the summary of a change."""
    kinds = {"undo": "undo", "redo": "redo"}
    return [
        Change(version=n, at=NOON, action=kinds.get(a, "set"), summary=a) for n, a in enumerate(("start", *actions), 1)
    ]


@pytest.mark.parametrize(
    ("actions", "undo", "redo"),
    [
        ((), "", ""),
        (("one",), "one", ""),
        (("one", "two"), "two", ""),
        (("one", "two", "undo"), "one", "two"),
        (("one", "two", "undo", "undo"), "", "one"),
        (("one", "two", "undo", "undo", "redo"), "one", "two"),
        (("one", "two", "undo", "three"), "three", ""),
        (("undo", "redo"), "", ""),
    ],
)
def test_undo_and_redo_are_named_as_the_store_will_do_them(actions: tuple[str, ...], undo: str, redo: str) -> None:
    assert steps_of(changes(*actions)) == Steps(undo=undo, redo=redo)


def test_the_names_agree_with_the_store(assistant: Assistant) -> None:
    """The same steps on a real draft: what the button names is what happens."""
    from assistant.bootstrap import build

    made = build(assistant.settings.model_copy(update={"database_url": "sqlite://"}))
    draft = made.drafts.new("essential").draft.id
    made.drafts.set_values(draft, {"state": "Ohio"})
    made.drafts.set_values(draft, {"agency_name": "Riverton Police Department"})
    for _ in range(2):
        named = steps_of(made.drafts.history(draft)).undo
        assert named
        assert made.drafts.undo(draft).changes[0].summary == f"Undo: {named}"
    named = steps_of(made.drafts.history(draft)).redo
    assert made.drafts.redo(draft).changes[0].summary == f"Redo: {named}"


def test_history_shows_the_newest_first_and_closes_what_cannot_be_done(render: Renderer) -> None:
    html = history_html(render, changes("one", "<b>two</b>"), 3, "d1")
    assert html.index("&lt;b&gt;two") < html.index("start")
    assert html.count(" disabled") == 1


@pytest.mark.parametrize(
    ("current", "wanted", "way", "found"),
    [
        ("a", ["b", "d"], 1, "b"),
        ("b", ["b", "d"], 1, "d"),
        ("d", ["b", "d"], 1, "b"),
        ("b", ["b", "d"], -1, "d"),
        ("b", ["b"], 1, "b"),
        (None, ["c"], 1, "c"),
        ("a", [], 1, ""),
    ],
)
def test_the_next_clause_that_needs_a_person(current: str | None, wanted: list[str], way: int, found: str) -> None:
    assert neighbour(LINES, current, wanted, way) == found


def test_the_map_says_each_state_in_words_and_marks_the_current_clause(render: Renderer) -> None:
    html = map_html(render, LINES, "b", [OpenItem(kind="placeholder", clause="b", clause_title="B", text="x")])
    assert html.count("<ol>") == 2
    assert html.count('aria-current="true"') == 1
    for words in ("accepted", "needs input", "skipped for now", "conflict, kept knowingly", "principle 3, 4"):
        assert words in html


def test_every_state_has_an_icon_and_words(render: Renderer) -> None:
    for state in ClauseState:
        assert ICONS[state]
        assert render.words(f"web.state.{state.value.replace(' ', '-')}")


def test_the_document_has_real_headings_lists_and_tables_and_marks_what_is_missing(render: Renderer) -> None:
    blank = Span(text="[STATE - fill in]", kind="placeholder", field="state")
    table = ((Span(text="Head"),), (Span(text="Other"),)), ((Span(text="<i>"),), (blank,))
    document = MouDocument(
        title="Agreement",
        mark="DRAFT",
        blocks=(
            Block(kind="title", spans=(Span(text="Agreement"),)),
            Block(kind="recital", spans=(Span(text="Whereas"),)),
            Block(kind="heading", level=1, number="1", clause="a", spans=(Span(text="Parties"),)),
            Block(kind="paragraph", number="1.1", clause="a", spans=(Span(text="In "), blank)),
            Block(kind="item", number="(a)", clause="a", spans=(Span(text="one"),)),
            Block(kind="item", number="(b)", clause="a", spans=(Span(text="two"),)),
            Block(kind="table", clause="a", rows=table),
            Block(kind="signatures", clause="b", signers=(Signer(name="[NAME]", placeholder=True, party="Agency"),)),
        ),
    )
    html = document_html(render, document, "a", {"a": "Parties", "b": "Signatures"})
    assert html.count("<h2") == 1
    assert "<h3>1. Parties</h3>" in html
    assert html.count('<ol class="items">') == 1
    assert html.count('<th scope="col">') == 2
    assert "&lt;i&gt;" in html
    assert html.count('class="blank"') == 3
    assert "Still to fill in: 2" in html
    assert 'class="doc-part current" id="doc-a"' in html


def test_the_form_labels_every_input_and_puts_errors_beside_their_field(
    render: Renderer, templates: TemplateSet
) -> None:
    template = templates.templates["essential"]
    draft = new_draft(template, draft_id="d", title="T", now=NOON, values={"agency_name": 'A "B" <c>'})
    lines = [
        ClauseLine(id=c, title=c, section="s", state=ClauseState.DRAFTED)
        for c in ("parties", "school-discipline", "term")
    ]
    saved = Saved(problems={"state": "That is not a state."}, done=True)
    html = form_html(render, draft, template, lines, "parties", saved)
    for name in ("agency_name", "state", "conduct_code"):
        assert html.count(f'id="f-{name}"') == 1, "a field that two clauses use is asked for once"
        assert f'for="f-{name}"' in html
        assert f'id="h-{name}"' in html
    assert 'aria-describedby="h-state e-state" aria-invalid="true"' in html
    assert "That is not a state." in html
    assert "A &#34;B&#34; &lt;c&gt;" in html
    assert html.index('id="f-agency_name"') < html.index('id="f-conduct_code"')


def test_an_emptied_required_field_is_not_known_and_an_optional_one_is_none(templates: TemplateSet) -> None:
    template = templates.templates["standard"]
    optional = next(f.name for f in template.fields.values() if not f.required)
    typed = {"state": "  ", optional: "", "agency_name": " X ", "no_such_field": "y"}
    assert cleaned(typed, template, "not sure yet", "none") == {
        "state": "not sure yet",
        optional: "none",
        "agency_name": "X",
    }
