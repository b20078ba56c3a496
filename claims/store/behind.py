"""Rows on their way into the database while the next ones are being made.

SQLite and the network leave the interpreter free while they work, so that a second thread
can send rows meanwhile: an import to a server takes an eighth less time, one into a file
little less (`bench/RESULTS.md`). The two never use the connection at once: whatever else is
sent over it waits until all that is behind is written.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from queue import Queue
from threading import Thread, current_thread

from sqlalchemy import Connection, Engine, event

_BEHIND = "claims_behind"
_WAITING = 100  # pieces of work, each of up to some hundred rows

Work = Callable[[], object]


class Behind:
    """A thread that does what it is sent, in that order."""

    def __init__(self) -> None:
        self._queue: Queue[Work | None] = Queue(_WAITING)
        self._failed: BaseException | None = None
        self._thread = Thread(target=self._work, name="claims-behind", daemon=True)
        self._thread.start()

    def send(self, work: Work) -> None:
        """Have this done after all that was sent before; raise where that failed."""
        self._raise()
        self._queue.put(work)

    def settle(self) -> None:
        """Wait until all is done; raise what went wrong on the way."""
        if current_thread() is not self._thread:
            self._queue.join()
            self._raise()

    def give_up(self, error: BaseException) -> None:
        """Do nothing more of what was sent: it will be rolled back."""
        self._failed = self._failed or error

    def close(self) -> None:
        """Let the thread end, having done what it was sent."""
        self._queue.put(None)
        self._thread.join()

    def _raise(self) -> None:
        if self._failed is not None:
            raise self._failed

    def _work(self) -> None:
        while (work := self._queue.get()) is not None:
            try:
                if self._failed is None:
                    work()
            except BaseException as error:  # noqa: BLE001  raised again in the thread that sent it
                self._failed = error
            finally:
                self._queue.task_done()


@contextmanager
def writing_behind(connection: Connection) -> Iterator[None]:
    """Let rows be written behind this connection until the block ends; all is written then."""
    behind = Behind()
    connection.info[_BEHIND] = behind
    try:
        yield
        behind.settle()
    except BaseException as error:
        behind.give_up(error)
        raise
    finally:
        del connection.info[_BEHIND]
        behind.close()


def send(connection: Connection, work: Work) -> None:
    """Have this done over the connection: now, or in turn where rows are written behind it."""
    behind: Behind | None = connection.info.get(_BEHIND)
    if behind is None:
        work()
    else:
        behind.send(work)


def is_behind(connection: Connection) -> bool:
    """Whether rows are being written behind this connection."""
    return _BEHIND in connection.info


def keep_order(engine: Engine) -> None:
    """Have every statement of this engine wait for what is being written behind its connection."""
    event.listen(engine, "before_cursor_execute", _settle)


def _settle(connection: Connection, *_: object) -> None:
    behind: Behind | None = connection.info.get(_BEHIND)
    if behind is not None:
        behind.settle()
