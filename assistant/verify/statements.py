"""Check a written statement against the words it cites, without a model.

The checks look for the ways in which a summary outruns its source: invented quotations, "must" for
"should", numbers from nowhere, a lost or added "not", another actor, a dropped qualifier.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from assistant.domain.knowledge import Authority
from assistant.verify.containment import vocabulary
from assistant.verify.gate import outruns
from assistant.verify.negation import is_negated
from assistant.verify.sentences import sentences

_QUOTED = re.compile(r"“([^”]*)”")
# What is said about the text itself ("the text gives no list") is not a claim of the text.
_ABOUT_TEXT = re.compile(
    r"\b(?:principles?(?: \d+)?|text|document|version|sentences?|words?|passage|introduction|guidance|it|they|which"
    r"|that)(?: \w+){0,3} (?:do|does|did) not\b"
    r"|\b(?:gives?|has|have|sets?|names?|makes?|draws?|adds?|contains?|offers?|states?|is|are)"
    r" (?:no|none|neither|nothing|silent)\b"
    r"|\bsay(?:s|ing)? (?:nothing|no more|only|neither)\b"
    r"|\bno (?:list|number|word|sentence|principle|definition|mention|limit|penalty|passage|part|deadline|date|rule"
    r"|figure|guiding principle)\b"
    r"|\bleaves?\b|\bleft\b|\bnone of\b|\bnothing in\b|\bneither\b"
    r"|\bnot (?:law|binding|a law|a rule|mentioned|defined|listed|named|required|one of|in the text|covered)\b"
    r"|\bwithout (?:saying|naming|setting|giving|defining|listing)\b"
    r"|\b(?:plain|ordinary) (?:English|meaning|sense|words)\b",
    re.IGNORECASE,
)
_CLAIM = re.compile(
    r"\b(?:sros?|officers?|agenc(?:y|ies)|districts?|school staff|programs?|communities) should\b"
    r"|\b(?:principles?(?: \d+)?|text|document) (?:also )?(?:says?|recommends?|asks?|calls?|speaks?|names?)\b",
    re.IGNORECASE,
)
_STRONG = re.compile(
    r"\b(?:must|shall|requires?|required|requiring|requirements?|mandates?|mandated|mandatory|mandating|obliges?|obliged|obligat\w+|"
    r"compels?|compelled|compulsory|binding|(?<!not )ha(?:s|ve) to)\b",
    re.IGNORECASE,
)
# Who else may bind: "state law may require", "your MOU can require", "required by a grant".
_BINDS_BEFORE = re.compile(
    r"\b(?:laws?|statutes?|grants?|awards?|conditions?|courts?|states?|counsel|constitution)\b(?:(?!\bprinciples?\b)[^.;])*$"
    r"|\b(?:mou|agreement|contract|polic(?:y|ies)|board|parties|you|district|agency)\b(?:(?!\bprinciples?\b)[^.;]){0,30}\b(?:may|can|could|if|whether)\b[^.;]*$"
    r"|\b(?:ask|check|whether|if|find out|look up|what)\b[^.;]*$",
    re.IGNORECASE,
)
_BINDS_AFTER = re.compile(
    r"^[^.;]{0,40}\b(?:by|in|under) (?:\w+ ){0,2}(?:laws?|statutes?|grants?|awards?|courts?|states?)\b", re.IGNORECASE
)
_ABSOLUTE = re.compile(
    r"\b(?:always|never|under no circumstances|in (?:all|every) cases?|guarantees?|without exception)\b", re.IGNORECASE
)
_WORDS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    "fifteen|twenty|thirty|forty|fifty|sixty|ninety|hundred"
)
_NUMBER = re.compile(r"(?<![\w.-])(?:\d+(?:,\d{3})*(?:\.\d+)?|(?:" + _WORDS + r"))(?![\w-])", re.IGNORECASE)
_UNITS = re.compile(
    r"^(?:[ -]\w+)?[ -](?:hours?|days?|weeks?|months?|years?|minutes?|percent|dollars?|schools?|officers?|sros?"
    r"|students?|times?|grades?|members?|meetings?|surveys?|agenc(?:y|ies)|districts?)\b|^ ?%",
    re.IGNORECASE,
)
_REFERENCE = re.compile(
    r"\bread on \w+ \d+, \d{4}|\b1 (?:to|through) 12\b"
    r"|\b(?:principles?|numbers?|no\.)(?: numbers?)? (?:\d+|\w+)(?:(?:, | and | or | to |, and | through )\d+)*",
    re.IGNORECASE,
)
# The grammatical subject of "should", by the actors of the text.
_SUBJECT = re.compile(
    r"\b(?P<subject>law enforcement agenc(?:y|ies)|agenc(?:y|ies)|police departments?|sheriffs?|chiefs?"
    r"|school districts?|districts?|school staff|staff|teachers|administrators|principals|superintendents?|counselors"
    r"|sros?|officers?|deput(?:y|ies)|students|families|parents|communit(?:y|ies)|school boards?|boards?)"
    r"(?: \(\w+\))? should\b",
    re.IGNORECASE,
)
_ACTORS: tuple[tuple[str, str], ...] = (
    (r"agenc|police dep|sheriff|chief", r"law enforcement agenc"),
    (r"district", r"school district"),
    (r"staff|teacher|administrator|principals|superintendent|counselor", r"staff|teachers|administrators"),
    (r"sro|officer|deput", r"\bsros?\b|school resource officer|officers"),
    (r"student", r"students"),
    (r"famil|parent", r"families"),
    (r"communit|board", r"communit"),
)
# A qualifier of the text, and the claim that would be wrong without it.
_QUALIFIERS: tuple[tuple[str, str, str, str], ...] = (
    ("When possible", r"\bshould\b[^.]*\b(?:fixed|one|limited|single)\b", r"possible", "“when possible”"),
    (
        "only as a last resort",
        r"\bshould\b[^.]*\b(?:detain|arrest|use force)\b",
        r"last resort",
        "“only as a last resort”",
    ),
    (
        "as transparent to stakeholders as the law allows",
        r"\bshould\b[^.]*\btransparent\b",
        r"\blaw\b",
        "“as the law allows”",
    ),
    (
        "no less than annually",
        r"\bshould\b[^.]*\b(?:annual|yearly|every year|once a year|each year)",
        r"no less|at least",
        "“no less than”",
    ),
)


def check_statement(
    text: str,
    quotes: Sequence[str],
    *,
    authority: Authority,
    strict: bool = False,
    same_words: Mapping[str, Sequence[str]] | None = None,
) -> tuple[str, ...]:
    """Return what is wrong with a statement that rests on ``quotes``; empty when nothing is.

    Only a statement on the principles is held to their modality, actors and qualifiers. ``strict`` is
    for statements that nobody has reviewed: each claiming word must then be in the quotes, as itself
    or by ``same_words`` (Knowledge.same_words), denied only where they deny it.
    """
    found = _misquoted(text, quotes)
    source = " ".join(quotes)
    for sentence in sentences(text):
        plain = _QUOTED.sub(" ", sentence.text)
        if authority is Authority.PRINCIPLES:
            found += _too_strong(plain, source)
        if not quotes or _ABOUT_TEXT.search(plain):
            continue
        found += _numbers(plain, source)
        if authority is Authority.PRINCIPLES:
            found += [] if strict else _flipped(sentence.text, source)
            found += _actors(plain, source)
            found += _absolutes(plain, source)
            found += _qualifiers(sentence.text, text, source)
    if strict:
        found += outruns(_QUOTED.sub(" ", text) if quotes else text, quotes, vocabulary(same_words or {}))
    return tuple(dict.fromkeys(found))


def _misquoted(text: str, quotes: Sequence[str]) -> list[str]:
    return [
        f"“{words}” is not a slice of the cited words"
        for words in _QUOTED.findall(text)
        if not any(words.rstrip(".,;:?!") in quote for quote in quotes)
    ]


def _too_strong(sentence: str, source: str) -> list[str]:
    found = []
    for word in _STRONG.finditer(sentence):
        before, after = sentence[: word.start()], sentence[word.end() :]
        denied = is_negated(sentence, word.end())
        if word[0].lower() in source.lower() or denied or _BINDS_BEFORE.search(before) or _BINDS_AFTER.match(after):
            continue
        found.append(f"{word[0]!r} is stronger than the principles, which recommend (should)")
    return found


def _numbers(sentence: str, source: str) -> list[str]:
    bare = _REFERENCE.sub(" ", sentence)
    known = {n.lower() for n in _NUMBER.findall(source)}
    found = []
    for number in _NUMBER.finditer(bare):
        word = number[0].lower()
        # "Two actors" counts what is quoted; "two years" and "40" would be facts.
        is_fact = word[0].isdigit() or _UNITS.match(bare[number.end() :])
        if is_fact and word not in known and word != "twelve":
            found.append(f"the number {number[0]!r} is not in the cited words")
    return found


def _flipped(sentence: str, source: str) -> list[str]:
    denies = re.search(r"\bshould (?:(?!or)\w+ )?(?:not|never)\b(?<!or should not)", sentence, re.IGNORECASE)
    affirms = re.search(r"\bshould\b(?! (?:\w+ )?(?:not|never)\b)", sentence, re.IGNORECASE)
    source_denies = re.search(r"\b(?:not|only|never)\b", source, re.IGNORECASE)
    source_affirms = re.search(r"\bshould\b(?! not\b)|\bencourage\b", source, re.IGNORECASE) or "should" not in source
    if denies and not source_denies:
        return ["it says “should not”, the cited words do not"]
    if affirms and not denies and not source_affirms and not is_negated(sentence, affirms.end()):
        return ["it drops the “not” of the cited words"]
    return []


def _actors(sentence: str, source: str) -> list[str]:
    found = []
    for match in _SUBJECT.finditer(sentence):
        subject = match["subject"]
        for spoken, written in _ACTORS:
            if re.search(spoken, subject, re.IGNORECASE) and not re.search(written, source, re.IGNORECASE):
                found.append(f"{subject!r} is not the actor of the cited words")
    return found


def _absolutes(sentence: str, source: str) -> list[str]:
    return [
        f"{word[0]!r} is not in the cited words"
        for word in _ABSOLUTE.finditer(sentence)
        if word[0].lower() not in source.lower() and not is_negated(sentence[: word.start()] + " x", word.start() + 2)
    ]


def _qualifiers(sentence: str, text: str, source: str) -> list[str]:
    # The qualifier may stand in the statement's next sentence.
    return [
        f"the cited words say {name}; the statement leaves it out"
        for words, claim, kept, name in _QUALIFIERS
        if words in source and re.search(claim, sentence, re.IGNORECASE) and not re.search(kept, text, re.IGNORECASE)
    ]


def says_absent(text: str) -> bool:
    """Return whether a statement begins by saying what the text does not hold."""
    opening = next(iter(sentences(text)), None)
    return opening is not None and _ABOUT_TEXT.search(opening.text) is not None


def makes_claim(text: str) -> bool:
    """Return whether a statement says what the principles recommend, so that it has to cite them.

    "The text gives no number", or a word on state law, is no such claim.
    """
    return any(_CLAIM.search(sentence.text) and not _ABOUT_TEXT.search(sentence.text) for sentence in sentences(text))
