"""The one way in: only the modules of this package insert, update or delete."""

from claims.store.gateway.appending import Act, Author, Batch, append

__all__ = ["Act", "Author", "Batch", "append"]
