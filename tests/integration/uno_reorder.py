"""Run by the Python that has LibreOffice's bridge: open agreements, cut and paste clauses, tell what is shown.

Usage: PYTHON uno_reorder.py PIPE JOBS.json. A job: ``path``; ``cut``, a bookmark whose clause is cut; ``before``, a
bookmark that it is pasted before; ``save``, where to save as .docx. For each job one object is told, with the
paragraphs as they are shown, each with its number, and every paragraph's text as it stands with its fields updated.
"""

import json
import sys
import time

import uno
from com.sun.star.beans import PropertyValue


def prop(name, value):
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


def connect(pipe):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(300):
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        except Exception:
            time.sleep(0.1)
    raise SystemExit("LibreOffice did not answer")


def paragraphs(document):
    each = document.Text.createEnumeration()
    while each.hasMoreElements():
        one = each.nextElement()
        if one.supportsService("com.sun.star.text.Paragraph"):
            yield one


def heading_range(document, bookmark):
    """Select a clause: from its heading to the next heading of the first level."""
    start = document.Bookmarks.getByName(bookmark).Anchor.Start
    headings = [p for p in paragraphs(document) if p.OutlineLevel == 1]
    compare = document.Text.compareRegionStarts
    after = [h for h in headings if compare(start, h.Start) > 0]
    cursor = document.CurrentController.ViewCursor
    cursor.gotoRange(start, False)
    cursor.gotoStartOfLine(False)
    cursor.gotoRange(after[0].Start, True)
    return cursor


def move(document, cut, before):
    cursor = heading_range(document, cut)
    controller = document.CurrentController
    piece = controller.getTransferable()
    cursor.setString("")
    target = document.Bookmarks.getByName(before).Anchor.Start
    cursor.gotoRange(target, False)
    cursor.gotoStartOfLine(False)
    controller.insertTransferable(piece)


def told(document):
    document.TextFields.refresh()
    document.refresh()
    out = []
    for one in paragraphs(document):
        out.append({"number": one.ListLabelString, "text": one.String, "level": one.OutlineLevel})
    fields = []
    each = document.TextFields.createEnumeration()
    while each.hasMoreElements():
        field = each.nextElement()
        if field.supportsService("com.sun.star.text.TextField.GetReference"):
            fields.append({"source": field.SourceName, "shown": field.getPresentation(False)})
    return {"paragraphs": out, "references": fields, "bookmarks": list(document.Bookmarks.ElementNames)}


def main():
    desktop = connect(sys.argv[1])
    with open(sys.argv[2], encoding="utf-8") as file:
        jobs = json.load(file)
    results = []
    for job in jobs:
        document = desktop.loadComponentFromURL(
            uno.systemPathToFileUrl(job["path"]), "_blank", 0, (prop("Hidden", True),)
        )
        if job.get("cut"):
            move(document, job["cut"], job["before"])
        results.append(told(document))
        if job.get("save"):
            filters = (prop("FilterName", "MS Word 2007 XML"),)
            document.storeToURL(uno.systemPathToFileUrl(job["save"]), filters)
        document.close(False)
    print(json.dumps(results))
    desktop.terminate()


main()
