"""The process in which brought files are parsed: one job a line on standard input, one answer a line.

Where the system can fork, every file gets a process of its own with limits on memory, time and what
it may write, so that nothing one file does is there for the next.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from assistant.documents.reading.formats import Kind
from assistant.documents.reading.limits import CPU_SECONDS, MEMORY_BYTES, WRITTEN_BYTES, Refused
from assistant.documents.reading.office import check_office
from assistant.documents.reading.paragraphs import as_paragraphs
from assistant.documents.reading.pdf import read_pdf
from assistant.documents.reading.plain import read_plain
from assistant.documents.reading.word_file import read_word
from assistant.domain.base import Value
from assistant.domain.documents import MouDocument

Job = dict[str, Any]


def main(work: Callable[[Job], Value] | None = None) -> None:
    """Serve jobs until standard input ends; ``work`` is what is done with a file, reading it unless told."""
    work = work or _read_job
    for line in sys.stdin:
        job = json.loads(line)
        if hasattr(os, "fork"):
            pid = os.fork()
            if pid == 0:
                # Out of the session's group, so that the deadline can end this process and nothing else.
                _limit()
                os._exit(0 if _write(job, _done(job, work)) else 1)
            _tell({"pid": pid})
            _, status = os.waitpid(pid, 0)
            _tell({"ended": os.waitstatus_to_exitcode(status)})
        else:  # Windows: the process is new for each file
            _tell({"pid": os.getpid()})
            _tell({"ended": 0 if _write(job, _done(job, work)) else 1})
            return


def _tell(message: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


def _limit() -> None:
    import resource

    for what, most in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, WRITTEN_BYTES),
        (resource.RLIMIT_CORE, 0),
    ):
        try:
            resource.setrlimit(what, (most, most))
        except (ValueError, OSError):
            continue  # a lower limit is in force already, or the system does not know this one


def _read_job(job: Job) -> Value:
    data = Path(job["path"]).read_bytes()
    if job["kind"] == "office":
        check_office(data, job["as"])
        return Value()
    document = read(data, job["kind"])
    return as_paragraphs(document, job["kind"]) if job["as"] == "paragraphs" else document


def _done(job: Job, work: Callable[[Job], Value]) -> str:
    try:
        return work(job).model_dump_json(exclude_defaults=True)
    except Refused as no:
        return json.dumps({"refused": no.reason, "slots": no.slots})
    except (MemoryError, RecursionError):
        return json.dumps({"refused": "too-much", "slots": {}})
    except Exception:  # a parser's own bug on a hostile file is no reason to show a traceback
        return json.dumps({"refused": "malformed", "slots": {}})


def read(data: bytes, kind: Kind) -> MouDocument:
    """Read a file of a known kind in this process. Raises Refused."""
    if kind == "word":
        return read_word(data)
    if kind == "pdf":
        return read_pdf(data)
    return read_plain(data, kind)


def _write(job: Job, text: str) -> bool:
    try:
        Path(job["out"]).write_text(text, encoding="utf-8")
    except (OSError, MemoryError, UnicodeError):
        return False
    return True


if __name__ == "__main__":
    main()
