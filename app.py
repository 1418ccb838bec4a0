"""Build the assistant from the environment's settings and serve it in the browser."""

import sys

from assistant.bootstrap import build
from assistant.cli.console import fail
from assistant.errors import AssistantError

if __name__ == "__main__":
    try:
        made = build(say=lambda sentence: print(sentence, file=sys.stderr))
        made.begin()
        from assistant.web.serve import serve  # takes seconds, and the index is opened beside it

        serve(made)
    except AssistantError as err:
        fail(err)
        sys.exit(3)
