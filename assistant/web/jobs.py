"""Work that a page waits for: one piece after the other, each with the step that it has come to."""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Literal

from assistant.errors import AssistantError

Step = Literal["waiting", "reading", "reviewing", "keeping", "done", "failed"]
Work = Callable[[Callable[[Step], None]], str]
"""What is done: it tells its steps and returns the address of the page to go to."""

_MOST = 4  # each holds the bytes of a file
_REMEMBERED = 50


class Job:
    """One piece of work; ``step`` says how far it is, ``href`` where it led, ``problem`` why it failed."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.step: Step = "waiting"
        self.href = ""
        self.problem: Exception | None = None
        self._ended = threading.Event()

    def run(self, work: Work) -> None:
        """Do the work; whatever goes wrong is kept, to be told by the page."""
        try:
            self.href = work(self._to)
            self.step = "done"
        except Exception as err:
            self.problem, self.step = err, "failed"
        finally:
            self._ended.set()

    def wait(self, seconds: float) -> bool:
        """Wait for the end; False when it has not come."""
        return self._ended.wait(seconds)

    def _to(self, step: Step) -> None:
        self.step = step


class Jobs:
    """Runs one job at a time in a thread of its own. Safe to call from several threads."""

    def __init__(self) -> None:
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._lock, self._turn = threading.Lock(), threading.Lock()

    def start(self, name: str, work: Work) -> tuple[str, Job]:
        """Start a job and return it with its token; raise AssistantError when too many wait already."""
        with self._lock:
            if sum(not j.wait(0) for j in self._jobs.values()) >= _MOST:
                raise AssistantError("review-busy", count=_MOST)
            token, job = secrets.token_urlsafe(12), Job(name)
            self._jobs[token] = job
            while len(self._jobs) > _REMEMBERED:
                self._jobs.popitem(last=False)
        threading.Thread(target=self._run, args=(job, work), daemon=True).start()
        return token, job

    def get(self, token: str) -> Job | None:
        """Return a job, None where there is none (any more)."""
        with self._lock:
            return self._jobs.get(token)

    def _run(self, job: Job, work: Work) -> None:
        with self._turn:
            job.run(work)
