"""Is a file that we wrote built as the Open XML standard asks? One answer, for every kind of export.

Three independent looks: the schema (openxml-audit, a port of Microsoft's own validator), our table of the order of
elements (which stands when that package is missing), and our own check of parts, ids and references.
"""

from __future__ import annotations

import importlib.util
import io
import tempfile
import warnings
from pathlib import Path

import docx

from tests.conftest import need
from tests.faults import faults
from tests.unit.documents.schema_order import disorder

# What the validator asks for and the standard does not, each with its reason.
_ALLOWED = {
    "relationships/theme' is missing": "ISO/IEC 29500-1 14.2.7: a package may have no theme, as ours has none",
    "Numbering definition '0'": "ISO/IEC 29500-1, 17.9.18: 0 takes a paragraph out of its style's list",
}


def wrong(data: bytes) -> list[str]:
    """Return everything that is wrong with the build of a .docx file; [] for a sound one."""
    found = [f"{f.code}: {f.part} {f.detail}".rstrip() for f in faults(data)]
    found += disorder(data)
    docx.Document(io.BytesIO(data))  # raises for a package that it cannot open
    return found + against_schema(data)


def against_schema(data: bytes) -> list[str]:
    """Return what the schema validator finds; skips (in CI: fails) where it is not installed."""
    need(importlib.util.find_spec("openxml_audit") is not None, "openxml-audit")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from openxml_audit import OpenXmlValidator
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file.docx"
        path.write_bytes(data)
        told = [str(e) for e in OpenXmlValidator(max_errors=200).validate(path).errors]
    return [t for t in told if not any(a in t for a in _ALLOWED)]
