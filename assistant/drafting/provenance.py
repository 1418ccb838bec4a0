"""Tell for each sentence of an agreement where its words come from, by looking through the draft's versions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from assistant.domain.documents import Block, Span, Spans
from assistant.domain.drafts import Draft, Trace
from assistant.domain.knowledge import Authority, Knowledge
from assistant.domain.provenance import FilledIn, Origin, SentenceOrigin
from assistant.domain.templates import ClauseBlock, Template
from assistant.domain.wording import Wording
from assistant.drafting.conditions import holds
from assistant.drafting.own_wording import own_blocks
from assistant.drafting.render import numbers_of, render_clause
from assistant.drafting.spans import fill, plain
from assistant.verify.sentences import sentences


class _Since(NamedTuple):
    """The version in which something first stood, and what it was said to come from."""

    version: int
    at: datetime
    source: str = ""


class _Found(NamedTuple):
    """The origin of a sentence."""

    origin: Origin
    detail: str = ""
    since: _Since | None = None


def provenance(
    draft: Draft, template: Template, trail: Sequence[Trace], knowledge: Knowledge, wording: Wording
) -> tuple[SentenceOrigin, ...]:
    """Return every sentence of the recitals and clauses in the order of the document, with its origin.

    ``trail`` are the draft's versions, oldest first. A sentence of own wording that stands word for word in
    the clause library, or in a sample agreement, is told as theirs; others are told by what was recorded
    when they first stood in the clause. Headings and the signature block are not sentences.
    """
    return tuple(_Teller(draft, template, trail, knowledge, wording).told())


class _Teller:
    def __init__(
        self, draft: Draft, template: Template, trail: Sequence[Trace], knowledge: Knowledge, wording: Wording
    ) -> None:
        self._draft, self._template, self._trail, self._wording = draft, template, trail, wording
        self._knowledge = knowledge
        self._numbers = numbers_of(draft, template)
        self._values = _values_since(draft, trail)
        self._samples: dict[str, str] | None = None

    def told(self) -> Iterator[SentenceOrigin]:
        draft, template = self._draft, self._template
        start = self._wording("drafting.from.template", template=template.id, version=template.version)
        for recital in template.recitals:
            if holds(recital.when, draft.values, template.fields):
                spans = fill(recital.text, draft.values, template.fields, self._numbers)
                for text, inside in _sentences(spans):
                    yield SentenceOrigin(
                        clause=None,
                        number="",
                        title=self._wording("drafting.open.recitals"),
                        text=text,
                        origin=Origin.TEMPLATE,
                        detail=start,
                        values=self._filled(inside),
                    )
        for clause, number in self._numbers.items():
            origins = self._origins(clause)
            title = template.clauses[clause].title
            blocks = render_clause(draft, template, clause, number=int(number), numbers=self._numbers)
            for shown, text, inside in _lines(blocks[1:], number):
                found = origins.get(_key(text), origins[""])
                since = found.since
                yield SentenceOrigin(
                    clause=clause,
                    number=shown,
                    title=title,
                    text=text,
                    origin=found.origin,
                    detail=found.detail,
                    version=since.version if since else None,
                    at=since.at if since else None,
                    values=self._filled(inside),
                )

    def _origins(self, clause: str) -> dict[str, _Found]:
        """Return the origin of each sentence of a clause; under "" that of all others in it."""
        entry = self._draft.clauses[clause]
        variants = self._template.clauses[clause].variants
        if entry.own_text is None:
            chosen = next((v for v in variants if v.id == entry.variant), variants[0])
            return {"": self._library(clause, chosen.id)}
        found: dict[str, _Found] = {}
        for trace in self._trail:
            _, own, source = trace.clauses.get(clause, ("", None, ""))
            for text in self._sentences_of(own_blocks(own, self._template.fields)) if own is not None else ():
                origin = Origin.PROPOSAL if source else Origin.TYPED
                found.setdefault(_key(text), _Found(origin, source, _Since(trace.version, trace.at)))
        for key in found:
            if key in self._sample_sentences:
                found[key] = found[key]._replace(origin=Origin.SAMPLE, detail=self._sample_sentences[key])
        for variant in reversed(variants):
            for text in self._sentences_of(variant.blocks):
                if _key(text) in found:
                    found[_key(text)] = self._library(clause, variant.id)
        return {"": _Found(Origin.TYPED), **found}

    def _library(self, clause: str, variant: str) -> _Found:
        """Return the origin of words of the clause library: the template's start, or a wording chosen later."""
        variants = self._template.clauses[clause].variants
        label = next(v.label for v in variants if v.id == variant)
        template = self._template
        detail = self._wording("drafting.from.variant", label=label, template=template.id, version=template.version)
        if variant == variants[0].id:
            return _Found(Origin.TEMPLATE, detail)
        since: _Since | None = None
        for trace in self._trail:
            name = trace.clauses.get(clause, ("", None, ""))[0]
            if name != variant:
                since = None
            elif since is None:
                since = _Since(trace.version, trace.at)
        return _Found(Origin.VARIANT, detail, since)

    def _sentences_of(self, blocks: Sequence[ClauseBlock]) -> Iterator[str]:
        """Yield what blocks of a clause say with the draft's present values."""
        values, fields = self._draft.values, self._template.fields
        for block in blocks:
            if block.kind in ("paragraph", "item"):
                spans = fill(block.text, values, fields, self._numbers)
                yield from (t for t, _ in _sentences(spans, whole=block.kind == "item"))
            elif block.kind == "table":
                for row in block.rows[1:]:
                    yield plain(_row([fill(c, values, fields, self._numbers) for c in row]))

    @property
    def _sample_sentences(self) -> dict[str, str]:
        if self._samples is None:
            samples = [p for p in self._knowledge.passages.values() if p.authority is Authority.SAMPLE]
            self._samples = {
                _key(s.text): self._knowledge.sources[p.source].title for p in samples for s in sentences(p.text)
            }
        return self._samples

    def _filled(self, inside: Spans) -> tuple[FilledIn, ...]:
        out = []
        for name in dict.fromkeys(s.field for s in inside if s.kind == "text" and s.field):
            since = self._values.get(name)
            label = self._template.fields[name].label
            out.append(FilledIn(label=label, version=since and since.version, at=since and since.at))
        return tuple(out)


def _values_since(draft: Draft, trail: Sequence[Trace]) -> dict[str, _Since]:
    """Return for each value that was given since when it is what it is now."""
    since: dict[str, _Since] = {}
    before: Mapping[str, object] = {}
    for trace in trail:
        for name, value in trace.values.items():
            if name not in before or before[name] != value:
                since[name] = _Since(trace.version, trace.at)
        before = trace.values
    return {name: since[name] for name in draft.values if name in since}


def _lines(blocks: Sequence[Block], clause: str) -> Iterator[tuple[str, str, Spans]]:
    """Yield (number, words, spans) of each sentence, item and table row of a clause's blocks."""
    number = clause
    for block in blocks:
        if block.kind == "paragraph":
            number = block.number or clause
        if block.kind == "table":
            for row in block.rows[1:]:
                spans = _row(row)
                yield number, plain(spans), spans
        elif block.kind != "signatures":
            item = block.kind == "item"
            shown = f"{number} {block.number}" if item else number
            yield from ((shown, text, inside) for text, inside in _sentences(block.spans, whole=item))


def _sentences(spans: Spans, *, whole: bool = False) -> Iterator[tuple[str, Spans]]:
    """Yield each sentence with the spans that stand in it."""
    text = plain(spans)
    if whole:
        yield text, spans
        return
    for sentence in sentences(text):
        at, inside = 0, []
        for span in spans:
            if at < sentence.end and at + len(span.text) > sentence.start:
                inside.append(span)
            at += len(span.text)
        yield sentence.text, tuple(inside)


def _row(cells: Sequence[Spans]) -> Spans:
    return tuple(s for n, cell in enumerate(cells) for s in ((Span(text=" | "),) if n else ()) + tuple(cell))


def _key(text: str) -> str:
    return " ".join(text.split()).casefold()
