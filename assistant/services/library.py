"""Your own documents: take files in, list and remove them, find their words."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from assistant.documents.reading.formats import KINDS, ending_of
from assistant.documents.reading.reader import DocumentReader
from assistant.domain.base import Value
from assistant.domain.knowledge import Authority
from assistant.domain.library import Added, OwnDocument, OwnPassage
from assistant.domain.reading import Refusal
from assistant.domain.wording import Wording
from assistant.errors import NotAllowed, NotFound
from assistant.retrieval.own.catalogue import title_key
from assistant.retrieval.own.library import OwnLibrary, Progress, new_id, text_file
from assistant.retrieval.own.splitting import split
from assistant.services.naming import plain_name

_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?\Z")
_TITLE_LETTERS = 200
_BLOCK = 1 << 20
_UPLOAD_WAIT = 15.0


class Brought(Value):
    """A file to add: where it lies, what it is called, the title it gets, and where it came from."""

    path: Path
    name: str
    title: str
    origin: str


class LibraryService:
    """Add, list, show and remove the user's own documents."""

    def __init__(self, library: OwnLibrary, wording: Wording, clock: Callable[[], datetime]) -> None:
        self._library = library
        self._say = wording
        self._clock = clock

    def list(self, *, every: bool = False) -> Sequence[OwnDocument]:
        """Return the documents by title; ``every`` adds superseded editions."""
        return self._library.catalogue.documents(every=every)

    def document(self, document: str) -> OwnDocument:
        """Return one document; raise NotFound."""
        found = self._library.catalogue.document(document)
        if found is None:
            raise NotFound("no-document", document=document[:40])
        return found

    def passages(self, document: str) -> Sequence[OwnPassage]:
        """Return a document's passages with their text; raise NotFound."""
        return self._library.passages(self.document(document))

    def passage(self, id_: str) -> tuple[OwnDocument, OwnPassage] | None:
        """Return a passage and its document, None when it is not there (any more)."""
        return self._library.passage(id_)

    def waiting(self) -> int:
        """Return how many passages cannot be found by meaning yet."""
        return self._library.catalogue.left_to_index()

    def add(
        self, files: Iterable[Brought], *, authority: Authority = Authority.OTHER, date: str = "", wait: float = 600.0
    ) -> Iterator[Added]:
        """Read files and put them in the library, telling what became of each.

        They can be found by their words at once; ``index`` adds what finds them by meaning.
        Raises NotAllowed for a date that is none, StorageError when another program keeps the library.
        """
        if date and not _DATE.match(date):
            raise NotAllowed("document-date")
        with DocumentReader() as reader:
            for file in files:
                yield self._add(reader, file, authority, date, wait)

    def add_upload(self, path: Path, name: str, *, title: str, authority: Authority, date: str) -> Added:
        """Add a file that came over the web page."""
        name = plain_name(name)
        file = Brought(path=path, name=name, title=title.strip() or title_of(name), origin=f"upload:{name.casefold()}")
        return next(iter(self.add([file], authority=authority, date=date.strip(), wait=_UPLOAD_WAIT)))

    def index(self, tell: Callable[[Progress], None] = lambda _: None) -> int:
        """Finish what is still to be indexed; return how many passages are left (a server is away)."""
        return self._library.catch_up(tell)

    def remove(self, document: str, *, wait: float = 600.0) -> OwnDocument:
        """Remove a document from the library and every index; raise NotFound."""
        with self._library.writing(wait):
            found = self.document(document)
            self._library.remove(found)
        return found

    def _add(self, reader: DocumentReader, file: Brought, authority: Authority, date: str, wait: float) -> Added:
        found = reader.read(file.path, file.name)
        if isinstance(found, Refusal):
            slots = {"name": file.name, **found.slots}
            return Added(
                name=file.name, outcome="refused", message=self._say(f"library.refused.{found.reason}", **slots)
            )
        parts = split(found)
        digest = _sha256(file.path)
        text_digest = hashlib.sha256(parts.text.encode()).hexdigest()
        title = " ".join(file.title.split())[:_TITLE_LETTERS] or file.name
        with self._library.writing(wait):
            catalogue = self._library.catalogue
            same = catalogue.same(digest, text_digest)
            if same is not None:
                message = self._say("library.duplicate", name=file.name, title=same.title, id=same.id)
                return Added(name=file.name, outcome="duplicate", document=same, message=message)
            before = catalogue.earlier(title_key(title), file.origin)
            id_ = new_id()
            document = OwnDocument(
                id=id_,
                title=title,
                authority=authority,
                date=date,
                name=file.name,
                kind=found.kind,
                file=text_file(id_),
                sha256=digest,
                pages=found.pages,
                passages=len(parts.cuts),
                indexed=0,
                edition=before.edition + 1 if before else 1,
                supersedes=before.id if before else None,
                added=self._clock().isoformat(),
            )
            self._library.take_in(document, parts, origin=file.origin, text_sha256=text_digest)
        key = "library.new-edition" if before else "library.added"
        slots = {"name": file.name, "title": title, "id": id_, "count": str(document.passages)}
        if before:
            slots |= {"edition": str(document.edition), "before": before.title, "before_id": before.id}
        return Added(
            name=file.name,
            outcome="new-edition" if before else "added",
            document=document,
            before=before,
            message=self._say(key, **slots),
        )


def brought(paths: Sequence[Path], title: str = "") -> list[Brought]:
    """Return the files that paths stand for, in order; of a folder those in a format that is read.

    A file in a folder below is named after both, so that fifty files called MOU.docx stay fifty.
    """
    out: list[Brought] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if _wanted(p, path))
            out.extend(_in_folder(path, inside))
        else:
            out.append(Brought(path=path, name=path.name, title=title or title_of(path.name), origin=_origin(path)))
    return out


def _wanted(path: Path, root: Path) -> bool:
    parts = path.relative_to(root).parts
    hidden = any(p.startswith((".", "~$")) for p in parts)
    return not hidden and ending_of(path.name) in KINDS and path.is_file() and not path.is_symlink()


def _in_folder(root: Path, files: Sequence[Path]) -> Iterator[Brought]:
    names = [" / ".join((*p.relative_to(root).parts[:-1], title_of(p.name))) for p in files]
    times = Counter(names)
    for path, name in zip(files, names, strict=True):
        title = name if times[name] == 1 else f"{name} ({ending_of(path.name)})"
        yield Brought(path=path, name=path.name, title=title, origin=_origin(path))


def _origin(path: Path) -> str:
    return f"file:{path.resolve()}"


def title_of(name: str) -> str:
    """Return a title made of a file's name."""
    stem = name.rpartition(".")[0] or name
    return " ".join(re.sub(r"[_\s]+", " ", stem).split()) or name


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as handle:
        while block := handle.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()
