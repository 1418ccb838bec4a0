"""The command line: ``mou``. Data goes to standard output, progress and errors to standard error.

Exit codes: 0 done · 1 done, and something is wrong with what was looked at · 2 the command was
mistyped · 3 it could not be done (nothing was lost).
"""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line; errors end in one plain sentence, never in a traceback."""
    from assistant.cli.app import app
    from assistant.errors import AssistantError

    try:
        app()
    except AssistantError as err:
        from assistant.cli.console import fail

        fail(err)
        sys.exit(3)
    except BrokenPipeError:  # the reader of a pipe went away; that is not our error
        sys.stderr.close()
        sys.exit(0)
