"""Details that a message reads into a principle, held against that principle's words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from assistant.answering.references import COUNT, find_reference
from assistant.domain.base import Value
from assistant.verify.containment import vocabulary

_SAYS = (
    r"(?:requires?|required|says?|said|states?|mandates?|mandated|demands?|recommends?|mentions?|calls? for|covers?|"
    r"asks? for|tells?|wants?|provides?|specif(?:y|ies)|sets?|gives?|(?:is|are) (?:about|on)|speaks? (?:of|about)|"
    r"addresse?s?|includes?|limits?|allows?)"
)
_NUMBERED = re.compile(
    rf"\b(?:principle|number|no\.|#)\s*(?:number |no\. ?|#)?(?P<n>\d{{1,2}}|[a-z]+)\s+(?:\w+ly |also |now |already )?"
    rf"{_SAYS}\s+(?P<what>[^?!.;]+)",
    re.I,
)
_WHICH = re.compile(
    r"\b(?:which|what)\s+(?:one\b|(?:guiding )?(?:principle|number)(?:\s+number)?)\s+(?:is|was)\s+(?:that|it|this)\b",
    re.I,
)
_SAID = re.compile(
    r"\b(?:principles|guidelines|guidance|document|text|doj|cops office)\s+(?:\w+ly |also )?(?:say|says|state|states|"
    r"require|requires|recommend|recommends|hold|provide|provides|make it clear)\s+(?:that\s+)?(?P<what>[^?!.;]+)",
    re.I,
)
_WHERE = re.compile(
    r"\b(?:where|which (?:one|part|principle|number|sentence))\s+(?:in|of)?\s*(?:the|these|this)?\s*(?:guiding\s+)?"
    r"(?:principles?|document|text|guidance|twelve|12)?\s*(?:is|has|contains|holds|sets|says)\s+(?:the\s+)?"
    r"(?:rule|requirement|part|sentence|provision|line|bit|language)\s+(?:that|about|saying|where|on)\s+(?P<what>[^?!.;]+)",
    re.I,
)
# What follows the claim: "… posted online. Can you confirm", "…, right?"
_AFTER = re.compile(r",?\s+(?:right|correct|true|yes|isn['’]t it|doesn['’]t it|can you|could you|and can)\b.*$", re.I)


class Asserted(Value):
    """What a message says that a principle holds; ``number`` is None where it asks which one it is."""

    number: int | None
    what: str


def asserted(message: str) -> Asserted | None:
    """Return the claim about the text that a message makes or asks about, if it makes one."""
    if found := _NUMBERED.search(message):
        numbers = find_reference(f"principle {found['n']}").numbers
        if len(numbers) == 1 and numbers[0] <= COUNT:
            return Asserted(number=numbers[0], what=_AFTER.sub("", found["what"]))
    if _WHICH.search(message) and (found := _SAID.search(message)):
        return Asserted(number=None, what=_AFTER.sub("", found["what"]))
    if found := _WHERE.search(message):
        return Asserted(number=None, what=_AFTER.sub("", found["what"]))
    return None


def unmentioned(
    what: str, said: Sequence[str], specifics: Mapping[str, Sequence[str]], same_words: Mapping[str, Sequence[str]]
) -> tuple[str, ...]:
    """Return the names of the details in a claim that the words ``said`` do not mention, in the claim's order.

    ``specifics`` is Knowledge.specifics; a detail counts as mentioned when one of its words, or a word that
    says the same (``same_words``), stands in ``said``.
    """
    words = vocabulary(same_words)
    known = words.keys(said)
    held = " ".join(said).lower()
    found: dict[str, int] = {}
    for name, forms in specifics.items():
        places = [m.start() for form in forms for m in re.finditer(rf"\b{re.escape(form)}(?:s|es)?\b", what, re.I)]
        if not places:
            continue
        there = any(re.search(rf"\b{re.escape(form)}", held, re.I) for form in forms) or any(
            term.keys & known for form in forms for term in words.terms(form)
        )
        if not there:
            found[name] = min(places)
    return tuple(sorted(found, key=found.__getitem__))
