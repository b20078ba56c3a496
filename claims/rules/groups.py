"""Groups that grow by merging, with walls that no merge crosses.

Guaranteed: two keys on either side of a wall never end up in one group, whatever is
merged with whatever else; the cost is near-linear (union by size, paths halved).
"""

from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Wall = tuple[int, bool]


class Groups(Generic[Key]):
    """Disjoint sets of keys; a key not seen before is a group of its own."""

    def __init__(self) -> None:
        self._above: dict[Key, Key] = {}
        self._size: dict[Key, int] = {}
        self._walls: dict[Key, set[Wall]] = {}
        self._raised = 0

    def find(self, key: Key) -> Key:
        """The key that stands for its group; equal for two keys exactly when they are one."""
        above = self._above
        while (up := above.get(key, key)) != key:
            above[key] = key = above.get(up, up)
        return key

    def raise_wall(self, here: Iterable[Key], there: Iterable[Key]) -> None:
        """Keep these and those apart; only before they are merged. A key on both sides is left."""
        one, two = set(here), set(there)
        self._raised += 1
        for side, keys in enumerate((one - two, two - one)):
            for key in keys:
                self._walls.setdefault(self.find(key), set()).add((self._raised, bool(side)))

    def are_apart(self, a: Key, b: Key) -> bool:
        """Whether a wall runs between their groups."""
        one, two = self._walls.get(self.find(a)), self._walls.get(self.find(b))
        return bool(one and two and any((wall, not side) in two for wall, side in one))

    def share_walls(self, a: Key, b: Key) -> None:
        """Whatever a's group is kept apart from, b's is kept apart from too."""
        if walls := self._walls.get(self.find(a)):
            self._walls.setdefault(self.find(b), set()).update(walls)

    def merge(self, a: Key, b: Key) -> bool:
        """Make them one; False when they are one already or a wall is between them."""
        one, two = self.find(a), self.find(b)
        if one == two or self.are_apart(one, two):
            return False
        if self._size.get(one, 1) < self._size.get(two, 1):
            one, two = two, one
        self.share_walls(two, one)
        self._above[two] = one
        self._size[one] = self._size.get(one, 1) + self._size.get(two, 1)
        return True
