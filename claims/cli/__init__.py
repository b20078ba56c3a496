"""The command line: each verb of the desk as an editor types it.

Starting up imports click and nothing heavier; a verb's module is imported when
the verb is used, and the database's libraries when a desk is opened.
"""

import gc
import io
import sys

from claims.cli.root import command_line


def main() -> None:
    """Run the command line; what it prints is UTF-8 wherever it runs."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        command_line(prog_name="claims")
    finally:
        gc.freeze()  # the system takes all back at once; looking through it took a sixth of a run
