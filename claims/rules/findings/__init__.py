"""What an auditor should know of the claims and figures of a case, one code each.

Guaranteed: the order depends on the record alone; a code that this desk waived is left
out; nothing is said of a claim that was logged by mistake.
"""

from claims.rules.findings.finder import findings
from claims.rules.findings.value import SEVERITY, Finding, Inputs, Subject

__all__ = ["SEVERITY", "Finding", "Inputs", "Subject", "findings"]
