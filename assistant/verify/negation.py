"""Tell whether words in a sentence are denied: "shall not", "never", "no SRO", "rather than" …"""

from __future__ import annotations

import re

# "Not later than" and "not only" contain a negative and deny nothing.
_IDLE = re.compile(
    r"\b(?:not|no) (?:later|less|more|fewer|earlier|sooner) than\b|\bnot (?:only|just|merely|limited to|withstanding)\b"
    r"|\bwhether or not\b|\b(?:that|which|who) (?:has|have|is|are|did|do|does|will|would|can|could) not\b"
    r"|\b(?:when(?:ever)?|if|because|where) (?:an? |the |any |some )?(?:students?|child(?:ren)?|pupils?|kids?)"
    r" (?:has|have|is|are|did|do|does|will|would|can|could) not\b"
    r"|\bno\.? \d|\bwithout (?:limit|delay|wait|notify|regard|exception|prejudice)\w*",
    re.IGNORECASE,
)
_NEGATIVE = re.compile(
    r"\bnot\b|n[’']t\b|\bcannot\b|\bnever\b|\bno\b|\bnone\b|\bnor\b|\bneither\b|\bnothing\b|\bnobody\b"
    r"|\brather than\b|\binstead of\b|\bin place of\b|\bother than\b|\bexcept(?:ing)? for\b"
    r"|\bwithout (?!training)\w+ing\b"
    r"|\b(?:prohibit|forbid|bar|preclud|exclud|exempt|refrain|abstain|declin|avoid|ban)\w{0,4}\b|\bforbidden\b"
    r"|\boutside (?:of )?(?:the|an|their) (?:SROs?(?:[’']s?)? )?(?:role|duties|scope)\b",
    re.IGNORECASE,
)
# A new predicate ends the reach of a "not": "shall not suspend students and shall enforce the dress code".
_NEW_PREDICATE = re.compile(
    r";|:|\bbut(?! (?:also )?(?:not|never))\b|\bhowever\b|\balthough\b|\bwhile\b"
    r"|,? \band (?:also )?(?:shall|will|must|may|should|can|is|are|has|have)\b(?! (?:not|never|no)\b)"
    r"|,? \band (?:the |an? |each )?(?:SROs?|officers?|deput(?:y|ies)) (?:shall|will|must|may|should|can|is|are)\b"
    r"(?! (?:not|never)\b)",
    re.IGNORECASE,
)


def is_negated(text: str, end: int, *, lead: int = 0) -> bool:
    """Return whether the words of ``text`` that end at ``end`` stand under a negation.

    Only the predicate that holds those words counts. The first ``lead`` characters are a list's
    lead-in, whose colon does not end a negation's reach.
    """
    before = text[:end].rstrip()
    before = before[: before.rfind(" ") + 1]  # the last word is what is denied, not the denial: "may be barred"
    start = 0
    for found in _NEW_PREDICATE.finditer(before):
        if found.end() < len(before) and not (found.group() == ":" and found.start() < lead):
            start = found.start()
    return _NEGATIVE.search(_IDLE.sub(" ", before[start:])) is not None
