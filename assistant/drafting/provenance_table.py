"""Show where sentences come from: as a short table in the working copy, and as one line a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from assistant.domain.documents import Block, Span, Spans
from assistant.domain.provenance import FilledIn, SentenceOrigin
from assistant.domain.wording import Wording
from assistant.drafting.moments import spoken

_WORDS = 8  # of a sentence, to tell which one is meant


def provenance_blocks(told: Sequence[SentenceOrigin], draft: str, wording: Wording) -> tuple[Block, ...]:
    """Return a heading, a line on what is known, and a table with one row for each stretch of one origin."""
    if not told:
        return ()
    header = tuple(_cell(wording(f"drafting.from.{name}")) for name in ("section", "words", "origin", "since"))
    rows = [header]
    for _, group in groupby(told, key=lambda s: (s.clause, s.origin, s.detail, s.version)):
        stretch = list(group)
        one = stretch[0]
        section = f"{one.number.split('.')[0]} {one.title}".strip()
        words = _beginning(one.text)
        if len(stretch) > 1:
            words = wording("drafting.from.sentences", first=words.rstrip(" …"), count=len(stretch))
        rows.append((_cell(section), _cell(words), _cell(_origin(one, wording)), _cell(_since(one, wording))))
    title, lead = wording("drafting.from.title"), wording("drafting.from.lead", draft=draft)
    return (
        Block(kind="heading", level=1, spans=(Span(text=title),)),
        Block(kind="plain", spans=(Span(text=lead),)),
        Block(kind="table", rows=tuple(rows), caption=title),
    )


def provenance_rows(told: Sequence[SentenceOrigin], wording: Wording) -> tuple[tuple[str, ...], ...]:
    """Return a header and one row for each sentence: section, number, words, origin, since, values."""
    names = ("section", "number", "words", "origin", "since", "values")
    out = [tuple(wording(f"drafting.from.{name}") for name in names)]
    for one in told:
        values = "; ".join(_filled(v, wording) for v in one.values)
        out.append((one.title, one.number, one.text, _origin(one, wording), _since(one, wording), values))
    return tuple(out)


def _origin(one: SentenceOrigin, wording: Wording) -> str:
    return wording(f"drafting.from.of.{one.origin.value}", detail=one.detail)


def _since(one: SentenceOrigin, wording: Wording) -> str:
    if one.version is None or one.at is None:
        return wording("drafting.from.start")
    return wording("drafting.from.version", version=one.version, day=spoken(one.at.date()))


def _filled(value: FilledIn, wording: Wording) -> str:
    if value.version is None or value.at is None:
        return wording("drafting.from.suggested", label=value.label)
    return wording("drafting.from.filled", label=value.label, version=value.version, day=spoken(value.at.date()))


def _beginning(text: str) -> str:
    words = text.split()
    return " ".join(words[:_WORDS]) + (" …" if len(words) > _WORDS else "")


def _cell(text: str) -> Spans:
    return (Span(text=text),)
