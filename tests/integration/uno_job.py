"""Run by the Python that LibreOffice's bridge belongs to, not by pytest: open files, take changes, tell what is there.

``python3 uno_job.py PIPE JOBS.json`` prints one JSON list: for each job ``{"file", "do", "save"}`` what the file
shows afterwards. ``do`` is "accept", "reject" or "look".
"""

import contextlib
import json
import sys
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue

_COMMANDS = {"accept": ".uno:AcceptAllTrackedChanges", "reject": ".uno:RejectAllTrackedChanges"}


def value(name, content):
    made = PropertyValue()
    made.Name, made.Value = name, content
    return made


def connect(pipe):
    context = uno.getComponentContext()
    resolver = context.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", context)
    until = time.monotonic() + 90
    while True:
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


def shown(text, out):
    parts = text.createEnumeration()
    while parts.hasMoreElements():
        part = parts.nextElement()
        if part.supportsService("com.sun.star.text.TextTable"):
            rows = {}
            for name in part.getCellNames():
                row = int("".join(c for c in name if c.isdigit()))
                rows.setdefault(row, []).append(part.getCellByName(name).getString())
            out += [["row", "\t".join(cells)] for _, cells in sorted(rows.items())]
        else:
            out.append([part.getPropertyValue("ListLabelString"), part.getString()])
    return out


def comments(document):
    found = []
    fields = document.getTextFields().createEnumeration()
    while fields.hasMoreElements():
        one = fields.nextElement()
        if one.supportsService("com.sun.star.text.textfield.Annotation"):
            names = {p.Name for p in one.getPropertySetInfo().getProperties()}
            got = {"author": one.Author, "text": one.Content, "on": one.getAnchor().getString()}
            for extra in ("Resolved", "Name", "ParentName", "Initials"):
                got[extra.lower()] = one.getPropertyValue(extra) if extra in names else None
            found.append(got)
    return found


def done(desktop, dispatcher, job):
    url = Path(job["file"]).as_uri()
    document = desktop.loadComponentFromURL(url, "_blank", 0, (value("Hidden", True),))
    try:
        changes = []
        marks = document.getRedlines().createEnumeration()
        while marks.hasMoreElements():
            mark = marks.nextElement()
            changes.append([mark.getPropertyValue("RedlineType"), mark.getPropertyValue("RedlineAuthor")])
        if job["do"] in _COMMANDS:
            frame = document.getCurrentController().getFrame()
            dispatcher.executeDispatch(frame, _COMMANDS[job["do"]], "", 0, ())
        left = document.getRedlines().createEnumeration().hasMoreElements()
        told = {
            "changes": changes,
            "left": left,
            "shown": shown(document.getText(), []),
            "comments": comments(document),
        }
        if job.get("save"):
            kind = {"docx": "MS Word 2007 XML", "odt": "writer8", "pdf": "writer_pdf_Export"}[
                job["save"].rpartition(".")[2]
            ]
            document.storeToURL(Path(job["save"]).as_uri(), (value("FilterName", kind),))
        return told
    finally:
        document.close(True)


def main():
    pipe, jobs = sys.argv[1:]
    context = connect(pipe)
    manager = context.ServiceManager
    desktop = manager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    dispatcher = manager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)
    print(json.dumps([done(desktop, dispatcher, job) for job in json.loads(Path(jobs).read_text(encoding="utf-8"))]))
    with contextlib.suppress(Exception):  # the bridge ends with the office
        desktop.terminate()


main()
