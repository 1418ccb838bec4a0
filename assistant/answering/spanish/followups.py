"""Read a message in Spanish in the light of the conversation: "más corto", "¿quién decide?", "¿y los maestros?"."""

from __future__ import annotations

import re
from typing import Literal

from assistant.retrieval.spanish import fold

Kind = Literal["alone", "joined", "shorter", "words", "who", "why"]

LONGEST_JOINED = 6
"""Words of a message that begins with "and" and still leans on the one before it."""

_POLITE = r"^\W*(?:(?:y|pero|ok|bueno|por favor|puede|me lo puede|digamelo|digame|deme|expliquelo|explique|hagalo)\s+)*"
_END = r"(?:\W+(?:por favor|porfa|porfavor))?\W*$"
_PATTERNS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        "shorter",
        re.compile(
            _POLITE + r"(?:(?:un poco|en una version|version|decir|decirlo|explicar|resumir|de forma)\s+)*"
            r"(?:mas (?:cort(?:o|a|ito|ita)|breve|simple|sencillo|sencilla|facil)|breve|en breve"
            r"|resumen|resumalo|en resumen"
            r"|en pocas palabras|en una (?:frase|oracion)|con palabras mas sencillas)" + _END
        ),
    ),
    (
        "words",
        re.compile(
            _POLITE + r"(?:(?:muestreme|cuales son|cual es|que son)\s+)?(?:(?:las|el|la)\s+)?"
            r"(?:palabras exactas|texto exacto|texto original|cita|cita exacta|texto|en ingles|donde dice eso"
            r"|donde esta escrito|que dice exactamente)" + _END
        ),
    ),
    (
        "who",
        re.compile(
            _POLITE + r"(?:entonces\s+)?(?:quien (?:lo |la |eso )?(?:decide|deside|resuelve|manda)(?: eso| esto)?"
            r"|quien toma (?:la|esa) decision|de quien es (?:la|esa) decision|a quien le toca(?: decidir)?)" + _END
        ),
    ),
    ("why", re.compile(_POLITE + r"(?:por que|porque|xq|por que es asi|cual es la razon|y eso por que)" + _END)),
)
_LINK = re.compile(r"^\W*(?:y|pero|tambien|o|entonces|que tal|y si|aun si|incluso)\s+\w")


def kind_of(text: str) -> Kind:
    """Return how a message is to be read after another one: as its own question, joined to it, or as a wish."""
    said = fold(text)
    for kind, pattern in _PATTERNS:
        if pattern.match(said):
            return kind
    return "joined" if _LINK.match(said) and len(said.split()) <= LONGEST_JOINED else "alone"
