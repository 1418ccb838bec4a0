"""Find what a message asks: one question, two, or a story that asks without a question mark.

People write "is X ok, and who pays?" or tell 150 words before they ask. What is split must look like a
question on both sides; an "and" between two nouns never splits.
"""

from __future__ import annotations

import re

from assistant.answering.followups import content_words
from assistant.domain.base import Value

MOST = 2
"""Questions of one message that are answered; more would bury each other."""

LONG = 22
"""Words from which a message is a story: it names more than it asks about."""

_WH = r"(?:who|whom|whose|what|which|when|where|why|how)"
_AUX = (
    r"(?:is|are|was|were|do|does|did|can|could|may|might|should|shall|must|will|would|has|have|had|"
    r"isn['’]?t|aren['’]?t|doesn['’]?t|don['’]?t|didn['’]?t|can['’]?t|shouldn['’]?t|won['’]?t|wouldn['’]?t)"
)
_SUBJECT = (
    r"(?:i|we|you|he|she|it|they|there|this|that|these|those|the|a|an|any|our|my|your|his|her|their|its|sros?|"
    r"officers?|cops?|police|deput(?:y|ies)|students?|kids?|parents?|teachers?|schools?|principles?|staff|anyone|"
    r"anybody|someone|somebody|everyone|districts?|doj|agenc(?:y|ies))"
)
_WANTS = (
    r"(?:(?:please |kindly )?(?:tell|show|explain|remind|advise|confirm)\b|(?:i|we)(?:['’]d| would)? "
    r"(?:just |only |also )?"
    r"(?:want|need|like|wish|wanted) to (?:know|ask|learn|understand|find out)\b|(?:i|we)(?:['’]m| am| are|['’]re) "
    r"(?:asking|wondering|curious|trying to (?:find out|figure out|understand))\b|wondering\b|what about\b|"
    r"(?:my|the|our|one) question\b)"
)
_ASKS = re.compile(
    rf"^\W*(?:(?:and|so|but|also|ok(?:ay)?|well|then|hey|hi|hello|um+|please)\W+)*"
    rf"(?:{_WH}\b|{_AUX}\s+{_SUBJECT}\b|{_WANTS})",
    re.I,
)
_INSIDE = re.compile(rf"(?:,\s*|\bbut\s+|\bso\s+){_WH}\b|\b{_WANTS}", re.I)
_SENTENCE = re.compile(r"(?<=[.!?])[\"”’')]*\s+(?=\S)|\s*\n+\s*|\s+[–—]\s+")
_JOIN = re.compile(
    rf"\s*(?:[,;]\s*(?:and|also|plus|or|but)?|\s(?:and|also|plus))\s+(?:also\s+|then\s+)?"
    # "ask where they were and who they were with": a clause inside the question, not a second one.
    rf"(?={_WH}\b(?!\s+(?:or|and|to|i|we|you|he|she|it|they)\b)|{_AUX}\s+(?:not\s+)?{_SUBJECT}\b)",
    re.I,
)
# "When it rains and …": a condition is no question of its own.
_CONDITION = re.compile(rf"^\W*(?:(?:and|so|but)\W+)?(?:when|where|if)\s+(?!{_AUX}\b)", re.I)
_LEANS = re.compile(
    r"^\W*(?:(?:and|so|but|ok(?:ay)?|well)\W+)*(?:"
    r"(?:is|was|isn['’]?t) (?:that|this|it)\b(?! (?:ok(?:ay)?|fine) (?:to|for|if)\b)"
    r"|(?:does|do) (?:that|this|they|it)\b"
    r"|(?:are|were) (?:they|we|those|these)\b|(?:can|could|may|should) (?:he|she|they|it|that|we)\b|what (?:now|then)\b"
    r"|what (?:do|does|can|should) (?:i|we)\b|how (?:come|is that|so)\b|why\W*$|right\W*$|thoughts\b|opinions?\b)",
    re.I,
)


class Ask(Value):
    """One question of a message: ``text`` asks, ``around`` is the rest of the message, told for context.

    ``scraps`` says that guesses at the answer ("a fine?") were left out.
    ``leans`` says that the question means little without what is around it ("is that right?").
    """

    text: str
    around: str = ""
    leans: bool = False
    scraps: bool = False


def asks(message: str) -> tuple[Ask, ...]:
    """Return what a message asks, in order, at most two; a message that asks nothing is one ask."""
    sentences = [s.strip() for s in _SENTENCE.split(message) if s and any(c.isalnum() for c in s)]
    asking = [s for s in sentences if is_question(s)]
    if not asking:
        return (Ask(text=message),)
    told = " ".join(s for s in sentences if s not in asking)
    # "What happens to us? fine? lose grant money?": the scraps guess at the answer to the question before them.
    whole = [s for n, s in enumerate(asking) if n == 0 or not _is_scrap(s)]
    if len(whole) == 1 and len(asking) > len(whole) + 1 and len(content_words(whole[0])) > 1:
        return (Ask(text=whole[0], around=told, scraps=True),)
    questions = [part for s in asking for part in halves(s)]
    # "Is that right?" after another question only repeats it.
    own = [q for q in questions if not (leans(q) and q is not questions[0] and len(content_words(q)) < 2)]
    if len(own) < 2:
        text = " ".join(asking)
        return (Ask(text=text, around=told, leans=leans(text)),)
    return tuple(Ask(text=q, around=told, leans=leans(q)) for q in own[-MOST:])


def _is_scrap(sentence: str) -> bool:
    return len(sentence.split()) <= 4 and not _ASKS.match(sentence)


def halves(sentence: str) -> tuple[str, ...]:
    """Split a sentence that asks twice ("is X ok, and who pays?"); others come back whole."""
    for found in _JOIN.finditer(sentence):
        first, second = sentence[: found.start()].strip(), sentence[found.end() :].strip()
        if _whole(first) and is_question(first) and _whole(second):
            return (first, second)
    return (sentence,)


def is_question(sentence: str) -> bool:
    """Say whether a sentence asks, by its mark or by how it begins."""
    return sentence.rstrip("\"”’') ").endswith("?") or bool(_ASKS.match(sentence) or _INSIDE.search(sentence))


def leans(question: str) -> bool:
    """Say whether a question points at what was told ("is that ok?", "can they do that?")."""
    return bool(_LEANS.match(question)) and len(content_words(question)) <= 4


def _whole(part: str) -> bool:
    if _CONDITION.match(part):
        return False
    least = 2 if re.match(r"^\W*who\b", part, re.I) else 3
    return bool(content_words(part)) and len(part.split()) >= least
