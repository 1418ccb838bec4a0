"""Run by the Python that LibreOffice's bridge belongs to, not by pytest: do to files what a person does by hand.

``python3 uno_job.py PIPE JOBS.json`` prints one JSON list: for each job what its file shows afterwards ({} where it
is only saved as another). A job: ``file``; ``author`` (then changes are tracked under this name); ``steps``, one
after the other; ``save``, a path whose ending says the kind; ``view``, false to open it without a window.

Steps: ``["accept"]`` and ``["reject"]`` all tracked changes · ``["type over", OLD, NEW]`` · ``["cut", WORDS]`` (the
paragraph that holds them) · ``["add after", WORDS, NEW]`` (a paragraph) · ``["move", BOOKMARK, BOOKMARK]`` (a clause
before another one) · ``["comment", WORDS, TEXT]`` · ``["update contents"]``.
"""

import contextlib
import json
import sys
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue

BREAK = 0  # com.sun.star.text.ControlCharacter.PARAGRAPH_BREAK
FILTERS = {"docx": "MS Word 2007 XML", "odt": "writer8", "pdf": "writer_pdf_Export"}
COMMANDS = {"accept": ".uno:AcceptAllTrackedChanges", "reject": ".uno:RejectAllTrackedChanges"}


def value(name, content):
    made = PropertyValue()
    made.Name, made.Value = name, content
    return made


class Office:
    """A LibreOffice that listens at a pipe."""

    def __init__(self, pipe):
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
        until = time.monotonic() + 90
        while True:
            try:
                self.context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
                break
            except Exception:
                if time.monotonic() > until:
                    raise
                time.sleep(0.2)
        self.desktop = self.made("frame.Desktop")

    def made(self, service):
        return self.context.ServiceManager.createInstanceWithContext(f"com.sun.star.{service}", self.context)

    def opened(self, path, view):
        url = Path(path).as_uri()
        if view:
            return self.desktop.loadComponentFromURL(url, "_blank", 0, (value("Hidden", True),))
        document = self.made("text.TextDocument")
        document.load((value("URL", url), value("FilterName", FILTERS[path.rpartition(".")[2]])))
        return document

    def named(self, author):
        """Let the profile bear the author's name, as Tools, Options does."""
        given, _, family = author.partition(" ")
        node = value("nodepath", "/org.openoffice.UserProfile/Data")
        access = self.made("configuration.ConfigurationProvider").createInstanceWithArguments(
            "com.sun.star.configuration.ConfigurationUpdateAccess", (node,)
        )
        access.setPropertyValue("givenname", given)
        access.setPropertyValue("sn", family)
        access.commitChanges()

    def command(self, document, name):
        frame = document.getCurrentController().getFrame()
        self.made("frame.DispatchHelper").executeDispatch(frame, name, "", 0, ())


# Steps


def found(document, words):
    asked = document.createSearchDescriptor()
    asked.SearchString = words
    asked.SearchCaseSensitive = True
    place = document.findFirst(asked)
    if place is None:
        raise SystemExit(f"not in the file: {words}")
    return place


def edit(document, what, words, new=""):
    place = found(document, words)
    text = place.getText()
    if what == "type over":
        place.setString(new)
        return
    cursor = text.createTextCursorByRange(place)
    if what == "cut":
        cursor.gotoStartOfParagraph(False)
        cursor.gotoEndOfParagraph(True)
        cursor.goRight(1, True)
        cursor.setString("")
    else:  # add after
        cursor.gotoEndOfParagraph(False)
        text.insertControlCharacter(cursor, BREAK, False)
        text.insertString(cursor, new, False)


def move(document, clause, before):
    """Cut a clause, from its heading to the next heading of the first level, and paste it before another one."""
    start = document.Bookmarks.getByName(clause).Anchor.Start
    headings = [p for p in each(document.Text) if not is_table(p) and p.OutlineLevel == 1]
    after = next(h for h in headings if document.Text.compareRegionStarts(start, h.Start) > 0)
    cursor = document.CurrentController.ViewCursor
    cursor.gotoRange(start, False)
    cursor.gotoStartOfLine(False)
    cursor.gotoRange(after.Start, True)
    piece = document.CurrentController.getTransferable()
    cursor.setString("")
    cursor.gotoRange(document.Bookmarks.getByName(before).Anchor.Start, False)
    cursor.gotoStartOfLine(False)
    document.CurrentController.insertTransferable(piece)


def does(office, document, step):
    what, *rest = step
    if what in COMMANDS:
        office.command(document, COMMANDS[what])
    elif what == "move":
        move(document, *rest)
    elif what == "comment":
        note = document.createInstance("com.sun.star.text.textfield.Annotation")
        note.Content, note.Author = rest[1], "Jordan Reyes"
        place = found(document, rest[0])
        place.getText().insertTextContent(place.End, note, False)
    elif what == "update contents":
        for n in range(document.DocumentIndexes.Count):
            document.DocumentIndexes.getByIndex(n).update()
    else:
        edit(document, what, *rest)


# What a file shows


def each(container):
    parts = container.createEnumeration()
    while parts.hasMoreElements():
        yield parts.nextElement()


def is_table(part):
    return part.supportsService("com.sun.star.text.TextTable")


def shown(document):
    """Paragraphs and rows of tables, each with its number ("row" for a row), its words and its heading level."""
    out = []
    for part in each(document.Text):
        if not is_table(part):
            out.append({"number": part.ListLabelString, "text": part.String, "level": part.OutlineLevel})
            continue
        rows = {}
        for name in part.getCellNames():
            row = int("".join(c for c in name if c.isdigit()))
            rows.setdefault(row, []).append(part.getCellByName(name).getString())
        out += [{"number": "row", "text": "\t".join(cells), "level": 0} for _, cells in sorted(rows.items())]
    return out


def fields(document):
    """Comments, and references to numbers as they stand once fields are updated."""
    comments, references = [], []
    for one in each(document.getTextFields()):
        if one.supportsService("com.sun.star.text.textfield.Annotation"):
            comments.append({"author": one.Author, "text": one.Content, "resolved": one.Resolved})
        elif one.supportsService("com.sun.star.text.TextField.GetReference"):
            references.append({"source": one.SourceName, "shown": one.getPresentation(False)})
    return {"comments": comments, "references": references}


def changes(document):
    return [[m.getPropertyValue("RedlineType"), m.getPropertyValue("RedlineAuthor")] for m in each(document.Redlines)]


def saved(document, path):
    document.storeToURL(Path(path).as_uri(), (value("FilterName", FILTERS[path.rpartition(".")[2]]),))


def done(office, job):
    if job.get("author"):
        office.named(job["author"])
    document = office.opened(job["file"], job.get("view", True))
    try:
        if job.get("author"):
            document.setPropertyValue("RecordChanges", True)
        before = changes(document)
        for step in job.get("steps", ()):
            does(office, document, step)
        if not job.get("steps") and job.get("save"):
            saved(document, job["save"])
            return {}
        document.TextFields.refresh()
        told = {"changes": before, "left": bool(changes(document)), "shown": shown(document), **fields(document)}
        if job.get("save"):
            saved(document, job["save"])
        return told
    finally:
        document.close(True)


def main():
    office = Office(sys.argv[1])
    jobs = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
    print(json.dumps([done(office, job) for job in jobs]))
    with contextlib.suppress(Exception):  # the bridge ends with the office
        office.desktop.terminate()


main()
