"""Read a message in the light of the conversation: "does that apply to staff too?", "why?", "shorter"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.bare import asks_consequence, asks_silence, asks_surely, extends, is_bare
from assistant.answering.people import names_people
from assistant.domain.base import Value

_FILLER = re.compile(
    r"^\W*(?:(?:yeah|yes|yep|hmm+|um+|uh|er|right|fine|sure|great|thanks|cool|alright|got it|i see)\b\W*)+", re.I
)
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
_NUMBER = re.compile(
    _POLITE
    + r"(?:(?:which|what) (?:one|(?:guiding )?(?:principle|number)(?: number)?) (?:was|is|were) (?:that|it|this|"
    r"those)|what(?:['’]s| is| was) (?:the|its) (?:principle )?number|where does it say (?:that|this|"
    r"so) and in which "
    r"(?:number|principle))(?: again| one| in)?\W*$",
    re.I,
)
_CORRECTED = re.compile(
    r"^\W*(?:(?:no|nope|nah|sorry|wait|not that(?: one)?|wrong(?: one)?)\b[\s,.!;:-]*)+"
    r"(?:(?:i (?:meant|mean|was asking (?:for|about)|want|wanted)|give me|show me)\s+)?"
    r"(?:the (?:other|wrong)(?: one| principle| thing)?|another(?: one)?|a different one|not that(?: one)?)"
    r"(?:[\s,.:;-]+(?:i (?:meant|mean)\s+)?(?:the )?(?:one\s+)?(?:about|on|with|for|"
    r"regarding)?\s*(?P<rest>.*?))?\W*$",
    re.I,
)
_ABOUT_IT = re.compile(r"\b(?P<link>about|of|on|for|with|from) (?:it|that|this|him|them)(?=\W*$)", re.I)
_OFFICER = re.compile(r"\b(?:sros?|cops?|(?:school )?resource officers?|officers?|deput(?:y|ies)|police)\b", re.I)
_COMMON = frozenset(
    "into from over turn turns becomes comes goes school schools sro sros officer officers cop cops deputy "
    "police principle principles cover covers covered student "
    "students kid kids program says rule rules text document thing things need needs have get got want happens "
    "else still ever even".split()
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
_BINDING = re.compile(
    _POLITE + r"(?:is|are) (?:that|it|this|those|these|they) (?:really |actually |all |just )?(?:(?:a|an|the) )?"
    r"(?:must|shall|should|requirement|required|obligation|mandatory|compulsory|optional|voluntary|recommendation|"
    r"recommended|suggestion|binding|rule|legally (?:required|binding)|up to us)s?\b"
    r"(?:,? (?:or|and) (?:just |only |merely |more of )?(?:(?:a|an) )?\w+){0,2}\W*$",
    re.I,
)
_RETURN = re.compile(
    r"\b(?:back to|return(?:ing)? to|about|on|re|regarding) (?:my |the |your )?"
    r"(?P<which>first|original|initial|earliest|second|third|previous|earlier|other|last) "
    r"(?:question|point|thing|topic|subject|one|part|issue)\b",
    re.I,
)
_FIRST_SAID = re.compile(
    r"\b(?:what (?:was|is|were)|repeat|say|tell me|remind me(?: of)?) (?:again )?the "
    r"(?P<which>first|second|third|last|previous|"
    r"other|earlier|original) (?:thing|answer|point|one|part|bit)\b"
    r"|\b(?:what|the thing) you said (?P<at>first|earlier)\b",
    re.I,
)
_BACK = re.compile(
    r"\b(?:(?:going|go|getting|get|coming|come|circling|circle|jump(?:ing)?) back to|back to|return(?:ing)? to|"
    r"as for)\s+(?P<topic>[^,.;?!–—-]+)",
    re.I,
)
_DETAIL = frozenset(
    "often many much long soon month months monthly week weeks weekly day days daily year years yearly annual every "
    "once twice exactly though like minimum maximum least most number figure person people ok thing things happen "
    "happens done go get precisely bodies body specifically detail details part".split()
)
_TOPIC_SWITCH = re.compile(
    r"^\W*(?:and |ok(?:ay)?,? |so |now )?(?:what about|how about|and)\s+(?P<topic>.+?)\W*$", re.I
)


class Reading(Value):
    """How a message is to be read.

    kind: ``alone`` (nothing of the conversation is needed) · ``joined`` (``text`` includes the earlier
    question) · ``shorter`` and ``words`` (the last answer again, cut down or only its quotations) ·
    ``number`` (which principle that was) · ``corrected`` (another answer is wanted, to ``text``) ·
    ``who``, ``why`` and ``binding`` (who decides it, the reason, whether it is a must) · ``if-not`` (what comes of not
    doing it) · ``silent`` (whether the text really says nothing). All but ``alone`` join the two texts.
    ``inside`` says that only the subject at hand can be meant: the message names none ("us or them?"), or extends
    what was said to other people ("does that go for teachers too?"). ``topic`` is the subject of "what about …?",
    unless that is a ``role`` ("parents") that takes a part in the subject at hand; ``detail`` says that it asks for
    more of the same and names no subject of its own; ``back`` is which earlier question it returns to, counted from
    the first.
    """

    kind: str
    text: str
    topic: str = ""
    role: bool = False
    detail: bool = False
    inside: bool = False
    back: int | None = None


def content_words(text: str) -> list[str]:
    """Return the words of a text that carry its subject."""
    return [w for w in re.findall(r"[a-z0-9']+", text.lower()) if w not in _STOP]


def needs_subject(text: str) -> bool:
    """Say whether a question beside another one means little without it ("and who handles it?")."""
    own = [word for word in content_words(text) if word not in _DETAIL]
    return not own or (len(own) == 1 and re.search(r"\b(?:it|that|this|those|these|so)\b", text, re.I) is not None)


def named(text: str, first: str) -> str:
    """Return a second question with its closing "about it" named, when the first one speaks of the officer."""
    return _ABOUT_IT.sub(r"\g<link> the SRO", text) if _OFFICER.search(first) else text


def new_words(text: str, before: str) -> frozenset[str]:
    """Return the words of substance that a follow-up brings in, cut to their beginnings."""
    known = {_beginning(w) for w in content_words(before)}
    own = [w for w in content_words(text) if len(w) > 3 and w not in _COMMON and w not in _DETAIL]
    return frozenset(b for w in own if (b := _beginning(w)) not in known)


def _beginning(word: str) -> str:
    """Return a word without its common endings ("fights", "signed")."""
    return re.sub(r"(?:ing|ed|es|s|e)$", "", word) if len(word) > 4 else word


def read(text: str, previous: str | None, earlier: Sequence[str] = ()) -> Reading:
    """Decide whether a message leans on an earlier question, and join the two if it does.

    ``previous`` is the last question, ``earlier`` all of them, oldest first.
    """
    if previous is None:
        return Reading(kind="alone", text=text)
    text = _FILLER.sub("", text) or text
    if (back := _returned(text, earlier)) is not None:
        rest = _BACK.sub(" ", _RETURN.sub(" ", text)).strip(" ,.;:-–—?")
        told = rest if content_words(rest) and not _FIRST_SAID.search(text) else ""
        return Reading(kind="joined", text=f"{earlier[back]} {told}".strip(), detail=True, back=back)
    patterns = (
        ("shorter", _SHORTER), ("number", _NUMBER), ("words", _MORE_WORDS),
        ("who", _WHO), ("why", _WHY), ("binding", _BINDING)
    )  # fmt: skip
    for kind, pattern in patterns:
        if pattern.match(text):
            return Reading(kind=kind, text=f"{previous} {text}")
    said = (("if-not", asks_consequence), ("words", asks_surely), ("silent", asks_silence))
    for kind, asks in said:
        if asks(text):
            return Reading(kind=kind, text=f"{previous} {text}", inside=True)
    if found := _CORRECTED.match(text):
        rest = (found["rest"] or "").strip()
        wanted = f"what do they say about {rest}" if content_words(rest) else previous
        return Reading(kind="corrected", text=wanted)
    own = content_words(text)
    count = len(own)
    pronoun = bool(_PRONOUN.search(text))
    linked = (count <= 7 and _LINK.match(text)) or (count <= 3 and _SHORT_LINK.match(text))
    detail = all(word in _DETAIL for word in own)
    inside = is_bare(text) or names_people(extends(text))
    if inside or linked or count <= 2 or (pronoun and count <= 4) or (detail and count <= 6):
        switch = _TOPIC_SWITCH.match(text)
        topic = switch["topic"] if switch else ""
        role = names_people(topic)
        return Reading(
            kind="joined",
            text=f"{previous} {text}",
            topic="" if role else topic,
            role=role,
            detail=detail and not topic,
            inside=inside,
        )
    return Reading(kind="alone", text=text)


def _returned(text: str, earlier: Sequence[str]) -> int | None:
    """Return which earlier question a message goes back to, if it does."""
    if len(earlier) < 2:
        return None
    if found := (_RETURN.search(text) or _FIRST_SAID.search(text)):
        which = found["which"] or "first"
        at = {"second": 1, "third": 2, "previous": -2, "earlier": -2, "other": -2, "last": -1}.get(which.lower(), 0)
        return at % len(earlier) if -len(earlier) <= at < len(earlier) else None
    if found := _BACK.search(text):
        said = set(content_words(found["topic"]))
        shared = [len(said.intersection(content_words(e))) for e in earlier]
        if any(shared):
            return max(i for i, count in enumerate(shared) if count == max(shared))
    return None
