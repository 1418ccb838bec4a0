"""The small pattern language of conflict rules: regular expressions with named word groups.

``{sro}`` in a rule stands for every name of an officer in a school, ``{near}`` for a few words
of the same clause; the names below are all there are.
"""

from __future__ import annotations

import re
from functools import lru_cache

_SUBJECT = (
    r"(?:school staff|staff|teachers?|principals?|administrators?|superintendents?|districts?|schools?|agency|agencies|"
    r"parties|parents?|counselors?|deans?|employees)"
)
_VERB = (
    r"(?:shall|will|must|may|should|can|is|are|has|have|handles?|enforces?|decides?|keeps?|remains?|do|does|who|that|"
    r"deals?|respond[s]?|determines?|discipline[s]?)"
)
GROUPS: dict[str, str] = {
    "sro": (
        r"(?:\b(?:SROs?|SRDs?|school resource (?:officers?|deput(?:y|ies))|officers?|deput(?:y|ies)|school police|"
        r"constables?)\b(?!(?:[’']s)? (?:supervisors?|programs?|positions?|coordinators?|selection)\b))"
    ),
    "staff": (
        r"(?:\b(?:school staff|staff|teachers?|principals?|administrators?|administration|school officials?|deans?|"
        r"superintendents?|school personnel|the school|the district|employees)\b)"
    ),
    "agency": (
        r"(?:\b(?:chief(?: of police)?|sheriff|agency head|agency|police department|department|sheriff[’']s office|"
        r"law enforcement agency|commander|city manager)\b)"
    ),
    "rules": (
        r"(?:\b(?:(?:school|district|board|classroom|student|campus|attendance|behavior|conduct|phone|handbook)"
        r"(?: of education)?(?:[’']s)?(?: \w+){0,2} (?:rules?|polic(?:y|ies)|codes?|regulations?|handbooks?)"
        r"(?: of conduct)?|code of (?:student )?conduct|conduct codes?|student handbook|dress[- ]codes?)\b)"
    ),
    # A few words of one clause: no semicolon, and no new subject with its own verb.
    "then": rf"(?:(?!\b{_SUBJECT} {_VERB}\b)[^;]){{0,90}}?",
    "near": rf"(?:(?!\b{_SUBJECT} {_VERB}\b|\bwho\b|\bso that\b)[^;]){{0,60}}?",
    "modal": r"(?:shall|will|must|may|should|can|is to|are to|does|do)",
    "years": (
        r"(?:(?:two|three|four|five|six|seven|eight|ten|other|second|third|fourth|fifth|[2-9]|1\d)"
        r"(?: \((?:\d+|[a-z]+)\))?(?: \w+)?[- ]years?\b)"
    ),
}
_NAME = re.compile(r"\{([a-z]+)\}")


@lru_cache(maxsize=2048)
def compiled(pattern: str) -> re.Pattern[str]:
    """Compile a rule's pattern, without regard to case; raise ValueError for an unknown group or a bad pattern."""

    def group(found: re.Match[str]) -> str:
        if found[1] not in GROUPS:
            raise ValueError(f"unknown word group {{{found[1]}}}; there are: {', '.join(sorted(GROUPS))}")
        return GROUPS[found[1]]

    try:
        return re.compile(_NAME.sub(group, pattern), re.IGNORECASE)
    except re.error as err:
        raise ValueError(f"not a regular expression: {err}") from err
