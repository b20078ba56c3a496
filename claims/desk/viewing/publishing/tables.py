"""What stands in the published file: every table and column, in words; nothing is read here."""

from claims.store.flat import Column, Flat, View

SOURCE, FIGURE = "sources(name)", "figures(slug)"
REPORT, CLAIM, STORY = "reports(id)", "claims(claim)", "stories(url)"

_WITHDRAWN = Column("withdrawn", "why it was taken back, if it was")
_LOGGED = (
    Column("logged_at", "when it was recorded, UTC"),
    Column("logged_by", "who recorded it"),
)
_CHANGED = (
    Column("revision", "how often it was written", "INTEGER"),
    *_LOGGED,
    Column("changed_at", "when it was last changed, UTC"),
    Column("changed_by", "who changed it last"),
)

SOURCES = Flat(
    "sources",
    "Whoever or whatever words are attributed to.",
    (
        Column("name", "the source's own name"),
        Column("ref", "its short reference"),
        Column("kind", "person, organisation, government, military, agency, outlet, …"),
        Column("country", "its country"),
        Column("controlled_by", "who commands what it says", leads_to=SOURCE),
        Column("aliases", "other names for it, a JSON list"),
        Column("note", "what editors add"),
        *_CHANGED,
    ),
    searched=("name", "aliases", "note"),
)
FIGURES = Flat(
    "figures",
    "Tracked quantities, with what the record says on each when it was exported.",
    (
        Column("slug", "what the figure is called"),
        Column("ref", "its short reference"),
        Column("title", "what is counted"),
        Column("unit", "in which unit"),
        Column("basis", "cumulative, period, snapshot or planned"),
        Column("measure", "what kind of count"),
        Column("population", "of whom"),
        Column("place", "where"),
        Column("since", "from which day on, EDTF"),
        Column("part_of", "the figure that this one is part of", leads_to=FIGURE),
        Column("complete_parts", "1 if its parts must add up to it", "INTEGER"),
        Column("parties", "the parties to the matter, a JSON list of sources"),
        Column("mentions", "distinct reports that claim something on it", "INTEGER"),
        Column("outlets", "distinct outlets that published those", "INTEGER"),
        Column("origins", "independent origins behind them", "INTEGER"),
        Column("unknown", "origins that are not known", "INTEGER"),
        Column("low", "the lowest number that stands", "NUMERIC"),
        Column("high", "the highest number that stands", "NUMERIC"),
        Column("standing", "what the record supports: corroborated, contested, …"),
        Column("note", "what editors add"),
        *_CHANGED,
    ),
)
REPORTS = Flat(
    "reports",
    "Published items, each version by itself. Archived texts are not published here.",
    (
        Column("id", "the UUID of this version"),
        Column("ref", "its short reference"),
        Column("url", "where it stands"),
        Column("version", "which version of the item", "INTEGER"),
        Column("supersedes", "the version before", leads_to=REPORT),
        Column("reporter", "the outlet", leads_to=SOURCE),
        Column("title", "its title"),
        Column("byline", "who wrote it"),
        Column("published", "when, EDTF"),
        Column("language", "in which language"),
        Column("text_sha256", "the SHA-256 of the archived text"),
        Column("retracted", "why its publisher took it back, if he did"),
        Column("note", "what editors add"),
        *_CHANGED,
    ),
    searched=("title", "byline", "note"),
)
CLAIMS = Flat(
    "claims",
    "One row for each assertion found in one report.",
    (
        Column("claim", "the caller's key, else the short reference"),
        Column("id", "its UUID"),
        Column("statement", "what is asserted"),
        Column("quote", "the words as printed"),
        Column("figure", "the tracked quantity it is about", leads_to=FIGURE),
        Column("quantity", "the number as printed"),
        Column("comparator", "exact, approximately, at_least, up_to, between, …"),
        Column("value", "the number itself", "NUMERIC"),
        Column("low", "the lower bound, where one was printed", "NUMERIC"),
        Column("high", "the upper bound, where one was printed", "NUMERIC"),
        Column("unit", "of what"),
        Column("stance", "asserts, denies, declines, unverified or no_evidence"),
        Column("modality", "occurred, ongoing, planned or hypothetical"),
        Column("method", "how the number came about"),
        Column("source", "the origin: who is said to know", leads_to=SOURCE),
        Column("reporter", "who published it, the last of the chain", leads_to=SOURCE),
        Column("chain", "all speakers, origin first"),
        Column("hedge", "how far the origin commits himself"),
        Column("effective_hedge", "the weakest hedge over all speakers"),
        Column("said", "when the origin spoke, EDTF"),
        Column("as_of", "what time it is about, EDTF"),
        Column("published", "when the report was published, EDTF"),
        Column("since", "the first moment of the claim's own time: as_of, else said, …"),
        Column("report", "the version that it was read from", leads_to=REPORT),
        Column("url", "where that stands"),
        Column("tags", "what editors file it under, a JSON list"),
        Column("note", "what editors add"),
        Column("retracted", "why its publisher took it back, if he did"),
        Column("withdrawn", "why the desk took it back: it was logged by mistake"),
        *_CHANGED,
    ),
    searched=("statement", "quote", "note"),
)
HOPS = Flat(
    "hops",
    "The attribution chain of each claim, one speaker a row.",
    (
        Column("claim", "the claim", leads_to=CLAIM),
        Column("place", "0 is the origin, the last the reporter", "INTEGER"),
        Column("role", "origin, relay or reporter; both, where the origin published it"),
        Column("source", "who speaks", leads_to=SOURCE),
        Column("named_as", "the name used in print, where it is another"),
        Column("cue", "the word that attributes: said, claimed, according to"),
        Column("hedge", "how far this speaker commits himself"),
        Column("said", "when he spoke, EDTF"),
        Column("language", "in which language"),
        Column("original_term", "the term before it was translated"),
    ),
    keys=2,
)
LINKS = Flat(
    "links",
    "How one claim stands to another, as editors judged it.",
    (
        Column("id", "its UUID"),
        Column("claim", "the claim", leads_to=CLAIM),
        Column("relation", "corroborates, contradicts, repeats, updates, …"),
        Column("to", "the other claim", leads_to=CLAIM),
        Column("reason", "why"),
        Column("basis", "human, rule or import"),
        _WITHDRAWN,
        *_LOGGED,
    ),
)
NOTICES = Flat(
    "notices",
    "Retractions by whoever published, of a claim or of a whole report.",
    (
        Column("id", "its UUID"),
        Column("claim", "the claim that was taken back", leads_to=CLAIM),
        Column("report", "or the report", leads_to=REPORT),
        Column("reason", "why"),
        Column("date", "when, EDTF"),
        Column("url", "where it says so"),
        _WITHDRAWN,
        *_LOGGED,
    ),
)
REVIEWS = Flat(
    "reviews",
    "Who else has read a claim against its report, at which revision.",
    (
        Column("id", "its UUID"),
        Column("claim", "the claim", leads_to=CLAIM),
        Column("reviewed", "the revision that was read", "INTEGER"),
        Column("note", "what was found"),
        *_LOGGED,
    ),
)
RATINGS = Flat(
    "ratings",
    "What those who check claims made of one.",
    (
        Column("id", "its UUID"),
        Column("claim", "the claim", leads_to=CLAIM),
        Column("author", "who rated it", leads_to=SOURCE),
        Column("report", "where that was published", leads_to=REPORT),
        Column("text", "the verdict in words"),
        Column("value", "the verdict as a number", "NUMERIC"),
        Column("best", "the best of that scale", "NUMERIC"),
        Column("worst", "the worst of that scale", "NUMERIC"),
        _WITHDRAWN,
        *_LOGGED,
    ),
)
STORIES = Flat(
    "stories",
    "Our own publications.",
    (
        Column("url", "where it stands"),
        Column("ref", "its short reference"),
        Column("title", "its title"),
        Column("date", "when it was published, EDTF"),
        Column("note", "what editors add"),
        *_CHANGED,
    ),
)
RESTS_ON = Flat(
    "rests_on",
    "Which claims each of our publications rests on.",
    (
        Column("story", "the publication", leads_to=STORY),
        Column("claim", "the claim", leads_to=CLAIM),
    ),
    keys=2,
)
ENTRIES = Flat(
    "entries",
    "The ledger: a row for every write of every record, without what was written.",
    (
        Column("subject", "the UUID of the record"),
        Column("version", "its revision", "INTEGER"),
        Column("ref", "its short reference"),
        Column("kind", "what kind of record"),
        Column("action", "what was done"),
        Column("recorded_at", "when, UTC"),
        Column("recorded_by", "by whom"),
        Column("format", "the version of the payload's form", "INTEGER"),
        Column("digest", "the salted SHA-256 of what was written"),
    ),
    keys=2,
)
TABLES = (
    *(SOURCES, FIGURES, REPORTS, CLAIMS, HOPS, LINKS, NOTICES),
    *(REVIEWS, RATINGS, STORIES, RESTS_ON, ENTRIES),
)

READABLE = View(
    "claims_in_print",
    "Claims that stand, as a reader wants them: who said what, through whom, where.",
    (
        ("claim", "the claim"),
        ("statement", "what is asserted"),
        ("quantity", "the number as printed"),
        ("figure", "the title of the tracked quantity"),
        ("chain", "all speakers, origin first"),
        ("effective_hedge", "the weakest hedge over all speakers"),
        ("said", "when the origin spoke, EDTF"),
        ("as_of", "what time it is about, EDTF"),
        ("published", "when the report was published, EDTF"),
        ("report", "the title of the report"),
        ("url", "where the report stands"),
    ),
    "SELECT claims.claim, statement, quantity, figures.title AS figure, chain, effective_hedge, "
    "said, as_of, claims.published, reports.title AS report, claims.url "
    "FROM claims LEFT JOIN figures ON figures.slug = claims.figure "
    "JOIN reports ON reports.id = claims.report "
    "WHERE claims.withdrawn IS NULL AND claims.retracted IS NULL",
)
SPEAKERS = View(
    "speakers",
    "How often each source speaks, and at which end of the chain.",
    (
        ("source", "the source"),
        ("kind", "what kind of source"),
        ("as_origin", "claims of which it is the origin"),
        ("as_relay", "claims that it passed on"),
        ("as_reporter", "claims that it published"),
    ),
    "SELECT sources.name AS source, sources.kind, "
    "count(*) FILTER (WHERE role IN ('origin', 'both')) AS as_origin, "
    "count(*) FILTER (WHERE role = 'relay') AS as_relay, "
    "count(*) FILTER (WHERE role IN ('reporter', 'both')) AS as_reporter "
    "FROM sources JOIN hops ON hops.source = sources.name GROUP BY sources.name",
)
VIEWS = (READABLE, SPEAKERS)
