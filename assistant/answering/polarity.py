"""Keep a card's "Yes", "No" or "Only if …" only for a question that asks what the card's wordings ask.

"Can the principles change?" and "So they can never change?" are near each other, and the same first
word would answer one of them wrongly. Nor is "Yes" an answer to "why …?", or, from a text that only
recommends, to "do we have to …?".
"""

from __future__ import annotations

import re

from assistant.domain.knowledge import AnswerCard, CardStatement

NEAR = 0.81
"""The least cosine to a wording of the card at which its first word is kept: by the taught encoder as strict as 0.72
was before (measured on 294 messages)."""

SHORT_OPENING = 12
"""An opening sentence of at most so many words goes with its "Yes" or "No"; a longer one stands alone."""

LONGEST_TURNED = 14
"""Words up to which a question's negations are counted on; a story has some that turn nothing."""

_NEGATION = re.compile(
    r"\b(?:not|never|no|none|nobody|nothing|neither|nor|without|cannot|only|just|optional|except|unless|barred|"
    r"banned|"
    r"forbidden|prohibited|prevent(?:s|ed)?|refuse[sd]?|avoid|refrain|instead|stop|skip|against|wrong|inappropriate|"
    r"secret(?:ly)?|hidden|hide|withh(?:o|e)ld|confidential|private(?:ly)?|"
    r"(?:stay|keep|kept)(?:s|ing)? (?:out|away|clear)|hands off|off limits)\b|n['’]t\b",
    re.I,
)
_OPEN = re.compile(
    r"^\W*(?:(?:and|so|but|then|ok(?:ay)?)\W+)?(?:why|how|where|when|who|whom|whose|which|what)\b"
    r"|^\W*(?:since|as|because|given|if)\b.*,\s*(?:then\s+)?(?:why|how|where|when|who|whom|whose|which|what)\b",
    re.I | re.S,
)
_NOT_OPEN = re.compile(r"^\W*(?:(?:and|so|but|then|ok(?:ay)?)\W+)?(?:what if|(?:what|how) about)\b", re.I)
_TAG = re.compile(r"\b(?:right|correct|true|yes|no|ok(?:ay)?|huh)\W*$", re.I)
_TAGGED = re.compile(r"(?:,\s*(?:right|correct|true|yes|no|huh)|\s(?:right|correct|huh))\s*\?*\s*$", re.I)
_SENTENCES = re.compile(r"(?<=[.!?])\s+")
# "Is there a principle on that?" wants to know whether the text speaks of it, "am I wrong that …" turns it round.
_EXISTS = re.compile(
    r"\b(?:is there (?:a|any|some|even an?) (?:guiding )?"
    r"(?:principle|rule|guideline|part|sentence|passage|word|number)s?\b"
    r"|(?:does|do|did) (?:any|a single|one|some)(?: of)?(?: the)? (?:twelve |guiding )*principles?\b"
    r"|(?:which|what) (?:principle|number|one) (?:covers?|says?|speaks?|is)\b|any principles? (?:on|about|for|"
    r"that)\b)",
    re.I,
)
_WHICH = re.compile(
    r"\bw(?:h)?ich (?:one|principle|number|part|of (?:the(?:m|se)?|"
    r"those)(?: twelve)?)(?: principles?)?\b.{0,12}?\b(?:is|are|was|"
    r"were|covers?|talks?|speaks?|deals?|mentions?|about|for)\b",
    re.I,
)
_MORE = re.compile(
    r"\b(?:why|how (?:many|much|long|often|soon|big|old|far|exactly|come)|when|what (?:year|date|day|age|number|"
    r"percent\w*|kind|"
    r"sort|exactly|else)|which (?:\w+s|exactly)|who exactly|names?|list|exactly|precisely|specific\w*)\b",
    re.I,
)
_AM_I = re.compile(r"\b(?:am i|are we|is (?:he|she)|would i be|was i) (?:wrong|mistaken|crazy|off base|right)\b", re.I)
_BOUND = (
    r"(?:have to|has to|need to|needs to|got to|ha(?:ve|s) any obligation|bound to|required|obliged|obligated|"
    r"compelled|mandatory|compulsory)"
)
_OBLIGATORY = re.compile(r"\b(?:required|obliged|obligated|mandatory|compulsory|obligatory|optional|voluntary)\b", re.I)
_NO_DUTY = re.compile(
    rf"\bneedn['’]?t\b|(?:n['’]t|\b(?:not|never|no longer|nobody|no one)) (?:\w+ )?{_BOUND}\b"
    r"|\b(?:optional|voluntary)\b",
    re.I,
)
_DUTY = re.compile(rf"\b(?:{_BOUND}|must|legally)\b", re.I)
_QUALIFIER = re.compile(r"^(?:Only|Not|It depends|It fits|In general|So far|As (?:part|something|far)|Nothing)\b")
_OPENING = re.compile(r"^(?:Yes|No)\b[\s,.;:–—-]*", re.I)
_FIRST_SENTENCE = re.compile(r"^(?P<first>[^.!?]*[.!?])\s+(?P<rest>.+)$", re.S)


def negations(text: str) -> int:
    """Count the words of a text that turn its meaning."""
    return len(_NEGATION.findall(text))


def fits(question: str, wording: str, cosine: float) -> bool:
    """Say whether a question asks the same way round as a wording of the card."""
    return cosine >= NEAR and negations(question) % 2 == negations(wording) % 2


def is_open(question: str) -> bool:
    """Say whether a question asks why, how or who, so that yes or no is no answer to it."""
    last = _SENTENCES.split(question.strip())[-1]
    return bool(_OPEN.match(last)) and not _NOT_OPEN.match(last) and not _TAG.search(last)


def asks_more(question: str) -> bool:
    """Say whether an open question is for a number, a name, a date or a reason, beside what the text says."""
    return is_open(question) and bool(_MORE.search(_SENTENCES.split(question.strip())[-1]))


def asks_which(question: str) -> bool:
    """Say whether a question asks which of the principles something is in ("which one is about force?")."""
    return bool(_WHICH.search(question))


def asks_other(question: str, wording: str) -> bool:
    """Say whether a question asks if a principle speaks of something, or if the writer is wrong; the wording not."""
    return any(form.search(question) and not form.search(wording) for form in (_EXISTS, _AM_I))


def confirms(question: str, wording: str) -> bool:
    """Say whether a question wants its own statement confirmed ("somebody was supposed to, right?"); the wording not.

    Its yes or no answers the last words before the tag, which may be the other way round than the rest.
    """
    return bool(_TAGGED.search(question)) and not _TAGGED.search(wording)


def turned(question: str, wording: str) -> bool:
    """Say whether a short question asks the opposite of a wording."""
    return len(question.split()) <= LONGEST_TURNED and negations(question) % 2 != negations(wording) % 2


def asks_duty(question: str, polarity: str | None) -> bool:
    """Say whether a question is about an obligation, and the card's first word would affirm or blur it.

    "So we don't have to …?" always is; "is it mandatory?" unless the card says no; "do we have to …?"
    only where the card says yes.
    """
    if _NO_DUTY.search(question):
        return True
    return bool((_DUTY if polarity == "yes" else _OBLIGATORY).search(question)) and polarity != "no"


def opens_with_condition(text: str) -> bool:
    """Say whether a statement begins with a condition that needs the question ("Only as a last resort")."""
    return bool(_QUALIFIER.match(text))


def without_yes_or_no(card: AnswerCard) -> AnswerCard:
    """Return the card with its first statement no longer beginning with yes or no."""
    if not card.answer or not _OPENING.match(card.answer[0].text):
        return card
    text = card.answer[0].text
    sentence = _FIRST_SENTENCE.match(text)
    if sentence and len(sentence["first"].split()) <= SHORT_OPENING:
        text = sentence["rest"]
    else:
        text = _OPENING.sub("", text)
    first = CardStatement(text=text[:1].upper() + text[1:], cites=card.answer[0].cites)
    return card.model_copy(update={"answer": (first, *card.answer[1:])})
