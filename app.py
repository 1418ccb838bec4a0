"""Build the assistant from the environment's settings and serve it in the browser."""

import sys

from assistant.bootstrap import build
from assistant.cli.console import fail
from assistant.errors import AssistantError
from assistant.web.serve import serve

if __name__ == "__main__":
    try:
        serve(build(say=lambda sentence: print(sentence, file=sys.stderr)))
    except AssistantError as err:
        fail(err)
        sys.exit(3)
