"""One of the options that a field offers: by label, id, place or nearly so."""

from __future__ import annotations

import re

from rapidfuzz import fuzz, utils

from assistant.domain.templates import Option, TemplateField
from assistant.drafting.frequencies import times_a_year
from assistant.drafting.parsed import Fault, fault

_STOP = {
    "the", "a", "an", "of", "to", "for", "in", "on", "at", "by", "it", "is", "are", "be", "will", "we", "i", "us",
    "our",
    "and", "or", "with", "that", "this", "please", "one", "option", "choice", "let", "s", "go", "pick", "choose",
    "want", "would",
    "like", "take", "they", "them", "their", "he", "she", "who", "which", "as", "if", "what", "do", "does", "just",
    "all",
}  # fmt: skip
_NEGATION = {"not", "no", "never", "none", "without", "nobody", "nothing", "don't", "dont", "excluded", "barred"}
_ALSO = {  # what people call the parties and their shares, when an option does not use the same word
    "agency": {"police", "city", "county", "town", "department", "sheriff", "pd"},
    "district": {"school", "schools", "board", "isd"},
    "share": {"split", "half", "halves", "50", "equal", "equally"},
    "both": {"split", "half", "halves", "50", "equal", "equally"},
    "principal": {"administrator"},
}
_PLACES = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_PLACE = re.compile(
    r"^(?:(?:i'?d |i |we'?d |we |let'?s )?(?:like|take|pick|choose|want|use|go (?:with|for)|do)\s+)?(?:the\s+)?"
    r"(?:(?:option|choice|number|no|answer|variant|#)\W*)?"
    r"(?:(?P<n>\d{1,3})(?:st|nd|rd|th)?|(?P<letter>[a-z])|(?P<word>first|second|third|fourth|fifth|sixth|seventh"
    r"|eighth|ninth|tenth"
    r"|last|middle|one|two|three|four|five|six|seven|eight|nine|ten))"
    r"(?:\s+(?:one|option|choice|please|plz|thanks|of (?:them|those|these)))*$"
)
_CARDINALS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def read_choice(field: TemplateField, text: str) -> str | Fault:
    """Return the id of the option that a message names."""
    low = " ".join(re.sub(r"[^\w\s'#-]", " ", text.lower()).split())
    for option in field.options:
        if low in (option.id.lower(), _plain(option.label), _plain(option.text)) or low == option.id.replace("-", " "):
            return option.id
    if m := _PLACE.match(low.strip("() .#")):
        place = _place(m, len(field.options))
        if place is not None and 0 <= place < len(field.options):
            return field.options[place].id
        return fault("choice.none", typed=text, options=_offered(field))
    rate = times_a_year(low)
    if rate is not None:
        rated = [o for o in field.options if times_a_year(o.label) == rate]
        if len(rated) == 1:
            return rated[0].id
        if not rated and any(times_a_year(o.label) is not None for o in field.options):
            return fault("choice.none", typed=text, options=_offered(field))
        if len(rated) > 1:
            among = _by_words(field.model_copy(update={"options": tuple(rated)}), low, text)
            plainest = min(rated, key=lambda o: len(o.label.split()))
            return among if isinstance(among, str) else plainest.id
    found = _by_words(field, low, text)
    if isinstance(found, Fault) and found.key == "choice.none":
        meant = {known for word in _words(low) for known, others in _ALSO.items() if word in others}
        if meant:
            again = _by_words(field, " ".join([low, *sorted(meant)]), text)
            return again if isinstance(again, str) else found
    return found


def _place(m: re.Match[str], count: int) -> int | None:
    if m["n"]:
        return int(m["n"]) - 1
    if m["letter"]:
        return ord(m["letter"]) - ord("a")
    word = m["word"]
    if word == "last":
        return count - 1
    if word == "middle":
        return count // 2 if count % 2 else None
    return (_PLACES if word in _PLACES else _CARDINALS).index(word)


def _by_words(field: TemplateField, low: str, text: str) -> str | Fault:
    """Choose the option whose own words the message uses, misspelt or not; a tie chooses none."""
    denied = _denies(low)
    open_options = [o for o in field.options if not denied or _denies(f"{o.label} {o.id}".lower())]
    if (
        denied
        and len(open_options) == 1
        and all(_near(w, _words(f"{field.ask} {field.label}")) for w in _words(low) - _NEGATION)
    ):
        return open_options[0].id
    typed = _words(low) - _NEGATION
    if denied and not typed:
        return fault("choice.none", typed=text, options=_offered(field))
    vocabulary = {o.id: _words(f"{o.label} {o.id} {o.text}") - _NEGATION for o in field.options}
    named = {o.id: _words(f"{o.label} {o.id}") - _NEGATION for o in field.options}
    scores = {}
    for option in open_options:
        score = 0.0
        for word in typed:
            held = [i for i, words in vocabulary.items() if _near(word, words)]
            if option.id in held and len(held) < len(vocabulary):
                score += (2.0 if _near(word, named[option.id]) else 1.0) / len(held)
        scores[option.id] = score
    best = sorted(scores.items(), key=lambda kv: -kv[1])
    if not best or best[0][1] < 0.9 or (len(best) > 1 and best[0][1] - best[1][1] < 0.4):
        key = "choice.several" if len(best) > 1 and best[1][1] >= 0.9 else "choice.none"
        return fault(key, typed=text, options=_offered(field))
    return best[0][0]


def _denies(low: str) -> bool:
    return bool(set(re.findall(r"[\w']+", low)) & _NEGATION) or "n't" in low


def _words(text: str) -> set[str]:
    return {w for w in utils.default_process(text).split() if w not in _STOP}


def _near(word: str, words: set[str]) -> bool:
    stem = word.removesuffix("s")
    return any(
        w == word
        or w.removesuffix("s") == stem
        or (len(stem) >= 5 and (w.startswith(stem) or (stem.startswith(w) and len(w) >= 5)))
        or (len(word) >= 5 and len(w) >= 5 and fuzz.ratio(word, w) >= 84)
        for w in words
    )


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^\w\s'#-]", " ", text.lower()).split())


def _offered(field: TemplateField) -> str:
    return "; ".join(f"{n}. {label(option)}" for n, option in enumerate(field.options, 1))


def label(option: Option) -> str:
    """Return what a person sees of an option."""
    return option.label or option.text or option.id
