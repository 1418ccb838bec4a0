"""The summary for families: what each section means for students and parents, in words written beforehand."""

from __future__ import annotations

from assistant.domain.documents import Block, MouDocument, Span, Spans
from assistant.domain.drafts import Draft
from assistant.domain.templates import Template
from assistant.domain.wording import Wording
from assistant.drafting.conditions import holds
from assistant.drafting.interview import applicable
from assistant.drafting.render import numbers_of
from assistant.drafting.spans import fill


def families_of(draft: Draft, template: Template, clause: str) -> tuple[Spans, ...]:
    """Return the paragraphs on a clause, with the draft's values; () when its words are the parties' own.

    What was written about the library's wording need not be true of other words, and nothing is made up.
    """
    entry, of = draft.clauses[clause], template.clauses[clause]
    if entry.own_text is not None:
        return ()
    variant = entry.variant if entry.variant in {v.id for v in of.variants} else of.variants[0].id
    blocks = of.families.get(variant) or of.families.get("", ())
    numbers = numbers_of(draft, template)
    return tuple(
        fill(b.text, draft.values, template.fields, numbers)
        for b in blocks
        if holds(b.when, draft.values, template.fields)
    )


def families_document(draft: Draft, template: Template, of: MouDocument, wording: Wording) -> MouDocument:
    """Return the summary as a document: what it is, then each section of the agreement in its order."""
    numbers = numbers_of(draft, template)
    names = {n: str(draft.values.get(n) or wording(f"packet.families.{n}")) for n in ("agency_name", "district_name")}
    blocks = [
        Block(kind="title", spans=_words(wording("packet.families.title"))),
        Block(kind="subtitle", spans=_words(wording("packet.families.subtitle", **names))),
        Block(kind="plain", spans=_words(wording("packet.families.lead"))),
        Block(kind="plain", spans=_words(wording("packet.families.words", **names))),
    ]
    if of.mark:
        blocks.append(Block(kind="plain", spans=_words(wording("packet.families.draft"))))
    for section in template.sections:
        standing = [c for c in section.clauses if c in numbers]
        if not standing:
            continue
        blocks.append(Block(kind="heading", level=1, spans=_words(section.title)))
        for clause in standing:
            title = wording("packet.families.section", number=numbers[clause], title=template.clauses[clause].title)
            blocks.append(Block(kind="heading", level=2, spans=_words(title)))
            key = "none" if draft.clauses[clause].own_text is None else "own"
            told = families_of(draft, template, clause) or (_words(wording(f"packet.families.{key}")),)
            blocks += [Block(kind="plain", spans=spans) for spans in told]
    left = [c for c in applicable(draft, template) if draft.clauses[c].mark == "left out"]
    if left:
        blocks.append(Block(kind="heading", level=1, spans=_words(wording("packet.families.left-out"))))
        titles = "; ".join(template.clauses[c].title for c in left)
        blocks.append(Block(kind="plain", spans=_words(wording("packet.families.left-out-what", titles=titles))))
    title = wording("packet.families.title")
    return MouDocument(title=title, language=of.language, mark=of.mark, blocks=tuple(blocks))


def _words(text: str) -> Spans:
    return (Span(text=text),)
