"""Read a PDF page by page, without the lines that repeat at the edges of its pages."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter

from pypdf import PdfReader
from pypdf.errors import DependencyError, PdfReadError, PyPdfError

from assistant.documents.reading.clean import one_line
from assistant.documents.reading.limits import CHARACTERS, PAGES, Refused
from assistant.documents.reading.lines import Line, paragraphs_of
from assistant.documents.reading.paragraphs import as_blocks
from assistant.documents.reading.pdf_extras import beside, outline
from assistant.domain.documents import MouDocument, Unread

_EDGE = 3
_SAID = 80
_MOST_UNREAD = 200
_REPEATS = 0.6
_LEAST_PAGES = 3
_SCAN_LETTERS = 15
"""Fewer letters a page than this, on average, is a picture of a page."""
_PAGE_NUMBER = re.compile(r"[-–—\s]*(?:page\s*)?(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:of|/)\s*\d{1,4})?[-–—\s.]*", re.I)

_COUNTS_PAGES = re.compile(r"\bpage\b|\bp\.\s*\d|\d+\s*(?:of|/)\s*\d+|[-–—|·]\s*\d+\s*$|^\s*\d+\s*[-–—|·]", re.I)


def read_pdf(data: bytes) -> MouDocument:
    """Return a PDF as blocks with their pages; ``properties["pages"]`` is their count. Raises Refused."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it would quote the file
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise Refused("locked-pdf")
        count = len(reader.pages)
        if count > PAGES:
            raise Refused("too-many-pages", count=count, limit=PAGES)
        pages, size = [], 0
        for page in reader.pages:
            text = page.extract_text() or ""
            size += len(text)
            if size > CHARACTERS:
                raise Refused("too-long")
            pages.append([one_line(line) for line in text.splitlines()])
        known, beside_text = outline(reader), beside(reader)
        title = one_line(str(reader.metadata.title or ""))[:200] if reader.metadata else ""
    except Refused:
        raise
    except DependencyError as err:  # an encryption that needs a library which is not there
        raise Refused("locked-pdf") from err
    except PyPdfError as err:
        raise Refused("locked-pdf" if "decrypt" in type(err).__name__.lower() else "malformed") from err
    except (PdfReadError, ValueError, KeyError, TypeError, IndexError, AttributeError, OSError, AssertionError) as err:
        raise Refused("malformed") from err
    except (RecursionError, NotImplementedError, ArithmeticError, LookupError) as err:
        raise Refused("malformed") from err
    if not count:
        raise Refused("malformed")
    letters = sum(c.isalpha() for page in pages for line in page for c in line)
    if letters < _SCAN_LETTERS * count:
        raise Refused("scan")
    kept, running = _without_running(pages)
    unread = [Unread(what="pdf-running", slots={"words": line[:_SAID]}) for line in running]
    for number, page in enumerate(pages, 1):
        if sum(c.isalpha() for line in page for c in line) < _SCAN_LETTERS:
            unread.append(Unread(what="pdf-page", slots={"page": str(number)}))
    return MouDocument(
        title=title,
        blocks=as_blocks(paragraphs_of(_in_one(kept), known)),
        properties={"pages": str(count)},
        unread=(*unread[:_MOST_UNREAD], *beside_text),
    )


def _without_running(pages: list[list[str]]) -> tuple[list[list[str]], list[str]]:
    """Drop headers, footers and page numbers: lines at page edges that most pages share. Return them too, each once."""
    shapes: Counter[str] = Counter()
    for page in pages:
        shapes.update({_shape(page[n]) for n in _edges(page)})
    dropped: dict[str, str] = {}
    least = max(_LEAST_PAGES, round(_REPEATS * len(pages)))
    out = []
    for page in pages:
        edges = set(_edges(page))
        kept = []
        for n, line in enumerate(page):
            repeats = n in edges and shapes[_shape(line)] >= least
            if repeats:
                dropped.setdefault(_shape(line), line)
            if not repeats and not (n in edges and _PAGE_NUMBER.fullmatch(line)):
                kept.append(line)
        out.append(kept)
    return out, [line for line in dropped.values() if not _PAGE_NUMBER.fullmatch(line)]


def _edges(page: list[str]) -> list[int]:
    filled = [n for n, line in enumerate(page) if line]
    return list(dict.fromkeys([*filled[:_EDGE], *filled[-_EDGE:]]))


def _shape(line: str) -> str:
    return re.sub(r"\d+", "#", line.lower()) if _COUNTS_PAGES.search(line) else line.lower()


def _in_one(pages: list[list[str]]) -> list[Line]:
    """Put pages behind each other; a sentence that goes on over a page break stays one paragraph."""
    out: list[Line] = []
    for number, page in enumerate(pages, 1):
        lines = [(line, number) for line in page]
        while lines and not lines[0][0]:
            lines.pop(0)
        while out and not out[-1][0]:
            out.pop()
        if not lines or (out and not _goes_on(out[-1][0], lines[0][0])):
            out.append(("", number))
        out.extend(lines)
    return out


def _goes_on(last: str, first: str) -> bool:
    """Tell whether a page begins in the middle of a sentence."""
    return (last[-1:].isalnum() or last.endswith((",", "-"))) and first[:1].islower()
