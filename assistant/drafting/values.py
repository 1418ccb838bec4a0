"""The value side of the drafting room: what a message gives for a field, or for several at once."""

from __future__ import annotations

from assistant.drafting.parsed import Fault, Parsed
from assistant.drafting.reading import explain, parse_value
from assistant.drafting.several import find_values

__all__ = ["Fault", "Parsed", "explain", "find_values", "parse_value"]
