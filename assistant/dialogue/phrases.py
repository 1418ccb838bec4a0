"""The pattern language of ``knowledge/dialogue.yaml``: plain words, compiled once.

``[word]`` may be left out, ``(a|b c)`` is one of these, ``*`` any words, ``+`` one word or more,
``{name}`` keeps the words it stands for, exactly as they were typed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from assistant.domain.base import Value

_TOKEN = re.compile(r"\w[\w’'%$.,:/@-]*\w|[\w$%]", re.UNICODE)
_PART = re.compile(r"\{(?P<slot>[a-z_]+)\}|(?P<sign>[()\[\]|*+])|(?P<word>[^\s()\[\]|*+{}]+)")
_SIGNS = {"(": "(?:", "[": "(?:", ")": ")", "]": ")?", "|": "|", "*": r"(?:\S+ ){0,14}?", "+": r"(?:\S+ ){1,6}?"}
_CONTRACTED = (("n't", "not"), ("'re", "are"), ("'ll", "will"), ("'d", "would"), ("'ve", "have"), ("'m", "am"))
_IRREGULAR = {"can't": "cannot", "won't": "will not", "shan't": "shall not", "let's": "let us"}
_LONGEST_COMMAND = 40
"""Words; a longer message is never a plain command, only new text or a question."""


class PhraseError(ValueError):
    """A line of ``dialogue.yaml`` is not in the pattern language."""


def compile_phrase(line: str) -> re.Pattern[str]:
    """Compile one line; raise PhraseError when its brackets do not match."""
    out, at = [], 0
    for part in _PART.finditer(line):
        if line[at : part.start()].strip():
            raise PhraseError(f"cannot read {line[at : part.start()]!r} in {line!r}")
        at = part.end()
        if part["slot"]:
            out.append(rf"(?P<{part['slot']}>(?:\S+ )+?)")
        elif part["sign"] == "*" and at == len(line.rstrip()):
            out.append(r"(?:\S+ )*")  # at the end of a line, however many
        elif part["sign"]:
            out.append(_SIGNS[part["sign"]])
        else:
            out.append(re.escape(part["word"].lower()) + " ")
    try:
        return re.compile("".join(out))
    except re.error as err:
        raise PhraseError(f"the brackets of {line!r} do not match ({err})") from err


class Words(Value):
    """A message as words that patterns are matched against, with the way back to what was typed.

    ``text`` is lower-case words with one blank after each; ``spans`` gives for each word its start
    in ``text`` and its start and end in ``raw``.
    """

    raw: str
    text: str
    spans: tuple[tuple[int, int, int], ...]

    @property
    def count(self) -> int:
        """How many words the message has."""
        return len(self.spans)

    def original(self, start: int, end: int) -> str:
        """Return what was typed for ``text[start:end]``, with the marks around it."""
        inside = [s for s in self.spans if start <= s[0] < end]
        if not inside:
            return ""
        after = [s for s in self.spans if s[0] >= end]
        stop = after[0][1] if after else len(self.raw)
        return self.raw[inside[0][1] : stop].strip().rstrip(",;:") if after else self._to_end(inside[0][1])

    def _to_end(self, start: int) -> str:
        # An opening quotation mark or bracket just before the first word belongs to it.
        while start > 0 and self.raw[start - 1] in "\"'“‘«(":
            start -= 1
        return self.raw[start:].strip()


class Found(Value):
    """A line that fits: the list it stands in, and the words kept by its ``{slots}``."""

    name: str
    slots: dict[str, str]


class Phrases:
    """Every list of patterns, ready to match."""

    def __init__(self, lists: Mapping[str, tuple[str, ...]], mend: Callable[[str], str] = lambda word: word) -> None:
        self.lists = lists
        self._mend = mend
        self._short = {k.removeprefix("short-forms."): v[0] for k, v in lists.items() if k.startswith("short-forms.")}
        self._compiled: dict[str, tuple[re.Pattern[str], ...]] = {}
        self._vocabulary = frozenset(
            w
            for k, lines in lists.items()
            if k.startswith("intents.")
            for line in lines
            for w in re.findall(r"[a-z]+", line)
        )

    def read(self, message: str) -> Words:
        """Return the message's words: lower-case, short forms written out, misspellings mended."""
        text, spans = "", []
        for token in _TOKEN.finditer(message):
            word = self._normal(token.group())
            if word:
                spans.append((len(text), token.start(), token.end()))
                text += word + " "
        return Words(raw=message, text=text, spans=tuple(spans))

    def find(
        self, names: Iterable[str], words: Words, allow: Callable[[Found], bool] = lambda found: True
    ) -> Found | None:
        """Return the first line of the named lists that the whole message fits, or None.

        The message is tried as it is first, then without its openers and closers; a line whose
        kept words ``allow`` refuses is passed over.
        """
        forms = self._forms(words)
        for name in names:
            for pattern in self._patterns(name):
                keeps = bool(pattern.groupindex)
                for start, end in forms:
                    if not keeps and end - start > _LONGEST_COMMAND * 12:
                        continue
                    match = pattern.fullmatch(words.text, start, end)
                    if match:
                        slots = {k: words.original(*match.span(k)) for k in pattern.groupindex if match[k]}
                        found = Found(name=name, slots=slots)
                        if allow(found):
                            return found
        return None

    def fits(self, name: str, words: Words) -> bool:
        """Tell whether the message fits a line of one list."""
        return self.find((name,), words) is not None

    def starts(self, name: str, words: Words) -> bool:
        """Tell whether the message, without its openers, fits a line of a list named without a prefix."""
        return any(p.fullmatch(words.text, s, e) for p in self._patterns(name, "") for s, e in self._forms(words))

    def bare(self, words: Words) -> str:
        """Return what was typed without its openers ("ok, so make it 60 days" gives "make it 60 days")."""
        start, end = self._forms(words)[-1]
        return words.original(start, end) if start < end else words.raw.strip()

    def _patterns(self, name: str, prefix: str = "intents.") -> tuple[re.Pattern[str], ...]:
        key = prefix + name
        if key not in self._compiled:
            self._compiled[key] = tuple(compile_phrase(line) for line in self.lists.get(key, ()))
        return self._compiled[key]

    def _forms(self, words: Words) -> list[tuple[int, int]]:
        start, end = 0, len(words.text)
        forms = [(start, end)]
        changed = True
        while changed:
            changed = False
            for pattern in self._patterns("openers", ""):
                found = pattern.match(words.text, start, end)
                if found and start < found.end() < end:
                    start, changed = found.end(), True
                    forms.append((start, end))
            for pattern in self._patterns("closers", ""):
                for found in re.finditer(r"(?<= )" + pattern.pattern, words.text[start:end]):
                    if found.end() == end - start and found.start() > 0:
                        end, changed = start + found.start(), True
                        forms.append((start, end))
                        break
        return forms

    def _normal(self, token: str) -> str:
        word = token.lower().replace("’", "'").rstrip(".,:")
        if word in _IRREGULAR:
            return _IRREGULAR[word]
        for ending, full in _CONTRACTED:
            if word.endswith(ending) and len(word) > len(ending):
                return f"{self._normal(word.removesuffix(ending)) or ''} {full}".strip()
        word = word.replace("'", "")
        if word in self._short:
            return self._short[word]
        if word in self._vocabulary or not word.isalpha():
            return word
        return self._mend(word).lower()


def check_phrases(lists: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Return what is wrong with the patterns, a sentence each; empty when all can be read."""
    problems = []
    for key, lines in lists.items():
        if key.startswith("intents.") or key in ("openers", "closers", "questions"):
            for line in lines:
                try:
                    compile_phrase(line)
                except PhraseError as err:
                    problems.append(f"{key}: {err}")
    return problems
