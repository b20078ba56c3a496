"""What can go wrong on the way to a page."""

from claims.errors import ClaimsError


class FetchError(ClaimsError):
    """No answer was to be had: the address may be right, and another time may bring one."""
