"""The signature block: one place to sign for each person, all on one page."""

from __future__ import annotations

from collections.abc import Sequence

from docx.oxml.ns import qn

from assistant.documents.elements import Element, paragraph, run, w
from assistant.domain.documents import Signer
from assistant.domain.wording import Wording

_GAP = 300


def signature_table(signers: Sequence[Signer], *, width: int, styles: dict[str, str], words: Wording) -> Element:
    """Make a table without frame: party, line and date line, name and title, for each signer.

    No row splits and every row but the last keeps with the next, so the block stays on one page.
    """
    date = width * 3 // 10
    widths = [width - date - _GAP, _GAP, date]
    properties = w(
        "tblPr",
        w("tblW", w=width, type="dxa"),
        w("tblInd", w=0, type="dxa"),
        w("tblLayout", type="fixed"),
        w(
            "tblCellMar",
            w("top", w=0, type="dxa"),
            w("left", w=0, type="dxa"),
            w("bottom", w=0, type="dxa"),
            w("right", w=0, type="dxa"),
        ),
        w("tblLook", val="0000", firstRow=0, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1),
        w("tblCaption", val=words("word.signatures")),
        w("tblDescription", val=words("word.signatures-read")),
    )
    out = w("tbl", properties, w("tblGrid", *(w("gridCol", w=x) for x in widths)))
    style = styles["mou signature"]
    for number, signer in enumerate(signers):
        sign, day = [run(words("word.sign"))], [run(words("word.date"))]
        party = paragraph(
            style,
            [_words(signer.party[:1].upper() + signer.party[1:], styles, bold=True)],
            keep_next=True,
            before=360 if number else 120,
        )
        if signer.party:
            out.append(_row([_cell([party], sum(widths), span=3)]))
        out.append(
            _row(
                [
                    _cell([paragraph(style, sign, keep_next=True, before=400)], widths[0], line=True),
                    _cell([paragraph(style, keep_next=True)], widths[1]),
                    _cell([paragraph(style, day, keep_next=True, before=400)], widths[2], line=True),
                ]
            )
        )
        last = number == len(signers) - 1
        out.append(_row([_cell(_person(signer, styles, words, keep=not last), sum(widths), span=3)]))
    return out


def signed_rows(table: Element) -> list[list[Element]]:
    """Return the rows of a signature table for each of its signers: the last of them holds name and title."""
    out: list[list[Element]] = [[]]
    for row in table.findall(qn("w:tr")):
        out[-1].append(row)
        if len(out[-1]) > 1 and row.find(qn("w:tc")).find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}") is not None:
            out.append([])
    return [rows for rows in out if rows]


def _person(signer: Signer, styles: dict[str, str], words: Wording, *, keep: bool) -> list[Element]:
    style = styles["mou signature"]
    name = bracketed(signer.name, words) if signer.placeholder else signer.name
    lines = [[run(words("word.name")), _words(name, styles)]]
    if signer.title:
        lines.append([run(words("word.title")), _words(signer.title, styles)])
    return [
        paragraph(style, line, keep_next=keep or n < len(lines) - 1, before=60 if n == 0 else None)
        for n, line in enumerate(lines)
    ]


def _words(text: str, styles: dict[str, str], *, bold: bool = False) -> Element:
    """Return the run of a signer's words; words in brackets are a placeholder."""
    if text.startswith("[") and text.endswith("]"):
        return run(text, style=styles["mou placeholder"], highlight=True)
    return run(text, bold=bold)


def bracketed(text: str, words: Wording) -> str:
    """Return a placeholder's text in brackets, so that colour is not its only mark."""
    text = text.strip() or words("word.blank")
    return text if text.startswith("[") and text.endswith("]") else f"[{text.strip('[]')}]"


def _row(cells: list[Element]) -> Element:
    return w("tr", w("trPr", w("cantSplit")), *cells)


def _cell(content: list[Element], width: int, *, span: int = 1, line: bool = False) -> Element:
    properties = w("tcPr", w("tcW", w=width, type="dxa"))
    if span > 1:
        properties.append(w("gridSpan", val=span))
    if line:
        properties.append(w("tcBorders", w("bottom", val="single", sz=6, space=0, color="000000")))
    properties.append(w("vAlign", val="bottom"))
    return w("tc", properties, *content)
