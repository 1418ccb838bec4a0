"""Read a poor scan as it was meant: l for 1, 0 for O, rn for m, words broken at the end of a line, spaced letters.

Only the reading is mended. Quotations stay what the file says, so every character remembers its place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from assistant.verify.readings import Reading

_BROKEN = re.compile(r"(?<=[a-z]{2})-\s+(?=[a-z]{2})")
# "re-elect" and "co- or" stay; what a hyphen and a blank divide is one word only if neither half stands by itself.
_HALF = frozenset("and or to in on the of for by with non pre post co self re anti multi long short full part".split())
_LONGEST_HALF = 20
_SPACED = re.compile(r"\b(?:[A-Za-z] ){3,}[A-Za-z]\b")
_TOKEN = re.compile(r"(?<![.@/\w])[A-Za-z0-9|]*[A-Za-z][A-Za-z0-9|]*(?![\w|@/]|\.\w)")
# Letters within which an m was read as r and n. Words that have a real rn are not touched.
_RN = re.compile(r"rn")
_REAL_RN = re.compile(
    r"airn|attorn|aftern|altern|barn|born|burn|carn|concern|corn|discern|earn|estern|ethern|extern|fern|furn|garn|govern"
    r"|harn|horn|intern|journ|learn|modern|morn|northern|ourn|pattern|return|scorn|stern|southern|turn|urn|warn|worn"
    r"|yarn|yearn|fratern|matern|patern|tern\b|ern\b|rnes?\b|arn|orn(?!m)|rnal",
    re.IGNORECASE,
)
# The same in words that have a real rn beside it ("governrnent").
_MEANT_M = re.compile(r"(?:ar|er|or)rn|rnent|rnin|rnit|rnun|rnust|rnay|rnake|cornm|cornp|forrn|progra?rn\b|terrn|rnut")
_MEANT_M_THERE = re.compile(r"rn(?=ent|in[^g]|it|un|ust|ay|ake|m|p|ut|\b)|(?<=r)rn")
_LOOKS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?<=[A-Za-z])[1|](?=[A-Za-z])|(?<=[a-z])[1|](?![A-Za-z0-9])|(?<![A-Za-z0-9])[1|](?=[a-z]{2})"), "l"),
    (re.compile(r"(?<=[A-Z])0(?=[A-Z])|(?<![A-Za-z0-9])0(?=[A-Z]{2}|f+ic|n\b|f\b)"), "O"),
    (re.compile(r"(?<=[a-z])0(?=[a-z])"), "o"),
    (re.compile(r"(?<=[a-z])5(?=[a-z])"), "s"),
    (re.compile(r"(?<=[A-Z])l(?=[A-Z])"), "I"),
    (re.compile(r"\bl(?=n\b|nstitute|nter|f\b|t\b|nformation|n\s)"), "I"),
)
# Words that scans make again and again; what is a word itself is not among them.
_WORDS = dict(
    pair.split("=")
    for pair in (
        "tbe=the tbat=that tbis=this tbem=them tbey=they otber=other eacb=each witb=with wbo=who wben=when "
        "wbere=where wbich=which scbool=school scbools=schools bave=have witbout=without sucb=such "
        "eitber=either botb=both tlie=the tiie=the sliall=shall bv=by evcry=every Pagc=Page "
        "oflicer=officer oflicers=officers Officcrs=Officers oflice=office refreshcr=refresher "
        "elemcntary=elementary fumish=furnish aftemoon=afternoon retum=return goverment=government "
        "tbeir=their tbese=these tbere=there tirne=time sorne=some sarne=same narne=name "
        "becorne=become sccond=second "
    ).split()
)
_SPELLED = re.compile(rf"\b(?:{'|'.join(_WORDS)})\b", re.IGNORECASE)
_SUSPECT = re.compile(r"rn|[A-Za-z][015|]|[015|][A-Za-z]|[A-Z]l[A-Z]|\bl(?:n|t|f|nstitute|nter\w*)\b")


def readable(text: str) -> str:
    """Return a text as it was meant to be read; a clean text comes back as it is."""
    return reading(text).text


def reading(text: str) -> Reading:
    """Return the mended reading of a text, each of its characters with its place in the text."""
    words, places = text, list(range(len(text)))
    for edits in (_joined, _despaced, _letters, _spelled):
        words, places = _edited(words, places, edits)
    return Reading(text=words, places=tuple(places))


Edit = tuple[int, int, str]


def _edited(text: str, places: list[int], edits: Callable[[str], Iterator[Edit]]) -> tuple[str, list[int]]:
    out: list[str] = []
    kept: list[int] = []
    at = 0
    for start, end, new in edits(text):
        out += [text[at:start], new]
        kept += places[at:start]
        # The characters of the new word lie on the old ones as far as they reach; the last on the last.
        old = places[start:end]
        kept += [old[min(n, len(old) - 1)] if n < len(new) - 1 else old[-1] for n in range(len(new))]
        at = end
    return ("".join([*out, text[at:]]), kept + places[at:]) if out else (text, places)


def _joined(text: str) -> Iterator[Edit]:
    for found in _BROKEN.finditer(text):
        before = re.search(r"[A-Za-z]+$", text[max(found.start() - _LONGEST_HALF, 0) : found.start()])
        after = re.match(r"[A-Za-z]+", text[found.end() : found.end() + _LONGEST_HALF])
        if before and after and before[0].lower() not in _HALF and after[0].lower() not in _HALF:
            yield found.start(), found.end(), ""


def _despaced(text: str) -> Iterator[Edit]:
    """Join spaced letters ("A G R E E M E N T"); two or more blanks divide words."""
    for found in _SPACED.finditer(text):
        yield found.start(), found.end(), found[0].replace(" ", "")


def _letters(text: str) -> Iterator[Edit]:
    if not _SUSPECT.search(text):
        return
    for found in _TOKEN.finditer(text):
        token = found[0]
        new = token
        if any(c in token for c in "015|l"):
            for pattern, letter in _LOOKS:
                new = pattern.sub(letter, new)
        if "rn" in new and new[0].islower() and not _REAL_RN.search(new):
            new = _RN.sub("m", new)
        elif _MEANT_M.search(new):
            new = _MEANT_M_THERE.sub("m", new)
        if new != token:
            yield found.start(), found.end(), new


def _spelled(text: str) -> Iterator[Edit]:
    for found in _SPELLED.finditer(text):
        word = found[0]
        new = _WORDS.get(word) or _WORDS.get(word.lower())
        if new:
            yield found.start(), found.end(), new.capitalize() if word[0].isupper() else new
