"""What the index of words holds of each claim, and under which number.

Beside its words a claim is kept under marks: its figure, its sources, its outlet, its hedge,
its tags. So a word and a tag are found together as two words are. The index holds what any
revision said; what is found in it is compared with the rows before it is shown.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import blake2b
from uuid import UUID

from sqlalchemy import Table

from claims.store.projection import ATTRIBUTIONS, CLAIM_TAGS, CLAIMS, FORMER, Row
from claims.values.words import words_of
from claims.vocab import Hedge

FIGURE, REPORTER, SOURCE, TAG, HEDGE = "f_", "r_", "s_", "t_", "h_"  # no word has a "_" in it


def mark(kind: str, value: UUID | Hedge | str) -> str:
    """The mark under which the claims are kept that have this."""
    if isinstance(value, UUID):  # its random part; were two alike, the rows would tell
        return kind + value.int.to_bytes(16).hex()[16:]
    if isinstance(value, Hedge):
        return f"{kind}{value.value}"
    return kind + blake2b(value.encode(), digest_size=8).hexdigest()


def number_of(claim: UUID) -> int:
    """The number under which SQLite's index keeps a claim: its time and counter, so in its order.

    Claims logged in one millisecond by two programs may share one.
    """
    return claim.int >> 80 << 12 | claim.int >> 64 & 0xFFF


def words_by_claim(rows: Mapping[Table, Sequence[Row]]) -> dict[UUID, set[str]]:
    """Words and marks of the claims that have these rows, now or before."""
    found: dict[UUID, set[str]] = {}
    for table, owner, read in _READS:
        for row in rows.get(table, ()):
            known = found.setdefault(row[owner], set())
            known.update(read(row))
    return found


def _of_claim(row: Row) -> list[str]:
    texts = (row["statement"], row["quote"], row["note"])
    found = list(words_of("\n".join([text for text in texts if text is not None])))
    found.append(mark(REPORTER, row["reporter_id"]))
    found.append(HEDGE + row["effective_hedge"])
    if row["figure_id"] is not None:
        found.append(mark(FIGURE, row["figure_id"]))
    return found


def _of_hop(row: Row) -> tuple[str]:
    return (mark(SOURCE, row["source_id"]),)


def _of_tag(row: Row) -> tuple[str]:
    return (mark(TAG, row["tag"]),)


_Read = Callable[[Row], Iterable[str]]
_NOW: tuple[tuple[Table, str, _Read], ...] = (
    (CLAIMS, "id", _of_claim),
    (ATTRIBUTIONS, "claim_id", _of_hop),
    (CLAIM_TAGS, "claim_id", _of_tag),
)
_READS = (*_NOW, *((FORMER[table], owner, read) for table, owner, read in _NOW))
INDEXED = {table: owner for table, owner, _ in _READS}
