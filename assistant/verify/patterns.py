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
        r"(?:\b(?:SROs?|SRDs?|SLOs?|school resource (?:officers?|deput(?:y|ies))|officers?|deput(?:y|ies)|"
        r"(?:school|campus) police|(?:school|police) liaisons?|sworn personnel|constables?|troopers?)\b(?!(?:[’']s)? (?:supervisors?|programs?|positions?|coordinators?|selection)\b))"
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
    "students": r"(?:\b(?:students?|pupils?|child(?:ren)?|youths?|kids?|juveniles?|learners?|teenagers?)\b)",
    "partners": (
        r"(?:\b(?:part(?:y|ies)|agenc(?:y|ies)|(?:police )?departments?|sheriff(?:[’']s office)?|chief|districts?|"
        r"board|superintendent|principals?|schools?|they)\b)"
    ),
    "stakeholders": (
        r"(?:\b(?:public|communit(?:y|ies)|parents?|famil(?:y|ies)|guardians?|caregivers?|students?|residents?|"
        r"stakeholders?|taxpayers?|citizens?)\b)"
    ),
    # Conduct that school staff would normally handle.
    "misconduct": (
        r"(?:\b(?:dress[- ]codes?|uniform violations?|hats?|hood(?:s|ies)?|(?:cell|mobile|smart) ?phones?|phone use|"
        r"ear ?buds?|tard(?:y|ies|iness)|late(?:ness| to class| students)|hall(?:way)? pass(?:es)?|truan(?:t|ts|cy)|"
        r"skip(?:s|ping)? (?:class|school)|cut(?:s|ting) class|profanity|swear\w*|curs(?:es?|ing)|horseplay|rough-?housing|"
        r"talk(?:s|ing)? back|back-?talk|disrespect\w*|rude\w*|insubordinat\w+|defian\w+|defy\w*|gum|littering|"
        r"cheat\w*|plagiari\w*|sleep(?:s|ing) in class|(?:classroom|class|minor|low-level|behavior) (?:disruptions?|"
        r"misconduct|misbehavior|problems?|issues?|incidents?|management)|misbehav\w*|disruptive|unruly|rowdy|"
        r"acts? up|acting (?:up|out)|(?:breaks?|breaking|broke) (?:a |the |any )?(?:school |class\w* )?rules?|"
        r"rule[- ]?break\w+|refus\w+|ignor(?:es?|ing)|will not (?:take|sit|stop|put|leave|listen|follow|comply|obey|"
        r"cooperate|work|be quiet)|(?:does|do) not (?:follow|listen|obey|comply)|not (?:following|listening)|"
        r"arguing|argues|lunchroom behavior|food fights?|(?:handbook|rule|code|conduct|policy) violations?|"
        r"violations? of (?:the )?(?:school|student|handbook|code|class\w*)(?: \w+)?)\b)"
    ),
    "defies": (
        r"(?:\b(?:will not (?:stop|move|leave|sit|listen|comply|obey|go|get|calm)|yell\w*|refus\w*|ignor\w*|disobe\w*|defian\w*|defy|defies|slow to|compl(?:y|iance|ies)|non-?complian\w*|"
        r"obey|disrupt\w*|disrespect\w*|talk\w* back|attitude|verbal\w*|instructions?|(?:school|class\w*) rules?|"
        r"convenien\w*|speed(?:s|ing)? (?:up|things)|more quickly|save time|teach\w* (?:\w+ ){0,3}lesson|punish\w*|"
        r"make an example|clear (?:a |the )?(?:hall\w*|room|class\w*))\b)"
    ),
    "force": (
        r"(?:\b(?:(?:physical |reasonable |necessary |bodily )?force|handcuff\w*|cuffs?|restrain\w*|"
        r"physically (?:remov|control|mov|escort)\w*|tasers?|tas(?:e|es|ed|ing)|stun guns?|pepper spray|batons?|"
        r"(?:put|lay|puts|laying|putting)? ?hands on|takedowns?|tackl\w+|wrestl\w+|grab\w*|drag\w*)\b)"
    ),
    # Not doing, in all its forms.
    "neednot": (
        r"(?:\b(?:(?:need|shall|will|must|may|can|should|does|do|is|are|has|have)(?: \w+)? (?:not|never)"
        r"(?: (?:be|have|need|plan))?(?: (?:required|expected|asked|obliged|obligated|called upon|going))?(?: to)?|"
        r"(?:is|are) under no (?:obligation|duty)(?: to)?|ha(?:s|ve) no (?:duty|obligation|need|responsibility)(?: to)?|"
        r"never|declines? to|refuses? to|neither [^;]{0,40}?(?:shall|will|may|need|must|is|are|has))\b)"
    ),
    "data": r"(?:\b(?:data|figures|statistics|numbers|counts|totals|tallies|logs?|reports?)\b)",
    "review": r"(?:\b(?:review|assess|evaluat|examin|apprais|look(?:s|ed)? (?:at|into|back)|take stock|audit)\w*)",
    "arrests": r"(?:\b(?:arrests?|citations?|tickets?|summons(?:es)?|charges)\b)",
    "chosen": r"(?:\b(?:select|choos|chose|chosen|pick|hir|appoint|assign|plac|designat|nam)\w*)",
    # A few words of one clause: no semicolon, and no new subject with its own verb.
    "then": rf"(?:(?!\b{_SUBJECT} {_VERB}\b)[^;]){{0,90}}?",
    "near": rf"(?:(?!\b{_SUBJECT} {_VERB}\b|\bwho\b|\bso that\b)[^;]){{0,60}}?",
    "who": rf"(?:(?!\b{_SUBJECT} {_VERB}\b|\bso that\b)[^;]){{0,70}}?",
    "modal": r"(?:shall|will|must|may|should|can|is to|are to|does|do)",
    "years": (
        r"(?:(?:two|three|four|five|six|seven|eight|ten|other|second|third|fourth|fifth|[2-9]|1\d)"
        r"(?: \((?:\d+|[a-z]+)\))?(?: \w+)?[- ]years?\b)"
    ),
}
GROUPS["wont"] = (
    rf"(?:{GROUPS['partners']}{GROUPS['then']}{GROUPS['neednot']}"
    r"|\bneither\b[^;]{0,60}?\b(?:shall|will|may|need|must|is|are|has|have)\b)"
)
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
