"""The states and territories of the United States."""

from __future__ import annotations

import re

from rapidfuzz import fuzz, process

STATES = {
    "AL": "Alabama", "AK": "Alaska", "AZ": "Arizona", "AR": "Arkansas", "CA": "California", "CO": "Colorado",
    "CT": "Connecticut", "DE": "Delaware", "DC": "District of Columbia", "FL": "Florida", "GA": "Georgia",
    "HI": "Hawaii",
    "ID": "Idaho", "IL": "Illinois", "IN": "Indiana", "IA": "Iowa", "KS": "Kansas", "KY": "Kentucky", "LA": "Louisiana",
    "ME": "Maine", "MD": "Maryland", "MA": "Massachusetts", "MI": "Michigan", "MN": "Minnesota", "MS": "Mississippi",
    "MO": "Missouri", "MT": "Montana", "NE": "Nebraska", "NV": "Nevada", "NH": "New Hampshire", "NJ": "New Jersey",
    "NM": "New Mexico", "NY": "New York", "NC": "North Carolina", "ND": "North Dakota", "OH": "Ohio", "OK": "Oklahoma",
    "OR": "Oregon", "PA": "Pennsylvania", "RI": "Rhode Island", "SC": "South Carolina", "SD": "South Dakota",
    "TN": "Tennessee", "TX": "Texas", "UT": "Utah", "VT": "Vermont", "VA": "Virginia", "WA": "Washington",
    "WV": "West Virginia", "WI": "Wisconsin", "WY": "Wyoming", "AS": "American Samoa", "GU": "Guam",
    "MP": "Northern Mariana Islands", "PR": "Puerto Rico", "VI": "U.S. Virgin Islands",
}  # fmt: skip
_BY_NAME = {name.lower(): name for name in STATES.values()}
_LONGEST_FIRST = "|".join(sorted((re.escape(n) for n in _BY_NAME), key=len, reverse=True))
_IN = re.compile(
    rf"(?:\b(?:in|of)\s+(?:the\s+)?(?:state\s+of\s+)?|,\s*|\bstate(?:\s+of|\s+is|:)?\s+)(?P<name>{_LONGEST_FIRST})\b"
    r"(?!\s+(?:county|city|beach|police|school|public|unified|independent|state|town|township|parish|avenue|street"
    r"|heights|springs))",
    re.IGNORECASE,
)
_SHORT = re.compile(r"(?:,\s*|\bin\s+)(?P<short>[A-Z]{2})\b(?!\.)")


def find_state(text: str) -> str | None:
    """Return the state that a sentence places something in ("… in Kentucky", "…, KY"); None when none."""
    if found := _IN.findall(text):  # of "Delaware, Ohio" the last is the state
        return _BY_NAME[found[-1].lower()]
    if (m := _SHORT.search(text)) and m["short"] in STATES:
        return STATES[m["short"]]
    return None


def state_name(text: str) -> str | None:
    """Return a state's full name for its name, two letters or a near misspelling; None for anything else."""
    word = re.sub(r"^(?:the\s+)?(?:state|commonwealth|territory)\s+of\s+", "", text.strip(" ."), flags=re.IGNORECASE)
    word = re.sub(r"^in\s+", "", word, flags=re.IGNORECASE)
    plain = word.replace(".", "").strip()
    if plain.upper() in STATES and len(plain) == 2:
        return STATES[plain.upper()]
    if plain.lower() in ("dc", "washington dc", "washington, dc"):
        return STATES["DC"]
    near = process.extractOne(word.lower(), list(_BY_NAME), scorer=fuzz.ratio, score_cutoff=86)
    return _BY_NAME[near[0]] if near else None
