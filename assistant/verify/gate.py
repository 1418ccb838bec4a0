"""The strict checks of a statement: every claiming word is in the cited words, and said the same way round.

They read polarity by the word that is denied: "should not be involved" denies *involved*, so a
statement may deny that word and no other, and may not affirm it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.verify.containment import Term, Vocabulary
from assistant.verify.readings import written_out
from assistant.verify.sentences import sentences

_REFERENCE = re.compile(r"\bprinciples? \d+(?:(?:, | and | or | to )\d+)*", re.IGNORECASE)
_TEXT = (
    r"\b(?:principles?(?: \d+)?|text|document|version|sentences?|words?|passages?|introduction|opening|closing|"
    r"guidance|it|they|that|which)\b"
)
# What is said of the text itself ("the text names no one") is not a claim of the text.
_ABSENT = re.compile(
    rf"{_TEXT}(?: \w+){{0,3}} (?:do|does|did) not (?:itself |also |even )?(?:say|name|mention|define|list|set|give|"
    r"specify|address|describe|explain|state|speak|cover|use|include|contain|add|go|tell|offer|draw|settle|single)\b"
    rf"|{_TEXT}(?: \w+){{0,3}} (?:gives?|has|sets?|names?|makes?|draws?|adds?|contains?|offers?|states?|is|are)"
    r" (?:no|none|neither|nothing|silent)\b"
    rf"|{_TEXT}(?: \w+){{0,3}} says? (?:nothing|no more)\b"
    r"|\bno (?:principle|sentence|passage|word|part|definition|list|number|penalty|deadline)\b"
    rf"|{_TEXT}(?: \w+){{0,3}} leaves? (?:open|it open|that|this|it to|room)\b|\bnone of the (?:twelve|principles)\b",
    re.IGNORECASE,
)
# "does not say that …", "does not mention …": wrong when the cited words do.
_ABSENT_CLAIM = re.compile(
    rf"{_TEXT}(?: \w+){{0,3}} (?:do|does|did) not (?:itself |also |even )?"
    r"(?:(?:say|state|recommend)(?: that)? (?!what|which|who|whom|whose|how|when|where|why|whether)|mention|name|"
    r"speak (?:of|about)|address|cover|include|recommend|ask for|call for)(?P<said>[^.;]*)",
    re.IGNORECASE,
)
_ADVICE = re.compile(
    r"^\W*(?:drafting (?:idea|note|tip|advice|point)|in drafting|when drafting|for (?:your|a) draft|practical note|"
    r"(?:an?|the|your|this) (?:agreement|MOU|memorandum|clause|draft) (?:can|could|may|might)\b|"
    r"you(?:r \w+)? (?:can|could|may|might)\b|ask\b|check\b|counsel\b|one local choice)",
    re.IGNORECASE,
)
_SPEAKS = re.compile(
    r"\b(?:principles?|text|document|DOJ|COPS)\b[^.;]{0,30}\b(?:say|recommend|ask|call|want|require)\w*", re.IGNORECASE
)
_NEGATIVE = re.compile(
    r"\b(?:not|never|no|none|nobody|nothing|neither|nor|without|cannot|hardly|free from)\b", re.IGNORECASE
)
_IDLE = re.compile(
    r"\b(?:not|no) (?:less|later|fewer|sooner) than\b|\bnot (?:only|just|merely)\b|\bwhether or not\b|\bor not\b",
    re.IGNORECASE,
)
_EXCEPT = re.compile(r"\b(?:unless|except|other than|until)\b", re.IGNORECASE)
# The text recommends: denying that it binds denies nothing that it says.
_BINDING = re.compile(
    r"^(?:requir|mandat|oblig|bind|bound|compel|compulsor|law|rule|mandator|must|force)\w*$", re.IGNORECASE
)
_WEAK = re.compile(r"\b(?:may|might|could|can|need not|optional|free to|allowed to|permitted to)\b", re.IGNORECASE)
_STRONGER = re.compile(
    r"\b(?:prohibit\w*|forbid\w*|forbidden|barred?|bans?|banned|needs? to|needed|essential|always|never|illegal|"
    r"unlawful|violat\w+|(?:is|are) to be)\b",
    re.IGNORECASE,
)
_ACTOR = (
    r"(?P<{0}>law enforcement agenc(?:y|ies)|agenc(?:y|ies)|school districts?|districts?|(?:other )?school staff|"
    r"staff|teachers|administrators|sros?|school resource officers?|officers?|students|families|"
    r"communit(?:y|ies)|cops office|stakeholders)"
)
_ACTIVE = re.compile(
    rf"\b{_ACTOR.format('who')} (?:also )?(?:should|may|can|will|must|shall)\b"
    r"(?! (?:not )?be (?!involved)\w+(?:ed|en)\b)",
    re.IGNORECASE,
)
_PASSIVE = re.compile(rf"\b{_ACTOR.format('who')} (?:also )?should (?:not )?be\b", re.IGNORECASE)
_BY = re.compile(rf"\bby (?:the |an? )?{_ACTOR.format('who')}\b", re.IGNORECASE)
_SOMEONE = re.compile(rf"\b{_ACTOR.format('who')}\b", re.IGNORECASE)
# "Law enforcement agencies and school districts should …", "ensure that SROs receive …", "handled by teachers, …".
_DOING = re.compile(r"^[^,.;]*? should\b|, [^,.;]*? should\b|\bthat SROs \w+|\bencourage communities\b", re.IGNORECASE)
_DONE_BY = re.compile(r"\bby [^.;]*", re.IGNORECASE)
_GIVES = re.compile(r"\b(?:provide|receive|opportunities)\b", re.IGNORECASE)
_GETS = re.compile(r"^ (?:\w+ )?(?:have|receive|get|meet|interact|be)\b", re.IGNORECASE)


def outruns(text: str, quotes: Sequence[str], vocabulary: Vocabulary) -> Iterator[str]:
    """Yield what a statement says beyond its quotations, sentence by sentence."""
    sources = [vocabulary.plain(written_out(quote)) for quote in quotes]
    known = vocabulary.keys(sources)
    denied_there = frozenset(key for source in sources for term in _denied(source, vocabulary) for key in term.keys)
    for sentence in sentences(text):
        said = vocabulary.plain(written_out(sentence.text))
        if _ADVICE.match(said) and not _SPEAKS.search(said):
            continue
        absent = _ABSENT.search(said)
        denial = _ABSENT_CLAIM.search(said)
        if denial and len(vocabulary.terms(denial["said"])) > 1 and not vocabulary.beyond(denial["said"], sources):
            yield f"the cited words do speak of {denial['said'].strip()!r}"
        if absent:
            continue
        unbound = {t.said for t in _denied(said, vocabulary) if _BINDING.match(t.said)}
        for word in vocabulary.beyond(_REFERENCE.sub(" ", said), sources):
            if word not in unbound:
                yield f"{word!r} is not in the cited words"
        yield from _polarity(said, sources, denied_there, vocabulary)
        yield from _modality(said, sources)
        if known:
            yield from _roles(said, sources)


def _denied(text: str, vocabulary: Vocabulary) -> list[Term]:
    """Return the term that each negative word denies: the first claiming word after it."""
    text = _IDLE.sub(lambda m: " " * len(m[0]), text)
    terms = vocabulary.terms(text)
    out = []
    for found in _NEGATIVE.finditer(text):
        after = [t for t in terms if t.start >= found.end()]
        if after:
            out.append(after[0])
    return out


def _polarity(said: str, sources: Sequence[str], denied_there: frozenset[str], vocabulary: Vocabulary) -> Iterator[str]:
    denied = _denied(said, vocabulary)
    excused = _EXCEPT.search(said) and any(re.search(r"\bonly\b", source) for source in sources)
    for term in denied:
        if not (term.keys & denied_there or excused or _BINDING.match(term.said)):
            yield f"it denies {term.said!r}, the cited words do not"
    places = {(t.start, t.end) for t in denied}
    for term in vocabulary.terms(said):
        if term.keys & denied_there and (term.start, term.end) not in places and not _nested(said, term):
            yield f"it affirms {term.said!r}, which the cited words deny"


def _nested(said: str, term: Term) -> bool:
    # "should not take part or be involved": the second word stands under the same "not".
    return (
        re.search(r"\b(?:not|never|neither)\b[^.;,]*\b(?:or|nor)\b[^.;,]*$", said[: term.start], re.IGNORECASE)
        is not None
    )


def _modality(said: str, sources: Sequence[str]) -> Iterator[str]:
    source = " ".join(sources).lower()
    for found in _STRONGER.finditer(said):
        if found[0].lower() not in source and not re.search(r"\bnot (?:\w+ )?$", said[: found.start()], re.IGNORECASE):
            yield f"{found[0]!r} is stronger than the cited words"
    if not re.search(r"\b(?:may|can|could)\b", source):
        for found in _WEAK.finditer(said):
            yield f"{found[0]!r} is weaker than the cited words"


def _roles(said: str, sources: Sequence[str]) -> Iterator[str]:
    """Yield actors who do what the cited words have another do: "handled by SROs"."""
    doers, handlers = _actors_of(sources)
    given = any(_GIVES.search(source) for source in sources)
    for found in _ACTIVE.finditer(said):
        if _kind(found["who"]) not in doers and not (given and _GETS.match(said[found.end() :])):
            yield f"{found['who']!r} has another part in the cited words"
    for found in _BY.finditer(said):
        if _kind(found["who"]) not in doers | handlers:
            yield f"{found['who']!r} has another part in the cited words"
    for found in _PASSIVE.finditer(said):
        if _kind(found["who"]) in handlers - doers:
            yield f"{found['who']!r} has another part in the cited words"


def _actors_of(sources: Sequence[str]) -> tuple[set[str], set[str]]:
    """Return who should do something in the cited words, and by whom something is done there."""
    doers: set[str] = set()
    handlers: set[str] = set()
    for source in sources:
        for found in _DOING.finditer(source):
            doers |= {_kind(who[0]) for who in _SOMEONE.finditer(found[0])}
        for found in _DONE_BY.finditer(source):
            handlers |= {_kind(who[0]) for who in _SOMEONE.finditer(found[0])}
    return doers | {"communit"}, handlers


def _kind(actor: str) -> str:
    actor = actor.lower()
    for kind in ("staff", "teacher", "administrator"):
        if kind in actor:
            return "staff"
    for kind in ("agenc", "district", "student", "famil", "communit", "cops", "stakeholder"):
        if kind in actor:
            return kind
    return "sro"
