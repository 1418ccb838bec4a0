"""Sentences that the answerer puts before an answer: a premise set right, a must denied, a choice offered."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answering.compose import AIMS, Composer
from assistant.answering.premise import Premise
from assistant.domain.answers import Answer, Statement, Status
from assistant.domain.knowledge import Cite, Knowledge
from assistant.domain.wording import Wording

GUIDE = "offered as a guide"
"""The words of the opening that say how far the principles go."""


class Leads:
    """Compose what stands before or around an answer; quotations come from the composer."""

    def __init__(self, knowledge: Knowledge, wording: Wording, compose: Composer) -> None:
        self._knowledge = knowledge
        self._say = wording
        self._compose = compose
        passage = knowledge.passages[AIMS]
        at = passage.text.find(GUIDE)
        cite = Cite(passage=AIMS, start=passage.start + at, end=passage.start + at + len(GUIDE))
        self._guide = compose.cite(cite) if at >= 0 else compose.whole(AIMS)

    def corrected(self, answer: Answer, premise: Premise) -> Answer:
        """Return an answer that first sets a premise right, with the words that do where there are some."""
        said = self._say(f"answers.premise.{premise.kind}", said=premise.said)
        cited = (self._guide,) if premise.kind in ("duty", "ban") else ()
        update: dict[str, object] = {"statements": (Statement(text=said, citations=cited), *answer.statements)}
        if cited and answer.principles and 0 not in answer.principles:
            update["principles"] = (*answer.principles, 0)
        return answer.model_copy(update=update)

    def unmentioned(self, number: int, details: Sequence[str], answer: Answer) -> Answer:
        """Say which details a principle does not mention, with all its words, in place of another answer."""
        listed = details[0]
        if len(details) > 1:
            listed = self._say("answers.asserted.or", first=", ".join(details[:-1]), last=details[-1])
        cited = tuple(self._compose.whole(p) for p in self._knowledge.principle(number).passages)
        said = self._say("answers.asserted.unmentioned", number=number, details=listed)
        return Answer(
            status=Status.ANSWERED,
            statements=(Statement(text=said, citations=cited),),
            principles=(number,),
            suggestions=answer.suggestions,
            how="reference",
            confidence=answer.confidence,
            edition=self._knowledge.edition,
        )

    def nowhere(self, answer: Answer) -> Answer:
        """Return an answer that first says that none of the twelve says what the message takes for granted."""
        lead = Statement(text=self._say("answers.asserted.none"))
        return answer.model_copy(update={"statements": (lead, *answer.statements)})

    def binding(self, number: int, last: Answer) -> Answer:
        """Say whether what was just spoken of is a must: the principle recommends, in these words."""
        cited = tuple(self._compose.whole(p) for p in self._knowledge.principle(number).passages)
        statement = Statement(text=self._say("answers.binding", number=number), citations=cited)
        return Answer(
            status=Status.ANSWERED,
            statements=(statement,),
            principles=(number,),
            suggestions=last.suggestions,
            how="reference",
            confidence=1.0,
            edition=self._knowledge.edition,
        )

    def choice(self, cards: Sequence[str], *, confidence: float) -> Answer:
        """Ask which of some cards' questions is meant."""
        questions = tuple(self._knowledge.cards[c].question for c in cards)
        lines = [self._say("answers.choice.ask")]
        lines += [self._say("answers.choice.line", number=n, question=q) for n, q in enumerate(questions, 1)]
        return Answer(
            status=Status.UNCLEAR,
            statements=tuple(Statement(text=line) for line in lines),
            suggestions=questions,
            how="choice",
            confidence=confidence,
            edition=self._knowledge.edition,
        )

    def heading(self, question: str) -> str:
        """Return the line before the answer to a second question."""
        return self._say("answers.two.second", question=question.strip(" ,;"))
