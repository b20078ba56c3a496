"""The keys of a file with a digest of what each stood for: 64 bytes a key at most.

A dictionary of such digests would take about twice as much, and a table may have millions of rows.
"""

from array import array
from hashlib import blake2b

_START = 1 << 10
_EMPTY = 0


class KeySet:
    """An open-addressed table of 64-bit digests; two of millions of keys are told apart."""

    def __init__(self) -> None:
        self._keys = array("Q", bytes(8 * _START))
        self._contents = array("Q", bytes(8 * _START))
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def __contains__(self, key: str) -> bool:
        return self._keys[self._place(_digest(key.encode()))] != _EMPTY

    def add(self, key: str, content: bytes = b"") -> bool:
        """Keep a key; False where it is kept already with other content."""
        digest, told = _digest(key.encode()), _digest(content)
        place = self._place(digest)
        if self._keys[place] != _EMPTY:
            return self._contents[place] == told
        self._keys[place], self._contents[place] = digest, told
        self._count += 1
        if self._count * 2 > len(self._keys):
            self._grow()
        return True

    def _place(self, digest: int) -> int:
        """Where a digest stands, or the empty place where it would."""
        mask = len(self._keys) - 1
        place = digest & mask
        while self._keys[place] not in (_EMPTY, digest):
            place = (place + 1) & mask
        return place

    def _grow(self) -> None:
        kept = zip(self._keys, self._contents, strict=True)
        size = 2 * len(self._keys)
        self._keys = array("Q", bytes(8 * size))
        self._contents = array("Q", bytes(8 * size))
        for key, told in kept:
            if key == _EMPTY:
                continue
            place = self._place(key)
            self._keys[place], self._contents[place] = key, told


def _digest(content: bytes) -> int:
    return int.from_bytes(blake2b(content, digest_size=8).digest(), "big") or 1
