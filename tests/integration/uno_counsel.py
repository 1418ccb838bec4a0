"""Run by the Python that LibreOffice's bridge belongs to: counsel marks up files by hand, with tracking on.

``python3 uno_counsel.py PIPE JOBS.json`` does for each job ``{"file", "save", "author", "edits"}`` its edits:
``["type over", OLD, NEW]`` · ``["cut", WORDS]`` (the paragraph that holds them) · ``["add after", WORDS, NEW]`` (a
paragraph); and prints one JSON list of how many
edits it did.
"""

import contextlib
import json
import sys
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue

BREAK = 0  # com.sun.star.text.ControlCharacter.PARAGRAPH_BREAK


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


def named(context, author):
    """Let the profile bear the author's name, as Tools, Options does."""
    given, _, family = author.partition(" ")
    provider = context.ServiceManager.createInstanceWithContext(
        "com.sun.star.configuration.ConfigurationProvider", context
    )
    node = value("nodepath", "/org.openoffice.UserProfile/Data")
    access = provider.createInstanceWithArguments("com.sun.star.configuration.ConfigurationUpdateAccess", (node,))
    access.setPropertyValue("givenname", given)
    access.setPropertyValue("sn", family)
    access.commitChanges()


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
    elif what == "add after":
        cursor.gotoEndOfParagraph(False)
        text.insertControlCharacter(cursor, BREAK, False)
        text.insertString(cursor, new, False)


def done(desktop, context, job):
    named(context, job["author"])
    document = desktop.loadComponentFromURL(Path(job["file"]).as_uri(), "_blank", 0, (value("Hidden", True),))
    try:
        document.setPropertyValue("RecordChanges", True)
        for one in job["edits"]:
            edit(document, *one)
        document.storeToURL(Path(job["save"]).as_uri(), (value("FilterName", "MS Word 2007 XML"),))
        return {"edits": len(job["edits"])}
    finally:
        document.close(True)


def main():
    pipe, jobs = sys.argv[1:]
    context = connect(pipe)
    desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    print(json.dumps([done(desktop, context, job) for job in json.loads(Path(jobs).read_text(encoding="utf-8"))]))
    with contextlib.suppress(Exception):  # the bridge ends with the office
        desktop.terminate()


main()
