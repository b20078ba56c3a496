"""Fetching a page over HTTP: the only place in this package that asks the web for anything.

An address may come from anybody's article, so no request is made to a host of our own
network on its behalf; time, size and redirects are limited (docs/reports.md).
"""

from claims.pages.fetching.addresses import Reach, read_reach
from claims.pages.fetching.client import Fetched, Limits, fetch
from claims.pages.fetching.errors import FetchError

__all__ = ["FetchError", "Fetched", "Limits", "Reach", "fetch", "read_reach"]
