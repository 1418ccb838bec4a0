"""Make answers in Spanish: written text in Spanish, every quotation in English beside its translation."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.compose import Composer
from assistant.domain.answers import Answer, Citation, Statement, Status
from assistant.domain.knowledge import AnswerCard, Authority, Knowledge
from assistant.domain.spanish import SpanishCard
from assistant.domain.wording import Wording
from assistant.retrieval.spanish import fold

AIMS = "preamble-2"
"""The passage that says what the principles are for."""

NEXT = 3
"""How many questions are offered next."""

_YES_OR_NO = re.compile(r"^(?:Sí|No)\b[^.]*\.\s+")
# Who asks what, who, when or why is not answered by yes or no.
_OPEN = re.compile(
    r"^\W*(?:y |pero )*(?:que|cual|cuales|quien|quienes|como|cuando|cuanto|cuanta|cuantos|donde|por que)\b"
)
# "Is it forbidden …?" and "must they not …?" turn a yes into a no.
_TURNED = re.compile(
    r"\b(?:prohib\w+|no (?:puede|pueden|debe|deben|deberia|deberian|debo|es|son|hay|tiene|tienen|se)|nunca|nadie|sin"
    r"|evitar|impedir|impide|ilegal|en contra|esta mal|verdad|cierto|o no|o solo|o tambien|basta|solo|solamente"
    r"|todavia|reglas o|o (?:consejos?|recomendacion(?:es)?))\b"
)
_DUTY = re.compile(
    r"\b(?:oblig\w+|exig\w+|requier\w+|requisit\w+|tiene[ns]? que|hay que|a fuerza|por ley|mand[ao]n?)\b"
)


class SpanishComposer:
    """Turn cards and references into answers in Spanish; it never writes a quotation."""

    def __init__(self, knowledge: Knowledge, wording: Wording) -> None:
        """``wording`` gives the words of the interface in Spanish."""
        self._knowledge = knowledge
        self._say = wording
        self._composer = Composer(knowledge, wording)

    def cite(self, passage_id: str) -> Citation:
        """Return the citation of a whole passage with its translation, where there is one."""
        cited = self._composer.whole(passage_id)
        translated = self._knowledge.spanish.passages.get(passage_id)
        return cited.model_copy(update={"translation": translated.text if translated is not None else ""})

    def card(self, card: AnswerCard, spanish: SpanishCard, *, asked: str, confidence: float) -> Answer:
        """Return a card's answer; ``asked`` decides whether a yes or no may lead."""
        texts = list(spanish.answer)
        lead: list[Statement] = []
        said = fold(asked)
        duty = bool(_DUTY.search(said)) and card.kind in ("yes-no", "question") and 0 not in card.principles
        if texts and (duty or _OPEN.match(said) or _TURNED.search(said)):
            texts[0] = without_yes_or_no(texts[0])
        if duty and card.principles:
            lead = [Statement(text=self._say("answers.turned.no-duty"))]
        statements = tuple(
            # Whole passages, because a part of a sentence could not be held against its translation.
            Statement(text=text, citations=tuple(dict.fromkeys(self.cite(c.passage) for c in s.cites)))
            for text, s in zip(texts, card.answer, strict=True)
        )
        return self._answer(
            Status(card.status),
            (*lead, *statements),
            principles=() if card.status in ("not-covered", "refused", "unclear") else card.principles,
            closest=self.cite(card.closest) if card.closest else None,
            who_decides=spanish.who_decides,
            suggestions=self._next(card),
            how="card",
            card=card.id,
            confidence=confidence,
        )

    def _next(self, card: AnswerCard) -> tuple[str, ...]:
        """Return what to ask next: the card's own list as far as it is there in Spanish, then its principle."""
        spanish, cards = self._knowledge.spanish.cards, self._knowledge.cards
        on = set(self.about(card)) - {0}
        near = [
            c for c, s in spanish.items() if s.answer and cards[c].kind != "scope" and on & set(self.about(cards[c]))
        ]
        wanted = [
            c
            for c in (*card.next, *near)
            if c in spanish and spanish[c].answer and c != card.id and cards[c].kind != "list"
        ]
        return tuple(spanish[c].question for c in list(dict.fromkeys(wanted))[:NEXT])

    def about(self, card: AnswerCard) -> tuple[int, ...]:
        """Return the principles that a card rests on, or the closest one where it rests on none."""
        closest = self._knowledge.passages[card.closest].principle if card.closest else None
        return (*card.principles, closest) if closest is not None else card.principles

    def references(self, numbers: Sequence[int], outside: Sequence[int]) -> Answer:
        """Return the principles named by number, each quoted whole."""
        statements = [Statement(text=self._say("answers.outside.none", number=n)) for n in outside[:3]]
        if len(numbers) > 1:
            statements.append(Statement(text=self._say("answers.reference.several", numbers=_listed(numbers))))
        for n in numbers:
            passages = self._knowledge.principle(n).passages
            title = self._knowledge.spanish.passages[passages[0]].heading
            key = "line" if len(numbers) > 1 else "one"
            statements.append(
                Statement(
                    text=self._say(f"answers.reference.{key}", number=n, title=title),
                    citations=tuple(self.cite(p) for p in passages),
                )
            )
        status = Status.ANSWERED if numbers else Status.NOT_COVERED
        return self._answer(status, statements, principles=tuple(numbers), how="reference", confidence=1.0)

    def who(self, last: Answer) -> Answer:
        """Return the part of an answer that says who decides."""
        text = last.who_decides or self._say("answers.extract.who")
        return last.model_copy(update={"statements": (Statement(text=text),), "who_decides": ""})

    def why(self, number: int) -> Answer:
        """Return what the text has for reasons: the principle's own words and the aims in the opening."""
        cited = tuple(self.cite(p) for p in (*self._knowledge.principle(number).passages, AIMS))
        said = Statement(text=self._say("answers.why", number=number), citations=cited)
        return self._answer(Status.PARTLY, [said], principles=(number, 0), how="reference", confidence=1.0)

    def only_in_part(self, closest: str | None, question: str = "", *, confidence: float) -> Answer:
        """Say that this is not there in Spanish, with the closest passage, and to ask in English.

        ``question`` is the question in English that has an answer, where it is known.
        """
        say, known = self._say, self._knowledge.spanish.cards
        texts = [say("answers.language.part")]
        texts += [say("answers.language.this-in-english"), question] if question else [say("answers.language.english")]
        if closest:
            texts.append(say("answers.language.closest"))
        examples = [known[c].question for c in ("list-all-twelve", "scope-language-support") if c in known]
        return self._answer(
            Status.UNCLEAR,
            [Statement(text=t) for t in texts],
            closest=self.cite(closest) if closest else None,
            suggestions=(question, *examples[:1]) if question else tuple(examples),
            how="language",
            confidence=confidence,
        )

    def shorter(self, last: Answer) -> Answer:
        """Return an answer cut down to its first statement."""
        # That the principles recommend is said before an answer; alone it would answer nothing.
        count = 2 if last.statements[0].text == self._say("answers.turned.no-duty") else 1
        return last.model_copy(update={"statements": last.statements[:count], "suggestions": (), "who_decides": ""})

    def cut(self, answer: Answer, count: int) -> Answer:
        """Add that only the beginning of a long message was read."""
        notice = f"{self._say('answers.notice.cut', count=count)} {answer.notice}".strip()
        return answer.model_copy(update={"notice": notice})

    def _answer(self, status: Status, statements: Sequence[Statement], **more: object) -> Answer:
        answer = Answer.model_validate(
            {
                "status": status,
                "statements": tuple(statements),
                "edition": self._knowledge.edition,
                "language": "es",
                **more,
            }
        )
        principles = any(c.authority is Authority.PRINCIPLES for c in answer.citations)
        notice = self._say("answers.language.notice") if principles else ""
        return answer.model_copy(update={"notice": notice})


def without_yes_or_no(text: str) -> str:
    """Return a text without the sentence that says yes or no, where another one follows it."""
    return _YES_OR_NO.sub("", text, count=1)


def _listed(numbers: Sequence[int]) -> str:
    if len(numbers) < 2:
        return "".join(map(str, numbers))
    return f"{', '.join(map(str, numbers[:-1]))} y {numbers[-1]}"
