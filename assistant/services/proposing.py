"""Put wording forward for a clause: it is shown first, and written only when the user says yes."""

from __future__ import annotations

from pydantic import ValidationError

from assistant.dialogue.understanding import Understanding
from assistant.domain.dialogue import Intent
from assistant.domain.drafts import Proposal
from assistant.domain.knowledge import Authority, Knowledge
from assistant.domain.templates import Template, TemplateSet
from assistant.domain.wording import Wording
from assistant.drafting.interview import applicable
from assistant.drafting.render import clause_text
from assistant.errors import NotFound
from assistant.services import deciding
from assistant.services.desk import Desk
from assistant.services.rewriting import write_text


def proposal_of(
    knowledge: Knowledge, templates: TemplateSet, wording: Wording, *, clause: str, variant: str = "", passage: str = ""
) -> Proposal:
    """Return the wording named by ids as a proposal; raise NotFound when the library does not hold it."""
    found, words = templates.clauses.get(clause), knowledge.passages.get(passage)
    if found is not None and variant in {v.id for v in found.variants}:
        title = f"{found.title}: {found.variant(variant).label}"
        return Proposal(clause=clause, variant=variant, text="", reason=title, origin=wording("layers.samples.library"))
    if found is not None and words is not None and words.authority is Authority.SAMPLE:
        origin = knowledge.sources[words.source].title
        return Proposal(clause=clause, text=words.text, reason=words.heading, origin=origin)
    raise NotFound("use-no-wording")


def propose(desk: Desk, proposal: Proposal) -> None:
    """Show wording for a clause beside what stands there, and wait for yes or no.

    Raise NotFound when the draft has no such clause or the clause no such wording.
    """
    clause = desk.template.clauses.get(proposal.clause)
    if clause is None or proposal.clause not in applicable(desk.draft, desk.template):
        raise NotFound("use-no-clause")
    if proposal.variant and proposal.variant not in {v.id for v in clause.variants}:
        raise NotFound("use-no-wording")
    desk.move(clause.id)
    entry = desk.draft.clauses[clause.id]
    if proposal.variant and proposal.variant == entry.variant and entry.own_text is None:
        desk.say("use.already", clause=clause.title, label=clause.variant(proposal.variant).label)
        desk.wait_for("")
        desk.lead_on()
        return
    if proposal.variant:
        desk.say("use.ask-variant", clause=clause.title, label=clause.variant(proposal.variant).label)
        desk.parts.append(_quoted(_as_variant(desk, desk.template, proposal)))
    else:
        desk.say("use.ask-text", clause=clause.title, origin=proposal.origin)
        desk.parts.append(_quoted(proposal.text))
        desk.say("use.invented")
    if entry.own_text is not None:
        desk.say("use.replaces-own")
    if entry.mark in ("left out", "skipped"):
        desk.say(f"use.{entry.mark.replace(' ', '-')}")
    desk.say("use.how")
    desk.wait_for("use", proposal.model_dump_json())
    desk.choices = desk.offer("yes", "no")


def decide(desk: Desk, agreed: bool) -> None:
    """Write the wording put forward by the ordinary step, or leave the clause as it is."""
    try:
        proposal = Proposal.model_validate_json(desk.session.pending_text)
    except ValidationError:
        proposal = None
    desk.wait_for("")
    if proposal is None or not agreed or proposal.clause not in desk.template.clauses:
        desk.say("use.kept")
        desk.here_again()
        return
    desk.move(proposal.clause)
    if desk.draft.clauses[proposal.clause].mark in ("left out", "skipped"):
        desk.took(desk.drafts.bring_back(desk.draft.id, proposal.clause, expected=desk.draft.version))
    if proposal.variant:
        deciding.choose(desk, Understanding(intent=Intent.CHOOSE, variant=proposal.variant))
    else:
        write_text(desk, proposal.text, origin=proposal.origin)


def _as_variant(desk: Desk, template: Template, proposal: Proposal) -> str:
    """Return the clause as it would read with the draft's own values."""
    entry = desk.draft.clauses[proposal.clause].model_copy(update={"variant": proposal.variant, "own_text": None})
    would = desk.draft.model_copy(update={"clauses": {**desk.draft.clauses, proposal.clause: entry}})
    return clause_text(would, template, proposal.clause)


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}" if line else ">" for line in text.split("\n"))
