"""The process in which brought Word files are checked, mended, commented and looked at as letterheads.

It runs under the limits of ``reading.child``.
"""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

from assistant.documents.accessibility.check import check_word
from assistant.documents.accessibility.fix import fix_word
from assistant.documents.letterhead.inspect import inspect_letterhead
from assistant.documents.reading.child import Job, main
from assistant.documents.remarking.writing import remarked
from assistant.domain.base import Value
from assistant.domain.word_notes import WordNote


def work(job: Job) -> Value:
    """Check the file of a job, or write what is made of it to where the job says. Raises Refused."""
    if job["kind"] == "check":
        return check_word(Path(job["path"]))
    data, report = _made(job)
    Path(job["file"]).write_bytes(data)
    return report


def _made(job: Job) -> tuple[bytes, Value]:
    if job["kind"] == "letterhead":
        return inspect_letterhead(Path(job["path"]))
    if job["kind"] == "notes":
        notes = [WordNote.model_validate(n) for n in json.loads(Path(job["notes"]).read_bytes())]
        return remarked(Path(job["path"]).read_bytes(), job["view"], notes, datetime.fromisoformat(job["when"]))
    return fix_word(Path(job["path"]), title=job["title"], language=job["language"])


if __name__ == "__main__":
    main(work)
