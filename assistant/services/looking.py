"""What a message wants to see: why, what is missing, the draft, how to export, help, and what was not understood."""

from __future__ import annotations

from assistant.dialogue.understanding import Understanding
from assistant.domain.dialogue import Intent
from assistant.domain.documents import Block, MouDocument
from assistant.domain.templates import TemplateField
from assistant.services.deciding import Handler
from assistant.services.desk import Desk
from assistant.services.lead import quoted

_LONGEST_PREVIEW = 30_000
_LONGEST_HISTORY = 20


def why(desk: Desk, said: Understanding) -> None:
    """Say what the clause or the question is for."""
    clause = desk.clause
    if clause is None:
        desk.say("dialogue.help.none")
        return
    desk.parts.append(desk.lead.why(clause, desk.field))
    desk.here_again()


def missing(desk: Desk, said: Understanding) -> None:
    """List what is open."""
    desk.parts.append(desk.lead.missing(desk.draft, desk.template, desk.open_items()))
    desk.here_again()


def show(desk: Desk, said: Understanding) -> None:
    """Show this clause, the whole draft, its history, the principles, or the wordings to choose from."""
    clause = desk.clause
    if said.scope == "history":
        lines = [
            desk.wording("dialogue.show.line", version=c.version, summary=c.summary)
            for c in reversed(desk.drafts.history(desk.draft.id)[-_LONGEST_HISTORY:])
        ]
        desk.parts.append(desk.wording("dialogue.show.history") + "\n" + "\n".join(lines))
    elif said.scope == "coverage":
        lines = [
            desk.wording("dialogue.show.coverage-line", number=p.number, title=p.title, state=p.state)
            for p in desk.drafts.coverage(desk.draft.id)
        ]
        desk.parts.append(desk.wording("dialogue.show.coverage") + "\n" + "\n".join(lines))
    elif said.scope == "draft" or clause is None:
        text = plain_text(desk.drafts.preview_of(desk.draft))
        desk.say("dialogue.show.draft", title=desk.draft.title)
        desk.parts.append(quoted(text[:_LONGEST_PREVIEW]))
        if len(text) > _LONGEST_PREVIEW:
            desk.say("dialogue.show.truncated")
    elif said.scope == "variants":
        chosen = desk.draft.clauses[clause.id].variant
        desk.parts.append(
            desk.wording("dialogue.decide.variants") + "\n" + "\n".join(desk.lead.variants(clause, chosen))
        )
    else:
        desk.parts.append(desk.lead.clause(desk.draft, desk.template, clause.id))
        desk.parts.append(quoted(desk.drafts.clause_text(desk.draft, clause.id)))
    desk.here_again()


def export(desk: Desk, said: Understanding) -> None:
    """Say how to get the Word file, and what will be marked open in it."""
    desk.say("dialogue.export.how", draft=desk.draft.id)
    count = len(desk.open_items())
    if count:
        desk.say("dialogue.export.open", count=count)
    desk.choices = desk.offer("missing", "next")


def help_(desk: Desk, said: Understanding) -> None:
    """Say what can be typed here."""
    clause, field = desk.clause, desk.field
    if clause is None:
        desk.say("dialogue.help.none")
    else:
        desk.say("dialogue.help.draft", clause=clause.title)
    if field is not None:
        example = desk.wording("dialogue.ask.example", example=field.example) if field.example else ""
        kind = desk.wording(f"dialogue.kinds.{field.type.value}")
        desk.say("dialogue.help.field", label=field.label, kind=kind, example=example)
    desk.choices = desk.choices_here()


def unclear(desk: Desk, said: Understanding) -> None:
    """Ask again in other words; each time differently, with an example; nothing is changed."""
    miss = desk.session.misses + 1
    desk.update(misses=miss)
    desk.status = "unclear"
    clause, field, message = desk.clause, desk.field, _short(said.text)
    if clause is None:
        if miss == 1:
            desk.say("dialogue.unclear.first", message=message)
        else:
            desk.say("dialogue.unclear.third")
        desk.parts.append(desk.lead.done(desk.draft, desk.open_items(), desk.template))
        return
    if miss == 1:
        desk.say("dialogue.unclear.first", message=message)
        if field is not None:
            desk.parts.append(desk.lead.ask(desk.draft, desk.template, clause.id, field))
        else:
            desk.say("dialogue.unclear.clause")
    elif miss == 2:
        known = field or _any_field(desk)
        desk.say(
            "dialogue.unclear.second",
            message=message,
            clause=clause.title,
            label=known.label if known else "Start date",
            example=known.example if known and known.example else "…",
        )
    else:
        desk.say("dialogue.unclear.third")
    desk.choices = desk.choices_here()


def plain_text(document: MouDocument) -> str:
    """Return a document as text: headings, numbered paragraphs, items and tables."""
    return "\n\n".join(t for b in document.blocks if (t := _block_text(b)))


def _block_text(block: Block) -> str:
    number = f"{block.number} " if block.number else ""
    if block.kind in ("title", "heading"):
        return f"**{number}{block.text}**"
    if block.kind in ("table", "open-items"):
        rows = [" | ".join("".join(s.text for s in cell) for cell in row) for row in block.rows]
        return "\n".join([f"**{block.caption}**", *rows] if block.caption else rows)
    if block.kind == "signatures":
        return "\n".join(f"____________ {s.name}, {s.title} {s.party}".rstrip(" ,") for s in block.signers)
    return f"{number}{block.text}"


def _any_field(desk: Desk) -> TemplateField | None:
    clause = desk.clause
    names = clause.fields if clause else ()
    return desk.template.fields.get(names[0]) if names else None


def _short(text: str, most: int = 80) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"


HANDLERS: dict[Intent, Handler] = {
    Intent.WHY: why,
    Intent.MISSING: missing,
    Intent.SHOW: show,
    Intent.EXPORT: export,
    Intent.HELP: help_,
    Intent.UNCLEAR: unclear,
}
