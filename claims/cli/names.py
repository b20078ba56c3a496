"""Lists of names that an option adds to or takes from."""

from claims.errors import NotFoundError
from claims.values.names import name_key


def joined(
    known: tuple[str, ...], more: tuple[str, ...], fewer: tuple[str, ...] = ()
) -> tuple[str, ...]:
    """The names known and those to add, without those to drop; raises where one is not there."""
    everything = {name_key(name): name for name in (*more, *known)}
    for name in fewer:
        if everything.pop(name_key(name), None) is None:
            raise NotFoundError(
                "name_unknown",
                f"{name!r} is none of {'; '.join(known) or 'its names: it has none'}",
            )
    order = (name_key(name) for name in (*known, *more))
    return tuple(everything[key] for key in dict.fromkeys(order) if key in everything)
