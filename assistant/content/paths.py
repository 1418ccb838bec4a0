"""Where the content lies: a setting, else inside the installed package, else the checkout."""

from __future__ import annotations

from pathlib import Path

from assistant.errors import ContentError

_PACKAGE = Path(__file__).resolve().parent.parent


def content_dir(override: Path | None = None) -> Path:
    """Return the folder that holds ``knowledge/`` and ``mou_templates/``.

    ``override`` (MOU_CONTENT_DIR) wins. Raises ContentError when the folder lacks either.
    """
    candidates = [override] if override is not None else [_PACKAGE / "_data", _PACKAGE.parent]
    for folder in candidates:
        if (folder / "knowledge").is_dir() and (folder / "mou_templates").is_dir():
            return folder
    raise ContentError(
        f"No knowledge/ and mou_templates/ in {candidates[0]}.",
        "Set MOU_CONTENT_DIR to the folder that holds both, or install the package again.",
    )
