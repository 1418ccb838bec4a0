"""A person's name and title, in either order."""

from __future__ import annotations

import re

from assistant.drafting.parsed import Fault, fault
from assistant.drafting.typed import one_line, without_final_stop, without_lead_in

_TITLES = {
    "chief", "sheriff", "undersheriff", "deputy", "superintendent", "principal", "director", "supervisor",
    "manager", "mayor", "president", "chair", "chairman", "chairwoman", "chairperson", "commissioner", "captain",
    "capt", "sergeant", "sgt", "lieutenant", "lt", "officer", "coordinator", "administrator", "counsel", "attorney",
    "secretary", "treasurer", "clerk", "dean", "head", "commander", "cmdr", "major", "maj", "colonel", "col",
    "corporal", "cpl", "inspector", "constable", "marshal", "trooper", "liaison", "specialist", "counselor",
    "ombuds", "ombudsman", "executive", "judge", "trustee", "auditor", "advocate", "analyst", "detective", "det",
    "nurse", "psychologist", "teacher", "ceo", "cfo", "coo", "supt", "asst", "vice-president", "monitor",
    "chancellor", "provost", "warden", "ofcr", "dep",
}  # fmt: skip
_BESIDE = {
    "assistant", "associate", "deputy", "vice", "interim", "acting", "senior", "junior", "of", "for", "the", "and",
    "&", "city", "county", "town", "village", "state", "school", "schools", "district", "board", "police", "public",
    "safety", "student", "students", "youth", "services", "service", "security", "operations", "education", "civil",
    "rights", "special", "community", "patrol", "support", "community-relations", "human", "resources", "legal",
    "general", "professional", "standards", "department", "office", "law", "enforcement", "agency",
    "unit", "division", "relations", "program", "programs", "county's", "city's", "district's", "pupil", "family",
    "families", "title", "ix", "compliance", "sro", "sros", "school's", "member", "campus", "emergency",
    "management", "executive",
}  # fmt: skip
OFFICES = {  # a title that a name for the person already gives
    "chief": "Chief", "our chief": "Chief", "police chief": "Police Chief", "chief of police": "Chief of Police",
    "sheriff": "Sheriff", "superintendent": "Superintendent",
}  # fmt: skip
_HONORIFIC = {"mr", "ms", "mrs", "miss", "dr", "rev", "hon", "prof", "mx"}
_SUFFIX = re.compile(r"^(?:jr|sr|ii|iii|iv|ph\.?d|ed\.?d|ed\.?s|j\.?d|esq|m\.?a|m\.?ed|m\.?d|cpa)\.?$", re.IGNORECASE)
_SAYS = re.compile(
    r"^(?P<left>[^,:;]+?),?\s+(?:who\s+is|who['’]s|is|he['’]?s|she['’]?s|he is|she is|they['’]re|serves as|works as)\s+"
    r"(?:also\s+)?(?P<right>.+)$",
    re.IGNORECASE,
)
_DETERMINER = re.compile(r"^(?:the|our|a|an|my|their|its|your|current|as)\s+", re.IGNORECASE)
_LEAD = re.compile(
    r"^(?:(?:his|her|their|the|my) (?:name|contact|person)(?: person)? is|contact|name|that['’]s|it will be|will be"
    r"|would be|by"
    r"|signed by|(?:i|we) (?:have|appoint|name|nominate|propose))\s*:?\s+",
    re.IGNORECASE,
)
_NOBODY = {
    "someone", "somebody", "anyone", "anybody", "whoever", "whomever", "me", "myself", "us", "him", "her", "them",
    "he", "she",
    "they", "we", "i", "you", "who", "everyone", "everybody", "same", "nobody", "purple", "it",
} - {"purple"}  # fmt: skip
_LONGEST_NAME = 7


def read_person(text: str) -> dict[str, str] | Fault:
    """Return {"name", "title"}; either may be "" when only the other was given."""
    line = without_final_stop(one_line(_LEAD.sub("", without_lead_in(one_line(text))))).strip(" ,;:-–—")
    line = _LEAD.sub("", line)
    if not re.search(r"[^\W\d_]", line):
        return fault("person.none", typed=text)
    name, title = _parts(line)
    name, title = _named(_bare(name)), _bare(title)
    words = name.lower().split()
    if set(words) & _NOBODY or len(words) > _LONGEST_NAME or re.search(r"\d{3}", name):
        return fault("person.none", typed=text)
    if re.search(r"\b(?:and|&|or)\b", name):
        return fault("person.several", typed=text)
    return {"name": name, "title": title}


def _parts(line: str) -> tuple[str, str]:
    """Split a line into name and title, whichever comes first."""
    if m := re.match(r"^(?P<a>[^()]+)\((?P<b>[^()]+)\)$", line):
        return _ordered(m["a"], m["b"])
    if m := re.match(r"^(?P<a>[^:]{2,60}):\s*(?P<b>.+)$", line):
        if _is_title(m["a"]):
            inner, more = _parts(m["b"])
            return inner, more or m["a"]
        return _ordered(m["a"], m["b"])
    if m := _SAYS.match(line):
        return _ordered(m["left"], m["right"])
    pieces = [p.strip() for p in re.split(r"[,;]|\s[-–—]+\s|\s*[–—]\s*", line) if p.strip()]
    if len(pieces) < 2:
        return _unpunctuated(line)
    suffixes = 1
    while suffixes < len(pieces) and _SUFFIX.match(pieces[suffixes]):
        suffixes += 1
    first, rest = ", ".join(pieces[:suffixes]), ", ".join(pieces[suffixes:])
    return _ordered(first, rest) if rest else _unpunctuated(first)


def _ordered(first: str, second: str) -> tuple[str, str]:
    first, second = first.strip(), second.strip()
    if _is_title(first) and not _is_title(second):
        return second, first
    name, rank = _unpunctuated(first)
    if rank and name and rank.lower().rstrip(".") in second.lower():
        return name, second  # "Chief Dana Whitfield, Chief of Police" says it twice
    return first, second


def _is_title(words: str) -> bool:
    """Return whether words name an office and no person."""
    if _DETERMINER.match(words):
        return True
    tokens = [t.lower().rstrip(".") for t in words.split()]
    if not any(t in _TITLES for t in tokens):
        return False
    if tokens[-1] in _TITLES and tokens[0] not in _TITLES | _HONORIFIC:
        return True  # "Transportation Director"
    return all(t in _TITLES or t in _BESIDE for t in tokens)


def _unpunctuated(line: str) -> tuple[str, str]:
    """Split "Chief Dana Whitfield", "Director of Student Services Aisha Grant" or "Maria Lopez Superintendent"."""
    tokens = _DETERMINER.sub("", line).split()
    known = [t.lower().rstrip(".") in _TITLES | _BESIDE for t in tokens]
    titles = [t.lower().rstrip(".") in _TITLES for t in tokens]
    if not any(titles):
        return line, ""
    end = next((i for i, k in enumerate(known) if not k), len(tokens))
    if end and any(titles[:end]):
        return " ".join(tokens[end:]), " ".join(tokens[:end])
    if end == 0:
        first = known.index(True)
        if first >= 2 and all(known[first:]):
            return " ".join(tokens[:first]), " ".join(tokens[first:])
    last = len(titles) - 1 - titles[::-1].index(True)
    if last == len(tokens) - 1:
        return "", " ".join(tokens)
    if _DETERMINER.match(line) or tokens[0].lower() not in _HONORIFIC:
        return " ".join(tokens[last + 1 :]), " ".join(tokens[: last + 1])
    return line, ""


def _bare(words: str) -> str:
    return _DETERMINER.sub("", words.strip(" ,;:()-–—")).strip()


def _named(name: str) -> str:
    """Capitalise a name typed without capitals; leave any other as it is."""
    if name != name.lower():
        return name
    return re.sub(r"(?:^|(?<=[\s'’.-]))[^\W\d_](?!\w?$)", lambda m: m[0].upper(), name)
