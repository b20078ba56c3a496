"""ClaimReview (https://schema.org/ClaimReview), in JSON-LD, into drafts and out of ratings."""

from claims.formats.readers.claimreview.reader import read_claimreview
from claims.formats.readers.claimreview.seen import Seen
from claims.formats.readers.claimreview.writing import Rated, review_fields

__all__ = ["Rated", "Seen", "read_claimreview", "review_fields"]
