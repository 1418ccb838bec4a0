"""Write notes into a Word file: ranges in its main part, the comments, and what points to them."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Sequence
from datetime import datetime
from xml.parsers.expat import ExpatError
from xml.sax.saxutils import escape, quoteattr

from assistant.documents.comments import AUTHOR, INITIALS
from assistant.documents.elements import Ids, clean, one_line
from assistant.documents.reading.limits import Refused
from assistant.documents.reading.word.package import Package
from assistant.documents.reading.word_file import read_word
from assistant.documents.remarking.places import Places
from assistant.documents.remarking.texts import MAINS, Fit, Spot, is_utf8, texts_of
from assistant.domain.changes import viewed
from assistant.domain.documents import MouDocument, View
from assistant.domain.word_notes import Remarked, WordNote

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_COMMENTS = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments",
    "http://purl.oclc.org/ooxml/officeDocument/relationships/comments",
)
_ROOT = re.compile(rb"<(?![?!])([^\s/>]+)[^>]*?(/?)>")


def remarked(data: bytes, view: View, notes: Sequence[WordNote], when: datetime) -> tuple[bytes, Remarked]:
    """Return a .docx file with notes as comments, and how many were written; raise Refused where none can be.

    Nothing but the marks of the comments is put into its main part, and nothing is taken away. The copy is read
    again before it is handed out: its words must be those of the file.
    """
    package = Package(data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = [(info, archive.read(info)) for info in archive.infolist()]
    parts = {info.filename.lower(): (info.filename, content) for info, content in entries}
    if any(name.startswith("_xmlsignatures/") for name in parts):
        raise Refused("signed")  # whose signature would no longer be good
    name, raw = parts[package.main.lower()]
    if not is_utf8(raw):
        raise Refused("coding")
    strict = MAINS[1].encode() in raw

    def repacked(changed: dict[str, bytes]) -> bytes:
        return _packed(entries, changed)

    try:
        places = Places(raw, texts_of(raw), lambda other: repacked({name: other}), view)
    except ExpatError as err:
        raise Refused("malformed") from err
    written, beside, main, made = _written(raw, places, notes, _ids(package), when, MAINS[strict])
    if not written:
        raise Refused("no-place")
    changed = {name: main, **_comments(package, parts, name, made, strict=strict)}
    out = repacked(changed)
    _check(places.marked, read_word(out), view)
    return out, Remarked(written=written, beside=beside)


def _ids(package: Package) -> Ids:
    names = [package.main, *(n for k in ("comments", "header", "footer") for n in package.related(package.main, k))]
    return Ids(*(root for root in map(package.part, names) if root is not None))


def _written(
    raw: bytes, places: Places, notes: Sequence[WordNote], ids: Ids, when: datetime, space: str
) -> tuple[int, int, bytes, bytes]:
    """Return how many notes were written, how many beside their words, the main part with marks, and the comments."""
    marks: dict[Spot, tuple[Fit, list[bytes], list[bytes]]] = {}
    made, beside = [], 0
    declared = f'xmlns:w="{space}"'
    root = _ROOT.search(raw)
    declared = "" if root is not None and declared.encode() in root[0] else f" {declared}"
    ordered = sorted(notes, key=lambda n: (-1 if n.block is None else n.block, n.start, -n.end))
    for note in ordered:
        found = places.range(note.block, note.start, note.end) if note.block is not None else None
        lines = note.lines
        if found is None:
            home = places.first() if note.block is None else places.beside(note.block)
            found = places.range(home, 0, 1 << 30) if home is not None else None
            if found is None:
                continue
            if note.block is not None:
                beside += 1
                lines = (note.elsewhere, *lines) if note.elsewhere else lines
        ident = ids.next()
        own = f'{declared} w:id="{ident}"'
        (begin, fit), (end, last) = found
        marks.setdefault(begin, (fit, [], []))[2].append(f"<w:commentRangeStart{own}/>".encode())
        reference = f'<w:r{declared}><w:commentReference w:id="{ident}"/></w:r>'
        marks.setdefault(end, (last, [], []))[1].append(f"<w:commentRangeEnd{own}/>{reference}".encode())
        made.append(_comment(ident, lines, when, space))
    out, at = [], 0
    for place in sorted(marks):
        fit, ends, starts = marks[place]
        out += [raw[at : place[0]], fit(b"".join((*ends, *starts)))]
        at = place[0]
    return len(made), beside, b"".join((*out, raw[at:])), "".join(made).encode()


def _comment(ident: int, lines: Sequence[str], when: datetime, space: str) -> str:
    paragraphs = []
    for number, line in enumerate(lines):
        looks = "<w:rPr><w:b/></w:rPr>" if number == 0 else ""
        mark = "<w:r><w:annotationRef/></w:r>" if number == 0 else ""
        text = f'<w:t xml:space="preserve">{escape(one_line(clean(line)))}</w:t>'
        paragraphs.append(f"<w:p>{mark}<w:r>{looks}{text}</w:r></w:p>")
    about = f'w:id="{ident}" w:author={quoteattr(AUTHOR)} w:initials={quoteattr(INITIALS)}'
    date = f'w:date="{when:%Y-%m-%dT%H:%M:%SZ}"'
    return f'<w:comment xmlns:w="{space}" {about} {date}>{"".join(paragraphs)}</w:comment>'


def _comments(
    package: Package, parts: dict[str, tuple[str, bytes]], main: str, made: bytes, *, strict: bool
) -> dict[str, bytes]:
    """Return the parts that are changed so that the comments are there and found."""
    there = [n for n in package.related(package.main, "comments") if n.lower() in parts]
    if there:
        name, before = parts[there[0].lower()]
        if not is_utf8(before):
            raise Refused("coding")
        return {name: _put_in(before, made)}
    folder, file = posixpath.split(main)
    target = next(t for n in range(1, 1000) if f"{folder}/{(t := _part(n))}".lower() not in parts)
    root = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:comments xmlns:w="{MAINS[strict]}">'
    out = {f"{folder}/{target}": root.encode() + made + b"</w:comments>"}
    types, before = parts["[content_types].xml"]
    entry = f'<Override xmlns="{_TYPES}" PartName="/{folder}/{target}" ContentType="{_TYPE}"/>'
    out[types] = _put_in(before, entry.encode())
    rels = f"{folder}/_rels/{file}.rels"
    name, before = parts.get(rels.lower(), (rels, f'<Relationships xmlns="{_RELATIONS}"></Relationships>'.encode()))
    taken = {i.lower() for i in package.relations(package.main)}
    ident = next(i for n in range(1, 100_000) if (i := f"rIdMou{n}").lower() not in taken)
    about = f'Id="{ident}" Type="{_COMMENTS[strict]}" Target="{target}"'
    out[name] = _put_in(before, f'<Relationship xmlns="{_RELATIONS}" {about}/>'.encode())
    return out


def _part(number: int) -> str:
    return "comments.xml" if number == 1 else f"comments{number}.xml"


def _put_in(part: bytes, more: bytes) -> bytes:
    """Put markup in as the last of what a part's root holds."""
    root = _ROOT.search(part)
    if root is None or not is_utf8(part):
        raise Refused("malformed")
    if root[2]:
        opened = part[: root.end() - 2].rstrip() + b">"
        return opened + more + b"</" + root[1] + b">" + part[root.end() :]
    at = part.rindex(b"</")
    return part[:at] + more + part[at:]


def _packed(entries: Sequence[tuple[zipfile.ZipInfo, bytes]], changed: dict[str, bytes]) -> bytes:
    """Return the file with some parts changed or added; the others and their order stay."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for info, content in entries:
            entry = zipfile.ZipInfo(info.filename, info.date_time)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, info.external_attr
            target.writestr(entry, changed.get(info.filename, content))
        names = {info.filename for info, _ in entries}
        for name in (n for n in changed if n not in names):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, changed[name])
    return out.getvalue()


def _check(one: MouDocument, other: MouDocument, view: View) -> None:
    """Raise Refused unless both files say the same, in the view that was worked in and as it stands."""
    for as_read in dict.fromkeys((view, "accepted", "original")):
        if _said(viewed(one, as_read)) != _said(viewed(other, as_read)):
            raise Refused("malformed")


def _said(document: MouDocument) -> tuple[object, ...]:
    return tuple((b.kind, b.number, b.text, b.rows, b.part, b.clause) for b in document.blocks)
