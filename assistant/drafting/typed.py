"""What a person typed, freed of what no document can hold and of the words around the answer."""

from __future__ import annotations

import re
import unicodedata

LIMIT = 4000  # characters of one value; more belongs in the clause's own wording

_SPACES = re.compile(r"[^\S\n\t]+")
_SEGMENT = re.compile(r"[.!?]+(?:\s+|$)|[,;\n]+|\s[-–—]+\s|\b(?:but|so|because|until then)\b", re.IGNORECASE)
_LEAD_IN = re.compile(
    r"^(?:"
    r"(?:um+|uh+|hm+|well|so|ok|okay|sure|yes|yeah|please|actually|sorry)\s*[,:]\s*"
    r"|(?:please|plz|lets|let's|i would|i'd|i'll|we'll|we would|we'd|can you|you can|just)\s+"
    r"(?=(?:say|go|put|make|use|call|enter|write|set|do|like)\b)"
    r"|(?:say|go with|put(?: it)?(?: down| in)?(?: as)?|write(?: it)?(?: down| in)?|enter|use(?! of\b)|call it|do"
    r"|make (?:it|that|this)|(?:set|change|correct) (?:it|that|this) to|(?:i|we) (?:think|guess|want|chose|choose"
    r"|pick))\s+"
    r"|(?:it|that|this|the (?:name|title|answer|address|link|date|number))\s*"
    r"(?:'s|’s|s|\bis|'ll be|will be|\bwould be|\bshould be|\bshould read)\s+(?:called\s+|named\s+|probably\s+)?"
    r"|it's\s+|its\s+(?=at\b|the\b|called\b)"
    r"|(?:we're|we’re|we are|he's|she's|he is|she is|they're|they are)\s+(?:called\s+|named\s+)?"
    r")",
    re.IGNORECASE,
)
_LETTERS = {
    "pd",
    "isd",
    "usd",
    "cusd",
    "cisd",
    "sd",
    "csd",
    "rsd",
    "ccsd",
    "p.d.",
    "dps",
    "hs",
    "ms",
    "es",
    "k-8",
    "ps",
}
_FINAL_STOP = re.compile(r"(?<!\.)\.$")
_SHORT_FORM = re.compile(r"\b(?:jr|sr|inc|dept|st|co|corp|no|ave|rd|esq|d|a|m)\.$", re.IGNORECASE)


def clean(text: str) -> str:
    """Return the text composed (NFC), without control characters, its runs of spaces made one.

    Line ends and tabs stay, for lists and tables; so does anything that looks like HTML, as text.
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n"))
    kept = "".join(c for c in text if c in "\n\t" or not _unprintable(c))
    return "\n".join(_SPACES.sub(" ", line).strip(" ") for line in kept.split("\n")).strip()


def _unprintable(char: str) -> bool:
    """Control, invisible formatting, half characters and non-characters: Word's XML refuses most of them."""
    return unicodedata.category(char) in ("Cc", "Cf", "Cs") or (ord(char) & 0xFFFE) == 0xFFFE


def one_line(text: str) -> str:
    """Return the text with line ends and tabs as single spaces."""
    return " ".join(text.split())


def quoted(text: str, width: int = 60) -> str:
    """Return what was typed, short enough to stand inside a sentence."""
    line = one_line(text)
    return line if len(line) <= width else line[: width - 1].rstrip() + "…"


def segments(text: str) -> list[str]:
    """Split a message at commas, sentence ends and words such as "but"; empty parts are dropped."""
    return [s for part in _SEGMENT.split(text) if (s := part.strip(" '\"()"))]


def without_lead_in(text: str) -> str:
    """Drop the words before an answer, such as "let's say" or "it should be"; never all of it."""
    for _ in range(4):
        rest = _LEAD_IN.sub("", text, count=1).lstrip()
        if not rest or rest == text:
            break
        text = rest
    return text


def without_final_stop(text: str) -> str:
    """Drop one closing period, unless it ends an abbreviation or closes one of several sentences."""
    if ". " in text or _SHORT_FORM.search(text) or re.search(r"\b\w\.\w\.$", text):
        return text
    return _FINAL_STOP.sub("", text).rstrip()


def capitalised(name: str) -> str:
    """Return a name typed without any capitals with them ("riverton pd" → "Riverton PD"); others as they are."""
    if name != name.lower():
        return re.sub(r"\b(?:pd|isd|usd|cusd)\b", lambda m: m[0].upper(), name)
    words = []
    for at, word in enumerate(name.split()):
        if word in _LETTERS:
            words.append(word.upper())
        elif at and word in ("of", "and", "the", "for", "&"):
            words.append(word)
        else:
            words.append(word[:1].upper() + word[1:])
    return " ".join(words)
