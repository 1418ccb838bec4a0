"""Read brought files in a limited process, with a deadline."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

import assistant
from assistant.documents.reading.formats import Kind, ending_of, kind_of
from assistant.documents.reading.limits import DEADLINE_SECONDS, WRITTEN_BYTES, Refused
from assistant.documents.reading.office import to_word
from assistant.domain.documents import MouDocument
from assistant.domain.reading import ReadDocument, Refusal

_HEAD = 1024


T = TypeVar("T", ReadDocument, MouDocument)


def read_mou(name: str, data: bytes) -> MouDocument | Refusal:
    """Read one file of any known format in a process of its own, in its marked view.

    ``name`` tells the format and must agree with the first bytes; ``Refusal.reason`` names the sentence
    ``library.refused.<reason>``. For many files keep a ``DocumentReader``.
    """
    with DocumentReader() as reader:
        return reader.mou(name, data)


class DocumentReader:
    """Reads one file after another; the process behind it starts with the first and ends with ``close``.

    A file on disk or bytes from an upload: both are only looked at here and are parsed there.
    """

    child_module = "assistant.documents.reading.child"

    def __init__(self, deadline: float = DEADLINE_SECONDS) -> None:
        self._deadline = deadline
        self._child: subprocess.Popen[str] | None = None
        self._said: queue.Queue[str] = queue.Queue()
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, err: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def read(self, path: Path, name: str = "") -> ReadDocument | Refusal:
        """Read a file as paragraphs; ``name`` is what it was called when it came from elsewhere."""
        found = self._read(path, name or path.name, "paragraphs")
        return found if isinstance(found, Refusal) else _value(found, ReadDocument)

    def mou(self, name: str, data: bytes) -> MouDocument | Refusal:
        """Read the bytes of a file called ``name`` as a document in its marked view."""
        with tempfile.TemporaryDirectory(prefix="mou-read-") as place:
            path = Path(place) / "in"
            try:
                path.write_bytes(data)
            except OSError:
                return Refusal(reason="unreadable")
            found = self._read(path, name, "document")
        return found if isinstance(found, Refusal) else _value(found, MouDocument)

    def _read(self, path: Path, name: str, as_: str) -> str | Refusal:
        """Return what the limited process wrote."""
        try:
            with path.open("rb") as handle:
                head = handle.read(_HEAD)
                size = os.fstat(handle.fileno()).st_size
            kind = kind_of(name, head, size)
            if kind == "office":
                return self._converted(path, ending_of(name), as_)
        except Refused as no:
            return Refusal(reason=no.reason, slots=no.slots)
        except OSError:
            return Refusal(reason="unreadable")
        return self._parsed(path, kind, as_)

    def _converted(self, path: Path, ending: str, as_: str) -> str | Refusal:
        """Let LibreOffice make a Word file, which is then as hostile as any other."""
        looked = self._parsed(path, "office", ending)
        if isinstance(looked, Refusal) or looked != "{}":
            return looked
        with tempfile.TemporaryDirectory(prefix="mou-read-") as place:
            made = Path(place) / "made.docx"
            made.write_bytes(to_word(path.read_bytes(), ending))
            return self._parsed(made, "word", as_)

    def _parsed(self, path: Path, kind: Kind, as_: str) -> str | Refusal:
        with self._lock, tempfile.TemporaryDirectory(prefix="mou-read-") as place:
            out = Path(place) / "out.json"
            ended = self._run({"path": str(path.resolve()), "kind": kind, "out": str(out), "as": as_})
            if ended is None:
                return Refusal(reason="too-slow")
            if ended != 0 or not out.is_file():
                return Refusal(reason="too-much")
            if out.stat().st_size > WRITTEN_BYTES:
                return Refusal(reason="too-long")
            return out.read_text(encoding="utf-8")

    def close(self) -> None:
        """End the process."""
        child, self._child = self._child, None
        if child is None:
            return
        with contextlib.suppress(OSError):
            if child.stdin is not None:
                child.stdin.close()
        child.kill()
        child.wait()
        if child.stdout is not None:
            child.stdout.close()

    def _run(self, job: dict[str, str]) -> int | None:
        """Return the exit code of the job's process, None when its time ran out."""
        child = self._started()
        assert child.stdin is not None
        pid = 0
        try:
            child.stdin.write(json.dumps(job) + "\n")
            child.stdin.flush()
            while True:
                said = json.loads(self._said.get(timeout=self._deadline) or "{}")
                if "pid" in said:
                    pid = said["pid"]
                elif "ended" in said:
                    return int(said["ended"])
                else:
                    self.close()
                    return 1
        except queue.Empty:
            if pid and pid != child.pid:
                with contextlib.suppress(OSError):
                    os.kill(pid, signal.SIGKILL)
            self.close()
            return None
        except OSError:
            self.close()
            return 1

    def _started(self) -> subprocess.Popen[str]:
        if self._child is not None and self._child.poll() is None:
            return self._child
        self.close()
        root = str(Path(assistant.__file__).resolve().parent.parent)
        # Nothing of this process's settings is passed on: the parser needs no address and no password.
        keep = {k: v for k, v in os.environ.items() if k in ("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "LANG")}
        self._said = queue.Queue()
        self._child = subprocess.Popen(
            [sys.executable, "-m", self.child_module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
            env={**keep, "PYTHONPATH": root, "PYTHONIOENCODING": "utf-8"},
            cwd=tempfile.gettempdir(),
        )
        threading.Thread(target=_listen, args=(self._child, self._said), daemon=True).start()
        return self._child


def _listen(child: subprocess.Popen[str], said: queue.Queue[str]) -> None:
    assert child.stdout is not None
    with contextlib.suppress(ValueError, OSError):
        for line in child.stdout:
            said.put(line)
    said.put("")


def _value(text: str, what: type[T]) -> T | Refusal:
    try:
        found = json.loads(text)
        if "refused" in found:
            return Refusal(reason=found["refused"], slots=found["slots"])
        return what.model_validate(found)
    except (ValueError, KeyError, TypeError):
        return Refusal(reason="malformed")
