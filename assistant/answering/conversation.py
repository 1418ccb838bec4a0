"""What a conversation is on: its questions and answers so far, the principle at hand, an open choice."""

from __future__ import annotations

from assistant.answering.followups import Reading
from assistant.domain.answers import Answer, Status

LONGEST_CHAIN = 300
"""Characters up to which a chain of follow-ups keeps the question that started it."""


class Conversation:
    """The state that follow-ups are read in; it is rebuilt from the user's earlier messages."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.answers: list[Answer] = []
        self.numbers: list[int | None] = []
        self.choices: tuple[str, ...] = ()

    @property
    def question(self) -> str | None:
        """The last question, with those that it leans on."""
        return self.asked[-1] if self.asked else None

    @property
    def answer(self) -> Answer | None:
        """The last answer that said something."""
        return self.answers[-1] if self.answers else None

    @property
    def number(self) -> int | None:
        """The principle spoken of last."""
        return self.numbers[-1] if self.numbers else None

    @property
    def by_number(self) -> bool:
        """Whether the last answer gave one principle that was asked for by its number."""
        return self.answer is not None and self.answer.how == "reference" and len(self.answer.principles) == 1

    @property
    def number_before(self) -> int | None:
        """The other principle of the two that were last asked for by number, together or one after the other."""
        if self.answer is not None and self.answer.how == "reference" and len(self.answer.principles) == 2:
            return self.answer.principles[0]
        named = [n for n, a in zip(self.numbers, self.answers, strict=True) if a.how == "reference"]
        return named[-2] if len(named) > 1 and named[-1] == self.number != named[-2] else None

    def copy(self) -> Conversation:
        """Return a conversation that can go on apart from this one."""
        other = Conversation()
        other.asked, other.answers, other.numbers = [*self.asked], [*self.answers], [*self.numbers]
        other.choices = self.choices
        return other

    def remember(self, text: str, reading: Reading, answer: Answer) -> None:
        """Take in a question and its answer; a refusal changes nothing, a choice waits for its pick."""
        self.choices = answer.suggestions if answer.how == "choice" else ()
        if answer.status is Status.REFUSED or (answer.status is Status.UNCLEAR and answer.how != "choice"):
            return
        if answer.how == "choice":
            return
        joined = reading.kind != "alone" and len(reading.text) < LONGEST_CHAIN
        self.asked.append(reading.text if joined else text)
        self.answers.append(answer)
        self.numbers.append(_number(answer) or self.number)


def _number(answer: Answer) -> int | None:
    numbers = [n for n in answer.principles if n]
    if not numbers and answer.closest is not None and answer.closest.principle:
        numbers = [answer.closest.principle]
    if not numbers:
        return None
    return numbers[-1] if answer.how == "reference" else numbers[0]
