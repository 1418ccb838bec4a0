"""Understand one message in its context: the same word is a value, a decision or a question elsewhere."""

from __future__ import annotations

import re

from assistant.dialogue.hygiene import looks_accidental
from assistant.dialogue.labels import Labels, Said, has_typed_value
from assistant.dialogue.phrases import Found, Phrases, Words
from assistant.dialogue.understanding import Context, Understanding
from assistant.dialogue.variants import choose
from assistant.domain.dialogue import Intent
from assistant.domain.templates import FieldType, Template, TemplateField
from assistant.domain.wording import Wording
from assistant.drafting.absent import says_unknown
from assistant.drafting.interview import find_clause
from assistant.drafting.values import parse_value

_EXACT = frozenset(
    {
        FieldType.DATE,
        FieldType.MONTH,
        FieldType.INTEGER,
        FieldType.MONEY,
        FieldType.PERCENT,
        FieldType.YES_NO,
        FieldType.CHOICE,
    }
)
_PROSE = 25
"""Words; a message this long that is no question and names no field is taken as proposed wording."""

_LISTS = frozenset({FieldType.LIST, FieldType.SCHOOL_LIST})
_LIST_CHANGE = re.compile(
    r"^\W*(?:(?:please|ok|also|and|can you)\W+)*(?P<verb>add|include|remove|drop|delete|take out)\s+(?P<items>.+?)\s+"
    r"(?:to|from|in)\s+(?:the |our |this )?(?P<list>[\w' -]+?)\W*$",
    re.I,
)
_NTH = frozenset(["first", "second", "third", "fourth", "fifth", "last", "final", "1st", "2nd", "3rd", "4th"])


class Understander:
    """Read messages by the patterns of ``dialogue.yaml`` and by the types of the fields."""

    def __init__(self, phrases: Phrases, wording: Wording) -> None:
        self._phrases = phrases
        self._wording = wording
        self._order = phrases.lists.get("order", ())
        self._labels: dict[str, Labels] = {}

    def labels(self, template: Template) -> Labels:
        """Return the field names of a template, made once for each edition of it."""
        key = f"{template.id} {template.edition}"
        if key not in self._labels:
            self._labels[key] = Labels(template, self._wording)
        return self._labels[key]

    def understand(self, message: str, context: Context) -> Understanding:
        """Return what a message means where the conversation stands."""
        words = self._phrases.read(message)
        if not words.count:
            return Understanding(intent=Intent.UNCLEAR)
        if self._phrases.fits("delete", words):
            return Understanding(intent=Intent.HELP, scope="delete")
        if context.waiting == "override" and (decided := self._decision(words)):
            return decided
        if context.waiting == "field" and context.field is not None:
            return self._for_field(message, words, context, context.field)
        if context.draft is None and context.waiting == "nothing":
            return self._at_start(message, words, context)
        return self._for_clause(message, words, context)

    def is_yes(self, message: str) -> bool:
        """Tell whether a message agrees."""
        return self._phrases.fits("yes", self._phrases.read(message))

    def is_no(self, message: str) -> bool:
        """Tell whether a message refuses."""
        return self._phrases.fits("no", self._phrases.read(message))

    def is_question(self, message: str) -> bool:
        """Tell whether a message is formed as a question."""
        return self._asks(message, self._phrases.read(message))

    def _decision(self, words: Words) -> Understanding | None:
        if found := self._phrases.find(("keep-own",), words):
            return Understanding(intent=Intent.ACCEPT, decision="keep-own", reason=found.slots.get("reason", ""))
        if self._phrases.fits("use-yours", words):
            return Understanding(intent=Intent.CHOOSE, decision="use-yours")
        return None

    def _at_start(self, message: str, words: Words, context: Context) -> Understanding:
        found = self._command(words, context)
        if (
            found
            and Intent(found.name) in (Intent.ACCEPT, Intent.CHOOSE, Intent.EDIT, Intent.LEAVE_OUT)
            and words.count > 6
        ):
            found = None  # without a draft these are chance likenesses
        if found:
            return self._from_command(found, words, context)
        if self._phrases.fits("silence", words):
            return Understanding(intent=Intent.UNCLEAR)
        if self._asks(message, words):
            return Understanding(intent=Intent.QUESTION, text=message)
        if self._phrases.find(("start", "start-first"), words):
            return Understanding(intent=Intent.START, text=message)
        return Understanding(intent=Intent.QUESTION, text=message)

    def _for_field(self, message: str, words: Words, context: Context, field: TemplateField) -> Understanding:
        bare = self._phrases.bare(words)
        value = Understanding(intent=Intent.VALUE, text=message)
        found = self._command(words, context)
        if self._skips_question(words):
            return Understanding(intent=Intent.SKIP, scope="field")
        if found and found.name == "skip":
            return Understanding(intent=Intent.SKIP)
        if self._phrases.fits("unknown", words) or says_unknown(message, prose=field.type is FieldType.LONGTEXT):
            return value.model_copy(update={"unknown": True})
        if self._phrases.fits("silence", words) or (field.type not in _EXACT and looks_accidental(message)):
            return Understanding(intent=Intent.UNCLEAR, text=message)
        asks = self._asks(message, words)
        if found and not (found.name in _ANSWERS and self._reads(field, (message, bare), context)):
            return self._from_command(found, words, context)
        if asks and not (field.type in _EXACT and _offers(words) and self._reads(field, (message, bare), context)):
            return Understanding(intent=Intent.QUESTION, text=message)
        if context.template is not None:
            said = self.labels(context.template).exact(message)
            if said:
                own = tuple(s if s.field else s.model_copy(update={"field": field.name}) for s in said)
                return value.model_copy(update={"values": own})
        return value

    def _for_clause(self, message: str, words: Words, context: Context) -> Understanding:
        if listed := self._list_change(message, context):
            return Understanding(intent=Intent.VALUE, text=message, values=(listed,))
        found = self._command(words, context)
        if found:
            return self._from_command(found, words, context)
        if self._phrases.fits("silence", words):
            return Understanding(intent=Intent.UNCLEAR, text=message)
        if self._asks(message, words):
            return Understanding(intent=Intent.QUESTION, text=message)
        if said := self._said(message, context):
            return Understanding(intent=Intent.VALUE, text=message, values=said)
        if context.clause is not None and words.count <= 6:
            variant = choose(context.clause, words.text, context.variant)
            if variant is not None:
                return Understanding(intent=Intent.CHOOSE, variant=variant)
        if words.count <= _PROSE * 2 and has_typed_value(message):
            return Understanding(intent=Intent.VALUE, text=self._phrases.bare(words))
        if self._phrases.fits("unknown", words):
            return Understanding(intent=Intent.SKIP)
        if words.count >= _PROSE or (words.count >= 8 and re.search(r"\b(?:shall|must|may not|will)\b", message)):
            return Understanding(intent=Intent.EDIT, text=message, unsure=True)
        return Understanding(intent=Intent.UNCLEAR, text=message)

    def _said(self, message: str, context: Context) -> tuple[Said, ...]:
        if context.template is None:
            return ()
        labels = self.labels(context.template)
        near = context.clause.fields if context.clause else ()
        said = tuple(labels.nearer(s, near) for s in labels.exact(message) if s.field)
        return said or (labels.loose(message, near) if len(message) < 400 else ())

    def _command(self, words: Words, context: Context) -> Found | None:
        return self._phrases.find(self._order, words, lambda found: self._sensible(found, context))

    def _sensible(self, found: Found, context: Context) -> bool:
        """Refuse a pattern whose kept words cannot be what it stands for."""
        slots = found.slots
        if "clause" in slots:
            if len(slots["clause"].split()) > 8:
                return False
            return found.name == "go-to" or self._clause(slots["clause"], context) is not None
        if found.name == "choose" and context.clause is not None:
            return choose(context.clause, slots.get("variant", "first"), context.variant) is not None
        if "nth" in slots:
            return slots["nth"].lower() in _NTH
        if "text" in slots:
            return len(slots["text"].split()) >= 3
        return True

    def _from_command(self, found: Found, words: Words, context: Context) -> Understanding:
        slots, name = found.slots, found.name
        target = slots.get("clause", "")
        made = Understanding(
            intent=Intent(name),
            text=slots.get("text", ""),
            reason=slots.get("reason", ""),
            target=target,
            clause=self._clause(target, context) if target else None,
            old=slots.get("old", ""),
            new=slots.get("new", ""),
            add=slots.get("add", ""),
            cut=slots.get("cut", ""),
        )
        if name == "edit":
            return self._edit(made, found, words, context)
        if name == "choose":
            variant = choose(context.clause, words.text, context.variant) if context.clause else None
            return made.model_copy(update={"variant": variant})
        if name == "show":
            return made.model_copy(update={"scope": _scope(words.text)})
        if name == "start":
            return made.model_copy(update={"text": words.raw})
        return made

    def _edit(self, made: Understanding, found: Found, words: Words, context: Context) -> Understanding:
        if "nth" in found.slots:
            unit = re.findall(r"sentence|paragraph|line|item|bullet|point|entry", words.text)
            return made.model_copy(update={"part": (found.slots["nth"].lower(), unit[-1])})
        if re.match(r"(?:me|us)\b", made.text, re.I):
            # "Write me a poem" asks for something; it is not the wording of a clause.
            return Understanding(intent=Intent.QUESTION, text=words.raw)
        elsewhere = made.old and made.old.lower().strip("'\"“”‘’ ") not in context.text.lower()
        if elsewhere and (said := self._said(words.raw, context)):
            # "change the notice to 60 days" names a field, not words of the text.
            return Understanding(intent=Intent.VALUE, text=words.raw, values=said)
        announced = len(made.text.split()) > 6 or re.search(r"\b(?:say|says|read|reads|state)\b", words.text)
        if made.text and not announced and self._is_value(made.text, context):
            return Understanding(intent=Intent.VALUE, text=made.text)
        return made

    def _is_value(self, text: str, context: Context) -> bool:
        return has_typed_value(text) or (context.field is not None and self._reads(context.field, (text,), context))

    def _list_change(self, message: str, context: Context) -> Said | None:
        """Read "add a nurse to the panel" as a change to a list that the clause uses."""
        found = _LIST_CHANGE.match(message)
        if found is None or context.template is None or context.clause is None:
            return None
        lists = [n for n in context.clause.fields if context.template.fields[n].type in _LISTS]
        field = self.labels(context.template).nearest(found["list"], lists)
        return Said(field=field, text=f"{found['verb']} {found['items']}") if field else None

    def _clause(self, target: str, context: Context) -> str | None:
        if context.template is None:
            return None
        return find_clause(context.template, target)

    def _reads(self, field: TemplateField, texts: tuple[str, ...], context: Context) -> bool:
        """Tell whether a field of an exact type, or one that may stay empty, can be read from a text."""
        values = context.draft.values if context.draft else {}
        for text in dict.fromkeys(texts):
            parsed = parse_value(field, text, today=context.today, values=values, wording=self._wording)
            if parsed.none and not field.required:
                return True
            if parsed.value is not None and (field.type in _EXACT or field.suggested is not None):
                return True
        return False

    def _skips_question(self, words: Words) -> bool:
        return self._phrases.fits("skip-question", words)

    def _asks(self, message: str, words: Words) -> bool:
        if re.search(r"\?[\s\"'”’)]*$", message):
            return True
        return self._phrases.starts("questions", words)


_ANSWERS = frozenset({"accept", "reject", "choose", "leave-out", "edit", "next", "back", "show"})
"""Commands whose words may also be the answer to a question for a value ("yes", "none", "the second one")."""


def _offers(words: Words) -> bool:
    """Tell whether a question offers a value ("how about 60 percent?", "can we say July 1?")."""
    return bool(
        re.match(
            r"(?:so |ok |well )?(?:how about|what about|can we say|could we say|can it be|is it ok if we say|may) ",
            words.text,
        )
    )


def _scope(text: str) -> str:
    for scope, pattern in (
        ("history", r"\b(?:history|changes|changed|versions|log)\b"),
        ("coverage", r"\bcoverage\b"),
        ("variants", r"\b(?:options|variants|alternatives|choices|wordings)\b"),
        (
            "draft",
            r"\b(?:draft|document|agreement|mou|memorandum|contract|doc|thing|whole|everything|all)\b"
            r"|\b(?:so far|rest|preview|(?:we|you) (?:have|got))\b",
        ),
    ):
        if re.search(pattern, text):
            return scope
    return "clause"
