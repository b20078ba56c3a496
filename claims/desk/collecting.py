"""Leaving the garbage collector out while a batch is made, or a report.

All that a batch makes lives until it is written, so looking through it for garbage,
again and again while it grows, finds none: that took a fifth of an import, and as much
of the report of a large figure.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def not_collecting() -> Iterator[None]:
    """No collection until the block ends; one that was switched off before stays off."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
