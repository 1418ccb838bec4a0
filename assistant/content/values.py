"""Turn a mapping of an author's words into a domain value, or into problems with lines."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import ValidationError

from assistant.content.problems import Problems, nearest
from assistant.content.strict_yaml import Mapping, Sequence
from assistant.domain.base import Value

V = TypeVar("V", bound=Value)


def build(model: type[V], data: Mapping, file: str, problems: Problems, **extra: Any) -> V | None:
    """Validate ``data`` (with ``extra`` added) as ``model``; note every problem and return None on any."""
    try:
        return model.model_validate({**data, **extra})
    except ValidationError as err:
        for e in err.errors():
            key = str(e["loc"][0]) if e["loc"] else ""
            line = data.line_of(key)
            if e["type"] == "extra_forbidden":
                known = [n for n in model.model_fields if n not in extra]
                problems.error(
                    file, line, f"{key!r} is not known here", nearest(key, known) or "known: " + ", ".join(known)
                )
            elif e["type"] == "missing":
                problems.error(file, data.line, f"{key!r} is missing", f"add a line '{key}: …'")
            else:
                where = ".".join(str(p) for p in e["loc"])
                problems.error(file, line, f"{where}: {e['msg']}")
        return None


def items(data: Mapping, key: str, file: str, problems: Problems) -> list[Any]:
    """Return the list under a key, empty when it is not given; note what is not a list."""
    value = data.get(key)
    if value is None:
        return []
    if not isinstance(value, list):
        problems.error(file, data.line_of(key), f"{key!r} must be a list", f"write '{key}: [first, second]'")
        return []
    return value


def strings(data: Mapping, key: str, file: str, problems: Problems) -> list[str]:
    """Return the texts listed under a key; note, with its line, each item that YAML did not read as it was written.

    That is what is no text (``- #3?`` is nothing, ``- 12`` a number, ``- true`` a truth) and what a comment cut
    short (``- is #3 law`` is only "is").
    """
    found = items(data, key, file, problems)
    texts = []
    for index, item in enumerate(found):
        line = found.lines[index] if isinstance(found, Sequence) else data.line_of(key)
        if not isinstance(item, str):
            read = "nothing" if item is None else repr(item)
            problems.error(
                file, line, f"an item of {key!r} is read as {read}, not as text", "put it in quotation marks"
            )
            continue
        if isinstance(found, Sequence) and index in found.cut:
            problems.error(
                file, line, f"an item of {key!r} is cut at ' #': {item[:40]!r} is left", "put it in quotation marks"
            )
        texts.append(item)
    return texts


def numbers(data: Mapping, key: str, file: str, problems: Problems) -> tuple[int, ...]:
    """Return the whole numbers listed under a key; note what is not one."""
    found = items(data, key, file, problems)
    for item in found:
        if not isinstance(item, int):
            problems.error(file, data.line_of(key), f"{item!r} under {key!r} is not a whole number")
    return tuple(n for n in found if isinstance(n, int))


def mappings(value: Any, file: str, problems: Problems) -> list[Mapping]:
    """Return a YAML list of mappings; note what is not one."""
    if value is None:
        return []
    if not isinstance(value, list):
        problems.error(file, 1, "must be a list", "start each entry with '- id: …'")
        return []
    out = []
    for item in value:
        if isinstance(item, Mapping):
            out.append(item)
        else:
            problems.error(file, 0, f"{str(item)[:40]!r} is not an entry", "start each entry with '- id: …'")
    return out
