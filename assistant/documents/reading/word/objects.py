"""What is no text: pictures, charts, equations, embedded files. Reported, with the words that they bear."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from assistant.documents.reading.word.names import DECORATIVE, MC, VML, WP, M, R, W
from assistant.documents.reading.word.package import Relation

Unsaid = tuple[str, dict[str, str]]
_BOX = f"{W}txbxContent"
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic"
_DATA = {
    "http://schemas.openxmlformats.org/drawingml/2006/chart": "chart",
    "http://schemas.microsoft.com/office/drawing/2014/chartex": "chart",
    "http://schemas.openxmlformats.org/drawingml/2006/diagram": "diagram",
}
_A_DATA = "{http://schemas.openxmlformats.org/drawingml/2006/main}graphicData"


@dataclass
class Described:
    """What an object is: whether it is known, what to report of it, and the text boxes in it."""

    known: bool = True
    unread: list[Unsaid] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)


def described(element: Any, relations: dict[str, Relation]) -> Described:
    """Return what an element that is no text stands for."""
    name = element.tag.removeprefix(W)
    if name == "drawing":
        return _drawing(element)
    if name == "pict":
        return _vml(element)
    if element.tag == _BOX:
        return Described(boxes=[element])
    if name == "object":
        return _embedded(element, relations)
    if element.tag in (f"{M}oMath", f"{M}oMathPara"):
        words = "".join(t.text or "" for t in element.iter(f"{M}t"))
        return Described(unread=[("equation", {"words": words})])
    if name == "altChunk":
        return Described(unread=[("chunk", {})])
    if name == "subDoc":
        return Described(unread=[("subdocument", {})])
    if name == "contentPart":
        return Described(unread=[("ink", {})])
    if name in ("control", "movie", "background"):
        return Described(unread=[("control", {})])
    return Described(known=False)


def _drawing(element: Any) -> Described:
    out = Described(boxes=_boxes(element))
    label = next(element.iter(f"{WP}docPr"), None)
    words = "" if label is None else str(label.get("descr") or label.get("title") or "")
    kinds = {_DATA.get(str(d.get("uri"))) for d in element.iter(_A_DATA)} - {None}
    if kinds:
        out.unread.append((str(min(filter(None, kinds))), {"words": words}))
    elif any(e.get("val") in ("1", "true") for e in element.iter(DECORATIVE)):
        return out  # its author says that it shows nothing
    elif next(element.iter(_PICTURE), None) is not None or not out.boxes:
        out.unread.append(("picture", {"words": words}) if words.strip() else ("picture-bare", {}))
    return out


def _vml(element: Any) -> Described:
    out = Described(boxes=_boxes(element))
    for path in element.iter(f"{VML}textpath"):
        if words := str(path.get("string", "")):
            out.unread.append(("watermark", {"words": words}))
    for picture in element.iter(f"{VML}imagedata"):
        words = str(picture.getparent().get("alt", "") or "")
        out.unread.append(("picture", {"words": words}) if words.strip() else ("picture-bare", {}))
    return out


def _embedded(element: Any, relations: dict[str, Relation]) -> Described:
    out = Described(boxes=_boxes(element))
    kind = next((str(e.get("ProgID", "")) for e in element.iter() if e.get("ProgID")), "")
    if not kind:
        ids = [str(v) for e in element.iter() for k, v in e.attrib.items() if k == f"{R}id"]
        kind = next((relations[i].target.rpartition("/")[2] for i in ids if i in relations), "")
    out.unread.append(("embedded", {"name": kind}))
    return out


def _boxes(element: Any) -> list[Any]:
    """Return the contents of the text boxes in an object, each once."""
    return [b for b in element.iter(_BOX) if not any(a.tag in (_BOX, f"{MC}Fallback") for a in _above(b, element))]


def _above(element: Any, within: Any) -> list[Any]:
    out = []
    for above in element.iterancestors():
        if above is within:
            break
        out.append(above)
    return out
