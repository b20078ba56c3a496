"""The facade: what scripts, the command line and the web all call; the only place that commits."""

from claims.desk.desk import Desk
from claims.desk.opening import open_desk

__all__ = ["Desk", "open_desk"]
