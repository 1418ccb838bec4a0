"""Answer in short when the question asks for it: "list all 12, short", "in one sentence, who pays?"."""

from __future__ import annotations

import re

from assistant.domain.answers import Answer, Statement, Status

_SHORT = re.compile(
    r"(?:^|(?<=[\s,.;:(–—-]))(?:(?:please |just )?(?:(?:give|tell|explain|say|answer|put) (?:me |us |it |this )?)?"
    r"(?:in (?:just )?(?:one|a single|1) (?:short )?(?:sentence|line)|in short|in brief|in a nutshell)"
    r"|briefly|tl;?dr"
    r"|short(?:er)?(?: answer| version| please)?(?=\W*$)|(?:a |the )?short (?:answer|version)(?: please)?"
    r"|keep it short(?: please)?|quick answer)(?=\W|$)",
    re.I,
)
LIST = 3
"""Statements from which an answer is a list, whose lines all stay."""


def wants_short(question: str) -> tuple[bool, str]:
    """Return whether a question asks for a short answer, and the question without those words."""
    rest = re.sub(r"\s+", " ", _SHORT.sub(" ", question)).strip(" ,;:-–—")
    found = _SHORT.search(question) is not None
    return (True, rest) if found and len(rest.split()) > 1 else (False, question)


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
