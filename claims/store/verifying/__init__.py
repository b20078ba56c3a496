"""Whether anybody touched the record: the ledger against its tree, the tables against the ledger.

Everything is read as the driver hands it over, streamed, in constant memory. What is
found is told with the record that it concerns.
"""

from claims.store.verifying.problems import Problem, Problems
from claims.store.verifying.tree import Verified
from claims.store.verifying.verifying import Outside, Verification, verify

__all__ = ["Outside", "Problem", "Problems", "Verification", "Verified", "verify"]
