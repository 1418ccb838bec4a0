"""Which of the twelve principles a draft serves, and with which clauses."""

from __future__ import annotations

from assistant.domain.base import Value
from assistant.domain.drafts import Draft
from assistant.domain.knowledge import Knowledge
from assistant.domain.templates import Template
from assistant.drafting.interview import present


class PrincipleCoverage(Value):
    """One principle: its state in words (addressed · partly · conflict · missing) and the clauses behind it.

    ``unserved`` are requirement ids that no clause in the draft serves.
    """

    number: int
    title: str
    state: str
    clauses: tuple[str, ...] = ()
    unserved: tuple[str, ...] = ()


def coverage(draft: Draft, template: Template, knowledge: Knowledge) -> tuple[PrincipleCoverage, ...]:
    """Return twelve rows; a clause that is skipped, left out or without words serves nothing.

    Own wording keeps its clause's requirements: a person changed the words of a clause that was
    written for them, and the review of an agreement is another room's work.
    """
    standing = [c for c in present(draft, template) if draft.clauses[c].mark != "skipped"]
    out = []
    for principle in knowledge.principles:
        wanted = [r.id for r in knowledge.requirements.values() if r.principle == principle.number]
        clauses = tuple(c for c in standing if set(template.clauses[c].requirements) & set(wanted))
        served = {r for c in clauses for r in template.clauses[c].requirements}
        unserved = tuple(r for r in wanted if r not in served)
        at_odds = [x.requirement for c in standing for x in draft.clauses[c].conflicts]
        conflict = any(int(r[1:3]) == principle.number for r in at_odds)
        state = "conflict" if conflict else "missing" if not clauses else "partly" if unserved else "addressed"
        out.append(
            PrincipleCoverage(
                number=principle.number, title=principle.title, state=state, clauses=clauses, unserved=unserved
            )
        )
    return tuple(out)
