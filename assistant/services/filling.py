"""Values that a message gives: find the fields they belong to, set them, and say what changed."""

from __future__ import annotations

import json
import re

from assistant.dialogue.intents import Understander
from assistant.dialogue.labels import has_typed_value, in_order
from assistant.dialogue.understanding import Understanding
from assistant.domain.templates import FieldType
from assistant.drafting.interview import missing
from assistant.drafting.several import find_values
from assistant.services.at_odds import conflict, reason_given
from assistant.services.desk import Desk
from assistant.services.lead import LETTERS
from assistant.services.readings import as_text, read_values
from assistant.services.views import fields_in_use


def value(desk: Desk, said: Understanding, reader: Understander) -> None:
    """Set the values that a message gives, say what changed, and ask for the next."""
    field = desk.field
    if said.scope == "foreign":
        desk.say("dialogue.unclear.foreign", label=said.target, template=desk.template.id)
        desk.status = "unclear"
        desk.here_again()
        return
    if said.unknown and field is not None:
        set_given(desk, {field.name: "not sure yet"}, said.text)
        return
    given: dict[str, str] = {}
    unsure: list[tuple[str, tuple[str, ...]]] = []
    for one in said.values:
        if one.field:
            given.update(_both_dates(desk, one.field, one.text))
        elif one.among:
            unsure.append((one.text, one.among))
    if not said.values:
        if field is not None:
            given = _for_asked(desk, said.text)
        else:
            given, unsure = _unasked(desk, said.text, reader)
    if given:
        set_given(desk, {**given, **_besides(desk, said, given)}, said.text)
    if unsure:
        _ask_which(desk, *unsure[0])
    elif not given:
        _not_placed(desk, said.text)


def answer_which(desk: Desk, message: str, reader: Understander) -> bool:
    """Take the answer to "for which of these?"; False when the message is something else."""
    try:
        held = json.loads(desk.session.pending_text)
    except ValueError:
        return False
    among = [n for n in held["among"] if n in desk.template.fields]
    low = re.sub(r"[^a-z0-9 ]", "", message.lower()).strip()
    for letter, name in zip(LETTERS, among, strict=False):
        if low in (letter, f"option {letter}", desk.template.fields[name].label.lower()):
            desk.wait_for("")
            set_given(desk, {name: held["text"]}, held["text"])
            return True
    named = [
        s.field for s in reader.labels(desk.template).loose(f"{message}: {held['text']}", among) if s.field in among
    ]
    if len(named) == 1:
        desk.wait_for("")
        set_given(desk, {named[0]: held["text"]}, held["text"])
        return True
    return False


def set_given(desk: Desk, given: dict[str, str], message: str, *, keep: str | None = None) -> None:
    """Set values by field, say what changed or what could not be read, and go on."""
    asked = desk.field
    outcome = desk.drafts.set_values(
        desk.draft.id,
        given,
        expected=desk.draft.version,
        keep=keep,
        at=desk.session.clause,
    )
    desk.took(outcome)
    if outcome.conflicts:
        conflict(desk, outcome, {"values": {n: given[n] for n in outcome.readings.values if n in given}})
        return
    for name, value_ in outcome.readings.values.items():
        if name in outcome.readings.balanced:
            label = desk.template.fields[name].label
            desk.say("dialogue.changed.balanced", label=label, value=desk.lead.shown(desk.template, name, value_))
        else:
            desk.parts.append(desk.lead.value(desk.draft, desk.template, name))
    for key, names in (("unknown", outcome.readings.unknown), ("emptied", outcome.readings.emptied)):
        for name in (n for n in names if n not in outcome.readings.problems):
            desk.say(f"dialogue.changed.{key}", label=desk.template.fields[name].label)
    if keep is not None:
        title = desk.clause.title if desk.clause else ""
        desk.say("dialogue.changed.kept-own", clause=title, reason=reason_given(desk, keep))
    if outcome.changes:
        desk.undo_hint()
    desk.parts.extend(outcome.problems.values())
    wrong = asked is not None and asked.name in outcome.problems
    if wrong and asked is not None and desk.session.clause:
        miss = desk.session.misses + 1
        desk.update(misses=miss)
        desk.status = "ok" if outcome.changes else "unclear"
        desk.parts.append(desk.lead.ask(desk.draft, desk.template, desk.session.clause, asked, miss=min(miss, 2)))
        desk.choices = desk.choices_here()
        return
    if outcome.problems and not outcome.changes:
        desk.status = "unclear"
        desk.here_again()
        return
    if desk.session.clause is None:
        desk.update(asking=None)
    elif asked is not None and asked.name not in given:
        desk.move(desk.session.clause, asked.name, remember=False)  # other values came first; the question stands
    else:
        here = desk.session.clause
        if asked is None and not set(given) & set(fields_in_use(desk.draft, desk.template, here)):
            desk.here_again()  # values of other clauses: the text of this one need not be read again
            return
        desk.stay()
    desk.lead_on()


def _for_asked(desk: Desk, text: str) -> dict[str, str]:
    """Read an answer: the value asked for, or several in the order they were asked for."""
    field, clause = desk.field, desk.session.clause
    if field is None or clause is None:
        return {}
    if len(both := _both_dates(desk, field.name, text)) == 2:
        return both  # if they do not fit together, the user is told
    following = [f for f in missing(desk.draft, desk.template, clause) if f.name not in desk.draft.unknown]
    names = [field.name, *(f.name for f in following if f.name != field.name)]
    parts = in_order(text, len(names))
    if len(parts) > 1:
        given = dict(zip(names, parts, strict=False))
        alone = _reads(desk, {field.name: text})
        if _reads(desk, given) and not (alone and _whole(desk, field.name, parts)):
            return given
    return {field.name: text}


def _besides(desk: Desk, said: Understanding, given: dict[str, str]) -> dict[str, str]:
    """Return exact values said beside named ones without a name of their own ("…, two years")."""
    if not said.values:
        return {}
    found = find_values(
        said.text, desk.template.fields, today=desk.drafts.today(), values=desk.draft.values, wording=desk.wording
    )
    exact = (FieldType.DATE, FieldType.URL, FieldType.MONEY, FieldType.PERCENT)
    fields = desk.template.fields
    return {n: as_text(fields[n], v) for n, v in found.items() if n not in given and fields[n].type in exact}


def _both_dates(desk: Desk, name: str, text: str) -> dict[str, str]:
    """Split "July 1, 2027 to June 30, 2029" between a date and the one that must come after it."""
    following = [f.name for f in desk.template.fields.values() if f.after == name]
    parts = in_order(text, 2)
    if (
        len(parts) == 2
        and following
        and has_typed_value(parts[1])
        and desk.template.fields[name].type is FieldType.DATE
    ):
        return {name: parts[0], following[0]: parts[1]}
    return {name: text}


def _whole(desk: Desk, name: str, parts: tuple[str, ...]) -> bool:
    """Tell whether a message that splits into parts is rather one value of this field."""
    return desk.template.fields[name].type.value in ("list", "school-list", "table", "text", "longtext", "person")


def _reads(desk: Desk, given: dict[str, str]) -> bool:
    readings = read_values(desk.template, desk.draft.values, given, today=desk.drafts.today(), wording=desk.wording)
    return not readings.problems and len(readings.values) == len(given)


def _unasked(desk: Desk, text: str, reader: Understander) -> tuple[dict[str, str], list[tuple[str, tuple[str, ...]]]]:
    """Find the place of a value given without its name while nothing was asked for."""
    near: tuple[str, ...] = ()
    if desk.session.clause:
        near = fields_in_use(desk.draft, desk.template, desk.session.clause)
    open_ = tuple(dict.fromkeys(i.field for i in desk.open_items() if i.field))
    for names in (near, open_):
        fitting = reader.labels(desk.template).of_type(text, names)
        if len(fitting) == 1:
            return {fitting[0]: text}, []
        if fitting:
            return {}, [(text, fitting[:6])]
    if len(open_) == 1 and not near:
        return {open_[0]: text}, []
    return {}, []


def _ask_which(desk: Desk, text: str, among: tuple[str, ...]) -> None:
    labels = [f"{x}) {desk.template.fields[n].label}" for x, n in zip(LETTERS, among, strict=False)]
    desk.say("dialogue.unclear.which", text=text, options="; ".join(labels) + ".")
    desk.choices = tuple(LETTERS[: len(labels)])
    desk.wait_for("which", json.dumps({"text": text, "among": list(among)}))
    if not desk.changes:
        desk.status = "unclear"


def _not_placed(desk: Desk, text: str) -> None:
    names = (
        fields_in_use(desk.draft, desk.template, desk.session.clause)
        if desk.session.clause
        else tuple(desk.template.fields)
    )
    field = desk.template.fields[names[0]] if names else next(iter(desk.template.fields.values()))
    desk.status = "unclear"
    desk.say("dialogue.unclear.which-none", text=text[:120], label=field.label, example=field.example or "…")
