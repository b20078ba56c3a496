"""Who claimed what, according to whom, how sure, and who says so independently."""

__version__ = "0.1.0"
