"""Assemble a board memo or a parent letter from answers; every word is a card's, a note's, a message's or a slice."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence

from assistant.answering.limits import states_limit
from assistant.answering.text import credit, place, whole_first
from assistant.domain.answers import Answer, Citation, Statement, Status
from assistant.domain.base import Value
from assistant.domain.briefs import Brief, BriefBlock, BriefKind
from assistant.domain.knowledge import Knowledge, Source
from assistant.domain.wording import Wording


class Asked(Value):
    """A question and its answer."""

    question: str
    answer: Answer


class BriefWriter:
    """Write briefs in fixed words around the answers' own."""

    def __init__(self, knowledge: Knowledge, wording: Wording) -> None:
        self._knowledge = knowledge
        self._say = wording

    def brief(self, kind: BriefKind, asked: Sequence[Asked]) -> Answer:
        """Return the answer that shows a brief on the questions asked, each once, in their order."""
        asked = distinct(asked)
        blocks = tuple(self._memo(asked) if kind is BriefKind.MEMO else self._letter(asked))
        edition = asked[-1].answer.edition
        digest = hashlib.sha256("\0".join(f"{b.kind}|{b.label}|{b.text}" for b in blocks).encode()).hexdigest()
        made = Brief(
            id=f"{kind.value}-{digest[:10]}",
            kind=kind,
            title=self._say(f"briefs.{kind.value}.title"),
            subject=self._subjects(asked),
            blocks=blocks,
            edition=edition,
        )
        statuses = [a.answer.status for a in asked]
        status = next(s for s in (Status.ANSWERED, Status.PARTLY, Status.NOT_COVERED) if s in statuses)
        one = "-one" if len(asked) == 1 else ""
        cited = tuple(dict.fromkeys(c for a in asked for c in a.answer.citations))
        lead = Statement(text=self._say(f"briefs.ready.{kind.value}{one}", count=len(asked)), citations=cited)
        return Answer(
            status=status,
            statements=(lead,),
            principles=tuple(sorted({n for a in asked for n in a.answer.principles})),
            how="brief",
            confidence=min(a.answer.confidence for a in asked),
            edition=edition,
            brief=made,
        )

    def subject(self, asked: Asked) -> str:
        """Return what an answer is about, in a few words of ours."""
        card = self._knowledge.cards.get(asked.answer.card or "")
        if card is not None:
            return card.label
        numbers = [n for n in asked.answer.principles if n]
        if asked.answer.how == "reference" and numbers:
            return self._say("briefs.subject.reference", numbers=", ".join(map(str, numbers)))
        return self._say("briefs.subject.extract")

    def _subjects(self, asked: Sequence[Asked]) -> str:
        return "; ".join(dict.fromkeys(_lower_first(self.subject(a)) for a in asked))

    def question(self, asked: Asked) -> str:
        """Return the card's own question, or what was asked where no card answered."""
        card = self._knowledge.cards.get(asked.answer.card or "")
        return card.question if card is not None else asked.question

    # The memo

    def _memo(self, asked: Sequence[Asked]) -> Iterator[BriefBlock]:
        say = self._say
        for name in ("to", "from", "date"):
            yield BriefBlock(kind="field", label=say(f"briefs.memo.{name}"), text=say(f"briefs.memo.{name}-blank"))
        about = say("briefs.memo.re-text", subject=self._subjects(asked))
        yield BriefBlock(kind="field", label=say("briefs.memo.re"), text=about)
        yield BriefBlock(kind="heading", level=1, text=say("briefs.memo.purpose"))
        yield BriefBlock(kind="text", text=say("briefs.memo.intro"))
        for one in asked:
            yield BriefBlock(kind="heading", level=1, text=self.question(one))
            yield from self._section(one.answer)
        yield BriefBlock(kind="heading", level=1, text=say("briefs.memo.sources"))
        for source in self._sources(asked):
            yield BriefBlock(kind="item", text=self._source_line(source))
        yield BriefBlock(kind="heading", level=1, text=say("briefs.memo.about"))
        yield BriefBlock(kind="text", text=say("briefs.memo.notice"))
        yield BriefBlock(kind="text", text=say("briefs.edition", edition=asked[-1].answer.edition))

    def _section(self, answer: Answer) -> Iterator[BriefBlock]:
        say = self._say
        first, rest = answer.statements[0], answer.statements[1:]
        gaps = [s for s in rest if states_limit(s.text)]
        yield _head(say("briefs.memo.short"))
        for statement in (first, *(s for s in rest if s not in gaps)):
            yield BriefBlock(kind="text", text=statement.text)
        quotes = whole_first(list(dict.fromkeys(c for s in answer.statements for c in s.citations)))
        own = [c for c in quotes if c.authority.value == "principles"]
        if own and answer.status is not Status.NOT_COVERED:
            yield _head(say("briefs.memo.words"))
            yield from (self._quote(c) for c in own)
        closest = answer.closest or (own[0] if own and answer.status is Status.NOT_COVERED else None)
        if closest is not None and (closest not in own or answer.status is Status.NOT_COVERED):
            yield _head(say("briefs.memo.closest"))
            yield self._quote(closest)
        if gaps:
            yield _head(say("briefs.memo.gaps"))
            yield from (BriefBlock(kind="text", text=s.text) for s in gaps)
        if answer.asides:
            yield _head(say("briefs.memo.elsewhere"))
            for aside in answer.asides:
                source = self._knowledge.sources.get(aside.citation.source)
                told = credit(source, self._say) if source is not None else aside.citation.label
                yield BriefBlock(kind="note", label=aside.label, text=f"{aside.text} ({told})")
        yield _head(say("briefs.memo.who"))
        yield BriefBlock(kind="text", text=answer.who_decides or say("answers.extract.who"))

    # The letter

    def _letter(self, asked: Sequence[Asked]) -> Iterator[BriefBlock]:
        say = self._say
        yield BriefBlock(kind="text", text=say("briefs.letter.date-blank"))
        yield BriefBlock(kind="text", text=say("briefs.letter.greeting"))
        yield BriefBlock(kind="text", text=say("briefs.letter.intro"))
        for one in asked:
            answer = one.answer
            yield BriefBlock(kind="heading", level=2, text=self.question(one))
            for statement in answer.short:
                yield BriefBlock(kind="text", text=statement.text)
            cited = whole_first([c for s in answer.short for c in s.citations if c.authority.value == "principles"])
            missing = answer.status is Status.NOT_COVERED
            quote = answer.closest if missing and answer.closest is not None else next(iter(cited), None)
            if quote is not None:
                yield BriefBlock(kind="text", text=say(f"briefs.letter.{'closest' if missing else 'words'}"))
                yield self._quote(quote)
            if answer.who_decides:
                yield BriefBlock(kind="text", text=say("briefs.letter.who", who=answer.who_decides))
        for source in self._sources(asked):
            if source.authority.value == "principles" and source.url:
                yield BriefBlock(kind="text", text=say("briefs.letter.read", url=source.url))
        for name in ("contact", "closing", "signature"):
            yield BriefBlock(kind="text", text=say(f"briefs.letter.{name}"))
        notice = f"{say('briefs.letter.notice')} {say('briefs.edition', edition=asked[-1].answer.edition)}"
        yield BriefBlock(kind="text", label="small", text=notice)

    # Both

    def _quote(self, citation: Citation) -> BriefBlock:
        source = self._knowledge.sources.get(citation.source)
        where = place(citation, self._knowledge)
        if source is not None:
            where = self._say("briefs.memo.quote", place=where, source=source.title)
        return BriefBlock(kind="quote", text=citation.quote, label=where)

    def _sources(self, asked: Sequence[Asked]) -> list[Source]:
        """Return every source cited, and the principles in any case, in the order of their first use."""
        ids = [c.source for a in asked for c in a.answer.citations]
        own = [s.id for s in self._knowledge.sources.values() if s.authority.value == "principles"]
        return [self._knowledge.sources[i] for i in dict.fromkeys([*own, *ids]) if i in self._knowledge.sources]

    def _source_line(self, source: Source) -> str:
        key = "briefs.source-edition" if source.edition else "briefs.source"
        line = self._say(key, title=source.title, publisher=source.publisher, edition=source.edition)
        day = f"{source.date_read:%B} {source.date_read.day}, {source.date_read.year}"
        return ", ".join(p for p in (line, self._say("briefs.read-on", date=day)) if p) + (
            f": {source.url}" if source.url else ""
        )


def distinct(asked: Iterable[Asked]) -> list[Asked]:
    """Keep one of the answers that say the same thing: the first, which was asked without leaning on another."""
    kept: dict[str, Asked] = {}
    for one in asked:
        key = one.answer.card or " ".join(s.text for s in one.answer.statements)
        kept.setdefault(key, one)
    return list(kept.values())


def _head(text: str) -> BriefBlock:
    return BriefBlock(kind="heading", level=2, text=text)


def _lower_first(label: str) -> str:
    return label if label[1:2].isupper() or label.startswith(("Principle", "SRO")) else label[:1].lower() + label[1:]
