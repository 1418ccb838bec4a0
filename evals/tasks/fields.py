"""Field parsing: what people type when the chat asks for a value."""

from __future__ import annotations

from datetime import date
from importlib import import_module
from typing import Any

from assistant.domain.templates import FieldType, Option, TemplateField
from evals.bench import Bench
from evals.task import ExpectedValue, FieldSample, Findings, Outcome, Unavailable

_EARLIER = "earlier_date"
"""The made-up field that holds the date which ``after`` names."""


def run(bench: Bench, samples: tuple[FieldSample, ...]) -> Findings:
    """Parse every message for its field."""
    if not samples:
        return Findings()
    parse = room("assistant.drafting.values", "parse_value")
    outcomes = []
    for sample in samples:
        field, values = field_of(sample)
        try:
            parsed = parse(
                field, sample.say, today=date.fromisoformat(sample.today), values=values, wording=bench.made.wording
            )
        except KeyError as err:
            # The words shown to users may arrive after the parser that shows them.
            raise Unavailable(f"the interface has no words for {err}") from err
        outcomes.append(
            Outcome(
                sample=sample.id,
                asked=sample.asked,
                expected=_shown(sample.expect),
                got=_shown(parsed),
                passed=agrees(sample.expect, parsed),
                marks={sample.type: float(agrees(sample.expect, parsed))},
            )
        )
    from evals.tasks.questions import mark_figures

    return Findings(outcomes=tuple(outcomes), figures=mark_figures(tuple(outcomes)))


def room(module: str, name: str) -> Any:
    """Return a function of a room that may not be there yet; raise Unavailable when it is not."""
    try:
        return getattr(import_module(module), name)
    except (ImportError, AttributeError) as err:
        raise Unavailable(f"{module}.{name} is not there ({err})") from err


def field_of(sample: FieldSample) -> tuple[TemplateField, dict[str, Any]]:
    """Return the field that a sample describes, and the values given before."""
    limits = dict(sample.constraints)
    after = limits.pop("after", None)
    field = TemplateField(
        name="field",
        type=FieldType(sample.type),
        label=sample.ask.rstrip("?"),
        ask=sample.ask,
        options=tuple(Option(**o) for o in sample.options),
        after=_EARLIER if after else None,
        **limits,
    )
    return field, {_EARLIER: after} if after else {}


def agrees(expect: ExpectedValue, parsed: Any) -> bool:
    """Return whether what was parsed is what was expected, and nothing else beside it."""
    if expect.error:
        return bool(parsed.error) and parsed.value is None
    if expect.unknown or expect.none:
        return bool(parsed.unknown) == expect.unknown and bool(parsed.none) == expect.none and parsed.value is None
    return not parsed.error and same(expect.value, parsed.value)


def same(expected: Any, got: Any) -> bool:
    """Return whether two typed values are equal; yes is not 1, and lists keep their order."""
    if isinstance(expected, bool) or isinstance(got, bool):
        return expected is got
    if isinstance(expected, int | float) and isinstance(got, int | float):
        return abs(expected - got) < 1e-9
    if isinstance(expected, list | tuple) and isinstance(got, list | tuple):
        return len(expected) == len(got) and all(same(a, b) for a, b in zip(expected, got, strict=True))
    if isinstance(expected, dict) and isinstance(got, dict):
        keys = {k for d in (expected, got) for k, v in d.items() if v}
        return all(same(expected.get(k), got.get(k)) for k in keys)
    return bool(expected == got)


def _shown(value: Any) -> str:
    if value.error:
        return "an error" if value.error is True else f"error: {value.error}"
    if value.unknown:
        return "not known yet"
    return "left empty" if value.none else repr(value.value)
