"""Content controls and bookmarks: by them a clause is found again after the file was edited."""

from __future__ import annotations

from collections.abc import Sequence

from docx.oxml.ns import qn

from assistant.documents.elements import Element, Ids, one_line, w
from assistant.documents.stamps import END, TAG

_LIMIT = 64  # Word refuses longer tags and aliases


def clause_control(clause: str, title: str, content: Sequence[Element], ids: Ids) -> Element:
    """Wrap the blocks of a clause in a content control tagged ``clause:<id>``."""
    properties = w(
        "sdtPr",
        w("alias", val=one_line(title or clause)[:_LIMIT]),
        w("tag", val=one_line(f"{TAG}{clause}")[:_LIMIT]),
        w("id", val=ids.next()),
    )
    return w("sdt", properties, w("sdtContent", *content))


def bookmarked(names: Sequence[str], content: Sequence[Element], ids: Ids) -> list[Element]:
    """Return the content between the starts and ends of bookmarks."""
    starts: list[Element] = []
    ends: list[Element] = []
    for name in names:
        ident = ids.next()
        starts.append(w("bookmarkStart", id=ident, name=name))
        ends.insert(0, w("bookmarkEnd", id=ident))
    return [*starts, *content, *ends]


def clauses_end(following: Sequence[Element], ids: Ids) -> list[Element]:
    """Return what follows the last clause with the bookmark ``END`` in front of its words.

    It stands inside the first paragraph: a bookmark between blocks is moved into the clause, or dropped,
    by LibreOffice. Where nothing follows the end of the text is the end of the clause.
    """
    after = list(following)
    if not after or after[0].tag != qn("w:p"):
        return bookmarked([END], [], ids) + after
    words = [e for e in after[0] if e.tag != qn("w:pPr")]
    for element in words:
        after[0].remove(element)
    after[0].extend(bookmarked([END], words, ids))
    return after


def find_controls(root: Element, tag: str) -> list[Element]:
    """Return the content controls with a tag, in document order."""
    path = f"{qn('w:sdtPr')}/{qn('w:tag')}"
    found = []
    for sdt in root.iter(qn("w:sdt")):
        mark = sdt.find(path)
        if mark is not None and mark.get(qn("w:val")) == tag:
            found.append(sdt)
    return found


def unwrap(sdt: Element, content: Sequence[Element]) -> None:
    """Put other content in the place of a control, and remove the control."""
    for element in content:
        sdt.addprevious(element)
    parent = sdt.getparent()
    if parent is not None:
        parent.remove(sdt)
