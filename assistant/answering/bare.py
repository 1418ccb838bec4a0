"""Follow-ups that name nothing of their own: "who does it?", "us or them?", "always?", "what if we don't?".

What they ask is a part of the subject at hand, so no card on another subject answers them.
"""

from __future__ import annotations

import re

_POLITE = r"^\W*(?:(?:and|but|so|then|well|ok(?:ay)?|yeah|now|um+|uh|hmm|also|even)\W+)*"
_END = r"(?:\s+(?:then|though|exactly|precisely|again|anyway|please|at all))*\W*$"
_BARE = frozenset(
    # Small words; "what", "who" and their like are here because a facet is not a subject.
    "a an the of to in on at by for with from as is are was were be been being am do does did doing done has have "
    "had and but so or if then than what whats which who whos whom whose how when where why can could would should "
    "will may might must i we you he she it they me us him them my our your his her its their mine ours theirs this "
    "that these those there here one ones someone somebody anyone anybody everyone everybody nobody none nothing "
    "anything something everything all any some each every both either neither only just even always ever never not "
    "no yes well ok okay yeah um uh hmm now also too still again first next else otherwise instead really exactly "
    "precisely specifically actually though anyway please at least most much many more less few two three four five "
    "six seven eight nine ten once twice often long longer shorter sooner later earlier soon before between among "
    "per about into out up off over isnt arent doesnt dont didnt wont cant shouldnt wouldnt couldnt wasnt werent "
    "hasnt havent "
    # Verbs and nouns that carry no subject: they say that something is done, said or meant.
    "say says said saying tell tells told mean means meant go goes get gets got make makes made take takes give "
    "gives set sets put puts see sees seen know look looks come comes came happen happens happened arrange arranges "
    "handle handles run runs decide decides choose supposed allowed need needs needed want wants bother count "
    "counts apply applies way part side sides body bodies people person thing things kind sort detail details hint "
    "silent reason must requirement required optional rule place time times number amount job sure an "
    # The parties, of whom one is picked out: "us or the police?".
    "police cops cop agency agencies department officer officers deputy deputies sro sros school schools district "
    "districts principal teachers staff board chief sheriff parents students kids".split()
)
_HEARD = frozenset("ok okay well yes no yeah yep hmm um uh now so then right and but sure please".split())
"""Words that only say that an answer was heard."""

MOST = 12
"""Words of a message that names nothing; a longer one tells something."""

_VAGUE = frozenset(
    "thingy stuff matter deal meeting day paper email call yesterday today week fill somehow quick busy probably "
    "right wrong true correct yea lol nvm blah other another".split()
)
_PARTIES = re.compile(
    r"\b(?:us|them|we|they|me|him|her|police|cops?|agenc(?:y|ies)|departments?|officers?|deput(?:y|ies)|sros?|"
    r"schools?|"
    r"districts?|principals?|teachers|staff|boards?|chief|sheriff|parents|students|kids)\b",
    re.I,
)
_PRONOUNS = re.compile(r"\b(?:us|them|we|they|me|him|her)\b", re.I)
_PICKED = re.compile(r"\b(?:or|only|just|both|all of)\b", re.I)
_CONSEQUENCE = re.compile(
    _POLITE + r"(?:what(?:['’]?s)? (?:happens |would happen |comes )?(?:if|when) |if )"
    r"(?:i|we|you|he|she|it|they|nobody|no one|none(?: of (?:us|them))?|someone|somebody|one|that|this|the \w+)\s+"
    r"(?:just |simply |still |ever )*"
    r"(?:(?:do|does|did|will|would)(?:n['’]?t| not)|won['’]?t|never (?:do|does|did)|refuses?|refused|says? no|"
    r"ignores? it|"
    r"(?<=nobody )(?:do|does|did)|(?<=no one )(?:do|does|did)|skips? it|fails? to)"
    r"(?: (?:do|follow|bother with|go along(?: with)?|comply with|want to))?(?: (?:it|that|this|so|them|"
    r"any of (?:it|that)|"
    r"comply|bother))?" + _END
    + r"|" + _POLITE + r"(?:if not(?: what)?|or else(?: what)?|or what|what(?: happens)? otherwise)\W*$",
    re.I,
)  # fmt: skip
_SURE = re.compile(
    _POLITE + r"(?:really|seriously|for real|honestly|truly|is (?:that|it|this) (?:so|true|right|really so|certain)|"
    r"are (?:you|they) (?:really |quite |absolutely )?(?:sure|certain|serious)(?: (?:about|of) (?:that|it|"
    r"this))?|you sure|"
    r"no kidding|no way|who says(?: so| that)?|according to (?:whom|who|what))" + _END,
    re.I,
)
_SILENT = re.compile(
    _POLITE + r"(?:(?:there(?:['’]?s| is) )?(?:nothing|none|not a (?:word|thing|line|peep)|no(?:t even|"
    r" even)? (?:a )?(?:hint|"
    r"rule|number|limit|word|line)|zero|zilch|nada)"
    r"|(?:it|they|that|the (?:text|document|list|thing)) (?:says|say|said|has|have|is|are|"
    r"['’]?s) (?:really )?(?:nothing|silent|"
    r"quiet|none|mute)|(?:it['’]?s|they['’]?re|that['’]?s) (?:silent|quiet|all)|not (?:said|mentioned|covered))"
    r"(?: (?:on|about) (?:that|it|this))?" + _END,
    re.I,
)
_DOES_IT_SAY = re.compile(r"\b(?:do|does|did) (?:it|they|that|this) (?:even |also )?(?:say|tell|mention)\b", re.I)
_EXTENDS = re.compile(
    _POLITE + r"(?:(?:do|does|would|is|are|will|should|can) (?:that|this|it|those|these|they|the same)(?: rule|"
    r" thing)?|"
    r"(?:the )?same)\s+(?:also |too |just |only )*(?:apply|applies|go|goes|hold|holds|count|counts|meant|true|"
    r"extend|extends|"
    r"include|includes|cover|covers|the same)?\s*(?:for|to|with|of)?\s+(?P<whom>[^?.!]+?)(?:,?\s+(?:too|also|"
    r"as well|then|or "
    r"(?:what|not)|or (?:only|just) \w+))*\W*$",
    re.I,
)
_STEP = re.compile(
    _POLITE + r"(?:what(?:['’]?s| is| was| comes| came)? |which (?:one )?(?:is|was|comes|came) |the (?:one|"
    r"principle) )?"
    r"(?:right |just )?(?P<way>before|after)(?: (?:that|it|this)(?: one)?)?" + _END,
    re.I,
)


def is_bare(message: str) -> bool:
    """Say whether a message names no subject: small words, verbs that only do, and the parties to pick one of."""
    words = _words(message)
    if not words or len(words) > MOST or any(word not in _BARE for word in words):
        return False
    if "you" in words or all(word in _HEARD for word in words):
        return False  # "what can you do?" is put to the program; "ok" asks nothing
    # "What about parents?" is about parents; "us or the parents?" picks one of two.
    named = _PARTIES.findall(message)
    own = [n for n in named if not _PRONOUNS.fullmatch(n)]
    return not own or bool(_PICKED.search(message))


def names_nothing(message: str) -> bool:
    """Say whether a first message points at something that only its writer knows ("that thing from the meeting")."""
    words = _words(message)
    vague = any(w in _VAGUE or w in ("thing", "things") for w in words)
    return vague and not _PARTIES.search(_PRONOUNS.sub("", message)) and all(w in _BARE or w in _VAGUE for w in words)


def picks_party(message: str) -> bool:
    """Say whether a message lets one of two parties be picked ("us or the police?")."""
    return len(_PARTIES.findall(message)) > 1 and re.search(r"\bor\b", message, re.I) is not None


def facet(message: str) -> str:
    """Return a bare message as a question that can be matched: "us or them?" asks who does it."""
    if picks_party(message):
        return "who does it"
    return _DOES_IT_SAY.sub("", message)


def extends(message: str) -> str:
    """Return to whom a message extends what was said ("does that go for teachers as well?"), or nothing."""
    found = _EXTENDS.match(message)
    return found["whom"].strip() if found else ""


def asks_consequence(message: str) -> bool:
    """Say whether a message asks what comes of not doing what was spoken of ("what if we don't?")."""
    return bool(_CONSEQUENCE.match(message))


def asks_surely(message: str) -> bool:
    """Say whether a message only doubts the last answer ("really?", "are you sure?")."""
    return bool(_SURE.match(message))


def asks_silence(message: str) -> bool:
    """Say whether a message wants it confirmed that the text says nothing ("nothing at all?")."""
    return bool(_SILENT.match(message))


def _words(message: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", message.lower().replace("'", "").replace("’", ""))


def step(message: str) -> int:
    """Return -1 for "and before that?", 1 for "and after that?", 0 for anything else."""
    found = _STEP.match(message)
    return 0 if found is None else 1 if found["way"].lower() == "after" else -1
