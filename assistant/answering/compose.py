"""Make answers whose quotations are slices of stored passages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.answering.references import COUNT
from assistant.domain.answers import Answer, Aside, Citation, Statement, Status
from assistant.domain.knowledge import AnswerCard, Authority, CardStatement, Cite, Knowledge, Passage
from assistant.domain.wording import Wording

AIMS = "preamble-2"
"""The passage that says what the principles are for."""


MOST_NOTES = 2
"""Notes of other sources that stand beside an answer; more would bury it."""


class Composer:
    """Turn cards, references and hits into answers; it never writes a quotation."""

    def __init__(self, knowledge: Knowledge, wording: Wording) -> None:
        self._knowledge = knowledge
        self._say = wording

    def cite(self, cite: Cite) -> Citation:
        """Return the citation for a cite; its quote is cut from the passage by the offsets."""
        passage = self._knowledge.passages[cite.passage]
        return Citation(
            source=passage.source,
            authority=passage.authority,
            principle=passage.principle,
            passage=passage.id,
            file=passage.file,
            label=self.label(passage),
            quote=passage.text[cite.start - passage.start : cite.end - passage.start],
            start=cite.start,
            end=cite.end,
        )

    def whole(self, passage_id: str) -> Citation:
        """Return the citation of a whole passage."""
        p = self._knowledge.passages[passage_id]
        return self.cite(Cite(passage=p.id, start=p.start, end=p.end))

    def label(self, passage: Passage) -> str:
        """Return the short name of a passage's place ("Principle 3")."""
        if passage.authority is Authority.PRINCIPLES:
            if passage.principle:
                return self._say("answers.labels.principle", number=passage.principle)
            return self._say(f"answers.labels.{'closing' if passage.id.startswith('closing') else 'preamble'}")
        return self._knowledge.sources[passage.source].title

    def aside(self, passage_id: str) -> Aside:
        """Return a note of another source, under the label of its authority."""
        passage = self._knowledge.passages[passage_id]
        return Aside(
            label=self._say(f"answers.labels.{passage.authority.value}"),
            text=passage.text,
            citation=self.whole(passage_id),
        )

    def card(self, card: AnswerCard, *, notes: Iterable[str] = (), confidence: float = 1.0) -> Answer:
        """Return a card's answer."""
        statements = tuple(Statement(text=s.text, citations=tuple(self.cite(c) for c in s.cites)) for s in card.answer)
        return Answer(
            status=Status(card.status),
            statements=statements,
            principles=() if card.status in ("not-covered", "refused", "unclear") else card.principles,
            closest=self.whole(card.closest) if card.closest else None,
            who_decides=card.who_decides,
            asides=tuple(self.aside(n) for n in self._beside(statements, (*card.also, *notes))),
            suggestions=tuple(self._knowledge.cards[c].question for c in card.next if c in self._knowledge.cards),
            how="card",
            card=card.id,
            confidence=confidence,
            edition=self._knowledge.edition,
        )

    def _beside(self, statements: Sequence[Statement], notes: Iterable[str]) -> list[str]:
        cited = _summaries(statements)
        others = [n for n in dict.fromkeys(notes) if n not in cited]
        return [*dict.fromkeys(cited), *others[: max(0, MOST_NOTES - len(cited))]]

    def quoted_first(self, card: AnswerCard) -> AnswerCard:
        """Return a card whose first statement is the passage itself instead of "only if …"."""
        first = card.answer[0]
        if not first.cites:
            return card
        whole = self.whole(first.cites[0].passage)
        text = self._say("answers.turned.words", label=whole.label, quote=whole.quote)
        return card.model_copy(update={"answer": (CardStatement(text=text, cites=first.cites), *card.answer[1:])})

    def no_duty_first(self, card: AnswerCard) -> AnswerCard:
        """Return a card that first says that the principles recommend and do not oblige."""
        lead = CardStatement(text=self._say("answers.turned.no-duty"))
        return card.model_copy(update={"answer": (lead, *card.answer)})

    def named_first(self, card: AnswerCard) -> AnswerCard:
        """Return a card on one principle that first says which one that is; the question is answered by it."""
        if card.kind not in ("question", "yes-no") or card.id.startswith("nc-") or not card.principles:
            return card
        number = card.principles[0]
        if not number or card.status not in ("answered", "partly"):
            return card
        title = _lower_first(self._knowledge.principle(number).title)
        lead = CardStatement(text=self._say("answers.number.which", number=number, title=title))
        return card.model_copy(update={"answer": (lead, *card.answer), "status": "answered"})

    def starts_no_duty(self, answer: Answer) -> bool:
        """Say whether an answer already begins by saying that the principles do not oblige."""
        return any(s.text == self._say("answers.turned.no-duty") for s in answer.statements[:1])

    def who(self, last: Answer) -> Answer:
        """Return the part of an answer that says who decides."""
        statement = Statement(text=last.who_decides)
        return last.model_copy(update={"statements": (statement,), "who_decides": "", "asides": ()})

    def numbers(self, last: Answer) -> Answer:
        """Return which principles the last answer rested on, by number and title, with its quotations."""
        numbers = tuple(n for n in last.principles if n)
        cited = {n: tuple(c for c in last.citations if c.principle == n) for n in numbers}
        titles = {n: _lower_first(self._knowledge.principle(n).title) for n in numbers}
        if len(numbers) == 1:
            n = numbers[0]
            said = self._say("answers.number.one", number=n, title=titles[n])
            statements = [Statement(text=said, citations=cited[n])]
        else:
            statements = [Statement(text=self._say("answers.number.several", numbers=_listed(numbers)))]
            statements += [
                Statement(text=self._say("answers.number.line", number=n, title=titles[n]), citations=cited[n])
                for n in numbers
            ]
        return Answer(
            status=Status.ANSWERED,
            statements=tuple(statements),
            principles=numbers,
            suggestions=last.suggestions,
            how="reference",
            confidence=1.0,
            edition=self._knowledge.edition,
        )

    def why(self, number: int) -> Answer:
        """Return what the text has for reasons: the principle's own words and the aims in the opening."""
        cited = tuple(self.whole(p) for p in (*self._knowledge.principle(number).passages, AIMS))
        return Answer(
            status=Status.PARTLY,
            statements=(Statement(text=self._say("answers.why", number=number), citations=cited),),
            principles=(number, 0),
            how="reference",
            confidence=1.0,
            edition=self._knowledge.edition,
        )

    def silent(self, last: Answer, kind: str) -> Answer:
        """Say again that the text does not cover what was asked last, or (``kind`` "why") that it gives no reason."""
        said = Statement(text=self._say(f"answers.silent.{kind}"))
        return last.model_copy(update={"statements": (said, *last.statements)})

    def word(self, word: str) -> Answer:
        """Say which principles contain a word, with those sentences."""
        stem = re.compile(rf"\b{re.escape(word)}", re.I)
        found = {
            n: [p for p in self._knowledge.principle(n).passages if stem.search(self._knowledge.passages[p].text)]
            for n in range(1, COUNT + 1)
        }
        numbers = tuple(n for n, passages in found.items() if passages)
        key = "none" if not numbers else "one" if len(numbers) == 1 else "several"
        said = self._say(f"answers.word.{key}", word=word, numbers=_listed(numbers))
        cited = tuple(self.whole(p) for n in numbers for p in found[n])
        return Answer(
            status=Status.ANSWERED if numbers else Status.NOT_COVERED,
            statements=(Statement(text=said, citations=cited),),
            principles=numbers,
            how="reference",
            confidence=1.0,
            edition=self._knowledge.edition,
        )

    def references(self, numbers: Sequence[int], outside: Sequence[int] = ()) -> Answer:
        """Return the principles named by number, each quoted whole."""
        statements = [Statement(text=self._say("answers.outside.none", number=n)) for n in outside[:3]]
        if len(numbers) > 1:
            statements.append(Statement(text=self._say("answers.reference.several", numbers=_listed(numbers))))
        for n in numbers:
            principle = self._knowledge.principle(n)
            key = "line" if len(numbers) > 1 else "one"
            statements.append(
                Statement(
                    text=self._say(f"answers.reference.{key}", number=n, title=_lower_first(principle.title)),
                    citations=tuple(self.whole(p) for p in principle.passages),
                )
            )
        return Answer(
            status=Status.ANSWERED if numbers else Status.NOT_COVERED,
            statements=tuple(statements),
            principles=tuple(numbers),
            how="reference",
            confidence=1.0,
            edition=self._knowledge.edition,
        )

    def part(self, name: str) -> Answer:
        """Return the words of the introduction ("preamble") or of the closing paragraph ("closing")."""
        there = [p for p in self._knowledge.passages if p.startswith(f"{name}-") or p == name]
        said = self._say(f"answers.reference.{name}")
        return Answer(
            status=Status.ANSWERED,
            statements=(Statement(text=said, citations=tuple(self.whole(p) for p in there)),),
            principles=(0,),
            how="reference",
            confidence=1.0,
            edition=self._knowledge.edition,
        )

    def extract(self, passages: Sequence[str], *, confidence: float) -> Answer:
        """Return the nearest sentences of the principles, quotations first, claiming nothing about them."""
        citations = tuple(self.whole(p) for p in passages)
        numbers = tuple(dict.fromkeys(c.principle for c in citations if c.principle is not None))
        return Answer(
            status=Status.PARTLY,
            statements=(Statement(text=self._say("answers.extract.lead"), citations=citations),),
            principles=numbers,
            who_decides=self._say("answers.extract.who"),
            how="extract",
            confidence=confidence,
            edition=self._knowledge.edition,
        )

    def not_found(self, closest: str | None, *, notes: Iterable[str] = (), confidence: float = 0.0) -> Answer:
        """Say that the text does not cover a question, with the closest passage."""
        statements = [Statement(text=self._say("answers.extract.none"))]
        if closest:
            statements.append(Statement(text=self._say("answers.extract.none-closest")))
        return Answer(
            status=Status.NOT_COVERED,
            statements=tuple(statements),
            closest=self.whole(closest) if closest else None,
            who_decides=self._say("answers.extract.who"),
            asides=tuple(self.aside(n) for n in notes),
            how="extract",
            confidence=confidence,
            edition=self._knowledge.edition,
        )

    def plain(self, status: Status, key: str, **slots: object) -> Answer:
        """Return a fixed sentence of the interface as an answer."""
        return Answer(
            status=status,
            statements=(Statement(text=self._say(key, **slots)),),
            how="scope",
            edition=self._knowledge.edition,
        )


def _summaries(statements: Iterable[Statement]) -> list[str]:
    """Return the passages cited that are summaries of ours: they are shown as notes, never as quotations."""
    return [c.passage for s in statements for c in s.citations if c.authority.summed_up]


def _listed(numbers: Sequence[int]) -> str:
    return " and ".join(s for s in (", ".join(str(n) for n in numbers[:-1]), str(numbers[-1])) if s) if numbers else ""


def _lower_first(title: str) -> str:
    return title if title.startswith("Memorandum") else title[:1].lower() + title[1:]
