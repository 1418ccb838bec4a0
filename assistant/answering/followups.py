"""Read a message in the light of the conversation: "does that apply to staff too?", "why?", "shorter"."""

from __future__ import annotations

import re

from assistant.domain.base import Value

_POLITE = r"^\W*(?:(?:can|could|may|would) (?:you|i) |please |ok(?:ay)?,? |and |but |so |then |well )*"
_SHORTER = re.compile(
    _POLITE + r"(?:say|put|make|give|tell|explain|sum)?\s*(?:me |us )?(?:that|it|this)?\s*(?:up\s*)?"
    r"(?:in |a (?:bit|little) |the )?"
    r"(?:shorter|short version|briefly|in short|in one sentence|one sentence|tl;?dr|simpler|more simply)"
    r"(?: please| answer| version)?\W*$",
    re.I,
)
_MORE_WORDS = re.compile(
    _POLITE + r"(?:(?:show|give|read|tell|see|have|get|quote|cite|what(?:['’]s| is| are| were| was))\s+)?"
    r"(?:me |us )?(?:to me |for me )?(?:"
    r"(?:the |its )?(?:(?:exact|actual|precise|original|literal) "
    r"(?:words?|wording|quote|quotation|text|language|sentence|phrase|passage)|words|wording|quote|quotation|text)"
    r"|quote (?:it|that|me that)|where does it say (?:that|this|so)|where is that (?:written|from)|source|says who"
    r"|that word for word)"
    r"(?: please| exactly| verbatim| word for word| of (?:that|it)| (?:on|for) (?:that|this))?\W*$",
    re.I,
)
_WHO = re.compile(
    _POLITE + r"(?:who(?: (?:does|gets to|would|will|can|should))? (?:decides?|sets?|settles?|chooses?)"
    r"(?: (?:that|it|this|those|the number|on that))?|(?:whose|who['’]s) (?:call|decision) is (?:it|that|this)"
    r"|who is it up to)(?: then)?\W*$",
    re.I,
)
_WHY = re.compile(
    _POLITE
    + r"(?:why(?: is (?:that|it|this)(?: so)?| so| not| though| do they say (?:that|so))?|how come|for what reason"
    r"|what(?:['’]s| is) the (?:reason|reasoning|point|rationale)(?: (?:for|behind|of) (?:that|it|this))?"
    r"|what for)\W*$",
    re.I,
)
_LINK = re.compile(
    r"^\W*(?:and|but|so|or|also|then|what about|how about|what if|and if|and what about|ok(?:ay)?|same|even|only|"
    r"except|does (?:that|it|this)|do (?:they|those|these)|is (?:that|it|this)|are (?:they|those|these)|"
    r"can (?:they|he|she|it)|according to|meaning|for example|such as|like what|like who|anything else|what else)\b",
    re.I,
)
_SHORT_LINK = re.compile(
    r"^\W*(?:who (?:decides|does|checks|pays)|why|how (?:so|often|long|many)|since when|for whom|with whom|by whom|"
    r"which ones?)\b",
    re.I,
)
_PRONOUN = re.compile(
    r"\b(?:it|that|this|they|them|those|these|he|she|him|her|there|one|ones|same|too|either|both|instead|such|"
    r"the rule)\b",
    re.I,
)
_STOP = frozenset(
    "a an the of to in on at by for with from as is are was were be been do does did have has had and but so or "
    "if then what which who how when where why can could would should will may might i we you my our your it that "
    "this they them those these he she him her there about also just please not no yes ok okay apply applies mean "
    "means really too either same one ones say says tell me us".split()
)
_TOPIC_SWITCH = re.compile(
    r"^\W*(?:and |ok(?:ay)?,? |so |now )?(?:what about|how about|and)\s+(?P<topic>.+?)\W*$", re.I
)


class Reading(Value):
    """How a message is to be read.

    kind: ``alone`` (nothing of the conversation is needed) · ``joined`` (``text`` includes the earlier
    question) · ``shorter`` and ``words`` (the last answer again, cut down or only its quotations) ·
    ``who`` and ``why`` (who decides it, and the reason). All but ``alone`` join the two texts.
    """

    kind: str
    text: str
    topic: str = ""


def content_words(text: str) -> list[str]:
    """Return the words of a text that carry its subject."""
    return [w for w in re.findall(r"[a-z0-9']+", text.lower()) if w not in _STOP]


def read(text: str, previous: str | None) -> Reading:
    """Decide whether a message leans on the previous question, and join the two if it does."""
    if previous is None:
        return Reading(kind="alone", text=text)
    for kind, pattern in (("shorter", _SHORTER), ("words", _MORE_WORDS), ("who", _WHO), ("why", _WHY)):
        if pattern.match(text):
            return Reading(kind=kind, text=f"{previous} {text}")
    count = len(content_words(text))
    pronoun = bool(_PRONOUN.search(text))
    linked = (count <= 7 and _LINK.match(text)) or (count <= 3 and _SHORT_LINK.match(text))
    if linked or count <= 2 or (pronoun and count <= 4):
        switch = _TOPIC_SWITCH.match(text)
        return Reading(kind="joined", text=f"{previous} {text}", topic=switch["topic"] if switch else "")
    return Reading(kind="alone", text=text)
