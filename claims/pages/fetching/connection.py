"""A connection to an address that was checked, for the name that it was checked for."""

import socket
import ssl
from contextlib import suppress
from http.client import HTTPConnection
from threading import Timer
from types import TracebackType
from typing import Self

from claims.pages.fetching.address import Target
from claims.pages.fetching.addresses import Address


class Connection(HTTPConnection):
    """HTTP, over TLS where the target says so; broken off when its time is up.

    A time-out of the socket alone bounds one read, and a server may send a byte at a time.
    """

    def __init__(self, target: Target, address: Address, *, pause: float, left: float) -> None:
        super().__init__(target.host, target.port, timeout=min(pause, left))
        self.expired = False
        self._target = target
        self._address = address
        self._open: socket.socket | None = None
        self._timer = Timer(left, self._expire)
        self._timer.daemon = True

    def connect(self) -> None:
        """Connect to the address that was checked: the name is not looked up again."""
        place = (str(self._address), self._target.port)
        self._open = self.sock = socket.create_connection(place, self.timeout)
        self._timer.start()
        if self._target.scheme == "https":
            context = ssl.create_default_context()
            self._open = self.sock = context.wrap_socket(
                self.sock, server_hostname=self._target.host
            )
        if self.expired:
            raise TimeoutError

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._timer.cancel()
        self.close()

    def _expire(self) -> None:
        self.expired = True
        if self._open is not None:
            with suppress(OSError):  # it was closed in the same moment
                socket.socket.shutdown(self._open, socket.SHUT_RDWR)  # without a word of TLS
