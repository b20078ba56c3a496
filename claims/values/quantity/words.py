"""The words of the press: number words, scales, and what bends or closes a number.

Tables only. A phrase is a tuple of tokens, lower case; the longest that fits wins.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from claims.values.quantity.meaning import Shape
from claims.values.quantity.units import CURRENCY_CODES, CURRENCY_SIGNS, PERCENT, PERCENT_SPELLINGS
from claims.values.quantity.vague import PHRASES as VAGUE

Phrase = tuple[str, ...]


def _listed(words: str) -> list[str]:
    return words.split()


SMALL = MappingProxyType(
    {
        word: number
        for number, word in enumerate(
            _listed(
                "zero one two three four five six seven eight nine ten eleven twelve thirteen "
                "fourteen fifteen sixteen seventeen eighteen nineteen"
            )
        )
    }
)
TENS = MappingProxyType(
    {
        word: 10 * number
        for number, word in enumerate(
            _listed("twenty thirty forty fifty sixty seventy eighty ninety"), start=2
        )
    }
)
HUNDRED = "hundred"
DOZEN = 12
_LARGE = {
    "thousand": 10**3,
    "lakh": 10**5,
    "million": 10**6,
    "crore": 10**7,
    "billion": 10**9,
    "trillion": 10**12,
    "quadrillion": 10**15,
}
SCALES = MappingProxyType(
    {"dozen": DOZEN, HUNDRED: 100, **_LARGE}
    | {f"{word}s": size for word, size in _LARGE.items()}
    | {"mn": 10**6, "mln": 10**6, "bn": 10**9, "bln": 10**9, "tn": 10**12, "trn": 10**12}
)
# Only when they touch the digits: "12 m" may be metres, "1.2m" is not.
GLUED_SCALES = MappingProxyType({**SCALES, "k": 10**3, "m": 10**6, "b": 10**9})
DENOMINATORS = MappingProxyType(
    {"half": 2, "halves": 2, "quarter": 4, "quarters": 4}
    | {
        ordinal + ending: number
        for number, ordinal in enumerate(
            _listed("third fourth fifth sixth seventh eighth ninth tenth"), start=3
        )
        for ending in ("", "s")
    }
)


def _phrases(table: Mapping[Shape | None, str]) -> dict[Phrase, Shape | None]:
    return {
        tuple(phrase.split()): shape
        for shape, phrases in table.items()
        for phrase in phrases.split("|")
    }


# None is a word that leaves the number as it is.
PREFIXES = MappingProxyType(
    _phrases(
        {
            None: "a total of|a total|in all|in total|total|all|only|just",
            Shape.EXACTLY: "exactly|precisely",
            Shape.AROUND: "around|about|approximately|approx|approx .|roughly|circa|c|c .|ca|ca ."
            "|some|~|≈|≃|an estimated|estimated|estimated at|estimated to be|in the region of"
            "|in the order of|약|约|約",
            Shape.NEARLY: "nearly|almost|close to|just under|just below|just short of|just shy of"
            "|slightly under|slightly below|slightly less than|slightly fewer than|a little under"
            "|a little less than|a little fewer than|not quite|approaching|nearing",
            Shape.JUST_OVER: "just over|just above|just more than|slightly over|slightly above"
            "|slightly more than|a little over|a little more than|little more than",
            Shape.AT_LEAST: "at least|no fewer than|no less than|not fewer than|not less than"
            "|a minimum of|minimum of|at a minimum|≥|> =|최소|至少|少なくとも",
            Shape.MORE_THAN: "over|more than|above|upwards of|upward of|in excess of|exceeding"
            "|greater than|well over|well above|well more than|>",
            Shape.UP_TO: "up to|at most|as many as|as much as|no more than|not more than"
            "|no greater than|a maximum of|maximum of|at a maximum|≤|< =|최대|最多",
            Shape.FEWER_THAN: "fewer than|less than|under|below|well under|well below|<",
        }
    )
)
POSTFIXES = MappingProxyType(
    _phrases(
        {
            None: "in total|in all|total|altogether|명|名|人|个|個|개",
            Shape.AROUND: "or so|or thereabouts",
            Shape.JUST_OVER: "여|여명|余|余人|余名|多|多人|多名",
            Shape.AT_LEAST: "+|plus|- plus|or more|or above|or over|at least|at the least"
            "|at a minimum|이상|명이상|以上|人以上|名以上",
            Shape.MORE_THAN: "초과",
            Shape.UP_TO: "or fewer|or less|or under|or below|at most|at the most|at a maximum"
            "|이하|명이하|以下|人以下|名以下",
            Shape.FEWER_THAN: "미만|명미만|未満|人未満|未满|人未满",
        }
    )
)
NOBODY = MappingProxyType(_phrases({None: "none|nobody|no one|no - one|nil"}))
NO = MappingProxyType(_phrases({None: "no|not one|not a single"}))
CURRENCIES: Mapping[Phrase, str] = MappingProxyType(
    {(sign,): code for sign, code in CURRENCY_SIGNS.items()}
)
PERCENTS: Mapping[Phrase, str] = MappingProxyType(
    {tuple(spelling.split()): PERCENT for spelling in PERCENT_SPELLINGS}
    | {("percentage", "points"): "percentage points", ("percentage", "point"): "percentage points"}
)
RANGE_SIGNS = frozenset({"-", "~"})
NEGATIVES = frozenset({"minus", "negative"})

# After "no": these deny that there is a number, which is not the number zero.
NOT_ZERO = frozenset(
    _listed(
        "answer answers claim claims clear comment comments confirmation confirmed count data "
        "denial detail details doubt estimate estimates evidence exact fewer figure figures idea "
        "immediate independent info information known less longer more news number numbers "
        "official officials reason reliable reply report reported reports response sign signs "
        "statement such verified way word access breakdown certainty chance change clarity clue "
        "explanation guarantee indication indications knowledge limit mention proof question "
        "record records shortage tally toll total update updates"
    )
)
# What can be said of none and of nobody; other words may be verbs ("nobody knows").
FATES = frozenset(
    _listed(
        "and or arrested captured casualties dead deaths detained displaced freed fled hurt "
        "infected injured injuries killed missing released rescued sick survived wounded"
    )
)
# A unit with one of these would not be a unit: they count, compare, join, deny or doubt.
_MEANING_CHANGERS = (
    "a additional all allegedly an and another at be been besides both but can claimed confirmed "
    "could did does double either else equal estimate estimated every except excluding expected "
    "extra few fewer fold further had has have how if include including is least less likely lots "
    "many may maybe might minus more most must neither never no nor not once or other others "
    "perhaps planned plus possibly probably put reported reportedly rumoured score score should "
    "some such than that though times to triple twice unconfirmed under unknown unverified up "
    "was were what when whether which while who will with without would zero"
)


def _words(*tables: Iterable[Phrase]) -> frozenset[str]:
    found = (word for table in tables for phrase in table for word in phrase)
    return frozenset(word for word in found if word.isalpha())


RESERVED = (
    _words(PREFIXES, POSTFIXES, NOBODY, NO, VAGUE)
    | frozenset(_listed(_MEANING_CHANGERS))
    | SMALL.keys()
    | TENS.keys()
    | GLUED_SCALES.keys()
    | DENOMINATORS.keys()
    | {f"{word}s" for word in (*_LARGE, HUNDRED)}
    | NEGATIVES
    | {"%", "percent", "percentage", "pct", "cent"}
    | {code.casefold() for code in CURRENCY_CODES}
    | {"between", "from", "until", "nan", "inf", "infinity"}
)
# Of those, the ones that are harmless inside a unit ("killed or wounded", "tonnes of grain").
UNIT_JOINTS = frozenset({"and", "or", "of", "in", "a", "an", "the"})
