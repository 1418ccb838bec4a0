"""Lists in one message: by lines, bullets, numbers, semicolons, commas and "and"; and additions to a list."""

from __future__ import annotations

import re

from rapidfuzz import fuzz, process

from assistant.domain.templates import TemplateField
from assistant.drafting.parsed import Fault, fault
from assistant.drafting.texts import is_named_like
from assistant.drafting.typed import capitalised, one_line, without_final_stop, without_lead_in

MOST_ITEMS = 200
_BULLET = re.compile(r"^\s*(?:[-*•‣▪◦–—·]+\s*|\(?(?:\d{1,2}|[a-zA-Z])[.)]\s+)")
_INLINE_NUMBERS = re.compile(r"(?:^|\s)\(?\d{1,2}[.)]\s+")
_AND = re.compile(r"\s+(?:and|&|plus|as well as)\s+", re.IGNORECASE)
_LEADING_AND = re.compile(r"^(?:and|&|plus|also|or)\s+", re.IGNORECASE)
_SUFFIX = re.compile(r"\s*(?:Jr|Sr|II|III|IV|Inc|LLC|Ph\.?\s?D|Ed\.?\s?D|J\.?D|Esq)\b")
_SLASHED = re.compile(r"^[^/\s,;]+(?: [^/\s,;]+){0,2}(?:\s?/\s?[^/\s,;]+(?: [^/\s,;]+){0,2})+$")
_ADD = re.compile(
    r"^(?:(?:please|also|and|can you|keep (?:the |those |these |them|all)?\s*(?:suggested|others?|rest|ones"
    r"|list)?(?: ones)?)[ ,]+)*"
    r"(?:(?:add|include|plus|append)(?: also| in)?[: ]|also\s+)\s*(?P<items>.+)$",
    re.IGNORECASE | re.DOTALL,
)
_REMOVE = re.compile(
    r"^(?:please\s+|(?:keep|use) (?:the |them |those |all )?(?:suggested |others? |rest )?(?:ones |list )?(?:but\s+)?)*"
    r"(?:remove|delete|drop|take out|leave out|without|except|minus)[: ]\s*(?P<items>.+)$",
    re.IGNORECASE | re.DOTALL,
)
_TO_THE_LIST = re.compile(
    r"\s+(?:to|from|in|on) (?:the|that|this|our) (?:list|panel|group|committee|council)\s*[.!]?$", re.IGNORECASE
)


def read_list(field: TemplateField, text: str, current: list[str]) -> list[str] | Fault:
    """Return the items; "add …" and "remove …" change ``current``, anything else replaces it."""
    usual = tuple(str(i).casefold() for i in field.suggested) if isinstance(field.suggested, list | tuple) else ()
    if current and (m := _ADD.match(text)):
        added = split_items(_TO_THE_LIST.sub("", m["items"]), keep_commas=keeps_commas(field, m["items"]), usual=usual)
        return _fit(field, [*current, *added], text) if added else fault("list.empty", typed=text)
    if current and (m := _REMOVE.match(text)):
        return _without(field, _TO_THE_LIST.sub("", m["items"]), current, text)
    text = re.sub(r"^(?:just|only|add|include)[ :]+(?=\S)", "", without_lead_in(text), flags=re.IGNORECASE)
    items = split_items(text, keep_commas=keeps_commas(field, text), usual=usual)
    return _fit(field, [as_name(i) for i in items] if is_named_like(field.example) else items, text)


def as_name(item: str) -> str:
    """Return an item typed without capitals as a name; "the high school" is none."""
    return item if re.match(r"(?:the|our|a|an|all) ", item) else capitalised(item)


def keeps_commas(field: TemplateField, text: str) -> bool:
    """Return whether a comma belongs to the items: the example shows it, or they are whole sentences."""
    parts = field.example.split(";")
    if len(parts) > 1 and any("," in p for p in parts):
        return True
    usual = [str(i) for i in field.suggested] if isinstance(field.suggested, list | tuple) else []
    sentences = usual and sum("," in i and i[:1].isupper() for i in usual) * 2 >= len(usual)
    return bool(sentences) and bool(re.match(r"[A-Z][^,;\n]*(?:,\s*[a-z][^,;\n]*)+$", text))


def split_items(text: str, *, keep_commas: bool = False, usual: tuple[str, ...] = ()) -> list[str]:
    """Split a text into items; with ``keep_commas`` a comma belongs to its item.

    ``usual`` are items known from the field; one that holds an "and" is not split at it.
    """
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) > 1:
        parts = _lines(lines)
    elif re.match(r"\s*[-*•]\s", text) and not re.search(r"\s[*•]\s", text.strip(" -*•")):
        parts = [text]  # one bullet is one item
    elif len(_INLINE_NUMBERS.findall(text)) > 1:
        parts = _INLINE_NUMBERS.split(text)
    elif ";" in text:
        parts = text.split(";")
    elif keep_commas:
        halves = _AND.split(text)
        parts = halves if len(halves) > 1 and all("," in h for h in halves) else [text]
    else:
        parts = _by_commas(text, usual)
    return _tidy(parts)


def _lines(lines: list[str]) -> list[str]:
    bulleted = [bool(_BULLET.match(line)) for line in lines]
    if any(bulleted):
        # a line above the first bullet that ends in a colon introduces the list
        first = bulleted.index(True)
        lines = lines[first:] if first and lines[first - 1].rstrip().endswith(":") else lines
        return [_BULLET.sub("", line) for line in lines]
    if lines[0].rstrip().endswith(":"):
        lines = lines[1:]
    if all(line.rstrip().endswith((",", ";")) for line in lines[:-1]) and any(
        "," in line.rstrip(" ,;") for line in lines
    ):
        return _by_commas(" ".join(lines))
    return lines


def _by_commas(text: str, usual: tuple[str, ...] = ()) -> list[str]:
    text = _BULLET.sub("", one_line(text))
    if re.match(r"both\b", text, re.IGNORECASE):
        text = text[4:].strip()
    if "," not in text and _SLASHED.match(text) and "and/or" not in text.lower():
        return text.split("/")
    parts = outside_brackets(text)
    last = parts[-1].strip()
    if _LEADING_AND.match(last) or last.casefold() in usual:
        return parts
    if len(parts) == 1:
        phrases = sum(" and " in u for u in usual) * 4 >= len(usual) > 0
        return parts if phrases else _AND.split(last)
    if all(_AND.search(p) for p in parts[:-1]):
        return parts  # "a and b, c and d": each entry is a pair
    return [*parts[:-1], *_AND.split(last, maxsplit=1)]


def outside_brackets(text: str) -> list[str]:
    """Split at commas that stand outside brackets and quotation marks and not inside a number."""
    parts, depth, quoted, piece = [], 0, False, ""
    for at, char in enumerate(text):
        depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(char, 0)
        quoted = not quoted if char in '"“”' else quoted
        number = text[at - 1 : at].isdigit() and text[at + 1 : at + 4].isdigit()
        suffix = _SUFFIX.match(text, at + 1) is not None
        if char == "," and depth <= 0 and not quoted and not number and not suffix:
            parts.append(piece)
            piece = ""
        else:
            piece += char
    return [*parts, piece]


def _tidy(parts: list[str]) -> list[str]:
    items: list[str] = []
    for part in parts:
        item = _LEADING_AND.sub("", _BULLET.sub("", one_line(part)).strip(" ,;")).strip()
        item = without_final_stop(item)
        if re.search(r"\w", item) and item.casefold() not in (i.casefold() for i in items):
            items.append(item)
    return items


def _fit(field: TemplateField, items: list[str], text: str) -> list[str] | Fault:
    items = _tidy(items)
    if not items:
        return fault("list.empty", typed=text)
    if field.min_items is not None and len(items) < field.min_items:
        return fault("list.few", least=field.min_items, count=len(items), items="; ".join(items))
    most = field.max_items or MOST_ITEMS
    if len(items) > most:
        return fault("list.many", most=most, count=len(items))
    return items


def _without(field: TemplateField, words: str, current: list[str], text: str) -> list[str] | Fault:
    left = list(current)
    for item in split_items(words, keep_commas=keeps_commas(field, words)):
        near = process.extractOne(item.lower(), [i.lower() for i in left], scorer=fuzz.token_set_ratio, score_cutoff=75)
        if near is None:
            return fault("list.not-there", typed=item, items="; ".join(current))
        del left[near[2]]
    return _fit(field, left, text) if left else fault("list.empty", typed=text)
