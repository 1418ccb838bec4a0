"""Demands that no answer can meet, whoever the writer poses as: to certify, to speak for DOJ, to write a poem."""

from __future__ import annotations

import re
from typing import Literal

Demand = Literal["certify", "repeat", "person", "politics", "unrelated"]

# The verb must be asked of this program: "who signs off on our draft?" is a question on the text.
_ASKED = (
    r"(?:^\W*|[.;!?:,]\s+|\b(?:please|kindly|and|then|just|now)\s+|\b(?:can|could|will|would) you (?:please |just )?"
    r"|\b(?:need|want|like) you to |\bhave you )"
)
_OURS = r"(?:our|my|this|the|that|these|their|its|it|we|us|i|a)"
_THING = r"(?:mou|moa|drafts?|agreements?|contracts?|memorand\w+|polic(?:y|ies)|program\w*|district|department|agency)"
_FITS = (
    r"(?:compl(?:y|ies|iant|iance|ying)|conforms?|conformity|satisf(?:y|ies)|adheres?|aligned|aligns?|in line|meets?|"
    r"consistent with|fulfil\w*|follows?|legal|lawful|sufficient|good to go)"
)
_CERTIFY = re.compile(
    rf"{_ASKED}(?:confirm|certify|attest|declare|vouch|guarantee|warrant|swear|verify|validate|state|"
    rf"put it in writing|"
    rf"say|affirm|assure|tell (?:me|us|the board)|agree)\b[^?!.]{{0,40}}?\b(?:{_OURS} (?:\w+ ){{0,3}}?)?{_THING}\b"
    rf"[^?!.]{{0,40}}?\b{_FITS}\b"
    rf"|{_ASKED}(?:confirm|certify|attest|declare|vouch|guarantee|verify|affirm)\b[^?!.]{{0,25}}?\b(?:we|i|us)\b"
    rf"[^?!.]{{0,25}}?\b{_FITS}\b"
    rf"|{_ASKED}(?:certify|approve|endorse|sign[- ]?off on|rubber[- ]stamp|bless)\s+(?:on )?{_OURS} (?:\w+ ){{0,3}}?"
    rf"{_THING}\b"
    rf"|{_ASKED}(?:confirm|verify|validate)\s+{_OURS} (?:\w+ ){{0,3}}?{_THING}\W*$"
    r"|\b(?:give|issue|write|send|get) (?:me|us) (?:a |an |your )?(?:\w+ )?(?:certificate|certification|seal|stamp|"
    r"attestation|sign[- ]?off)\b"
    # What we write is to pass for the Department's own.
    rf"|\b(?:make|have|phrase|word|write|get)\s+(?:it|this|that|them|the \w+)\s+(?:to )?(?:sound|look|read|seem|"
    rf"appear)s?\s+"
    rf"(?:like|as if|as though|that)\s+(?:the\s+)?(?:doj|department of justice|justice department|cops office|"
    rf"feds|federal|"
    rf"principles|government)\b|\bas (?:if|though) (?:the )?(?:doj|department of justice|justice department|"
    rf"cops office|feds) "
    rf"(?:wrote|said|says|approves?d?|endorses?d?|had)\b",
    re.I,
)
_REPEAT = re.compile(
    r"^\W*(?:(?:please|now|ok(?:ay)?|just|and)\W+)*(?:(?:repeat|say|recite|type|write|"
    r"copy)\s+(?:this\s+)?(?:exactly\s+)?"
    r"(?:after me|word for word|the following|exactly this|these words)\b|(?:answer|reply|respond|"
    r"say)\s+(?:only|just|simply)\s+"
    r"(?:with\s+)?(?:[\"“'‘]|yes\b|no\b|the words?\b))"
    # The text is not ours to change.
    r"|^\W*(?:please )?(?:add|insert|append|change|rewrite|amend|edit|delete|remove|"
    r"replace)\b[^?.!]{0,40}\bprinciple (?:\d|\w+)",
    re.I,
)
_PERSON = re.compile(
    r"\b(?:can|could|will|would) you (?:please )?(?:find out|look up|track down|dig up|figure out|tell me)\s+"
    r"(?:who|whom|where|when|if|whether|what|how much)\b[^?.!]*\b(?:his|her|hers|he['’]?s|she['’]?s)\b"
    r"|\b(?:track down|dig up dirt on|spy on|stalk|dox)\b",
    re.I,
)
_OFFICE = (
    r"(?:governor|president|senat(?:e|or)|congress\w*|mayor|school board seat|attorney general|white house|primary)"
)
_POLITICS = re.compile(
    rf"\b(?:which|what|whose|who|whom)\b[^?.!]*\b(?:candidate|party|win|elected|endorse|"
    rf"vote for)\b[^?.!]*\b{_OFFICE}\b"
    rf"|\b(?:which|what) candidate\b|\b(?:whom?|who) (?:should|do|would|will) (?:i|we|you) (?:vote|be voting) for\b",
    re.I,
)
_UNRELATED = re.compile(
    r"\b(?:write|make|create|build|generate|give|code|develop|compose|program)\s+(?:(?:me|us|up|an?|some|the|my|"
    r"short|"
    r"quick|simple|little|funny|rhyming)\s+)*(?:(?:python|javascript|java|sql|bash|shell|html|excel|vba|powershell|"
    r"php|ruby|rust|perl)\s+(?:\w+\s+)?)?(?:scripts?|scraper|crawler|macros?|regex|chatbot|website|malware|"
    r"keylogger|virus|"
    r"poem|haiku|limerick|rap|song|recipe|essay|"
    r"resum[eé]|obituary|(?:apology|love|cover|resignation|thank[- ]you) (?:letter|note|e-?mail)|"
    r"source code|python (?:program|code|function)|sql query)\b"
    # How to get round what the agreement is for.
    r"|\bhow (?:do|can|could|would|to|should) ?(?:i|you|we|one|someone)? (?:beat|beet|cheat|fool|trick|pass|"
    r"evade|dodge|outsmart|"
    r"get around|get past|sneak past|hide \w+ from)\b[^?.!]{0,30}\b(?:test|breath\w*|detectors?|dogs?|search|"
    r"scanner|cameras?|"
    r"officer|cops?|sro|police|guards?)\b",
    re.I,
)


_DEMANDS: tuple[tuple[Demand, re.Pattern[str]], ...] = (
    ("certify", _CERTIFY),
    ("repeat", _REPEAT),
    ("person", _PERSON),
    ("politics", _POLITICS),
    ("unrelated", _UNRELATED),
)


def demanded(message: str) -> Demand | None:
    """Return what a message demands that cannot be had; None for an ordinary message."""
    for demand, pattern in _DEMANDS:
        if pattern.search(message):
            return demand
    return None
