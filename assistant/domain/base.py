"""The base of every value: frozen, strict about unknown keys."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Value(BaseModel):
    """A frozen value; two values with equal fields are equal."""

    model_config = ConfigDict(frozen=True, extra="forbid")
