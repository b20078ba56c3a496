"""From other people's rows to our claims, by a mapping that is data and not a program.

Pure: no database here. Guaranteed: every row comes to claims, to a reason why it has
none, or to an error that names its column; nothing is guessed and no bound is added.
"""

from claims.mapping.applying import Mapper, Outcome
from claims.mapping.model import Mapping
from claims.mapping.reading import read_mapping

__all__ = ["Mapper", "Mapping", "Outcome", "read_mapping"]
