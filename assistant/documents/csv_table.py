"""Rows as a CSV file that a spreadsheet opens rightly, and that runs nothing there."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_text(rows: Iterable[Sequence[str]]) -> str:
    """Return rows as text; lines end as RFC 4180 wants.

    A cell that a spreadsheet would take for a formula begins with an apostrophe: what stands in an
    agreement was typed by somebody.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    for row in rows:
        writer.writerow([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in row])
    return out.getvalue()


def csv_bytes(rows: Iterable[Sequence[str]]) -> bytes:
    """Return rows as the bytes of a file: UTF-8 with a mark of its coding, which Excel asks for."""
    return f"\ufeff{csv_text(rows)}".encode()
