"""Put an answer in layers: the short answer, what it means in practice, how agreements word it."""

from __future__ import annotations

from assistant.answering.limits import qualifies
from assistant.answering.samples import SampleFinder
from assistant.domain.answers import Answer, Statement, Status
from assistant.domain.knowledge import Knowledge

WHOLE = frozenset({"list", "comparison", "not-covered", "scope"})
"""Kinds of cards whose statements are one answer together: what is not covered is said in full."""

BRIEF = 12
"""A further statement of so few words is no burden and stays with the first."""


class Layers:
    """Complete answers, whoever wrote them."""

    def __init__(self, knowledge: Knowledge, samples: SampleFinder) -> None:
        self._knowledge = knowledge
        self._samples = samples

    def complete(self, answer: Answer, question: str, *, samples: bool = True) -> Answer:
        """Return the answer with its short part marked and sample wording added.

        ``question`` is what was asked; ``samples`` False leaves out the sample wording, which needs
        the clause library.
        """
        if answer.status in (Status.REFUSED, Status.UNCLEAR) or answer.brief is not None:
            return answer
        card = self._knowledge.cards.get(answer.card or "")
        whole = answer.how != "card" or card is None or card.kind in WHOLE
        lead = 0 if whole else short_count(answer.statements)
        found = self._samples.find(answer, question) if samples else ()
        return answer.model_copy(update={"lead": lead, "samples": found})


def short_count(statements: tuple[Statement, ...]) -> int:
    """Return how many statements make the short answer; 0 when it is all of them.

    It is the first, with those right after it that limit it: a short answer must not promise more
    than the whole one.
    """
    count = 1
    while count < len(statements) and (
        qualifies(statements[count].text) or len(statements[count].text.split()) <= BRIEF
    ):
        count += 1
    return 0 if count >= len(statements) else count
