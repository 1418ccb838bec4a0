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
    rf"(?:{_WH}\b|{_AUX}\s+(?:{_SUBJECT}|[a-z]{{3,}}s|people|children)\b|{_WANTS})",
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
    r"|(?:are|were) (?:they|we|those|these)\b|(?:can|could|may|should) (?:he|she|they|it|that|we)\b|what (?:now|"
    r"then)\b"
    r"|what (?:do|does|can|should) (?:i|we)\b|how (?:come|is that|so)\b|why\W*$|right\W*$|thoughts\b|opinions?\b)",
    re.I,
)

_DEMANDS = re.compile(
    r"^\W*(?:(?:please|kindly|ok(?:ay)?|hey|so|and|but|then|now|just|first)\W+)*(?:do not )?(?:tell|show|"
    r"explain|list|give|name|quote|"
    r"cite|read|compare|contrast|describe|define|summari[sz]e|find|help|write|draft|check|say|state|walk|"
    r"outline|clarify|"
    r"remind|repeat|point|set out|spell out|confirm|verify|translate|need|want|looking for|go|let|settle|assume|"
    r"suppose|"
    r"imagine|restate|reword|ignore|disregard|pretend|print)\b",
    re.I,
)
# "… is that on me", "… are we overdue", "drug dogs, yes or no": asked within a sentence or by its last words.
_TURNED = re.compile(
    rf"^\W*(?:(?:and|so|but|ok(?:ay)?|well|then|hey|um+|uh)\W+)*{_AUX}\s+\w|\b(?:am|{_AUX})\s+"
    rf"(?:i|we|he|she|it|they|that|this|there)\b|(?:,|:|\s-)\s+{_WH}(?:['’]?s)?\b|\b(?:shoud|shud|culd|cud|dose|"
    rf"woud)(?:nt)?\s"
    rf"|\bwhat (?:if|about)\b|\banything (?:in there|about|on)\b|\b(?:yes or no|or not|or what|right|"
    rf"correct|true|huh|ok(?:ay)?)\W*$",
    re.I,
)
# What is told: someone does something, here or to us. "sro detention allowed" has no such word and is a query.
_TELLS = re.compile(
    r"^\W*(?:(?:and|so|but|well|yeah|ok(?:ay)?|anyway|because|since|honestly|today|yesterday|lately)\W+)*(?:i|"
    r"we|he|she|"
    r"they|it|you|there|this|that|these|those|the|an?|our|my|his|her|their|your|ours|mine|nobody|no one|everybody|"
    r"everyone|somebody|someone|some|most|all|every|each|one|two|three)\b"
    r"|\b(?:i|we|my|our|ours|us|me|here)\b|[.!]\W*$",
    re.I,
)
_NAMES_TEXT = re.compile(
    r"\b(?:principles?|doj|justice (?:department|dept)|department of justice|cops office|federal\w*|feds|washington|"
    r"guidance|guidelines?|guide|document|text|rules?|law|number \w+|no\. ?\d+|required|requires?|mandat\w+|"
    r"says?|said)\b",
    re.I,
)
TOLD_AT_LENGTH = 9
"""Words from which a message without a question tells something, whatever it begins with."""
_ABOUT_TWICE = re.compile(
    r"^(?P<head>.{6,80}?\b(?P<by>about|on|regarding))\s+(?P<first>[^?,;]{3,60}?),?\s+and\s+(?P=by)\s+(?P<second>[^?]{3,60}.*)$",
    re.I,
)
# "…, or is it merely advisory?" is the other half of one question.
_OTHERWISE = re.compile(rf"^\W*or\s+{_AUX}\s+(?:it|that|this|they|he|she|we|i|you|not|just|only)\b", re.I)
# "What does the document say?" beside a question names no subject.
_ASKS_THE_TEXT = re.compile(
    r"^\W*(?:(?:and|so|but)\W+)?(?:what(?:['’]?s| is| does| do| did| would)?|where|does|do|"
    r"is there anything)\s+(?:(?:the|this|that|"
    r"your|these|it|they|doj|guiding|federal)\s*)*(?:document|doc|text|principles?|guidance|guidelines?|thing|"
    r"paper|rules?|book|"
    r"list|doj|feds|it|they)?\s*(?:say|says|said|have|has|speak|cover|mention|want|recommend)?\s*(?:(?:anything|"
    r"something)\s*"
    r"(?:separate|special|specific|different|else|more)?(?:ly)?)?\s*(?:about|on|of|to|for)?\s*(?:it|that|this|"
    r"them|those|him|her)?\W*$",
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
    own = [q for q in own if not _ASKS_THE_TEXT.match(q)] or own
    if len(own) < 2:
        text = " ".join(asking)
        return (Ask(text=text, around=told, leans=leans(text)),)
    return tuple(Ask(text=q, around=told, leans=leans(q)) for q in own[-MOST:])


def _is_scrap(sentence: str) -> bool:
    return len(sentence.split()) <= 4 and not _ASKS.match(sentence)


def halves(sentence: str) -> tuple[str, ...]:
    """Split a sentence that asks twice ("is X, and who pays?", "… about X and about Y?"); others come back whole."""
    if twice := _ABOUT_TWICE.match(sentence):
        return (f"{twice['head']} {twice['first']}", f"{twice['head']} {twice['second']}")
    for found in _JOIN.finditer(sentence):
        first, second = sentence[: found.start()].strip(), sentence[found.end() :].strip()
        # "…, which is on the far side" tells.
        told = found.group().strip() in (",", ";") and second.lower().startswith("which ")
        if told or _OTHERWISE.match(found.group() + second) or _ASKS_THE_TEXT.match(second):
            continue
        if _whole(first) and is_question(first) and _whole(second):
            return (first, second)
    return (sentence,)


def is_question(sentence: str) -> bool:
    """Say whether a sentence asks, by its mark or by how it begins."""
    return sentence.rstrip("\"”’') ").endswith("?") or bool(_ASKS.match(sentence) or _INSIDE.search(sentence))


def is_remark(message: str) -> bool:
    """Say whether a message only tells what is or happens, asks and demands nothing, and claims nothing of the text.

    Neither "yes" nor "no" answers it. Words put into a search ("tickets for vaping") are a question in short.
    ``message`` is one whose spelling was mended.
    """
    sentences = [s for s in _SENTENCE.split(message) if s and any(c.isalnum() for c in s)]
    if any(is_question(s) or _DEMANDS.match(s) or _TURNED.search(s) for s in sentences):
        return False
    if _NAMES_TEXT.search(message):
        return False
    return bool(_TELLS.search(message)) or len(message.split()) >= TOLD_AT_LENGTH


def leans(question: str) -> bool:
    """Say whether a question points at what was told ("is that ok?", "can they do that?")."""
    return bool(_LEANS.match(question)) and len(content_words(question)) <= 4


def _whole(part: str) -> bool:
    if _CONDITION.match(part):
        return False
    least = 2 if re.match(r"^\W*who\b", part, re.I) else 3
    return bool(content_words(part)) and len(part.split()) >= least
