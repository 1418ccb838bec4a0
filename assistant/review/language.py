"""Tell which paragraphs of a document are in a language that is not reviewed."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence

from assistant.domain.base import Value
from assistant.domain.reviews import Finding, ReviewText
from assistant.domain.wording import Saying, saying

ENGLISH = "en"
SCRIPT = "script"
"""A language that is written in letters other than the Latin ones."""

LEAST = 0.1
"""From this share of the words on, another language is spoken of."""

MOST = 0.5
"""From this share on, the document is not reviewed."""

_LEAST_WORDS = 6
_LEAST_KNOWN = 3
_CLEARLY = 1.5
_WORD = re.compile(r"[^\W\d_]+")


class Languages(Value):
    """The shares of a document's words by language, and the paragraphs (from 0) that are not in English."""

    shares: dict[str, float]
    foreign: tuple[int, ...] = ()

    @property
    def other(self) -> tuple[str, float]:
        """The language that is most common beside English, and the share of all words that are not in English."""
        others = {code: share for code, share in self.shares.items() if code != ENGLISH}
        return (max(others, key=lambda code: others[code]), sum(others.values())) if others else ("", 0.0)

    def note(self) -> Saying | None:
        """Return what is to be said of another language, None where there is none to speak of."""
        code, share = self.other
        if share < LEAST:
            return None
        language = saying(f"remarks.language.{code}")
        if share >= MOST:
            return saying("remarks.language.most", share=round(100 * share), language=language)
        return saying("remarks.language.part", share=round(100 * share), language=language, places=self._places())

    def _places(self) -> str:
        """Return the numbers of the paragraphs, from 1, those in a row as first and last."""
        runs: list[list[int]] = []
        for n in self.foreign:
            if runs and n == runs[-1][-1] + 1:
                runs[-1].append(n)
            else:
                runs.append([n])
        return ", ".join(f"{r[0] + 1}–{r[-1] + 1}" if len(r) > 1 else str(r[0] + 1) for r in runs)


def languages(text: ReviewText, words: Mapping[str, Sequence[str]]) -> Languages:
    """Return the languages of a text, told paragraph by paragraph by their common words."""
    known = {code: frozenset(listed) for code, listed in words.items()}
    counts: Counter[str] = Counter()
    foreign: list[int] = []
    for index, paragraph in enumerate(text.paragraphs):
        tokens = [w.lower() for w in _WORD.findall(text.text[paragraph.start : paragraph.end])]
        code = _language(tokens, known)
        counts[code] += len(tokens)
        if code != ENGLISH:
            foreign.append(index)
    total = sum(counts.values())
    return Languages(shares={c: n / total for c, n in counts.items()} if total else {}, foreign=tuple(foreign))


def _language(tokens: Sequence[str], known: Mapping[str, frozenset[str]]) -> str:
    """Return the language of a paragraph; one too short to tell counts as English."""
    letters = "".join(tokens)
    if letters and sum(_is_foreign(c) for c in letters) > len(letters) / 2:
        return SCRIPT
    if len(tokens) < _LEAST_WORDS:
        return ENGLISH
    score = {code: sum(t in listed for t in tokens) for code, listed in known.items()}
    best = max(score, key=lambda code: (score[code], code == ENGLISH), default=ENGLISH)
    clear = score.get(best, 0) >= max(_LEAST_KNOWN, _CLEARLY * score.get(ENGLISH, 0))
    return best if clear else ENGLISH


def _is_foreign(character: str) -> bool:
    return not unicodedata.name(character, "LATIN").startswith("LATIN")


def withheld(findings: Sequence[Finding], found: Languages) -> tuple[Finding, ...]:
    """Return findings of which none says that something is missing which may stand in an unread language."""
    code, share = found.other
    if share < LEAST:
        return tuple(findings)
    why = saying("remarks.language.withheld", language=saying(f"remarks.language.{code}"))
    return tuple(
        f.model_copy(update={"status": "not-visible", "why": (why,)}) if f.status == "missing" else f for f in findings
    )
