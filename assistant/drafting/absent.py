"""Answers that give no value: "not sure yet", "none", and "keep the suggested ones"."""

from __future__ import annotations

import re

from assistant.drafting.typed import one_line, segments

_SETTLED = (
    r"decided|determined|known|sure|certain|settled|final|finali[sz]ed|set|picked|chosen|assigned|named|hired|priced"
    r"|voted"
    r"|selected|agreed|figured|worked|appointed|discussed|heard|thought|confirmed|negotiated|announced|available|ready"
    r"|approved|filled|received|drafted|written|posted|created|built|scheduled|budgeted|costed|quoted|signed"
)
_FOR_NOW = (
    r"(?:\s+(?:yet|now|for now|right now|at this time|at the moment|for the moment|at present|as of now|still|so far"
    r"|today))?"
)
_UNKNOWN = re.compile(
    rf"^(?:(?:oh|well|um+|honestly|sorry|the (?:answer|date|name|number) is|it's|its|it is|that's|that is|still|is"
    rf"|are|and"
    rf"|we're|we are|i'm|i am|i|we|just|please|probably|currently|let's|lets|can we|could we|(?:name|date|amount"
    rf"|title)s?)\s+)*"
    rf"(?:"
    rf"t\.?b\.?[dac]\.?(?: .{{0,30}})?|\?{{2,}}"
    rf"|unknown|undecided|undetermined|unsure|unclear|uncertain|pending(?: (?:approval|a vote|the vote|a decision"
    rf"|a hire|board|council|legal|budget)\b.*)?|up in the air|open"
    rf"|(?:have |got )?(?:no|not a) (?:idea|clue)(?: .*)?|who knows|(?:no one|nobody|no-one) knows(?: .*)?|beats me"
    rf"|dunno(?: .*)?"
    rf"|not (?:yet )?(?:quite )?(?:been )?(?:{_SETTLED})(?: (?:about|of|on|by|who|what|when|which|how|if) .*)?|not yet"
    rf"|to be (?:\w+ )?(?:{_SETTLED}|in)(?: .*)?|yet to be .*|remains to be .*"
    rf"|(?:(?:do not|don't|don’t|dont|didn't|didnt|wouldn't|can't|cant|cannot) (?:\w+ ){{0,2}}?(?:know|say|tell"
    rf"|remember|recall))(?: .*)?"
    rf"|(?:ask|remind|tell) me (?:again )?(?:later|tomorrow|again|next .*|another time)|(?:maybe )?later(?: please)?"
    rf"|(?:skip|pass)(?: (?:it|this|that|this one|that one|on (?:it|this|that)|this question"
    rf"|the question))?(?: please)?"
    rf"|(?:(?:the |this )?(?:seat|position|job|post|office) is )?(?:vacant|open|empty)|(?:still )?hiring(?: .*)?"
    rf"|not (?:\w+ ){{1,2}}yet"
    rf"|(?:(?:our |the |county |city |district )*(?:counsel|attorney|lawyer|board|chief|sheriff|superintendent|city"
    rf"|county|he|she|they|someone) "
    rf"will (?:send|tell|give|provide|decide|let|get back|choose|confirm|set|name|pick)\b.*)"
    rf"|leave (?:it|this|that|a|as|them|the)?\s*(?:one )?(?:as )?(?:a )?(?:blank|open|empty|placeholder)(?: .*)?"
    rf"|(?:come|get|circle) back (?:to .*)?(?:later)?|(?:will |i'll |we'll )?(?:fill|add|put|do) (?:(?:it|this|that"
    rf"|them) )?(?:in )?later(?: .*)?"
    rf"|(?:will|i'll|we'll) (?:get|have|know|decide|send|check|find out|fill|add|let you know)(?: .*)?"
    rf"|n/?a (?:for|right) now|(?:for now )?(?:blank|placeholder)"
    rf"|(?:being |to be )?(?:worked out|decided|negotiated|discussed|determined|finali[sz]ed|hired|chosen|worked on)"
    rf"|(?:working|waiting|deciding|negotiating|checking|talking|thinking|looking)(?: (?:on|for|about|with|it|to"
    rf"|into|out|over)\b.*)?"
    rf"|(?:i'd|i would|i'll|we'd|we|i|will|would)?\s*(?:have|need|has) to (?:check|ask|find out|look|think|discuss"
    rf"|talk|confirm)(?: .*)?"
    rf"){_FOR_NOW}$",
    re.IGNORECASE,
)
# "the board hasn't voted", "we do not have a page yet": something that has not happened so far
_NOT_SO_FAR = re.compile(
    rf"\b(?:have|has|had|is|are|was|were)(?:n't|n’t|nt| not) (?:yet )?(?:been )?(?:{_SETTLED})\b"
    rf"|\b(?:have|has|had|do|does|did|is|are|was|can|could)(?:n't|n’t|nt| not|not)\b.*\byet\b|\bno \w+(?: \w+)? yet\b"
    rf"|\bstill (?:being|to be|waiting|working|deciding|negotiating|looking|open|pending|undecided|unclear)\b"
    rf"|\bfor now\b.*\b(?:blank|open|empty)\b",
    re.IGNORECASE,
)
_SPEAKER = re.compile(
    r"^(?:we|i|they|it|nobody|that|do not|don['’]?t|did not|have not|haven['’]?t|has not|hasn['’]?t|the (?:board"
    r"|city|county|council|town|district|agency|chief|sheriff|superintendent))\b",
    re.IGNORECASE,
)
_NONE = re.compile(
    r"^(?:(?:there (?:are|is)|there's|we (?:have|had|want|need|use)|we've got|it has|say|put|just|sorry|well|no"
    r"|nope)[ ,]+)*"
    r"(?:none|no|nope|nah|nothing|nobody|no one|no-one|nil|zilch|n/?a|n\.a\.|not applicable|not any|no others?"
    r"|no other \w+|zero|no \w+(?: \w+)? (?:needed|required|necessary|applies)"
    r"|(?:it |this |that )?(?:does not|doesn't|doesn’t|doesnt|do not|don't|dont) apply"
    r"|(?:do not|don't|don’t|dont) (?:have|need|want|use) (?:one|any|it|them|that|this|anything|anyone)"
    r"|(?:is|are) (?:none|no one|nobody)|leave (?:it|this|that) out|without(?: one| any)?|only (?:one|the one|us)"
    r"|just us)"
    r"(?: (?:at all|at this time|at the moment|right now|for now|now|of them|here|needed|to name|to add|else"
    r"|whatsoever|please"
    r"|that (?:i|we) know of|required|necessary|involved|so far))*\s*[.!]*$",
    re.IGNORECASE,
)
_KEEP = re.compile(
    r"^(?:(?:yes|ok|okay|sure|please|just|let's|lets|i'd|we'd|i'll|we'll|i|we|will|can|you)[ ,]+)*"
    r"(?:(?:keep|use|take|go with|leave|accept|like|want)\s+)?(?:it |them )?(?:to |at |with )?"
    r"(?:(?:as|like|same as) (?:the )?(?:it is|they are|is|suggested|proposed|you suggest(?:ed)?)|(?:all "
    r"|all of )?(?:the |your |those |these )?(?:suggest(?:ed|ion|ions)|default|defaults|standard|usual|proposed)"
    r"(?: (?:one|ones|list|value|values|number|items|answer|text|wording|option|choice|text|defaults?))?(?: (?:as is"
    r"|is fine|are fine|is ok|are ok|are good|is good|please))?"
    r"|(?:keep|use|take|leave|accept) (?:it|them|that|those|these|this|all|them all|all of them"
    r"|everything)(?: (?:as is|as it is|as they are))?)"
    r"\s*[.!]*$",
    re.IGNORECASE,
)


def unknown_first(text: str) -> bool:
    """Return whether the message begins by saying that the value is not known yet."""
    parts = segments(text)
    return bool(parts) and _says_unknown(parts[0], prose=False)


def says_unknown(text: str, *, prose: bool = False) -> bool:
    """Return whether any part of the message says that the value is not known yet.

    With ``prose``, for values that are themselves sentences, the speaker must say it of the answer.
    """
    if _UNKNOWN.match(one_line(text)):
        return True
    said = [_says_unknown(part, prose=prose) for part in segments(text)]
    return any(said) and (not prose or all(said) or len(said) <= 2)


def _says_unknown(part: str, *, prose: bool) -> bool:
    if _UNKNOWN.match(part):
        return True
    return bool(_NOT_SO_FAR.search(part)) and (not prose or bool(_SPEAKER.match(part)))


def says_none(text: str) -> bool:
    """Return whether the whole message says that there is none."""
    return bool(_NONE.match(one_line(text)))


def says_keep(text: str) -> bool:
    """Return whether the message asks for the suggested value."""
    return bool(_KEEP.match(one_line(text)))
