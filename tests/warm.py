"""`claims` without the wait: a process that has all of it, and a copy of it for each command.

`warm.py serve SOCKET` waits for commands; `warm.py run SOCKET ARGUMENT…` has one of them
run in its own folder and environment, on its own stdin, stdout and stderr, and ends as
it ends. Each command is a process of its own, as it is at a keyboard.
"""

import json
import os
import pkgutil
import signal
import socket
import sys
from importlib import import_module
from pathlib import Path

_MOST = 1 << 20


def run(path: str, arguments: list[str]) -> int:
    """Hand a command over; returns what it ends with."""
    task = {"arguments": arguments, "folder": str(Path.cwd()), "environment": dict(os.environ)}
    with socket.socket(socket.AF_UNIX) as wire:
        wire.connect(path)
        socket.send_fds(wire, [json.dumps(task).encode()], [0, 1, 2])
        return int(wire.recv(16) or b"70")


def serve(path: str) -> None:
    """Take commands until somebody ends this process."""
    import claims  # noqa: PLC0415  the wait

    for module in pkgutil.walk_packages(claims.__path__, "claims."):
        if module.name != "claims.__main__":
            import_module(module.name)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(path)
        door.listen()
        while True:
            wire, _ = door.accept()
            if os.fork() == 0:
                door.close()
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                _answer(wire)
            wire.close()


def _answer(wire: socket.socket) -> None:
    """Run one command in a copy of its own; the first process waits to tell how it ended."""
    message, streams, _, _ = socket.recv_fds(wire, _MOST, 3)
    child = os.fork()
    if child == 0:
        wire.close()
        for number, stream in enumerate(streams):
            os.dup2(stream, number)
        sys.stdin, sys.stdout, sys.stderr = (open(0), open(1, "w"), open(2, "w"))  # noqa: SIM115  they stay open to the end
        _be(json.loads(message))
    _, status = os.waitpid(child, 0)
    wire.sendall(str(os.waitstatus_to_exitcode(status)).encode())
    os._exit(0)


def _be(task: dict[str, object]) -> None:
    from claims.cli import main  # noqa: PLC0415

    os.chdir(str(task["folder"]))
    os.environ.clear()
    environment = task["environment"]
    assert isinstance(environment, dict)
    os.environ.update(environment)
    sys.argv = ["claims", *task["arguments"]]  # type: ignore[misc]  # a list of text
    main()


if __name__ == "__main__":
    if sys.argv[1] == "serve":
        serve(sys.argv[2])
    sys.exit(run(sys.argv[2], sys.argv[3:]))
