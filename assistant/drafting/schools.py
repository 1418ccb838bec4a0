"""Names of schools, whose own "and" must not split them: Washington and Lee High School."""

from __future__ import annotations

import re

from assistant.domain.templates import TemplateField
from assistant.drafting.lists import as_name, read_list
from assistant.drafting.parsed import Fault, fault
from assistant.drafting.typed import one_line, without_lead_in

KIND = (
    r"(?:schools?|high|middle|elementary|intermediate|primary|secondary|academy|campus|center|centre"
    r"|prep(?:aratory)?|magnet|charter"
    r"|institute|kindergarten|preschool|k\s?-\s?\d{1,2}|\d{1,2}\s?-\s?\d{1,2}|[hme]\.?s\.?|p\.?\s?s\.?\s*\d+"
    r"|(?:no\.?|#)\s*\d+|annex)"
)
_ENDS_AS_SCHOOL = re.compile(rf"(?:\b{KIND}|\))\W*$", re.IGNORECASE)
_KIND = re.compile(rf"\b{KIND}\b", re.IGNORECASE)
_NO_NAME = re.compile(r"^(?:all|every|each|both|any)\b(?!.*\bschools?\b)", re.IGNORECASE)
_PLURAL = re.compile(
    r"\b(?P<kind>high|middle|elementary|primary|intermediate|junior high|charter|magnet)\s+schools\W*$", re.IGNORECASE
)
_LEAD = re.compile(
    r"^(?:(?:she|he|they|it|we|the (?:officers?|sros?|agreement|mou|program))(?:['’]ll| will| would)?\s*(?:be|serve"
    r"|serves|cover|covers|work|works|have)?"
    r"\s*(?:at|in|for|with)?\s+|(?:at|in|for|covering)\s+)(?=[A-Z0-9])|^(?:both|the following(?: schools)?:?"
    r"|these(?: schools)?:?)\s+",
    re.IGNORECASE,
)
_AND = re.compile(r"\s+(?:and|&)\s+", re.IGNORECASE)
_ONLY_COUNT = re.compile(
    r"^(?:just |only |all )?(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten)(?:\s+schools?)?$", re.IGNORECASE
)


def read_schools(field: TemplateField, text: str, current: list[str]) -> list[str] | Fault:
    """Return the names of schools, in the order given."""
    text = _LEAD.sub("", without_lead_in(text)).strip()
    joined = "\n".join(text.split("\n")) if "\n" in text else _protected(text)
    result = read_list(field, joined, current)
    if isinstance(result, Fault):
        return result
    names = [_LEAD.sub("", one_line(n.replace("¤", "and").replace("¦", "&"))) for n in result]
    if any(not re.search(r"[^\W\d_]", n) or _ONLY_COUNT.match(n) or _NO_NAME.match(n) for n in names):
        return fault("school.name", typed=text)
    return [as_name(n) for n in _spread(names)]


def _protected(text: str) -> str:
    """Hide each "and" that belongs to a name: nothing before it ends as a school, but what follows does."""
    parts: list[str] = []
    for piece in text.split(","):
        out, rest = "", piece
        while m := _AND.search(rest):
            before, after = out + rest[: m.start()], rest[m.end() :]
            following = _AND.split(after)[0]
            inside = (
                re.search(r"\w", before)
                and not _ENDS_AS_SCHOOL.search(before)
                and (_ENDS_AS_SCHOOL.search(following) or _KIND.search(before))
                and not _PLURAL.search(following)
            )
            mark = ("¤" if "a" in m[0].lower() else "¦") if inside else m[0].strip()
            out, rest = f"{before} {mark} ", after
        parts.append(out + rest)
    return ",".join(parts)


def _spread(names: list[str]) -> list[str]:
    """Give "Lincoln" and "Roosevelt high schools" each its own kind of school."""
    m = _PLURAL.search(names[-1]) if len(names) > 1 else None
    if m is None or any(_ENDS_AS_SCHOOL.search(n) for n in names[:-1]):
        return names
    kind = " ".join(w.capitalize() for w in m["kind"].split())
    return [f"{n} {kind} School" for n in [*names[:-1], names[-1][: m.start()].strip()] if n]
