"""What a board still has to decide, or should know before it decides."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.content.markup import fields_of
from assistant.domain.documents import Block, MouDocument, Span, Spans
from assistant.domain.drafts import ClauseState, Draft, OpenItem
from assistant.domain.templates import Template
from assistant.domain.wording import Wording
from assistant.drafting.interview import applicable, blocks_in_use, state
from assistant.drafting.render import numbers_of


def decisions_document(
    draft: Draft, template: Template, items: Sequence[OpenItem], of: MouDocument, wording: Wording
) -> MouDocument:
    """Return the list of open decisions as a document; a part without entries says so in one sentence.

    Its parts: what is open, sections not accepted yet, values that only the template suggests, wording kept
    although it is at odds with a principle, sections left out, and what counsel should look at.
    """
    numbers = numbers_of(draft, template)
    blocks = [
        Block(kind="title", spans=_words(wording("packet.decisions.title"))),
        Block(kind="subtitle", spans=_words(of.title)),
        Block(kind="plain", spans=_words(wording("packet.decisions.lead"))),
    ]
    if not draft.counsel_reviewed:
        blocks.append(Block(kind="plain", spans=_words(wording("packet.decisions.not-reviewed"))))

    def name(clause: str) -> str:
        title = template.clauses[clause].title
        return f"{numbers[clause]}. {title}" if clause in numbers else title

    standing = [c for c in applicable(draft, template) if draft.clauses[c].mark != "left out"]
    waiting = [c for c in standing if state(draft, template, c) is not ClauseState.ACCEPTED]
    parts: list[tuple[str, list[tuple[str, str]]]] = [
        ("open", [(i.clause_title, i.text) for i in items]),
        ("not-accepted", [(name(c), wording(f"packet.decisions.state.{_slug(draft, template, c)}")) for c in waiting]),
        ("suggested", [(name(c), label) for c, label in _suggested(draft, template, standing)]),
        (
            "at-odds",
            [
                (name(c), _conflict(wording, k.words, k.requirement, k.reason))
                for c in standing
                for k in draft.clauses[c].conflicts
                if k.overridden
            ],
        ),
        (
            "left-out",
            [
                (template.clauses[c].title, draft.clauses[c].reason or wording("packet.decisions.no-reason"))
                for c in applicable(draft, template)
                if draft.clauses[c].mark == "left out"
            ],
        ),
        ("counsel", [(name(c), template.clauses[c].counsel) for c in standing if template.clauses[c].counsel]),
    ]
    for part, rows in parts:
        blocks.append(Block(kind="heading", level=1, spans=_words(wording(f"packet.decisions.{part}.title"))))
        if not rows:
            blocks.append(Block(kind="plain", spans=_words(wording(f"packet.decisions.{part}.none"))))
            continue
        header = tuple(_words(wording(f"packet.decisions.{column}")) for column in ("section", part + ".what"))
        table = (header, *((_words(section), _words(what)) for section, what in rows))
        blocks.append(Block(kind="table", rows=table, caption=wording(f"packet.decisions.{part}.title")))
    title = wording("packet.decisions.title")
    return MouDocument(title=title, language=of.language, mark=of.mark, blocks=tuple(blocks))


def _slug(draft: Draft, template: Template, clause: str) -> str:
    return state(draft, template, clause).value.replace(" ", "-")


def _conflict(wording: Wording, words: str, requirement: str, reason: str) -> str:
    why = reason or wording("packet.decisions.no-reason")
    return wording("packet.decisions.kept", words=words, principle=int(requirement[1:3]), reason=why)


def _suggested(draft: Draft, template: Template, clauses: Sequence[str]) -> list[tuple[str, str]]:
    """Return (clause, label) of each value that stands in the text because the template suggests it."""
    out: dict[str, str] = {}
    for clause in clauses:
        if draft.clauses[clause].own_text is not None:
            continue
        for block in blocks_in_use(draft, template, clause):
            for name in fields_of(block):
                field = template.fields.get(name)
                if field is not None and name not in draft.values and field.suggested is not None:
                    out.setdefault(name, clause)
    return [(clause, template.fields[name].label) for name, clause in out.items()]


def _words(text: str) -> Spans:
    return (Span(text=text),)
