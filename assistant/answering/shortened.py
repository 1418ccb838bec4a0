"""Answer in short when the question asks for it: "list all 12, short", "in one sentence, who pays?"."""

from __future__ import annotations

import re

from assistant.answering.followups import content_words
from assistant.domain.answers import Answer, Statement, Status

_SHORT = re.compile(
    r"(?:^|(?<=[\s,.;:(–—-]))(?:(?:please |just )?(?:(?:give|tell|explain|say|answer|put) (?:me |us |it |this )?)?"
    r"(?:in (?:just )?(?:one|a single|1) (?:short )?(?:sentence|line)|in short|in brief|in a nutshell)"
    r"|briefly|tl;?dr"
    # At the end only when set apart: "who pays when staff are short?" is about staff.
    r"|(?:(?<=[,;:(–—-]\s)|(?<=^))short(?:er)?(?: answer| version| please)?(?=\W*$)"
    r"|(?:a |the )?short (?:answer|version)(?: please)?"
    r"|keep it short(?: please)?|quick answer)(?=\W|$)",
    re.I,
)
_ASKING = frozenset("make put give explain answer keep version sum up repeat show write one sentence".split())
"""Words of a bare wish ("say that shorter"), which is about the last answer and is read as a follow-up."""

LIST = 3
"""Statements from which an answer is a list, whose lines all stay."""


def wants_short(question: str) -> tuple[bool, str]:
    """Return whether a question asks for a short answer, and the question without those words."""
    rest = re.sub(r"\s+", " ", _SHORT.sub(" ", question)).strip(" ,;:-–—")
    found = _SHORT.search(question) is not None
    subject = [w for w in content_words(rest) if w not in _ASKING]
    return (True, rest) if found and subject else (False, question)


def shortened(answer: Answer) -> Answer:
    """Return an answer cut to its first statement and one quotation; a list keeps its lines without quotations."""
    if answer.status in (Status.REFUSED, Status.UNCLEAR) or answer.brief is not None:
        return answer
    shown = answer.statements[: answer.lead] if answer.lead else answer.statements
    if len(answer.principles) > LIST and len(shown) > LIST:
        kept = tuple(Statement(text=s.text) for s in answer.statements)
    else:
        first = answer.statements[0]
        kept = (Statement(text=first.text, citations=first.citations[:1]),)
    return answer.model_copy(
        update={"statements": kept, "asides": (), "samples": (), "who_decides": "", "lead": 0, "detail": False}
    )
