"""The process in which brought Word files are checked and mended, under the limits of ``reading.child``."""

from __future__ import annotations

from pathlib import Path

from assistant.documents.accessibility.check import check_word
from assistant.documents.accessibility.fix import fix_word
from assistant.documents.reading.child import Job, main
from assistant.domain.accessibility import AccessReport, FixReport


def work(job: Job) -> AccessReport | FixReport:
    """Check the file of a job, or write a mended copy of it to where the job says. Raises Refused."""
    if job["kind"] == "check":
        return check_word(Path(job["path"]))
    data, report = fix_word(Path(job["path"]), title=job["title"], language=job["language"])
    Path(job["file"]).write_bytes(data)
    return report


if __name__ == "__main__":
    main(work)
