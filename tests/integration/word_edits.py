"""Edit a Word file as people do: seeded scripts on its XML, each edit with what must be told of it afterwards."""

from __future__ import annotations

import copy
import io
import random
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{NS}}}"
AUTHOR = "Counsel One"
_WORDS = (
    "amber basin cedar delta ember fjord glade harbor island juniper kettle lagoon meadow north orchard pebble"
    " quarry ridge summit timber upland valley willow yonder zephyr"
).split()


@dataclass
class Edit:
    """One edit: what was done to which clause, and words that must come back."""

    kind: str
    clause: str
    words: str = ""
    gone: str = ""
    other: str = ""


@dataclass
class Script:
    """A file after its edits."""

    seed: int
    data: bytes
    edits: list[Edit] = field(default_factory=list)


class Editor:
    """One file being edited."""

    def __init__(self, data: bytes, seed: int) -> None:
        self.seed, self.dice = seed, random.Random(seed)
        self.parts = {
            i: zipfile.ZipFile(io.BytesIO(data)).read(i) for i in zipfile.ZipFile(io.BytesIO(data)).namelist()
        }
        self.root = etree.fromstring(self.parts["word/document.xml"])
        self.body = self.root.find(f"{W}body")
        self.used: set[str] = set()
        self.count = 0

    def run(self, most: int = 4) -> Script:
        """Do one to ``most`` edits, each on clauses that no other edit has touched."""
        edits: list[Edit] = []
        wanted = self.dice.randint(1, most)
        kinds = list(EDITS)
        while len(edits) < wanted:
            kind = kinds[(self.seed + self.dice.randint(0, 2) * 7 + len(edits) * 5) % len(kinds)]
            done = EDITS[kind](self)
            if done is not None:
                edits.append(done)
        return Script(self.seed, self.saved(), edits)

    def saved(self) -> bytes:
        """Return the file as it is now."""
        out = io.BytesIO()
        self.parts["word/document.xml"] = etree.tostring(
            self.root, xml_declaration=True, encoding="UTF-8", standalone=True
        )
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target:
            for name, data in self.parts.items():
                target.writestr(name, data)
        return out.getvalue()

    def controls(self) -> dict[str, Any]:
        """Return the content controls of the clauses."""
        found = {}
        for sdt in self.body.iter(f"{W}sdt"):
            tag = sdt.find(f"{W}sdtPr/{W}tag")
            if tag is not None and tag.get(f"{W}val", "").startswith("clause:"):
                found[tag.get(f"{W}val").removeprefix("clause:")] = sdt
        return found

    def pick(self, fit: Callable[[Any], bool] = lambda _: True) -> tuple[str, Any] | None:
        """Return a clause that was not touched yet."""
        free = [(c, s) for c, s in self.controls().items() if c not in self.used and fit(s)]
        if not free:
            return None
        clause, sdt = self.dice.choice(free)
        self.used.add(clause)
        return clause, sdt

    def fresh(self) -> str:
        """Return four words that stand nowhere else."""
        self.count += 1
        return " ".join(self.dice.choice(_WORDS) for _ in range(3)) + f" x{self.seed}y{self.count}"


def content(sdt: Any) -> Any:
    return sdt.find(f"{W}sdtContent")


def paragraphs(sdt: Any) -> list[Any]:
    """Return the paragraphs under the heading, none of a table."""
    return [p for p in content(sdt).findall(f"{W}p")[1:] if words(p).strip()]


def words(element: Any) -> str:
    return "".join(t.text or "" for t in element.iter(f"{W}t"))


def run(text: str) -> Any:
    made = etree.Element(f"{W}r")
    t = etree.SubElement(made, f"{W}t")
    t.text = text
    t.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return made


def like(paragraph: Any, text: str) -> Any:
    """Return a new paragraph with the properties of another one."""
    made = etree.Element(f"{W}p")
    properties = paragraph.find(f"{W}pPr")
    if properties is not None:
        made.append(copy.deepcopy(properties))
    made.append(run(text))
    return made


def longest(paragraph: Any) -> Any:
    return max(paragraph.iter(f"{W}t"), key=lambda t: len(t.text or ""))


def _styled(root_like: Any, style: str, text: str) -> Any:
    made = etree.Element(f"{W}p")
    properties = etree.SubElement(made, f"{W}pPr")
    etree.SubElement(properties, f"{W}pStyle").set(f"{W}val", style)
    made.append(run(text))
    return made


def _heading_style(sdt: Any) -> str:
    return str(content(sdt).find(f"{W}p/{W}pPr/{W}pStyle").get(f"{W}val"))


def change(e: Editor) -> Edit | None:
    """Put words into the middle of a sentence."""
    picked = e.pick(lambda s: bool(paragraphs(s)))
    if picked is None:
        return None
    t = longest(e.dice.choice(paragraphs(picked[1])))
    new, parts = e.fresh(), (t.text or "").split(" ")
    at = len(parts) // 2
    t.text = " ".join([*parts[:at], new, *parts[at:]])
    return Edit("change", picked[0], new)


def replace(e: Editor) -> Edit | None:
    """Type other words over some."""
    picked = e.pick(lambda s: bool(paragraphs(s)))
    if picked is None:
        return None
    t = longest(e.dice.choice(paragraphs(picked[1])))
    new, parts = e.fresh(), (t.text or "").split(" ")
    at = len(parts) // 3
    t.text = " ".join([*parts[:at], new, *parts[at + 3 :]])
    return Edit("replace", picked[0], new)


def retype_tracked(e: Editor) -> Edit | None:
    """Type over a run with tracking on."""
    picked = e.pick(lambda s: bool(paragraphs(s)))
    if picked is None:
        return None
    old = longest(e.dice.choice(paragraphs(picked[1]))).getparent()
    gone, new = words(old), e.fresh()
    deleted, inserted = etree.Element(f"{W}del"), etree.Element(f"{W}ins")
    for n, mark in enumerate((deleted, inserted)):
        mark.set(f"{W}id", str(9000 + e.seed * 10 + e.count * 2 + n))
        mark.set(f"{W}author", AUTHOR)
        mark.set(f"{W}date", "2026-12-01T09:00:00Z")
    old.addprevious(deleted)
    deleted.addnext(inserted)
    deleted.append(old)
    for t in old.iter(f"{W}t"):
        t.tag = f"{W}delText"
    inserted.append(run(f"{new} "))
    return Edit("tracked", picked[0], new, gone=gone)


def add_inside(e: Editor) -> Edit | None:
    """Add a paragraph at the end of a clause's control."""
    picked = e.pick(lambda s: bool(paragraphs(s)) and content(s)[-1].tag == f"{W}p")
    if picked is None:
        return None
    new = f"The Parties shall also keep {e.fresh()} in mind."
    last = paragraphs(picked[1])[-1]
    last.addnext(like(last, new))
    return Edit("add", picked[0], new)


def add_between(e: Editor) -> Edit | None:
    """Write a section of one's own between two clauses."""
    picked = e.pick()
    if picked is None:
        return None
    new = e.fresh()
    sdt = picked[1]
    heading = _styled(sdt, _heading_style(sdt), f"Section on {new}")
    text = _styled(sdt, "MOUParagraph", f"This section holds {new} and nothing else.")
    sdt.addnext(heading)
    heading.addnext(text)
    return Edit("new section", picked[0], new)


def delete_clause(e: Editor) -> Edit | None:
    """Delete a clause whole."""
    picked = e.pick()
    if picked is None:
        return None
    gone = words(picked[1])
    picked[1].getparent().remove(picked[1])
    return Edit("delete", picked[0], gone=gone)


def delete_paragraph(e: Editor) -> Edit | None:
    """Delete one paragraph of a clause."""
    picked = e.pick(lambda s: len(paragraphs(s)) > 2)
    if picked is None:
        return None
    old = e.dice.choice(paragraphs(picked[1]))
    gone = words(old)
    old.getparent().remove(old)
    return Edit("cut", picked[0], gone=gone)


def move_clause(e: Editor) -> Edit | None:
    """Move a clause to another place, at least three clauses away."""
    picked = e.pick()
    if picked is None:
        return None
    clause, sdt = picked
    order = list(e.controls())
    at = order.index(clause)
    far = [c for n, c in enumerate(order) if abs(n - at) > 3]
    target = e.controls()[e.dice.choice(far)]
    sdt.getparent().remove(sdt)
    target.addnext(sdt)
    return Edit("move", clause)


def split_paragraph(e: Editor) -> Edit | None:
    """Press Enter in the middle of a paragraph."""
    picked = e.pick(lambda s: any(len(longest(p).text or "") > 60 for p in paragraphs(s)))
    if picked is None:
        return None
    old = next(p for p in paragraphs(picked[1]) if len(longest(p).text or "") > 60)
    t = longest(old)
    parts = (t.text or "").split(" ")
    at = len(parts) // 2
    tail = like(old, " ".join(parts[at:]))
    after = list(t.getparent().itersiblings())
    t.text = " ".join(parts[:at])
    old.addnext(tail)
    tail.extend(after)
    return Edit("split", picked[0])


def split_clause(e: Editor) -> Edit | None:
    """Write a heading of one's own into the middle of a clause."""
    picked = e.pick(lambda s: len(paragraphs(s)) > 3)
    if picked is None:
        return None
    new = e.fresh()
    middle = paragraphs(picked[1])[len(paragraphs(picked[1])) // 2]
    middle.addprevious(_styled(picked[1], _heading_style(picked[1]), f"Heading of {new}"))
    return Edit("split clause", picked[0], new)


def merge_paragraphs(e: Editor) -> Edit | None:
    """Join two paragraphs that follow each other."""
    picked = e.pick(lambda s: any(p.getnext() in paragraphs(s) for p in paragraphs(s)))
    if picked is None:
        return None
    first = next(p for p in paragraphs(picked[1]) if p.getnext() in paragraphs(picked[1]))
    second = first.getnext()
    first.append(run(" "))
    first.extend([child for child in second if child.tag != f"{W}pPr"])
    second.getparent().remove(second)
    return Edit("merge", picked[0])


def merge_clauses(e: Editor) -> Edit | None:
    """Take the paragraphs of a clause into the one before it, and its heading away."""
    picked = e.pick(lambda s: s.getprevious() is not None and s.getprevious().tag == f"{W}sdt" and bool(paragraphs(s)))
    if picked is None:
        return None
    clause, sdt = picked
    before = sdt.getprevious()
    others = {id(s): c for c, s in e.controls().items()}
    if others.get(id(before), clause) in e.used or id(before) not in others:
        e.used.discard(clause)
        return None
    e.used.add(others[id(before)])
    for element in list(content(sdt))[1:]:
        content(before).append(element)
    sdt.getparent().remove(sdt)
    return Edit("merge clauses", clause, other=others[id(before)])


def _tables(sdt: Any) -> list[Any]:
    return [t for t in content(sdt).findall(f"{W}tbl") if t.find(f"{W}tblPr/{W}tblStyle") is not None]


def edit_cell(e: Editor) -> Edit | None:
    """Type into a cell of a table."""
    picked = e.pick(lambda s: bool(_tables(s)))
    if picked is None:
        return None
    cell = e.dice.choice(_tables(picked[1])[0].findall(f"{W}tr")[1:]).findall(f"{W}tc")[-1]
    new = e.fresh()
    cell.find(f"{W}p").append(run(f" {new}"))
    return Edit("cell", picked[0], new)


def add_row(e: Editor) -> Edit | None:
    """Add a row to a table."""
    picked = e.pick(lambda s: bool(_tables(s)))
    if picked is None:
        return None
    last = _tables(picked[1])[0].findall(f"{W}tr")[-1]
    row = copy.deepcopy(last)
    new = e.fresh()
    for n, p in enumerate(row.iter(f"{W}p")):
        for child in [c for c in p if c.tag != f"{W}pPr"]:
            p.remove(child)
        p.append(run(f"{new} column {n}"))
    last.addnext(row)
    return Edit("row", picked[0], new)


def retitle(e: Editor) -> Edit | None:
    """Change a heading."""
    picked = e.pick()
    if picked is None:
        return None
    new = e.fresh()
    t = longest(content(picked[1]).find(f"{W}p"))
    t.text = f"{t.text} and {new}"
    return Edit("title", picked[0], new)


def fill_in(e: Editor) -> Edit | None:
    """Type over a placeholder."""

    def blanks(sdt: Any) -> list[Any]:
        return [t for p in paragraphs(sdt) for t in p.iter(f"{W}t") if (t.text or "").endswith("- fill in]")]

    picked = e.pick(lambda s: bool(blanks(s)))
    if picked is None:
        return None
    new = e.fresh()
    blanks(picked[1])[0].text = new
    return Edit("filled", picked[0], new)


def copy_clause(e: Editor) -> Edit | None:
    """Copy a clause to the place behind it."""
    picked = e.pick()
    if picked is None:
        return None
    again = copy.deepcopy(picked[1])
    picked[1].addnext(again)
    return Edit("copy", picked[0], words(again))


EDITS: dict[str, Callable[[Editor], Edit | None]] = {
    f.__name__: f
    for f in (
        change,
        replace,
        retype_tracked,
        add_inside,
        add_between,
        delete_clause,
        delete_paragraph,
        move_clause,
        split_paragraph,
        split_clause,
        merge_paragraphs,
        merge_clauses,
        edit_cell,
        add_row,
        retitle,
        fill_in,
        copy_clause,
    )
}


def without_stamps(data: bytes, *, keep_properties: bool = False) -> bytes:
    """Return a file as an editor would save it that knows no content controls, bookmarks or properties of ours."""
    e = Editor(data, 0)
    for sdt in list(e.controls().values()):
        for child in list(content(sdt)):
            sdt.addprevious(child)
        sdt.getparent().remove(sdt)
    for mark in [m for tag in ("bookmarkStart", "bookmarkEnd") for m in e.root.iter(f"{W}{tag}")]:
        mark.getparent().remove(mark)
    if not keep_properties:
        e.parts["docProps/custom.xml"] = (
            b'<?xml version="1.0"?><Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
            b'custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"/>'
        )
    return e.saved()


def commented(e: Editor, clause: str, text: str, author: str) -> None:
    """Put a comment on the first paragraph of a clause, in a comments part of its own."""
    p = paragraphs(e.controls()[clause])[0]
    for name, at in (("commentRangeStart", 1), ("commentRangeEnd", len(p))):
        mark = run("")
        mark.tag = f"{W}{name}"
        for child in list(mark):
            mark.remove(child)
        mark.set(f"{W}id", "77")
        p.insert(at, mark)
    reference = run("")
    reference.remove(reference[0])
    point = run("")
    point.tag = f"{W}commentReference"
    point.remove(point[0])
    point.set(f"{W}id", "77")
    reference.append(point)
    p.append(reference)
    name = "word/comments.xml"
    body = (
        f'<w:comment w:id="77" w:author="{author}" w:date="2026-12-01T09:00:00Z" w:initials="C">'
        f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:comment>"
    )
    if name in e.parts:
        e.parts[name] = e.parts[name].replace(b"</w:comments>", body.encode() + b"</w:comments>")
