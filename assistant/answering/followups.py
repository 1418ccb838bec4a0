"""Read a message in the light of the conversation: "does that apply to staff too?", "why?", "shorter"."""

from __future__ import annotations

import re

from assistant.domain.base import Value

_SHORTER = re.compile(
    r"^\W*(?:(?:can|could) you |please |ok(?:ay)? )?(?:say|put|make|give|tell)?\s*(?:me |us )?(?:that|it|this)?\s*"
    r"(?:in |a (?:bit|little) |the )?(?:shorter|short version|briefly|in short|in one sentence|tl;?dr|simpler|more simply)"
    r"(?: please| answer| version)?\W*$",
    re.I,
)
_MORE_WORDS = re.compile(
    r"^\W*(?:what (?:are|were) the (?:exact )?words|exact (?:words|quote)|quote (?:it|that|me that)|show me the (?:words|text)"
    r"|where does it say (?:that|this|so)|source|says who)\W*$",
    re.I,
)
_LINK = re.compile(
    r"^\W*(?:and|but|so|or|also|then|what about|how about|what if|and if|and what about|ok(?:ay)?|same|even|only|except|"
    r"does (?:that|it|this)|do (?:they|those|these)|is (?:that|it|this)|are (?:they|those|these)|can (?:they|he|she|it)|"
    r"according to|meaning|for example|such as|like what|like who|anything else|what else)\b",
    re.I,
)
_SHORT_LINK = re.compile(
    r"^\W*(?:who (?:decides|does|checks|pays)|why|how (?:so|often|long|many)|since when|for whom|with whom|by whom|"
    r"which ones?)\b",
    re.I,
)
_PRONOUN = re.compile(
    r"\b(?:it|that|this|they|them|those|these|he|she|him|her|there|one|ones|same|too|either|both|instead|such|the rule)\b",
    re.I,
)
_STOP = frozenset(
    "a an the of to in on at by for with from as is are was were be been do does did have has had and but so or if then "
    "what which who how when where why can could would should will may might i we you my our your it that this they them "
    "those these he she him her there about also just please not no yes ok okay apply applies mean means really too "
    "either same one ones say says tell me us".split()
)
_TOPIC_SWITCH = re.compile(r"^\W*(?:and |ok(?:ay)?,? |so |now )?(?:what about|how about|and)\s+(?P<topic>.+?)\W*$", re.I)


class Reading(Value):
    """How a message is to be read.

    kind: ``alone`` (nothing of the conversation is needed) · ``joined`` (``text`` includes the earlier
    question) · ``shorter`` and ``words`` (the last answer again, cut down or only its quotations).
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
    if _SHORTER.match(text):
        return Reading(kind="shorter", text=text)
    if _MORE_WORDS.match(text):
        return Reading(kind="words", text=text)
    count = len(content_words(text))
    pronoun = bool(_PRONOUN.search(text))
    linked = (count <= 7 and _LINK.match(text)) or (count <= 3 and _SHORT_LINK.match(text))
    if linked or count <= 2 or (pronoun and count <= 4):
        switch = _TOPIC_SWITCH.match(text)
        return Reading(kind="joined", text=f"{previous} {text}", topic=switch["topic"] if switch else "")
    return Reading(kind="alone", text=text)
