"""The words of the evals: a sample is tried by a task, an outcome says how it went, a figure sums up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

from pydantic import Field, field_validator

from assistant.domain.base import Value

GRADED = frozenset({"overlap", "precision", "recall", "facts"})
"""Marks that are reported and do not decide whether a sample passes."""

PARTS = ("retrieval",)
"""Tasks that try a part by itself on samples of other tasks; search alone is no answer, so they count for no total."""

Set = Literal["tune", "regression", "test"]
"""``tune`` is open, ``regression`` holds every mended miss, ``test`` is opened only at a release."""


class Sample(Value):
    """One thing to try; ``set`` is given by the file it was read from."""

    id: str
    task: str
    set: Set

    @property
    def asked(self) -> str:
        """What is put to the assistant, for a report's rows."""
        return ""


class ExpectedAnswer(Value):
    """What a right answer looks like; ``evals/samples/test.yaml`` explains each part at its head."""

    status: tuple[str, ...] = Field(min_length=1)
    principles: tuple[int, ...] = ()
    closest: tuple[int, ...] = ()
    says: tuple[tuple[str, ...], ...] = ()
    avoid: tuple[str, ...] = ()


class QuestionSample(Sample):
    """A question, with the user's earlier messages (oldest first); ``voice`` is who asks."""

    ask: str
    history: tuple[str, ...] = ()
    voice: str = Field(default="", alias="register")
    style: str = ""
    expect: ExpectedAnswer

    @property
    def asked(self) -> str:
        """The earlier messages and the question."""
        return " ▸ ".join((*self.history, self.ask))


class ExpectedValue(Value):
    """What a message gives for a field: a value, an error, or "not known yet"."""

    value: Any = None
    error: bool = False
    unknown: bool = False
    none: bool = False


class FieldSample(Sample):
    """What someone types for a field; ``after`` among the constraints is a date."""

    type: str
    ask: str
    say: str
    today: str
    constraints: dict[str, Any] = Field(default_factory=dict)
    options: tuple[dict[str, str], ...] = ()
    expect: ExpectedValue

    @property
    def asked(self) -> str:
        """The field's type and what was typed."""
        return f"({self.type}) {self.ask} ▸ {self.say}"


class ExpectedIntent(Value):
    """What a message means; ``values`` are to be read from a message that starts a draft."""

    intent: str
    values: dict[str, Any] = Field(default_factory=dict)


class DraftingSample(Sample):
    """A message while drafting; ``context`` is what the chat waits for (none, field or clause)."""

    context: Literal["none", "field", "clause"]
    say: str
    field: dict[str, str] = Field(default_factory=dict)
    expect: ExpectedIntent

    @property
    def asked(self) -> str:
        """What the chat waits for, and the message."""
        return f"[{' '.join((self.context, *self.field.values()))}] {self.say}"


class ClaimSample(Sample):
    """A sentence said to rest on passages; ``supported`` is whether their words bear it out."""

    claim: str
    cites: tuple[str, ...]
    supported: bool
    kind: str

    @property
    def asked(self) -> str:
        """The claim and what it cites."""
        return f"({self.kind}) {self.claim} [{', '.join(self.cites)}]"


class ConflictSample(Sample):
    """Wording of an agreement; ``expect`` is every requirement it may be said to conflict with, or none."""

    text: str
    expect: tuple[str, ...] = ()

    @field_validator("expect", mode="before")
    @classmethod
    def _none_is_empty(cls, value: Any) -> Any:
        return () if value == "none" else value

    @property
    def asked(self) -> str:
        """The wording."""
        return self.text


class Outcome(Value):
    """How one sample went; ``marks`` maps a scorer's name to 0..1 and leaves out those that do not apply."""

    sample: str
    asked: str
    expected: str
    got: str
    text: str = ""
    passed: bool
    marks: dict[str, float] = Field(default_factory=dict)

    @property
    def missed(self) -> tuple[str, ...]:
        """The names of the marks that are not full and decide whether a sample passes."""
        return tuple(name for name, value in self.marks.items() if value < 1.0 and name not in GRADED)


class Figure(Value):
    """A measured number with its 95 % interval over ``n`` samples; lower is better for a risk."""

    name: str
    value: float
    low: float
    high: float
    n: int
    lower_is_better: bool = False

    @property
    def full(self) -> bool:
        """Whether it could not be better."""
        return self.value <= 0.0 if self.lower_is_better else self.value >= 1.0


class Findings(Value):
    """What a task found on one set; ``missing`` says why it could not run."""

    outcomes: tuple[Outcome, ...] = ()
    figures: tuple[Figure, ...] = ()
    curve: tuple[tuple[float, float], ...] = ()
    missing: str = ""


class Task(Value):
    """Something measured: which samples it takes (by their ``task``) and how it tries them.

    ``run`` is given the bench and the samples of one set, and raises Unavailable when a part of the
    product that it needs is not there.
    """

    name: str
    title: str
    about: str
    takes: tuple[str, ...]
    run: Callable[[Any, tuple[Any, ...]], Findings]


class Unavailable(Exception):
    """A part of the product that a task needs is not installed or not finished."""
