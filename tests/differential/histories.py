"""Histories to play: what is written, step by step, and what is asked afterwards.

A history is JSON. What a step makes is known by the name after `as`, and stands in later
steps and questions as `@{name}`; so a history is drawn without a database, and is the same
for both versions. `demo` and the tables of others are histories too.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
MAPPINGS = ROOT / "fixtures" / "mappings"
DEMO = ROOT / "fixtures" / "demo" / "records.jsonl"
START = datetime(2025, 7, 7, 12, tzinfo=UTC)

Json = Any

NAMES = (
    "NIS",
    "Yonhap",
    "KCNA",
    "KCTV",
    "officials",
    "Rep. Lee",
    "BBC",
    "GUR",
    "Reuters",
    "국가정보원",
)
OUTLETS = ("Yonhap", "KCNA", "BBC", "Reuters", "The Daily")
KINDS = ("agency", "outlet", "unnamed", "government", "person", "military", "document")
SLUGS = ("nk-casualties", "nk-killed", "nk-wounded", "nk-sent")
QUANTITIES = (
    "4,700",
    "around 4,700",
    "4,695",
    "at least 600",
    "more than 600",
    "600",
    "dozens",
    "100 to 120",
    "none",
    "up to 20",
    "nearly 6,000",
    "6,000",
    "1.2 million",
    "12 percent",
)
IN_COLUMNS = (
    {"low": 100, "high": 200},
    {"value": "4700", "comparator": "approximately"},
    {"text": "some 300", "value": "300", "comparator": "approximately"},
)
DATES = (
    "2025-04-30",
    "2025-04",
    "2024-12?",
    "2025-01/2025-04",
    "2025-06-~17",
    "2025-04-30T14:05Z",
    "2025-05-01",
)
PUBLISHED = ("2025-05-02", "2025-06", "2025-07-01", "2025-05-02T08:00Z")
HEDGES = ("certain", "probable", "possible", "alleged", "unconfirmed", "attributed")
CUES = ("likely", "said", "claimed", "may have")
STANCES = ("asserts", "asserts", "asserts", "denies", "declines", "unverified", "no_evidence")
MODALITIES = ("occurred", "occurred", "occurred", "ongoing", "planned", "hypothetical")
METHODS = ("count", "intelligence_estimate", "model", "derived_by_reporter", "unstated")
RELATIONS = (
    "corroborates",
    "contradicts",
    "repeats",
    "updates",
    "corrects",
    "denies",
    "qualifies",
    "part_of",
    "derived_from",
    "translates",
)
TAGS = (["war"], ["war", "asia"], ["asia", "money"])
SUBJECTS = ("soldiers were killed", "were wounded", "soldiers were sent", "shells were handed over")
TEXT = "According to the agency some 4,700 are said to have fallen, of whom at least 600 died. "
CODES = ("jump", "garbled", "hedge_missing", "not_archived")
TABLES = {
    "economist": "economist-ukraine/estimates_2025-07-07_946a03c.csv",
    "general-staff-personnel": "ukraine-general-staff/data/russia_losses_personnel.json",
    "oryx": "oryx/daily_count.csv",
    "gaza-bulletins": "gaza-bulletins/bulletins",
    "factopolis": "factopolis/content",
}
_OF_A_FILE = "line-"
FIGURES_OF_TABLES = {
    "economist": ("russia-casualties", "russia-deaths", "ukraine-deaths"),
    "general-staff-personnel": ("losses-prisoners",),
    "oryx": ("oryx-russia-tanks-lost", "oryx-russia-tanks-destroyed"),
    "gaza-bulletins": ("gaza-killed", "gaza-killed-period"),
    "factopolis": (),
}
MADE = {"claim": "c", "link": "l", "notice": "n", "ruling": "u", "story": "t", "rating": "g"}


@dataclass
class History:
    """What happens, as it is being drawn."""

    name: str
    seed: int
    steps: list[Json] = field(default_factory=list)
    questions: list[list[str]] = field(default_factory=list)
    made: dict[str, list[str]] = field(default_factory=dict)
    now: datetime = START
    moments: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.dice = random.Random(self.seed)
        self.made = {kind: [] for kind in (*MADE, "report", "waiver")}

    def do(self, verb: str, *args: Json, **fields: Json) -> None:
        """The next step; empty fields are not given."""
        after = self.dice.choice((1, 60, 3600, 86_400))
        self.now += timedelta(seconds=after)
        step = {"do": verb, "args": list(args), "after": after}
        step["kw"] = {name: value for name, value in fields.items() if value is not None}
        step["by"] = "kl" if self.dice.random() < 0.1 else "mj"
        self.steps.append(step)

    def made_by(self, kind: str) -> None:
        """Give what the last step makes a name."""
        name = f"{kind}{len(self.made[kind])}"
        self.made[kind].append(name)
        self.steps[-1]["as"] = name

    def maybe(self, choices: tuple[Json, ...], chance: float = 0.5) -> Json:
        return self.dice.choice(choices) if self.dice.random() < chance else None

    def one(self, kind: str) -> str:
        return spelled(self.dice.choice(self.made[kind]))

    def ask(self, *words: str) -> None:
        self.questions.append([word for word in words if word])

    def as_json(self) -> Json:
        return {
            "name": self.name,
            "seed": self.seed,
            "steps": self.steps,
            "questions": self.questions,
        }


def spelled(name: str) -> str:
    """How a step or a question names a record: by its key, or by the name that it was given."""
    return name if name.startswith(_OF_A_FILE) else f"@{{{name}}}"


def random_history(seed: int, *, steps: int = 70) -> History:
    """Calls of every verb that writes, in any order, and every question on what came of them."""
    history = History(f"seed {seed}", seed)
    for slug in SLUGS[:2]:
        _figure(history, slug)
    for _ in range(4):
        _log(history)
    drawn = history.dice.choices(list(STEPS), weights=list(STEPS.values()), k=steps)
    for number, step in enumerate(drawn):
        step(history)
        if number % (steps // 3) == steps // 6:
            history.moments.append(history.now.isoformat().replace("+00:00", "Z"))
    _redact(history)
    history.do("seal")
    _log(history)
    ask_everything(history)
    return history


def demo_history() -> History:
    """The record that `claims demo` shows."""
    history = History("demo", 1)
    history.do("import", DEMO.read_text("utf-8"))
    history.moments.append(START.isoformat().replace("+00:00", "Z"))
    keys = [f"nk-{number:04}" for number in range(1, 44)]
    history.do("revise", keys[2], reason="read again", note="seen twice")
    ask_everything(
        history,
        claims=keys,
        slugs=("nk-casualties", "nk-killed", "nk-troops-sent", "nk-kursk-personnel"),
    )
    return history


def table_history(name: str, shared: Path) -> History:
    """A table of somebody else's, imported by its worked mapping, and then again."""
    history = History(f"table {name}", 7)
    history.steps.append(
        {
            "do": "table",
            "args": [str(shared / "data" / TABLES[name]), str(MAPPINGS / f"{name}.toml")],
            "after": 400 * 86_400,
            "by": "mj",
        }
    )
    history.steps.append({**history.steps[0], "after": 60})
    for page in (
        ("find", "--limit", "200"),
        ("find", "--ranked", "killed"),
        ("find", "losses", "--limit", "20"),
        ("source", "list"),
        ("figure", "list"),
        ("report", "list", "--limit", "50"),
    ):
        history.ask(*page, "--json")
    history.ask("export")
    history.ask("export", "--format", "csv")
    history.ask("export", "--with-ids")
    history.ask("verify", "--json")
    history.ask("map", str(shared / "data" / TABLES[name]))
    for number in range(8):
        for verb in ("show", "trace", "history", "lint", "suggest"):
            history.ask(verb, f"@{{found{number}}}", "--json")
    for slug in FIGURES_OF_TABLES[name]:
        for words in (("figure", "show", slug), ("lint", "--figure", slug)):
            history.ask(*words, "--json")
        history.ask("figure", "show", slug, "--known-by", "2023-06", "--json")
        history.ask("figure", "show", slug, "--summary", "--json")
        history.ask("sourcing", "--figure", slug, "--format", "csv")
    return history


def _claim(history: History, number: int) -> Json:
    """The fields of a claim, but for its key."""
    maybe = history.maybe
    fields = {
        "statement": f"About {number % 5} {history.dice.choice(SUBJECTS)}, it is said",
        "quote": maybe(("at least 600", "some 4,700"), 0.2),
        "figure": maybe(SLUGS, 0.8),
        "quantity": maybe((*QUANTITIES, *IN_COLUMNS), 0.8),
        "unit": maybe(("soldiers", "casualties", "USD"), 0.2),
        "stance": maybe(STANCES),
        "modality": maybe(MODALITIES),
        "method": maybe(METHODS),
        "said": maybe(DATES, 0.4),
        "as_of": maybe(DATES),
        "published": maybe(PUBLISHED),
        "tags": maybe(TAGS),
        "note": maybe(("seen twice", "ask the agency again: 4,700?"), 0.3),
    }
    outlet = history.dice.choice(OUTLETS)
    if history.dice.random() < 0.3:
        fields["chain"] = _chain(history, outlet)
    else:
        source = maybe(NAMES, 0.8)
        fields |= {
            "source": source,
            "via": source and maybe((["Rep. Lee"], ["BBC", "officials"]), 0.3),
            "reporter": outlet,
            "hedge": maybe(HEDGES),
            "hedge_cue": maybe(CUES),
        }
    fields["report"] = _report_of_claim(history, outlet if history.dice.random() < 0.95 else "-")
    return {name: value for name, value in fields.items() if value is not None}


def _address(history: History, outlet: str) -> str:
    host = outlet.lower().replace(" ", "-")
    return f"https://{host}.example/{history.dice.randrange(3)}"


def _report_of_claim(history: History, outlet: str) -> Json:
    url = _address(history, outlet)
    text = TEXT * history.dice.randrange(1, 3)
    return history.maybe(
        (
            url,
            {"url": url, "title": "News", "text": text, "language": "en"},
            {"title": "Sport", "byline": "A. Writer", "published": "2025-06"},
            {
                "url": url,
                "text": TEXT,
                "raw_bytes": {"type": "text/html", "content": "PHA+NCw3MDA8L3A+"},
                "note": "from the paper",
            },
        ),
        0.8,
    )


def _chain(history: History, outlet: str) -> Json:
    hops = [*history.dice.sample(NAMES, history.dice.choice((0, 1, 1, 2))), outlet]
    maybe = history.maybe
    chain = [
        {
            "source": name,
            "cue": maybe(CUES),
            "hedge": maybe(HEDGES),
            "said": maybe(DATES, 0.3),
            "named_as": maybe(("they", "a spokesman"), 0.3),
            "language": maybe(("ko", "en"), 0.2),
            "original_term": maybe(("사상자",), 0.2),
        }
        for name in hops
    ]
    return [{name: value for name, value in hop.items() if value is not None} for hop in chain]


def _log(history: History) -> None:
    number = len(history.made["claim"])
    key = history.maybe((f"key-{number}",))
    fields = _claim(history, number)
    links = None
    if history.made["claim"] and history.dice.random() < 0.2:
        relation = history.dice.choice(RELATIONS)
        links = [{"relation": relation, "to": history.one("claim"), "reason": "as it says"}]
    history.do("log", fields.pop("statement"), key=key, links=links, **fields)
    history.made_by("claim")


def _log_again(history: History) -> None:
    """The same key: with the same content, with other content, or as an update."""
    number = history.dice.randrange(4)
    fields = _claim(history, number)
    update = history.maybe((True,))
    history.do("log", fields.pop("statement"), key=f"again-{number}", update=update, **fields)
    history.made_by("claim")


def _import(history: History) -> None:
    """A file of every kind of line, with links that point forward."""
    batch = len(history.steps)
    keys = [f"{_OF_A_FILE}{batch}-{number}" for number in range(history.dice.randrange(2, 8))]
    lines = [line for number, key in enumerate(keys) for line in _line(history, number, key, keys)]
    lines += [_beside(history, keys) for _ in range(history.dice.randrange(3))]
    history.dice.shuffle(lines)
    history.do("import", lines, update=history.maybe((True,), 0.3))
    history.made["claim"] += keys


def _line(history: History, number: int, key: str, keys: list[str]) -> Iterator[Json]:
    maybe = history.maybe
    claim = {"key": key, **_claim(history, number)}
    claim["links"] = maybe(([_link_line(history, keys)],), 0.4)
    claim["retracted"] = maybe(
        ("they took it back", {"reason": "wrong", "date": "2025-06", "url": "https://n.example/1"}),
        0.1,
    )
    claim["reviews"] = maybe(([{"note": "fine"}], [{}, {"note": "again"}]), 0.2)
    claim["ratings"] = maybe(
        (
            [{"text": "False", "author": "Checkers", "report": "https://checkers.example/1"}],
            [{"value": 2, "best": 5, "worst": "1", "report": {"url": "https://c.example/2"}}],
        ),
        0.2,
    )
    claim["source_kinds"] = maybe(({"officials": "unnamed"}, {"GUR": "agency"}), 0.2)
    claim["withdrawn"] = maybe(("typed twice",), 0.05)
    yield {name: value for name, value in claim.items() if value is not None}


def _link_line(history: History, keys: list[str]) -> Json:
    relation = history.dice.choice(RELATIONS)
    return {"relation": relation, "to": history.dice.choice(keys), "reason": "so the file says"}


def _beside(history: History, keys: list[str]) -> Json:
    """A line of any other kind; some are wrong, and are refused."""
    one, other = history.dice.choice(keys), history.dice.choice(keys)
    return history.dice.choice(
        (
            {"record": "source", "name": "GUR", "kind": "agency", "country": "UA"},
            {"record": "source", "name": "KCTV", "controlled_by": "KCNA", "aliases": ["TV"]},
            {"record": "figure", "slug": "nk-wounded", "unit": "soldiers", "part_of": SLUGS[0]},
            {"record": "report", "url": "https://bbc.example/1", "title": "Once more"},
            {"record": "story", "url": "https://our.example/9", "rests_on": [one, other]},
            {"record": "ruling", "a": "NIS", "relation": "same", "b": "국가정보원", "reason": "so"},
            {
                "record": "ruling",
                "a": {"claim": one},
                "relation": "distinct",
                "b": {"claim": other},
                "reason": "so",
            },
            {
                "record": "refusal",
                "claim": one,
                "relation": "repeats",
                "to": other,
                "reason": "no",
            },
            {"record": "waiver", "code": "unreviewed", "reason": "we know"},
            {"statement": "Nobody said where it was read"},
            {"statement": "A number too many", "reporter": "BBC", "quantity": "1.2.3.4"},
            {"record": "claim", "statement": "x", "reporter": "BBC", "colour": "red"},
        )
    )


def _import_csv(history: History) -> None:
    number = len(history.steps)
    rows = [
        f"csv-{number}-{day},Rows say so,{outlet},nk-sent,{day}00,2025-05-0{day}"
        for day, outlet in enumerate(history.dice.sample(OUTLETS, 3), start=1)
    ]
    text = "\n".join(("key,statement,reporter,figure,quantity,as_of", *rows, "")) + "x,,,,,\n"
    history.do("import", text, name="rows.csv")


def _link(history: History) -> None:
    ends = history.one("claim"), history.one("claim")
    history.do("link", ends[0], history.dice.choice(RELATIONS), ends[1], reason="it seems so")
    history.made_by("link")


def _unlink(history: History) -> None:
    if history.made["link"]:
        history.do("unlink", history.one("link"), reason="not so")


def _retract(history: History) -> None:
    history.do(
        "retract",
        history.one("claim"),
        reason="they took it back",
        notice_date=history.maybe(("2025-06", "2025-07-01")),
        notice_url=history.maybe(("https://news.example/notice",)),
    )
    history.made_by("notice")


def _withdraw(history: History) -> None:
    kind = history.dice.choice(("claim", "notice", "rating", "ruling", "waiver"))
    if history.made[kind]:
        history.do("withdraw", history.one(kind), reason="by mistake")


def _revise(history: History) -> None:
    name, values = history.dice.choice(
        (
            ("quantity", QUANTITIES),
            ("hedge", HEDGES),
            ("as_of", (*DATES, None)),
            ("note", ("x", "")),
            ("statement", ("It was put otherwise",)),
            ("source", NAMES),
            ("figure", (*SLUGS, None)),
            ("tags", (["new"], [])),
            ("stance", STANCES),
            ("quote", ("at least 600", "not in the text")),
            ("links", ([],)),
            ("key", (f"key-{len(history.steps)}",)),
        )
    )
    history.do("revise", history.one("claim"), reason="read again")
    history.steps[-1]["kw"][name] = history.dice.choice(values)


def _rule(history: History) -> None:
    a, b = history.dice.sample(NAMES, 2)
    if history.dice.random() < 0.3:
        a = history.one("claim")
    history.do("rule", a, history.dice.choice(("same", "distinct")), b, reason="the desk knows")
    history.made_by("ruling")


def _review(history: History) -> None:
    history.do("review", history.one("claim"), note=history.maybe(("fine",)))


def _rate(history: History) -> None:
    history.do(
        "rate",
        history.one("claim"),
        history.dice.choice(("False", "Half true")),
        by=history.maybe(("Checkers", "NIS")),
        value=history.maybe(("1", "2.5")),
        report={"url": f"https://checkers.example/{history.dice.randrange(3)}"},
    )
    history.made_by("rating")


def _waive(history: History) -> None:
    history.do("waive", history.dice.choice(CODES), reason="we know")
    history.made_by("waiver")


def _refuse(history: History) -> None:
    history.do("refuse", history.one("claim"), "repeats", history.one("claim"), reason="no")


def _source(history: History) -> None:
    maybe = history.maybe
    history.do(
        "source",
        history.dice.choice(NAMES),
        kind=maybe(KINDS),
        country=maybe(("KR", "KP")),
        controlled_by=maybe(NAMES, 0.3),
        aliases=maybe((["they"], ["them", "those"], ["N1S"]), 0.3),
        note=maybe(("ask Kim",), 0.2),
        clear=maybe((["country"], ["controlled_by", "note"]), 0.1),
    )


def _figure(history: History, slug: str | None = None) -> None:
    maybe = history.maybe
    history.do(
        "figure",
        slug or history.dice.choice(SLUGS),
        title=maybe(("How many",)),
        unit=maybe(("soldiers", "casualties"), 0.3),
        basis=maybe(("cumulative", "period", "snapshot", "planned")),
        measure=maybe(("killed",), 0.2),
        population=maybe(("soldiers",), 0.2),
        place=maybe(("Kursk",), 0.2),
        since=maybe(("2024-10",)),
        part_of=maybe(SLUGS, 0.4),
        complete_parts=maybe((True, False)),
        parties=maybe((["NIS"], ["NIS", "KCNA"])),
        note=maybe(("see the handbook",), 0.2),
        clear=maybe((["since"], ["part_of"]), 0.1),
    )


def _report(history: History) -> None:
    maybe, outlet = history.maybe, history.dice.choice(OUTLETS)
    history.do(
        "report",
        _address(history, outlet),
        title=history.dice.choice(("News", "Sport")),
        published=maybe(PUBLISHED),
        byline="A. Writer",
        reporter=maybe((outlet,)),
        text=maybe((TEXT, TEXT * 2, "Nothing of this is so.")),
        language=maybe(("en", "ko")),
    )
    history.made_by("report")


def _set_report(history: History) -> None:
    if history.made["report"]:
        history.do(
            "set_report",
            history.one("report"),
            note=f"seen {history.dice.randrange(9)}",
            title=history.maybe(("Corrected",)),
            published=history.maybe(PUBLISHED),
        )


def _story(history: History) -> None:
    history.do(
        "story",
        f"https://our.example/{history.dice.randrange(3)}",
        title=history.maybe(("What we know",)),
        date=history.maybe(PUBLISHED),
        rests_on=[history.one("claim") for _ in range(history.dice.randrange(3))],
    )
    history.made_by("story")


def _redact(history: History) -> None:
    kind = history.dice.choice(("claim", "claim", "report", "story", "rating"))
    if history.made[kind]:
        history.do("redact", history.one(kind), reason="the court says so")


def _seal(history: History) -> None:
    history.do("seal")


STEPS = {
    _log: 10,
    _log_again: 3,
    _import: 4,
    _import_csv: 1,
    _link: 5,
    _unlink: 2,
    _retract: 2,
    _withdraw: 2,
    _revise: 6,
    _rule: 2,
    _review: 2,
    _rate: 2,
    _waive: 1,
    _refuse: 2,
    _source: 4,
    _figure: 3,
    _report: 3,
    _set_report: 2,
    _story: 2,
    _redact: 0.4,
    _seal: 0.5,
}


def ask_everything(
    history: History, *, claims: list[str] | None = None, slugs: tuple[str, ...] = SLUGS
) -> None:
    """Every question of the command line: as it is, as it was, and as it was known."""
    refs = [spelled(name) for name in history.made["claim"]] if claims is None else claims
    views: list[tuple[str, ...]] = [(), *(("--as-of", moment) for moment in history.moments)]
    views += [("--known-by", "2025-05-15"), ("--known-by", "2025-06", *views[-1])]
    for view in views:
        some = refs if not view else history.dice.sample(refs, min(10, len(refs)))
        _ask_of_claims(history, some, view)
        _ask_of_lists(history, slugs, view)
        _ask_of_pairs(history, some, view)
        _ask_for_reports(history, slugs, some, view)
    _ask_to_find(history, refs)
    _ask_in_text(history, refs, slugs)
    _ask_of_the_ledger(history, refs)


def _ask_of_claims(history: History, refs: list[str], view: tuple[str, ...]) -> None:
    for ref in refs:
        for verb in ("show", "trace", "history"):
            history.ask(verb, ref, *view, "--json")
    for ref in history.dice.sample(refs, min(6, len(refs))):
        for verb in ("cascade", "lint", "suggest"):
            history.ask(verb, ref, *(view if verb != "suggest" else ()), "--json")
    for name in history.made["story"]:
        history.ask("story", "show", f"@{{{name}}}", *view, "--json")
    for name in history.made["report"][:8]:
        for words in (("report", "show"), ("history",), ("cascade",)):
            history.ask(*words, f"@{{{name}}}", *view, "--json")


def _ask_of_lists(history: History, slugs: tuple[str, ...], view: tuple[str, ...]) -> None:
    for noun in ("source", "figure", "report", "story", "key"):
        history.ask(noun, "list", *view, "--json")
    for name in NAMES:
        history.ask("source", "show", name, *view, "--json")
    for slug in slugs:
        history.ask("figure", "show", slug, *view, "--json")
        history.ask("figure", "show", slug, "--summary", *view, "--json")
        history.ask("lint", "--figure", slug, *view, "--json")
        history.ask("history", slug, *view, "--json")
    history.ask("lint", *view, "--json")
    for form in ("jsonl", "csv", "claimreview"):
        history.ask("export", "--format", form, *view)
    history.ask("export", "--with-ids", *view)


def _ask_of_pairs(history: History, refs: list[str], view: tuple[str, ...]) -> None:
    for _ in range(10 if view else 40):
        history.ask(
            "compare", history.dice.choice(refs), history.dice.choice(refs), *view, "--json"
        )


def _ask_for_reports(
    history: History, slugs: tuple[str, ...], refs: list[str], view: tuple[str, ...]
) -> None:
    scopes: list[tuple[str, ...]] = [("--figure", slugs[0]), ("--claim", refs[0])]
    if not view:
        scopes += [("--figure", slug) for slug in slugs[1:]]
        scopes += [("--figure", slugs[0], "--figure", slugs[1]), ("--source", "NIS")]
        scopes += [("--tag", "war"), ("--since", "2025-05"), ("--source", "BBC", "--until", "2025")]
        scopes += [("--report", "https://yonhap.example/1"), ("--story", "https://our.example/1")]
        scopes += [("--claim", ref) for ref in refs[1:5]]
        for form in ("md", "html", "csv"):
            history.ask("sourcing", *scopes[0], "--format", form)
            history.ask("sourcing", "--source", "NIS", "--format", form, "--language", "de")
        history.ask("sourcing", *scopes[0], "--format", "pdf")
        if history.moments:
            diff = ("--diff", history.moments[0], history.now.date().isoformat())
            history.ask("sourcing", "--figure", slugs[0], *diff, "--format", "json")
            history.ask("sourcing", "--figure", slugs[0], *diff)
    for scope in scopes:
        history.ask("sourcing", *scope, *view, "--format", "json")


def _ask_to_find(history: History, refs: list[str]) -> None:
    filters: list[tuple[str, ...]] = [
        (),
        ("killed",),
        ("said wounded",),
        ("4700",),
        ("수",),
        ("--tag", "war"),
        ("--ranked", "soldiers sent"),
        ("--limit", "3"),
        ("--limit", "3", "--before", refs[-1]),
        ("--since", "2025-05"),
        ("--until", "2025-04-30"),
        ("--since", "2025-04", "--until", "2025-05", "--source", "NIS"),
        *(("--figure", slug) for slug in SLUGS),
        *(("--source", name) for name in NAMES),
        *(("--reporter", name) for name in OUTLETS),
        *(("--hedge", hedge) for hedge in HEDGES),
        ("killed", "--figure", SLUGS[0], "--reporter", "Yonhap", "--hedge", "probable"),
        ("killed", "--known-by", "2025-05-15"),
        *((word, "--as-of", moment) for word in ("killed", "") for moment in history.moments),
    ]
    for words in filters:
        history.ask("find", *words, "--json")
    history.ask("suggest", "--json")
    for slug in SLUGS:
        history.ask("suggest", "--figure", slug, "--json")


def _ask_in_text(history: History, refs: list[str], slugs: tuple[str, ...]) -> None:
    """What an editor reads on the screen."""
    for ref in refs[:6]:
        for verb in ("show", "trace", "history", "cascade", "lint", "suggest"):
            history.ask(verb, ref)
        history.ask("compare", ref, refs[-1])
    for slug in slugs:
        history.ask("figure", "show", slug)
    for noun in ("source", "figure", "report", "story", "key"):
        history.ask(noun, "list")
    history.ask("find", "killed")
    history.ask("lint")
    history.ask("suggest")
    history.ask("source", "show", "NIS")
    history.ask("show", "c-zzzzzzzz")
    history.ask("figure", "show", "no-such-figure")
    history.ask("find", "--since", "nonsense")
    history.ask("schema")


def _ask_of_the_ledger(history: History, refs: list[str]) -> None:
    for ref in refs[:3]:
        history.ask("prove", ref)
        for form in ("prov", "provn"):
            history.ask("export", "--format", form, "--claim", ref)
    history.ask("seal")
    history.ask("verify", "--json")
    history.ask("datasette")
    history.ask("rebuilt")
