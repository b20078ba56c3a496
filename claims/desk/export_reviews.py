"""The ratings that stand as one array of ClaimReviews, in the order of their claims."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

import orjson

from claims.formats.readers.claimreview import Rated, review_fields
from claims.records import Claim, Rating, Report, Source
from claims.store.engine import Connection
from claims.store.queries import exporting
from claims.store.queries.stored import by_id

Fields = dict[str, Any]


@dataclass(slots=True)
class Reviews:
    """One export; `left_out` counts the claims that stand and have no rating."""

    connection: Connection
    page: int
    left_out: int = 0
    written: int = 0
    _seen: set[bytes] = field(default_factory=set)

    def lines(self) -> Iterator[bytes]:
        """The array, one ClaimReview a line; two that say the same are one."""
        yield b"["
        for fields in self._each():
            line = json_in_html(fields)
            digest = sha256(line).digest()
            if digest not in self._seen:
                self._seen.add(digest)
                yield (b",\n" if self.written else b"\n") + line
                self.written += 1
        yield b"\n]\n" if self.written else b"]\n"

    def _each(self) -> Iterator[Fields]:
        for ids in exporting.claims_in_order(self.connection, self.page):
            found = by_id(self.connection, Claim, ids)
            claims = [found[one].record for one in ids]
            standing = [claim for claim in claims if claim.withdrawn is None]
            yield from self._of(standing)

    def _of(self, claims: list[Claim]) -> Iterator[Fields]:
        ids = [claim.id for claim in claims]
        ratings: dict[Any, list[Rating]] = {}
        for one in exporting.standing_ratings(self.connection, ids):
            ratings.setdefault(one.record.claim, []).append(one.record)
        rated = [claim for claim in claims if claim.id in ratings]
        self.left_out += len(claims) - len(rated)
        if not rated:
            return
        told: list[Claim | Rating] = [*rated]
        told += [rating for claim in rated for rating in ratings[claim.id]]
        reports = self._records(Report, {one.report for one in told})
        named = {hop.source for claim in rated for hop in claim.chain}
        named |= {rating.author for claim in rated for rating in ratings[claim.id]}
        named |= {report.reporter for report in reports.values() if report.reporter is not None}
        sources = self._records(Source, named)
        for claim in rated:
            for rating in sorted(ratings[claim.id], key=lambda one: one.id):
                yield review_fields(
                    Rated(
                        claim=claim,
                        rating=rating,
                        appeared=reports[claim.report],
                        checked=reports[rating.report],
                        speaker=sources[claim.chain.origin.source],
                        author=sources[rating.author],
                        outlets=sources,
                    )
                )

    def _records(self, kind: Any, ids: Any) -> Any:
        return {one: held.record for one, held in by_id(self.connection, kind, ids).items()}


def json_in_html(fields: Fields) -> bytes:
    """One line of JSON that may stand in a page as it is: no tag begins or ends in it."""
    return orjson.dumps(fields).replace(b"<", b"\\u003c")
