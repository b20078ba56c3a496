"""What the drafts of one file have in common: who published each fact-check, and their keys."""

from collections import defaultdict
from collections.abc import Iterable

from claims.formats.readers.claimreview.drafting import Fields
from claims.ledger.canonical import canonical, text_digest

_LONGEST_KEY = 480


class Outlets:
    """Who published the fact-check at each address, as all the ClaimReviews of a file tell it.

    That is its publisher, else its author; where several authors share an address, none
    of them is said to have published it.
    """

    def __init__(self, drafts: Iterable[Fields]) -> None:
        self._authors: dict[str, dict[str, None]] = defaultdict(dict)
        self._publishers: dict[str, str] = {}
        for draft in drafts:
            for rating in draft.get("ratings", ()):
                report, url = rating["report"], rating["report"].get("url")
                if url is not None and "reporter" in report:
                    self._publishers.setdefault(url, report["reporter"])
                if url is not None and "author" in rating:
                    self._authors[url][rating["author"]] = None

    def _of(self, url: str) -> str | None:
        authors = self._authors.get(url, {})
        return self._publishers.get(url) or (next(iter(authors)) if len(authors) == 1 else None)

    def named(self, draft: Fields) -> Fields:
        """The draft, with the outlet of each of its fact-checks."""
        named = dict(draft)
        if "ratings" in draft:
            named["ratings"] = [self._rating(one) for one in draft["ratings"]]
        url = draft.get("report", {}).get("url")
        if self._authors.get(url):  # the fact-check itself is where the claim is read
            outlet = self._of(url) or next(iter(self._authors[url]))
            if outlet != draft.get("reporter"):
                named["report"] = {**draft["report"], "reporter": outlet}
        return named

    def _rating(self, rating: Fields) -> Fields:
        report = rating["report"]
        outlet = self._of(report["url"]) if "url" in report else report.get("reporter")
        if outlet is None and "url" not in report:
            outlet = rating.get("author")
        bare = {name: value for name, value in report.items() if name != "reporter"}
        return {**rating, "report": bare if outlet is None else {**bare, "reporter": outlet}}


class Keys:
    """The key of each claim: the address of the fact-check, and its place among those there.

    The verdict has no part in it, so that a changed one is a revision of the same claim.
    """

    def __init__(self) -> None:
        self._known: dict[str, dict[bytes, int]] = {}

    def keyed(self, draft: Fields) -> Fields:
        """The draft under its key; one that says the same as an earlier one has its key."""
        ratings = [_told(one) for one in draft.get("ratings", ())]
        own = canonical({**draft, "ratings": ratings})
        reports = [one["report"] for one in ratings] or [draft.get("report", {})]
        url = reports[0].get("url")
        if url is None:
            return {"key": f"claimreview:{text_digest(own)[:32]}", **draft}
        if len(url) > _LONGEST_KEY:
            url = f"claimreview:{text_digest(url.encode())[:32]}"
        there = self._known.setdefault(url, {})
        number = there.setdefault(own, len(there) + 1)
        return {"key": f"{url}#claim-{number}", **draft}


def _told(rating: Fields) -> Fields:
    """Who rated, and where."""
    return {name: rating[name] for name in ("author", "report") if name in rating}
