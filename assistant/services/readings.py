"""Values as people or files give them, read into the types of their fields."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import Field
from rapidfuzz import fuzz, process

from assistant.domain.base import Value
from assistant.domain.templates import FieldType, Template, TemplateField
from assistant.domain.wording import Wording
from assistant.drafting.values import parse_value

_SHARE = "_share_pct"


class Readings(Value):
    """``values`` are typed; ``unknown`` are asked for and not known yet; ``emptied`` stay empty on purpose.

    ``problems`` says, by field, in a sentence what could not be read; ``balanced`` are shares that
    were set to what the given ones leave of 100 percent.
    """

    values: dict[str, Any] = Field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    emptied: tuple[str, ...] = ()
    problems: dict[str, str] = Field(default_factory=dict)
    balanced: tuple[str, ...] = ()


def read_values(
    template: Template,
    known: Mapping[str, Any],
    given: Mapping[str, Any],
    *,
    today: date,
    wording: Wording,
) -> Readings:
    """Read each value in the light of those already known; a date after the one that it must follow."""
    values: dict[str, Any] = {}
    unknown, emptied = [], []
    problems: dict[str, str] = {}
    for name, raw in sorted(given.items(), key=lambda item: _rank(template, item[0])):
        field = template.fields.get(name)
        if field is None:
            near = process.extractOne(name, list(template.fields), scorer=fuzz.ratio, score_cutoff=70)
            hint = wording("services.no-field-near", name=near[0]) if near else wording("services.no-field-hint")
            problems[name] = f"{wording('services.no-field', name=name[:60], template=template.id)} {hint}"
            continue
        parsed = parse_value(field, as_text(field, raw), today=today, values={**known, **values}, wording=wording)
        if parsed.unknown:
            unknown.append(name)
        elif parsed.none:
            emptied.append(name)
        elif parsed.error or parsed.value is None:
            problems[name] = parsed.error or wording("services.unreadable", label=field.label)
        else:
            values[name] = parsed.value
    for field in template.fields.values():
        # A start moved behind the end leaves an agreement that ends before it begins: the end is asked for anew.
        if (
            field.after in values
            and field.name not in given
            and str(known.get(field.name) or "~") <= str(values[field.after])
        ):
            emptied.append(field.name)
            problems[field.name] = wording(
                "services.cleared", label=field.label, after=template.fields[field.after].label
            )
    read = Readings(values=values, unknown=tuple(unknown), emptied=tuple(emptied), problems=problems)
    return _with_shares(template, read, wording)


def _with_shares(template: Template, read: Readings, wording: Wording) -> Readings:
    """Let the shares of a cost (percentages named …_share_pct) add up to 100."""
    shares = [n for n, f in template.fields.items() if f.type is FieldType.PERCENT and n.endswith(_SHARE)]
    given = [n for n in shares if n in read.values]
    if not given:
        return read
    total = sum((Decimal(str(read.values[n])) for n in given), Decimal(0))
    left = [n for n in shares if n not in given]
    if (not left and total != 100) or total > 100:
        listed = " + ".join(f"{Decimal(str(read.values[n])).normalize():f}" for n in given)
        problem = wording("services.shares", shares=listed, sum=f"{total.normalize():f}")
        values = {n: v for n, v in read.values.items() if n not in given}
        return read.model_copy(update={"values": values, "problems": {**read.problems, given[0]: problem}})
    if len(left) == 1:
        rest = 100 - total
        values = {**read.values, left[0]: int(rest) if rest == int(rest) else float(rest)}
        return read.model_copy(update={"values": values, "balanced": (left[0],)})
    return read


def as_text(field: TemplateField, raw: Any) -> str:
    """Return a value as a file holds it (list, number, mapping) in the words that a person would type."""
    if raw is None:
        return ""
    if isinstance(raw, bool):
        return "yes" if raw else "no"
    if isinstance(raw, dict):
        return ", ".join(str(v) for v in raw.values() if v not in (None, ""))
    if isinstance(raw, (list, tuple)):
        rows = [as_text(field, item) for item in raw]
        return "\n".join(rows) if field.type is FieldType.TABLE else "; ".join(rows)
    return str(raw)


def _rank(template: Template, name: str) -> int:
    # A date that must come after another is read once that one is known.
    field = template.fields.get(name)
    return 1 if field is not None and field.after else 0
