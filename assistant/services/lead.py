"""What the drafting chat says to lead on: a clause, a question for a value, what is still open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.answering.compose import Composer
from assistant.answering.text import quote_line
from assistant.domain.drafts import Draft, OpenItem
from assistant.domain.knowledge import Knowledge
from assistant.domain.templates import Clause, Template, TemplateField
from assistant.domain.wording import Wording
from assistant.drafting.interview import applicable, missing, progress, state
from assistant.drafting.render import clause_text
from assistant.services.views import field_view, fields_in_use, shown
from assistant.verify.conflicts import Conflict

LETTERS = "abcdefgh"
_MOST_DEFAULTS = 8
_MOST_ITEMS = 8


class Lead:
    """Compose what is said about a draft; it decides nothing and changes nothing."""

    def __init__(self, knowledge: Knowledge, wording: Wording) -> None:
        self._knowledge = knowledge
        self._say = wording
        self._compose = Composer(knowledge, wording)

    def clause(self, draft: Draft, template: Template, clause_id: str) -> str:
        """Return the heading of a clause, what it is for, and which principle it serves."""
        clause = template.clauses[clause_id]
        order = applicable(draft, template)
        number = order.index(clause_id) + 1 if clause_id in order else 0
        parts = [
            self._say(
                "dialogue.clause.heading",
                title=clause.title,
                number=number,
                total=len(order),
                state=state(draft, template, clause_id).value,
            ),
            f"{clause.purpose} {self.serves(clause)}",
        ]
        if clause.counsel:
            parts.append(self._say("dialogue.clause.counsel", words=clause.counsel))
        return "\n\n".join(parts)

    def serves(self, clause: Clause) -> str:
        """Say which principles a clause serves, or that it is a local choice."""
        if not clause.principles:
            return self._say("dialogue.clause.local")
        return self._say("dialogue.clause.serves", principles=self.principles(clause.principles))

    def principles(self, numbers: Iterable[int]) -> str:
        """Name principles with their titles."""
        return _listed(
            [
                self._say("dialogue.clause.principle", number=n, title=self._knowledge.principle(n).title)
                for n in numbers
            ]
        )

    def ask(self, draft: Draft, template: Template, clause_id: str, field: TemplateField, miss: int = 0) -> str:
        """Ask for a value; each ``miss`` asks in other words."""
        example = self._say("dialogue.ask.example", example=field.example) if field.example else ""
        if miss >= 2:
            kind = self._say(f"dialogue.kinds.{field.type.value}")
            return self._say("dialogue.ask.third", label=field.label, kind=kind, example=example)
        if miss == 1:
            help_ = field.help or field.ask
            parts = [
                self._say("dialogue.ask.again", label=field.label),
                self._say("dialogue.ask.again-help", help=help_),
            ]
        else:
            parts = [self._say("dialogue.ask.first", ask=field.ask), *([field.help] if field.help else [])]
        view = field_view(draft, template, field.name)
        if view.status == "given":
            parts.append(self._say("dialogue.ask.now", value=view.shown))
        if field.options:
            parts.append(self._say("dialogue.ask.options", options=_listed([o.label for o in field.options])))
        parts.append(example)
        others = [
            f for f in missing(draft, template, clause_id) if f.name != field.name and f.name not in draft.unknown
        ]
        if others and miss == 0:
            labels = _listed([f.label for f in others])
            parts.append("\n\n" + self._say("dialogue.ask.more", labels=labels, label=others[0].label))
        return " ".join(p for p in parts if p).replace(" \n\n", "\n\n")

    def decide(self, draft: Draft, template: Template, clause_id: str) -> str:
        """Show a clause's text and ask what to do with it."""
        clause, entry = template.clauses[clause_id], draft.clauses[clause_id]
        if entry.mark == "left out":
            reason = self._say("dialogue.reason", reason=entry.reason) if entry.reason else ""
            return self._say("dialogue.clause.left-out", reason=reason)
        text = clause_text(draft, template, clause_id) or self._say("dialogue.clause.no-words")
        own = entry.own_text is not None
        parts = [self._say("dialogue.decide.own" if own else "dialogue.decide.text"), quoted(text)]
        parts.append(
            self._say("dialogue.decide.variants")
            + "\n"
            + "\n".join(self.variants(clause, "" if own else entry.variant))
        )
        views = [field_view(draft, template, n) for n in fields_in_use(draft, template, clause_id)]
        defaults = [v for v in views if v.status == "suggested"]
        if defaults and not own:
            listed = "; ".join(f"{v.label}: {_short(v.shown)}" for v in defaults[:_MOST_DEFAULTS])
            parts.append(self._say("dialogue.decide.defaults", values=listed))
        parts.append(self._say("dialogue.decide.how"))
        return "\n\n".join(parts)

    def variants(self, clause: Clause, chosen: str) -> list[str]:
        """Return a line for each wording of a clause."""
        out = []
        for letter, v in zip(LETTERS, clause.variants, strict=False):
            key = "chosen" if v.id == chosen else "variant"
            out.append(f"- {self._say(f'dialogue.decide.{key}', letter=letter, label=v.label, use=v.use)}")
        return out

    def why(self, clause: Clause, field: TemplateField | None) -> str:
        """Say what a clause (or a question in it) is for, with the principle's own words."""
        if field is not None:
            parts = [self._say("dialogue.why.field", clause=clause.title, purpose=clause.purpose), field.help]
        else:
            parts = [self._say("dialogue.why.clause", clause=clause.title, purpose=clause.purpose)]
        for number in clause.principles:
            principle = self._knowledge.principle(number)
            parts.append(self._say("dialogue.why.quote", number=number, title=principle.title))
            wanted = {
                self._knowledge.requirements[r].passage
                for r in clause.requirements
                if r in self._knowledge.requirements
            }
            passages = [p for p in principle.passages if p in wanted] or list(principle.passages)
            parts += [quote_line(self._compose.whole(p), self._knowledge) for p in passages]
        parts.append(self._say("dialogue.why.recommends" if clause.principles else "dialogue.why.none"))
        if clause.note:
            parts.append(self._say("dialogue.why.note", note=clause.note))
        return "\n\n".join(p for p in parts if p)

    def conflict(self, conflicts: Sequence[Conflict], *, field: TemplateField | None = None) -> str:
        """Say with which principle words conflict, why, and what could stand instead."""
        parts = []
        for c in conflicts:
            title = self._knowledge.principle(c.principle).title
            key = "value" if field else "lead"
            label = field.label if field else ""
            parts.append(
                self._say(f"dialogue.conflict.{key}", words=c.words, number=c.principle, title=title, label=label)
            )
            parts.append(self._say("dialogue.conflict.quote"))
            quote = self._compose.whole(self._knowledge.requirements[c.requirement].passage)
            parts.append(quote_line(quote, self._knowledge))
            parts.append(self._say("dialogue.conflict.why", say=c.say))
            parts.append(f"{self._say('dialogue.conflict.instead')}\n\n{quoted(c.instead)}")
        parts.append(self._say("dialogue.conflict.decide-value" if field else "dialogue.conflict.decide"))
        return "\n\n".join(parts)

    def value(self, draft: Draft, template: Template, name: str) -> str:
        """Say what a value is now and how many clauses it fills."""
        field = template.fields[name]
        users = [c for c in applicable(draft, template) if name in fields_in_use(draft, template, c)]
        uses = self._say("dialogue.changed.uses", count=len(users)) if len(users) > 1 else ""
        value = shown(field, draft.values[name])
        return self._say("dialogue.changed.value", label=field.label, value=value, uses=uses)

    def shown(self, template: Template, name: str, value: object) -> str:
        """Return a value in the words of the chat."""
        return shown(template.fields[name], value)

    def took(self, draft: Draft, template: Template, names: Iterable[str]) -> str:
        """List values read from a message."""
        said = [f"{template.fields[n].label}: {shown(template.fields[n], draft.values[n])}" for n in names]
        return self._say("dialogue.start.took", values="; ".join(said))

    def progress(self, draft: Draft, template: Template) -> str:
        """Say how far the draft is."""
        p = progress(draft, template)
        return self._say(
            "dialogue.progress", decided=p.decided, total=p.total, need=p.need_input, conflicts=p.conflicts
        )

    def missing(self, draft: Draft, template: Template, items: Sequence[OpenItem]) -> str:
        """List what is still open, and how many clauses are undecided."""
        parts = []
        if items:
            lines = [self._say("dialogue.missing.line", clause=i.clause_title, text=i.text) for i in items]
            parts.append(self._say("dialogue.missing.lead", count=len(items)) + "\n" + "\n".join(lines))
        else:
            parts.append(self._say("dialogue.missing.none"))
        undecided = [c for c in applicable(draft, template) if not draft.clauses[c].mark]
        if undecided:
            title = template.clauses[undecided[0]].title
            parts.append(self._say("dialogue.missing.undecided", count=len(undecided), clause=title))
        return "\n\n".join([*parts, self.progress(draft, template)])

    def done(self, draft: Draft, items: Sequence[OpenItem], template: Template) -> str:
        """Say that every clause is decided, and what is open or how to export."""
        if not items:
            return self._say("dialogue.done.all", export=self._say("dialogue.export.how", draft=draft.id))
        texts = [i.text.rstrip(".") for i in items[:_MOST_ITEMS]]
        if len(items) > _MOST_ITEMS:
            texts.append(self._say("dialogue.done.items-more", count=len(items) - _MOST_ITEMS))
        named = next((i.field for i in items if i.field), None)
        label = template.fields[named].label if named and named in template.fields else "Start date"
        return self._say("dialogue.done.open", items="; ".join(texts), label=label)


def quoted(text: str) -> str:
    """Return a text as a Markdown quotation."""
    return "\n".join(f"> {line}" if line.strip() else ">" for line in text.strip().split("\n"))


def _listed(words: Sequence[str]) -> str:
    if len(words) < 2:
        return "".join(words)
    return ", ".join(words[:-1]) + " and " + words[-1]


def _short(text: str, most: int = 60) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
