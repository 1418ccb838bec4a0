"""Write a workbook of tables: a frozen header, a filter on every column, and no cell that runs as a formula."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from assistant.domain.base import Value

_LONGEST = 32_000
"""Characters; Excel holds 32,767 in a cell."""

_FORMULA = ("=", "+", "-", "@")
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_HEAD = Alignment(wrap_text=True, vertical="center")
_FILL = PatternFill("solid", start_color="FFD9E2EC")


class Sheet(Value):
    """A table: its name, its head, its rows, how wide each column is in characters, and how many stay in sight."""

    name: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...] = ()
    fixed: int = 1


def workbook(sheets: Iterable[Sheet], *, title: str, language: str, when: datetime) -> bytes:
    """Return the .xlsx file of these tables."""
    book = Workbook()
    book.remove(book.active)
    for sheet in sheets:
        _write(book.create_sheet(sheet.name[:31]), sheet)
    properties = book.properties
    properties.title, properties.language, properties.creator = title, language, "MOU assistant"
    properties.created = properties.modified = when.replace(tzinfo=None)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _write(target: Worksheet, sheet: Sheet) -> None:
    for number, words in enumerate(sheet.head, 1):
        cell = _put(target, 1, number, words)
        cell.font, cell.alignment, cell.fill = Font(bold=True), _HEAD, _FILL
    for at, row in enumerate(sheet.rows, 2):
        for number, words in enumerate(row, 1):
            _put(target, at, number, words).alignment = _WRAPPED
    for number, width in enumerate(sheet.widths, 1):
        target.column_dimensions[get_column_letter(number)].width = width
    target.freeze_panes = f"{get_column_letter(sheet.fixed + 1)}2"
    target.auto_filter.ref = f"A1:{get_column_letter(len(sheet.head))}{len(sheet.rows) + 1}"
    target.print_title_rows = "1:1"
    target.page_setup.orientation = "landscape"
    target.page_setup.fitToWidth, target.page_setup.fitToHeight = 1, 0
    target.sheet_properties.pageSetUpPr.fitToPage = True


def _put(target: Worksheet, row: int, column: int, words: str) -> Any:
    """Put words into a cell as words, whatever they begin with: they were typed by somebody."""
    cell = target.cell(row, column)
    text = ILLEGAL_CHARACTERS_RE.sub("", words)
    cell.value = text if len(text) <= _LONGEST else text[:_LONGEST] + " …"
    if text:
        cell.data_type = "s"
    if text.startswith(_FORMULA):
        cell.quotePrefix = True  # so that it stays words when somebody edits it
    return cell
