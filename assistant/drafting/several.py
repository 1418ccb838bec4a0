"""Several values in one message, each named: "start July 1 2027, two years, chief is Dana Whitfield"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from assistant.domain.templates import FieldType, TemplateField
from assistant.domain.wording import Wording
from assistant.drafting.dates import find_dates, prepared
from assistant.drafting.mentions import NUMBER_WORD, Mention, find_mentions, names_of
from assistant.drafting.people import OFFICES
from assistant.drafting.reading import parse_value
from assistant.drafting.typed import LIMIT, clean

__all__ = ["find_values", "names_of"]

_WORDED = {FieldType.TEXT, FieldType.LONGTEXT, FieldType.LIST, FieldType.SCHOOL_LIST, FieldType.TABLE}
_TRAILING = re.compile(r"(?:[\s,;]|\b(?:and|also|then|the|our|with|but)\b)+$", re.IGNORECASE)


def find_values(
    text: str,
    fields: Mapping[str, TemplateField] | Iterable[TemplateField],
    *,
    today: date,
    values: Mapping[str, Any],
    wording: Wording,
) -> dict[str, Any]:
    """Return the values that a message names, by field; what cannot be read is left out.

    Names are the fields' labels and names and the other names kept in ``values.names``. A question
    names nothing.
    """
    known = dict(fields) if isinstance(fields, Mapping) else {f.name: f for f in fields}
    text = clean(text[: LIMIT * 2])
    if not text or len(text) > LIMIT or text.endswith("?"):
        return {}
    mentions = find_mentions(text, known, wording)
    out: dict[str, Any] = {}
    # a length of time needs the start, wherever in the message that stands
    for mention, following in sorted(_with_next(mentions, len(text)), key=lambda p: bool(known[p[0].fields[0]].after)):
        end = mention.value_end if mention.value_end is not None else following
        for name in mention.fields:
            if name in out:
                continue
            value = _value(known[name], mention, text[mention.value_at : end], today, {**values, **out}, wording)
            if value is not None:
                out[name] = value
                break
    return _with_second_dates(text, out, mentions, known, today)


def _with_next(mentions: list[Mention], length: int) -> list[tuple[Mention, int]]:
    starts = [m.start for m in mentions]
    return list(zip(mentions, [*starts[1:], length][: len(starts)], strict=True))


def _value(
    field: TemplateField, mention: Mention, span: str, today: date, values: Mapping[str, Any], wording: Wording
) -> Any:
    """Return the value at the start of a span, the longest part of it that can be read."""
    for part in _parts(field, span):
        parsed = parse_value(field, part, today=today, values=values, wording=wording)
        if parsed.value is not None:
            value = parsed.value
            if field.type is FieldType.PERSON and mention.name in OFFICES and not value["title"]:
                return {**value, "title": OFFICES[mention.name]}
            return value
        if parsed.unknown or parsed.none:
            return None
    return None


def _parts(field: TemplateField, span: str) -> Iterator[str]:
    stop = r"\n" if field.type is FieldType.TABLE else r"[;\n]|(?<=[a-z]{4})\.\s"
    span = re.split(stop, span, maxsplit=1)[0] if field.type in _WORDED | {FieldType.PERSON} else span
    span = _TRAILING.sub("", span)
    if field.type is FieldType.PERSON:  # "Dana Whitfield, Chief, 2 SROs": a number begins something else
        span = re.split(rf",\s*(?={NUMBER_WORD}\b)", span, maxsplit=1)[0]
    if span.strip():
        yield span
    if field.type in _WORDED:
        return
    cuts = [m.start() for m in re.finditer(r",|;|\n|\band\b|\.\s", span)]
    for cut in reversed(cuts):
        if part := _TRAILING.sub("", span[:cut]):
            yield part


def _with_second_dates(
    text: str, out: dict[str, Any], mentions: list[Mention], known: dict[str, TemplateField], today: date
) -> dict[str, Any]:
    """Add the end from "from July 1, 2027 to June 30, 2029" when only its start has a name."""
    for mention, following in _with_next(mentions, len(text)):
        ends = [f.name for f in known.values() if f.after in mention.fields and f.name not in out]
        if not ends or mention.fields[0] not in out:
            continue
        span = prepared(text[mention.value_at : following])
        days = find_dates(span, today=today)
        if len(days) == 2 and re.fullmatch(
            r"[\s,]*(?:to|until|through|thru|till|and ending|[-–—])[\s,]*", span[days[0].end : days[1].start]
        ):
            second = days[1].day
            if isinstance(second, date) and second.isoformat() > str(out[mention.fields[0]]):
                out[ends[0]] = second.isoformat()
    return out
