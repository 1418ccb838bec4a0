"""Where a message names values: by label, by another name, by the thing counted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz import fuzz, process

from assistant.domain.base import Value
from assistant.domain.templates import FieldType, TemplateField
from assistant.domain.wording import Wording

_DIRECT = {FieldType.DATE, FieldType.MONTH, FieldType.INTEGER, FieldType.MONEY, FieldType.PERCENT, FieldType.URL}
_FILL = (
    r"(?:(?:the|our|my|a|an|its|set|change|make|put|update|use|please|agreement|mou|memorandum|contract|it|officers?"
    r"|sros?|we(?:['’]ll)?"
    r"|they|will|that|should|would|and|also|with|then)\s+){0,6}?"
)
_EXPLICIT = (
    r"(?:\s+(?:of|for|at|in)\s+(?:the\s+|our\s+)?[\w'’]+(?:\s+[\w'’]+)?)??"
    r"(?:\s*[:=→]\s*|\s+[-–—]+\s+|\s*['’]?\s+(?:is|are|will be|should be|shall be|would be|to be|named|called)\s+"
    r"|\s+to\s+(?=\S))"
)
NUMBER_WORD = (
    r"(?:\d[\d,]*|a|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty"
    r"|forty(?:[- ]five)?|sixty|ninety)"
)
_TERM = re.compile(
    rf"(?:(?<=^)|(?<=[,;.\n])|\b(?:for|lasting|running|term of))\s*(?:a\s+|an\s+)?(?:term of\s+)?"
    rf"(?P<term>{NUMBER_WORD}(?:\.5)?[\s-]*(?:and a half[\s-]+)?(?:years?|yrs?"
    rf"|months?)\b(?: and a half)?)(?:[\s-]+(?:term|agreement|mou|long))?"
    r"(?=\s*(?:[,;.\n]|$|\band\b|\bstarting\b|\bfrom\b))",
    re.IGNORECASE,
)
_WEB = re.compile(
    r"(?:\b(?:publish(?:ed)?|post(?:ed)?)\s+(?:it\s+)?(?:at|on|to)\s+)?(?P<url>https?://\S+|www\.\S+)", re.IGNORECASE
)


class Mention(Value):
    """A value named in a text: the fields it may belong to, and where name and value begin and end."""

    fields: tuple[str, ...]
    name: str
    start: int
    value_at: int
    value_end: int | None = None
    explicit: bool = True


def names_of(field: TemplateField, wording: Wording) -> tuple[str, ...]:
    """Return the names by which a message may call a field, in lower case."""
    names = [field.label, field.name.replace("_", " ")]
    key = f"values.names.{field.name}"
    if key in wording:
        names += wording(key).split(";")
    return tuple(dict.fromkeys(n.strip().lower() for n in names if n.strip()))


def find_mentions(text: str, known: dict[str, TemplateField], wording: Wording) -> list[Mention]:
    """Return where a text names values, in order, never overlapping."""
    by_name: dict[str, list[str]] = {}
    for field in known.values():
        for name in names_of(field, wording):
            by_name.setdefault(name, []).append(field.name)
    if not by_name:
        return []
    found = [
        *_unnamed(text, known),
        *_named(text, by_name, known),
        *_counted(text, by_name, known),
        *_misspelt(text, by_name),
    ]
    kept: list[Mention] = []
    for mention in sorted(found, key=lambda m: (m.start, -(m.value_at - m.start))):
        if kept and mention.start < (kept[-1].value_end or kept[-1].value_at):
            continue
        kept.append(mention)
    return kept


def _named(text: str, by_name: dict[str, list[str]], known: dict[str, TemplateField]) -> Iterator[Mention]:
    """Find a name at the start of a part of the message, with "is" or a colon, or a value right behind it."""
    names = "|".join(re.escape(n).replace(r"\ ", r"\s+") for n in sorted(by_name, key=len, reverse=True))
    pattern = re.compile(
        rf"(?:^|(?<=[\n;,.:!])|(?<=\band\s)|(?<=\bwith\s)|(?<=\bbut\s)"
        rf"|(?<=\s)(?=(?:{names})\s*:))\s*(?P<whole>{_FILL}(?P<name>{names})"
        rf"(?:['’]s)?(?P<explicit>{_EXPLICIT})?(?P<bare>\s+|$)?)",
        re.IGNORECASE,
    )
    at = 0
    while m := pattern.search(text, at):
        at = max(m.end("name"), at + 1)
        if not (m["explicit"] or m["bare"]):
            continue
        name = " ".join(m["name"].lower().split())
        holders = tuple(by_name[name])
        if not m["explicit"]:
            behind = text[m.end("bare") :]
            holders = tuple(h for h in holders if _follows(known[h], behind))
        if holders:
            yield Mention(
                fields=holders, name=name, start=m.start("whole"), value_at=m.end(), explicit=bool(m["explicit"])
            )


def _follows(field: TemplateField, behind: str) -> bool:
    """Return whether a value may stand right behind its name without "is" or a colon."""
    if field.type in _DIRECT:
        return True
    return field.type is FieldType.PERSON and bool(re.match(r"[A-Z][\w.'’-]+\s+[A-Z]", behind))


def _counted(text: str, by_name: dict[str, list[str]], known: dict[str, TemplateField]) -> Iterator[Mention]:
    """Find "2 SROs" and "30 days' notice": the number before the name."""
    counts = {
        n: h for n, holders in by_name.items() if (h := [x for x in holders if known[x].type is FieldType.INTEGER])
    }
    if not counts:
        return
    names = "|".join(re.escape(n) for n in sorted(counts, key=len, reverse=True))
    pattern = re.compile(
        rf"(?<![\w$.,-])(?P<number>{NUMBER_WORD}\s+(?:(?:calendar |school |business )?(?:days|hours|months|years"
        rf"|weeks)['’]?\s+)?)"
        rf"(?:(?:of|written|prior|full-time)\s+)*(?P<name>{names})\b(?!\s*[:=\d])",
        re.IGNORECASE,
    )
    for m in pattern.finditer(text):
        name = m["name"].lower()
        yield Mention(
            fields=tuple(counts[name]), name=name, start=m.start(), value_at=m.start(), value_end=m.end("number")
        )


def _unnamed(text: str, known: dict[str, TemplateField]) -> Iterator[Mention]:
    """Find what needs no name: a web address, and the length of the term."""
    pages = [f.name for f in known.values() if f.type is FieldType.URL]
    if len(pages) == 1 and len(found := list(_WEB.finditer(text))) == 1:
        m = found[0]
        yield Mention(fields=(pages[0],), name="", start=m.start(), value_at=m.start("url"), value_end=m.end("url"))
    ends = [f.name for f in known.values() if f.type is FieldType.DATE and f.after]
    if len(ends) == 1:
        for m in _TERM.finditer(text):
            yield Mention(
                fields=(ends[0],), name="", start=m.start("term"), value_at=m.start("term"), value_end=m.end("term")
            )


def _misspelt(text: str, by_name: dict[str, list[str]]) -> Iterator[Mention]:
    """Find "superintendant: Luis Ortega": a nearly right name before a colon."""
    for m in re.finditer(
        r"(?:^|(?<=[\n;,]))\s*(?:the\s+|our\s+)?(?P<name>[A-Za-z][\w' ’-]{3,40}?)\s*[:=]\s*(?!//)", text
    ):
        near = process.extractOne(m["name"].lower(), list(by_name), scorer=fuzz.ratio, score_cutoff=86)
        if near:
            yield Mention(fields=tuple(by_name[near[0]]), name=near[0], start=m.start("name"), value_at=m.end())
