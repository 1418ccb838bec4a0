"""Check at run time what no author reviewed: a composed sentence that outruns its citation is dropped.

Cards are checked by ``mou check`` with the same verifier; what a card does not hold word for word is
checked here, and the bare quotation stands where a sentence fails.
"""

from __future__ import annotations

from collections.abc import Callable

from assistant.domain.answers import Answer, Citation, Statement
from assistant.domain.knowledge import Authority, Knowledge
from assistant.verify.statements import check_statement

Bare = Callable[[Citation], str]
"""From a citation to the sentence that gives only its quotation."""


class RuntimeCheck:
    """Hold every composed statement to the words that it cites."""

    def __init__(self, knowledge: Knowledge, bare: Bare) -> None:
        self._knowledge = knowledge
        self._bare = bare
        self._reviewed = frozenset(s.text for card in knowledge.cards.values() for s in card.answer)

    def hold(self, answer: Answer) -> Answer:
        """Return the answer; a statement that the verifier refuses gives way to its quotation."""
        if all(self._holds(s) for s in answer.statements):
            return answer
        kept = tuple(s if self._holds(s) else self._quoted(s) for s in answer.statements)
        return answer.model_copy(update={"statements": kept})

    def _holds(self, statement: Statement) -> bool:
        if statement.text in self._reviewed or not statement.citations:
            return True
        others = [c.authority for c in statement.citations if c.authority is not Authority.PRINCIPLES]
        # Whole passages, as in ``mou check``: a citation may be a few words of the sentence.
        quotes = [self._knowledge.passages[c.passage].text for c in statement.citations]
        authority = others[0] if others else Authority.PRINCIPLES
        return not check_statement(statement.text, quotes, authority=authority)

    def _quoted(self, statement: Statement) -> Statement:
        return Statement(text=self._bare(statement.citations[0]), citations=statement.citations)
