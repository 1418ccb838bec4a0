"""The conflict guard: wording at odds with a principle, the principle's own words, and another wording."""

from __future__ import annotations

from collections.abc import Mapping
from threading import Thread
from typing import Any

from assistant.answering.compose import Composer
from assistant.content import markup
from assistant.domain.answers import Answer, Statement, Status
from assistant.domain.drafts import Draft
from assistant.domain.knowledge import Knowledge
from assistant.domain.templates import FieldType, Template
from assistant.domain.wording import Wording
from assistant.drafting.conditions import value_of
from assistant.drafting.interview import applicable, blocks_in_use
from assistant.drafting.render import clause_text
from assistant.drafting.spans import fill, plain
from assistant.verify.conflicts import Conflict, find_conflicts, prepare

_WORDED = frozenset({FieldType.TEXT, FieldType.LONGTEXT, FieldType.LIST, FieldType.TABLE})

ByClause = tuple[tuple[str, tuple[Conflict, ...]], ...]


class Guard:
    """Find conflicts in wording and in values, and say what the principle says."""

    def __init__(self, knowledge: Knowledge, wording: Wording) -> None:
        self._knowledge = knowledge
        self._wording = wording
        self._compose = Composer(knowledge, wording)
        # Half a second's work that the first message would otherwise wait for; a text that comes sooner waits for it.
        rules = tuple(knowledge.requirements.values())
        self._prepared = Thread(target=prepare, args=(rules,), name="conflict-rules", daemon=True)
        self._prepared.start()

    def of_text(self, text: str) -> tuple[Conflict, ...]:
        """Return the conflicts in a text, each rule once."""
        self._prepared.join()
        return _once(find_conflicts(text, self._knowledge.requirements.values()))

    def of_own_text(self, draft: Draft, template: Template, clause: str, text: str) -> tuple[Conflict, ...]:
        """Return the conflicts of a clause as it would read with this wording, its values filled in."""
        entry = draft.clauses[clause].model_copy(update={"own_text": text})
        after = draft.model_copy(update={"clauses": {**draft.clauses, clause: entry}})
        return self.of_text(clause_text(after, template, clause))

    def of_values(self, draft: Draft, template: Template, values: Mapping[str, Any]) -> ByClause:
        """Return, by clause, the conflicts that new values would bring into the agreement."""
        worded = {n for n in values if n in template.fields and template.fields[n].type in _WORDED}
        if not worded:
            return ()
        after = draft.model_copy(update={"values": {**draft.values, **values}})
        out = []
        for clause_id in applicable(after, template):
            if not worded & set(template.clauses[clause_id].fields):
                continue
            found = self.of_text(_around(after, template, clause_id, worded))
            if found:
                before = {(c.rule, c.words) for c in self.of_text(_around(draft, template, clause_id, worded))}
                found = tuple(c for c in found if (c.rule, c.words) not in before)
            if found:
                out.append((clause_id, found))
        return tuple(out)

    def answer(self, conflicts: tuple[Conflict, ...]) -> Answer:
        """Return what is wrong as an answer whose quotations are slices of the principles."""
        statements = []
        for conflict in conflicts:
            citation = self._compose.whole(self._knowledge.requirements[conflict.requirement].passage)
            statements.append(Statement(text=conflict.say, citations=(citation,)))
        return Answer(
            status=Status.ANSWERED,
            statements=tuple(statements),
            principles=tuple(dict.fromkeys(c.principle for c in conflicts)),
            how="conflict",
            confidence=1.0,
            edition=self._knowledge.edition,
        )

    def mended(self, text: str, conflicts: tuple[Conflict, ...]) -> str:
        """Return the text with each sentence at odds replaced by the wording that the rule suggests."""
        for conflict in sorted(conflicts, key=lambda c: -c.start):
            start, end = _sentence_around(text, conflict.start, conflict.end)
            instead = "" if conflict.instead in text[:start] else conflict.instead
            text = f"{text[:start]}{instead}{text[end:]}"
        return text.strip()


def _around(draft: Draft, template: Template, clause_id: str, names: set[str]) -> str:
    """Return the parts of a clause that show these values; a list comes with the sentence that leads into it."""
    if draft.clauses[clause_id].own_text is not None:
        return clause_text(draft, template, clause_id)
    lines, lead = [], ""
    for block in blocks_in_use(draft, template, clause_id):
        text = plain(fill(block.text, draft.values, template.fields, {}))
        if block.kind == "paragraph":
            lead = text
        if not names & set(markup.fields_of(block)):
            continue
        if block.kind in ("list-field", "table-field"):
            value = value_of(block.field, draft.values, template.fields) or ()
            lines += [lead, *(f"- {' '.join(map(str, v.values())) if isinstance(v, dict) else v}" for v in value)]
        elif block.kind == "item":
            lines += [lead, f"- {text}"]
        else:
            lines += [text, *(" ".join(row) for row in block.rows)]
    return "\n".join(lines)


def _sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    marks = [text.rfind(m, 0, start) + len(m) for m in (". ", "; ", "\n") if text.rfind(m, 0, start) >= 0]
    first = max(marks, default=0)
    stops = [text.find(m, max(end - 1, 0)) for m in (". ", ".\n", "\n")]
    found = [s for s in stops if s >= 0]
    last = min(found) + 1 if found else len(text)
    if found and text[last - 1] == "\n":
        last -= 1
    return first, last


def _once(conflicts: tuple[Conflict, ...]) -> tuple[Conflict, ...]:
    seen: dict[str, Conflict] = {}
    for conflict in conflicts:
        seen.setdefault(f"{conflict.rule} {conflict.words}", conflict)
    return tuple(seen.values())
