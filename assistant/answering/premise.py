"""What a question takes for granted about the text, and the text does not say.

The premise cards know the common errors; this looks at the form ("since it bans …", "the 13 principles",
"why does DOJ require …") whatever the subject is. It only finds; the composer says what is right.
"""

from __future__ import annotations

import re
from typing import Literal

from assistant.answering.references import COUNT
from assistant.domain.base import Value

Kind = Literal["count", "duty", "ban", "figure"]

_TEXT = (
    r"(?:the (?:us |u\.s\. )?(?:doj|department of justice|justice department|justice dept|feds?|federal government|"
    r"government|cops office|principles?|guiding principles|guidelines?|guidance|document|text|rules?)|doj|"
    r"justice department|department of justice|cops office|washington|uncle sam|federal (?:law|rules?|guidance)|"
    r"(?:guiding )?principles?(?: (?:number )?\w+)?|it|they|this|these)"
)
_GRANTED = r"(?:since|because|as|given(?: that)?|seeing (?:as|that)|now that|if|so|but|and|considering(?: that)?)"
_VERB = r"(?:clearly |already |now |explicitly |specifically |flat out |outright )?"
_DUTY = (
    r"(?:requir(?:es?|ed)|mandat(?:es?|ed)|oblig(?:es?|ed)|compel(?:s|led)?|forces?|forced|orders?|ordered|demand(?:s|ed)?|"
    r"makes? (?:us|you|schools|districts|agencies|every))"
)
_BAN = r"(?:bans?|banned|forbids?|forbade|forbidden|prohibits?|prohibited|outlaws?|outlawed|bars|barred)"
_WORDS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
).split()
_NUM = rf"(?:\d{{1,4}}|{'|'.join(_WORDS)}|thirty|forty|fifty|sixty|eighty|ninety|hundred)"
_COUNT = re.compile(
    rf"\b(?:the|all|these|those|of the|your|our|has|have|are|lists?|contains?)\s+(?:of the\s+)?"
    rf"(?P<n>\d{{1,3}}|{'|'.join(_WORDS)})"
    r"\s+(?:guiding\s+|doj\s+|federal\s+|sro\s+|cops\s+)*principles\b(?!\s+(?:about|on|for|that|mention|and))",
    re.I,
)
_PART = re.compile(r"\b(?:first|last|which|these|those|any|other|only|following|next|name|list|give|top)\s*$", re.I)
_FIGURE = re.compile(
    rf"\b{_TEXT}\s+{_VERB}(?:says?|said|requires?|sets?|calls? for|recommends?|wants?|asks? for|demands?|"
    rf"limits?|caps?|allows?|"
    rf"mandates?|specif(?:y|ies)|gives?|tells?)\b[^.?!;]{{0,40}}?\b(?P<figure>{_NUM}[ -](?:full |credit |classroom )?"
    r"(?:hours?|days?|weeks?|months?|years?|percent|schools?|officers?|sros?|minutes?|times|members?|dollars))\b"
    rf"|\bthe (?P<adjective>{_NUM}[ -](?:hour|day|week|month|year|school|percent|minute))s?\b[^.?!;]{{0,30}}"
    r"\b(?:in|under|of|from) "
    r"(?:the )?(?:principles?|guidance|guidelines|document)\b",
    re.I,
)


class Premise(Value):
    """What was taken for granted: ``said`` are the user's words for it (a number, a verb)."""

    kind: Kind
    said: str


def find_premise(question: str, text_words: str) -> Premise | None:
    """Return the first false premise by form; ``text_words`` is all that the principles say."""
    if count := _COUNT.search(question):
        n = _number(count["n"])
        some = _PART.search(question[: count.start()]) or re.match(r"(?:these|those|of the)", count[0], re.I)
        # "Those two principles" are some of the twelve; thirteen are none.
        if n > COUNT or (1 < n < COUNT and not some):
            return Premise(kind="count", said=count["n"])
    if found := _FIGURE.search(question):
        said = (found["figure"] or found["adjective"]).strip()
        if said.lower() not in text_words.lower():
            return Premise(kind="figure", said=said)
    if ban := _granted(question, _BAN):
        return Premise(kind="ban", said=ban)
    if duty := _granted(question, _DUTY):
        return Premise(kind="duty", said=duty)
    return None


def _granted(question: str, verb: str) -> str:
    patterns = (
        # "since the principles ban …", "so DOJ requires …" (a statement, not "does it require …?")
        rf"(?:^|[.!?]\s+|,\s*)\W*(?:{_GRANTED}\b[ ,]*){{1,2}}{_TEXT}\s+{_VERB}(?P<verb>{verb})\b",
        # "why does DOJ require …", "when did the principles ban …"
        rf"\b(?:why|when|how come)\s+(?:did|does|do|would)\s+{_TEXT}\s+{_VERB}(?P<verb>require|mandate|oblige|"
        rf"compel|force|order|demand"
        rf"|make (?:us|you|schools|districts|agencies|every)|ban|forbid|prohibit|outlaw|bar)\b",
        # "now that X is banned", "since X is required by DOJ"
        rf"\b(?:since|because|now that|given that|as)\b[^.?!;]{{0,60}}\b"
        rf"(?:is|are|was|were|been|being) {_VERB}(?P<verb>{verb})\b",
    )
    for pattern in patterns:
        found = re.search(pattern, question, re.I)
        if found and re.fullmatch(verb, _finite(found["verb"]), re.I):
            return found["verb"].lower()
    return ""


def _finite(verb: str) -> str:
    """Return the form in -s of a bare verb, so that both patterns name the same kind."""
    low = verb.lower()
    if low.startswith("make"):
        return low
    return low if low.endswith(("s", "ed", "en")) else {"forbid": "forbids"}.get(low, f"{low}s")


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _WORDS.index(word.lower()) + 1
