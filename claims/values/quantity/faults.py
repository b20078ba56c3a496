"""The two ways in which a quantity is refused: it cannot be read, or it cannot be meant."""

from claims.errors import InputError

MAX_TEXT = 200
_SHOWN = 60
EXAMPLES = 'write it like "around 4,700", "at least 12", "15 to 18" or "several hundred"'


def unreadable(text: str, detail: str, *, hint: str = EXAMPLES) -> InputError:
    """The error for words that cannot be read; shows them, shortened only past the limit."""
    shown = text if len(text) <= MAX_TEXT else f"{text[:_SHOWN]}…"
    message = f'cannot read the quantity "{shown}": {detail}'
    return InputError("quantity_unreadable", message, hint=hint, field="quantity")


def invalid(detail: str, *, hint: str = "", field: str = "quantity") -> InputError:
    """The error for numbers that cannot stand together."""
    return InputError("quantity_invalid", detail, hint=hint, field=field)
