"""Read what a message wishes for instead of a new answer: a board memo, a parent letter, more detail."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from assistant.domain.base import Value

_POLITE = (
    r"^\W*(?:(?:ok(?:ay)?|and|now|so|then|well|thanks|thank you|great|please|kindly|also|can you|could you|would you"
    r"|will you|can i|could i|may i|i(?: would|['’]d)? (?:want|like|need)|we need|let me|let us|let['’]s)\b"
    r"[,.]?\s*(?:to\s+)?)*"
)
_MEMO = (
    r"(?:(?:school )?board (?:memo(?:randum)?|brief(?:ing)?(?: note)?)|memo(?:randum)?(?! of understanding)"
    r"(?: (?:to|for) (?:the|my|our|a) (?:school |full )?(?:board|superintendent|chief|council|trustees))?"
    r"|briefing (?:note|memo|paper)(?: (?:to|for) (?:the|my|our|a) (?:school )?board)?)"
)
_LETTER = (
    r"(?:(?:parents?|family|families|home|guardian)['’]?s?['’]? letter"
    r"|letter (?:to|for) (?:the |our |my |all )?(?:parents?|famil(?:y|ies)|guardians?|homes?)"
    r"(?: and (?:parents|families|guardians|students))?|letter home|letter)"
)
_TARGET = rf"(?P<as>(?P<memo>{_MEMO})|(?P<letter>{_LETTER}))"
_VERB = (
    r"(?:make|turn|write|give|put|format|create|assemble|prepare|do|show|say|reword|rewrite|phrase|get|have|build|use"
    r"|compose|convert|change|summari[sz]e|sum|export|draft)"
)
_LAST = r"(?:that|it|the last (?:answer|one)|that (?:answer|one)|this answer|your (?:last )?answer)"
_ALL = (
    r"(?:this|these|those|them|all(?: of)?(?: (?:this|that|these|it))?|everything(?: (?:so far|above))?"
    r"|the (?:whole )?(?:conversation|chat|discussion|answers)(?: so far)?|our conversation"
    r"|what we (?:have )?(?:said|discussed|covered))"
)
_END = (
    r"(?:[\s,]+(?:please|now|instead|format|form|version|thanks|thank you|too|as well"
    r"|out of (?:that|this|it|all this)))*\W*$"
)
_WHOLE = re.compile(
    rf"{_POLITE}(?:{_VERB}\s+)?(?:me\s+|us\s+|up\s+)?(?:(?:(?P<last>{_LAST})|{_ALL})\s+)?(?:up\s+)?"
    rf"(?:(?:into|in|as|for|to|like|is|be)\s+)?(?:(?:the )?form of\s+)?(?:(?:a|an|my|our|the|one)\s+)?"
    rf"(?:short\s+|quick\s+|brief\s+)?{_TARGET}{_END}",
    re.I,
)
_ABOUT = re.compile(
    rf"{_POLITE}(?:{_VERB}\s+)?(?:me\s+|us\s+)?(?:(?:a|an|my|our|the)\s+)?(?:short\s+)?{_TARGET}\s+(?:about|on|regarding|concerning|explaining"
    r"|saying|that (?:says|explains)|covering)\s+(?P<rest>\S.{3,}?)\W*$",
    re.I,
)
_AFTER = re.compile(
    r"^(?P<rest>\S.{7,}?[^\s,;:—-])\s*[,.;:?!—-]*\s+(?:and\s+)?(?:please\s+)?(?:(?:make|put|write|give)\s+(?:it|that|this|me)\s+)?"
    rf"(?:for|as|in the form of|into)\s+(?:a|an|my|our|the)\s+{_TARGET}\s*(?:please)?\W*$",
    re.I,
)
_DETAIL = re.compile(
    rf"{_POLITE}(?:(?:give|show|tell|see|have|get|say|explain|go|read|know|hear)\s+)?(?:me\s+|us\s+|it\s+|that\s+)?"
    r"(?:(?:in(?:to)? |with |a (?:bit|little|lot) |some |much |the |all (?:of )?(?:the )?|any )*"
    r"(?:more|further|full(?:er)?|whole|long(?:er)?|complete|greater|fine)?\s*"
    r"(?:details?|depth|deeper|(?:long(?:er)?|full|whole) (?:version|answer|story)|longer)"
    r"|(?:a (?:bit|little) )?more(?: (?:about|on) (?:that|it|this))?"
    r"|everything(?: you (?:have|know))?(?: (?:about|on) (?:that|it|this))?"
    r"|elaborate|expand|say more|tell (?:me|us) more)"
    r"(?: (?:about|on|of|for) (?:that|it|this))?(?:,? please)?\W*$",
    re.I,
)


class Wish(Value):
    """What a message wishes for.

    ``rest`` is a question that stands in the same message; ``last`` that only the last answer is
    meant ("make that a parent letter") and not the whole conversation.
    """

    kind: Literal["memo", "letter", "detail"]
    rest: str = ""
    last: bool = False


def read_wish(text: str) -> Wish | None:
    """Return what a message wishes for; None when it is an ordinary message."""
    if len(text) > 600:
        return None
    if found := _WHOLE.match(text):
        return Wish(kind=_kind(found), last=found["last"] is not None)
    if _DETAIL.match(text):
        return Wish(kind="detail", last=True)
    found = _ABOUT.match(text) or _AFTER.match(text)
    return Wish(kind=_kind(found), rest=found["rest"].strip()) if found else None


def questions_in(history: Iterable[str]) -> list[str]:
    """Return the questions of a conversation, without the wishes made in between."""
    out = []
    for said in history:
        wish = read_wish(said)
        if wish is None or wish.rest:
            out.append(said if wish is None else wish.rest)
    return out


def _kind(found: re.Match[str]) -> Literal["memo", "letter"]:
    return "memo" if found["memo"] else "letter"
