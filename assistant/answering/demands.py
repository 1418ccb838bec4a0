"""Demands that no answer can meet, whoever the writer poses as: to certify an agreement, to write code or a poem."""

from __future__ import annotations

import re
from typing import Literal

Demand = Literal["certify", "unrelated"]

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
    rf"{_ASKED}(?:confirm|certify|attest|declare|vouch|guarantee|warrant|swear|verify|validate|state|put it in writing|"
    rf"say|affirm|assure|tell (?:me|us|the board)|agree)\b[^?!.]{{0,40}}?\b(?:{_OURS} (?:\w+ ){{0,3}}?)?{_THING}\b"
    rf"[^?!.]{{0,40}}?\b{_FITS}\b"
    rf"|{_ASKED}(?:confirm|certify|attest|declare|vouch|guarantee|verify|affirm)\b[^?!.]{{0,25}}?\b(?:we|i|us)\b"
    rf"[^?!.]{{0,25}}?\b{_FITS}\b"
    rf"|{_ASKED}(?:certify|approve|endorse|sign[- ]?off on|rubber[- ]stamp|bless)\s+(?:on )?{_OURS} (?:\w+ ){{0,3}}?"
    rf"{_THING}\b"
    rf"|{_ASKED}(?:confirm|verify|validate)\s+{_OURS} (?:\w+ ){{0,3}}?{_THING}\W*$"
    r"|\b(?:give|issue|write|send|get) (?:me|us) (?:a |an |your )?(?:\w+ )?(?:certificate|certification|seal|stamp|"
    r"attestation|sign[- ]?off)\b",
    re.I,
)
_UNRELATED = re.compile(
    r"\b(?:write|make|create|build|generate|give|code|develop|compose|program)\s+(?:(?:me|us|up|an?|some|the|my|short|"
    r"quick|simple|little|funny|rhyming)\s+)*(?:(?:python|javascript|java|sql|bash|shell|html|excel|vba|powershell|"
    r"php|ruby|rust|perl)\s+(?:\w+\s+)?)?(?:scripts?|scraper|crawler|macros?|regex|chatbot|website|malware|keylogger|virus|"
    r"poem|haiku|limerick|rap|song|recipe|essay|"
    r"resum[eé]|obituary|(?:apology|love|cover|resignation|thank[- ]you) (?:letter|note|e-?mail)|"
    r"source code|python (?:program|code|function)|sql query)\b",
    re.I,
)


def demanded(message: str) -> Demand | None:
    """Return what a message demands that cannot be had; None for an ordinary message."""
    if _CERTIFY.search(message):
        return "certify"
    if _UNRELATED.search(message):
        return "unrelated"
    return None
