"""Names of agencies, school districts and schools in a sentence, capitalised or not."""

from __future__ import annotations

import re
from typing import Literal

from assistant.domain.base import Value
from assistant.drafting.typed import capitalised

Kind = Literal["agency", "district", "school"]

_AGENCY = (
    r"(?:police\s+(?:dep(?:artmen)?t\b\.?|bureau|division|force|service)|sheriff['’]?s?['’]?\s+(?:office"
    r"|dep(?:artmen)?t\b\.?)"
    r"|(?:department|dept\.?|division|bureau)\s+of\s+(?:police|public\s+safety)|public\s+safety(?:\s+(?:department"
    r"|office))?"
    r"|(?:constable|marshal)['’]?s?['’]?\s+office|state\s+(?:police|patrol)|highway\s+patrol|p\.?d\b\.?|police)"
)
_DISTRICT = (
    r"(?:(?:(?:unified|independent|consolidated|community|union|central|joint|area|city|county|local|regional|public"
    r"|free|high|elementary"
    r"|exempted\s+village|common|reorganized)\s+)*school\s+(?:district|corporation|division|department|unit|board"
    r"|system)"
    r"(?:\s+(?:no\.?\s*|number\s+|#\s*|u-|re-?|r-)?\d+[a-z]?\b)?"
    r"|(?:public|community|city|county|independent|area|unified|consolidated|catholic"
    r"|charter)\s+schools?(?!\s+(?:district|board|officer|resource))"
    r"|board\s+of\s+education|(?:[cu]?usd|c?isd|cusd|r?sd|csd|ccsd)\b(?:\s+(?:no\.?\s*|#)?\d+)?|(?:charter"
    r"|leadership|preparatory|prep)\s+academy"
    r"|parish\s+schools|schools)"
)
_SCHOOL = (
    r"(?:(?:(?:junior|senior)\s+)?high(?:\s+school)?|middle(?:\s+school)?|elementary(?:\s+school)?"
    r"|intermediate(?:\s+school)?"
    r"|primary(?:\s+school)?|academy|k\s?-\s?\d{1,2}(?:\s+school)?|learning\s+center|magnet\s+school|school)"
)
_ENDINGS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("agency", re.compile(rf"\b{_AGENCY}(?!\w)", re.IGNORECASE)),
    ("district", re.compile(rf"\b{_DISTRICT}(?!\w)", re.IGNORECASE)),
    ("school", re.compile(rf"\b{_SCHOOL}(?!\w)", re.IGNORECASE)),
)
_STOP = {
    "a", "an", "the", "our", "my", "their", "its", "your", "this", "that", "between", "and", "with", "for", "from",
    "of", "in", "at", "on", "to", "by", "is", "are", "be", "will", "it", "&", "or", "as", "plus", "both", "draft",
    "start", "begin", "prepare", "write", "create", "make", "new", "need", "needs", "want", "wanna", "please",
    "let", "lets", "get", "one", "going", "up", "help", "me", "us", "we", "i", "you", "mou", "mous", "agreement",
    "agreements", "agrement", "memorandum", "memo", "understanding", "contract", "contracts", "document", "sro",
    "sros", "officer", "officers", "school", "schools", "district", "agency", "city", "county", "town", "called",
    "named", "party", "parties", "covering", "cover", "covers", "serving", "serve", "serves", "including", "local",
    "two", "three", "four", "five", "six", "seven", "cop", "cops", "resource", "program", "short", "simple",
    "essential", "standard", "full", "basic", "long", "version", "template", "do", "can", "could", "would", "like",
    "there", "have", "has", "put", "set", "about", "starting", "effective", "beginning", "until", "through",
}  # fmt: skip
_GENERIC = {
    "city",
    "county",
    "town",
    "village",
    "township",
    "state",
    "metro",
    "metropolitan",
    "university",
    "borough",
    "parish",
    "port",
}
_NEW_PLACES = re.compile(
    r"new\s+(?:york|haven|orleans|london|bedford|castle|berlin|britain|canaan|hope|brunswick|rochelle|albany|ulm"
    r"|braunfels"
    r"|smyrna|milford|jersey|mexico|hampshire|windsor|hartford|paltz|kensington|philadelphia|richmond|lenox|hyde)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[\w.'’&-]+")
_OF_PLACE = re.compile(r"\s+of\s+(?:the\s+)?(?:city\s+of\s+|town\s+of\s+)?[A-Z][\w.'’-]*(?:\s+[A-Z][\w.'’-]*){0,3}")
_LONGEST = 7


class NamedParty(Value):
    """An organisation named in a text from ``start`` to ``end``."""

    kind: Kind
    name: str
    start: int
    end: int


def find_parties(text: str) -> tuple[NamedParty, ...]:
    """Return the agencies, districts and schools that a text names, in order, never overlapping."""
    found: list[NamedParty] = []
    for kind, ending in _ENDINGS:
        for m in ending.finditer(text):
            party = _around(kind, m, text)
            if party is not None:
                found.append(party)
    found.sort(key=lambda p: (-(p.end - p.start), p.start))
    kept: list[NamedParty] = []
    for party in found:
        if not any(party.start < k.end and k.start < party.end for k in kept):
            kept.append(party)
    return tuple(sorted(kept, key=lambda p: p.start))


def _around(kind: Kind, m: re.Match[str], text: str) -> NamedParty | None:
    """Extend an ending to the left over the words of the name; None when there is no name."""
    start = _left(text, m.start())
    end = m.end()
    # "School District of Lancaster", "Board of Education of Harford County"
    if (of := _OF_PLACE.match(text, m.end())) and (start == m.start() or m[0].lower().startswith("board")):
        end = of.end()
    if start == m.start() and end == m.end():
        return None
    name = " ".join(text[start:end].split()).strip(" ,.-") if not text[:end].endswith("P.D.") else text[start:end]
    return NamedParty(kind=kind, name=capitalised(name), start=start, end=end)


def _left(text: str, end: int) -> int:
    """Return where the name begins: at the first of the capitalised (or plain) words before ``end``."""
    words = list(_WORD.finditer(text, max(0, end - 120), end))
    start = end
    capitals = re.search(r"[A-Z]", text) is not None
    for taken, word in enumerate(reversed(words)):
        gap = text[word.end() : start]
        if gap.strip() or "\n" in gap or taken >= _LONGEST:
            break
        if not (_belongs(word[0], capitals) or _NEW_PLACES.match(text, word.start())):
            inner = word[0].lower() in ("of", "and", "&") and start != end
            before = text[: word.start()].rstrip()
            previous = _WORD.findall(before[-40:])
            if (
                inner
                and word[0].lower() == "of"
                and previous
                and previous[-1].lower() in _GENERIC
                and before.endswith(previous[-1])
            ):
                start = word.start()
                continue
            if inner and word[0] == "&" and previous and previous[-1][0].isupper():
                start = word.start()
                continue
            if not (start != end and word[0].lower() in _GENERIC and re.match(r"\s+of\b", text[word.end() :])):
                break
        start = word.start()
    # a generic word alone is no name: "the city police department"
    name = text[start:end].split()
    if name and all(w.lower() in _GENERIC | {"local", "public", "our", "of"} for w in name):
        return end
    return start


def _belongs(word: str, capitals: bool) -> bool:
    low = word.lower().strip(".'’")
    if low in _GENERIC:
        return not capitals or word[0].isupper()
    if low in _STOP or not re.search(r"\w", word):
        return False
    if re.fullmatch(r"\d+(?:st|nd|rd|th)?", word):
        return False
    return word[0].isupper() or not capitals
