"""What the press prints, and what it is read as."""

from decimal import Decimal

import pytest

from claims.values.quantity import Quantity, parse_quantity
from claims.vocab import Comparator


def printed(quantity: Quantity) -> tuple[object, object, object]:
    return (quantity.value, quantity.low, quantity.high)


def number(text: str, language: str | None = None) -> Decimal:
    quantity = parse_quantity(text, language=language)
    assert quantity.comparator in (Comparator.EXACT, Comparator.NONE)
    assert quantity.value is not None
    return quantity.value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("6,000", "6000"),
        ("6 000", "6000"),
        ("6\u00a0000", "6000"),
        ("6\u202f000", "6000"),
        ("6'000", "6000"),
        ("6’000", "6000"),
        ("12 345 678", "12345678"),
        ("6.000.000", "6000000"),
        ("1,234.56", "1234.56"),
        ("1.234,56", "1234.56"),
        ("6 000,5", "6000.5"),
        ("0", "0"),
        ("0.0", "0"),
        ("1", "1"),
        ("0.5", "0.5"),
        ("0.125", "0.125"),
        (".5", "0.5"),
        ("1.5", "1.5"),
        ("1234.567", "1234.567"),
        ("１２", "12"),
        ("６，０００", "6000"),
        ("١٢", "12"),
        ("١٬٢٣٤٫٥", "1234.5"),
        ("-5", "-5"),
        ("−5", "-5"),
        ("minus 5", "-5"),
        ("  12  ", "12"),
    ],
)
def test_digits_are_read_without_a_language(text: str, value: str) -> None:
    assert number(text) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("6.000", "de", "6000"),
        ("6.000", "es", "6000"),
        ("6.000", "fr", "6000"),
        ("6.000", "ru", "6000"),
        ("6.000", "en", "6"),
        ("6.000", "ko", "6"),
        ("6.000", "en-GB", "6"),
        ("6.000", "es_MX", "6"),
        ("6,000", "en", "6000"),
        ("1,5", "de", "1.5"),
        ("1,5", "uk", "1.5"),
        ("1.234,56", "DE", "1234.56"),
        ("6 000,5", "ru", "6000.5"),
        ("6'000.5", "de-CH", "6000.5"),
        ("1,00,000", "hi", "100000"),
        ("1,00,000", "en-IN", "100000"),
        ("12,34,567.8", "en-IN", "1234567.8"),
        ("123,456", "en-IN", "123456"),
    ],
)
def test_the_language_decides_what_the_marks_mean(text: str, language: str, value: str) -> None:
    assert number(text, language) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.2 million", "1200000"),
        ("1.2 Million", "1200000"),
        ("1.2 millions", "1200000"),
        ("1.2m", "1200000"),
        ("2.3bn", "2300000000"),
        ("2.3 bn", "2300000000"),
        ("12k", "12000"),
        ("6 thousand", "6000"),
        ("5 lakh", "500000"),
        ("2 crore", "20000000"),
        ("3 lakh crore", "3000000000000"),
        ("2 hundred thousand", "200000"),
        ("2 and a half million", "2500000"),
        ("a dozen", "12"),
        ("two dozen", "24"),
        ("half a dozen", "6"),
        ("5 dozen", "60"),
        ("half a million", "500000"),
        ("half-million", "500000"),
        ("a quarter of a million", "250000"),
        ("twelve", "12"),
        ("Twelve", "12"),
        ("zero", "0"),
        ("six thousand", "6000"),
        ("one hundred and five", "105"),
        ("one hundred five", "105"),
        ("twenty-three", "23"),
        ("twenty three", "23"),
        ("a hundred", "100"),
        ("a hundred and five", "105"),
        ("a thousand", "1000"),
        ("nineteen hundred", "1900"),
        ("one and a half million", "1500000"),
        ("four thousand seven hundred", "4700"),
        ("two hundred fifty thousand", "250000"),
        ("one million two hundred thousand and six", "1200006"),
    ],
)
def test_scales_and_number_words_are_read(text: str, value: str) -> None:
    assert number(text) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1만5천", "15000"),
        ("1만 5천", "15000"),
        ("1만 5천명", "15000"),
        ("1만 5천 명", "15000"),
        ("1.5만", "15000"),
        ("1만 500명", "10500"),
        ("2억 3,000만", "230000000"),
        ("5백", "500"),
        ("1萬5千", "15000"),
        ("三百人", "300"),
        ("十二", "12"),
        ("三万五千", "35000"),
        ("4,700명", "4700"),
    ],
)
def test_east_asian_numerals_are_read(text: str, value: str) -> None:
    assert number(text) == Decimal(value)


@pytest.mark.parametrize("text", ["none", "None", "zero", "0", "nobody", "no one", "no-one", "nil"])
def test_an_explicit_zero_is_none(text: str) -> None:
    quantity = parse_quantity(text)
    assert quantity.comparator is Comparator.NONE
    assert quantity.value == 0


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("no casualties", "casualties"),
        ("No civilian deaths", "civilian deaths"),
        ("not a single soldier", "soldier"),
        ("none killed", "killed"),
        ("none of the soldiers", "soldiers"),
        ("zero dead", "dead"),
        ("0%", "percent"),
    ],
)
def test_a_zero_keeps_what_there_is_none_of(text: str, unit: str) -> None:
    quantity = parse_quantity(text)
    assert (quantity.comparator, quantity.unit) == (Comparator.NONE, unit)


AROUND = (
    "some 300",
    "around 300",
    "about 300",
    "approximately 300",
    "approx. 300",
    "roughly 300",
    "circa 300",
    "c. 300",
    "c.300",
    "~300",
    "≈300",
    "an estimated 300",
    "estimated at 300",
    "300 or so",
    "around 300 or so",
    "a total of about 300",
    "약 300명",
    "約300人",
)
NEARLY = (
    "nearly 300",
    "almost 300",
    "close to 300",
    "just under 300",
    "slightly less than 300",
    "a little under 300",
)
JUST_OVER = ("just over 300", "slightly more than 300", "a little over 300", "300여 명", "300여명")


@pytest.mark.parametrize(
    ("texts", "low", "high"), [(AROUND, None, None), (NEARLY, None, 300), (JUST_OVER, 300, None)]
)
def test_approximate_words_keep_only_the_bound_they_print(
    texts: tuple[str, ...], low: int | None, high: int | None
) -> None:
    for text in texts:
        quantity = parse_quantity(text)
        assert quantity.comparator is Comparator.APPROXIMATELY, text
        assert printed(quantity) == (300, low, high), text


@pytest.mark.parametrize(
    "text",
    [
        "at least 12",
        "At Least 12",
        "no fewer than 12",
        "no less than 12",
        "not less than 12",
        "a minimum of 12",
        "≥ 12",
        ">=12",
        "12+",
        "12 or more",
        "12 at least",
        "12-plus",
        "at least a dozen",
        "최소 12명",
        "12명 이상",
        "12人以上",
    ],
)
def test_lower_bounds_are_at_least(text: str) -> None:
    quantity = parse_quantity(text)
    assert quantity.comparator is Comparator.AT_LEAST
    assert printed(quantity) == (12, 12, None)


@pytest.mark.parametrize(
    "text",
    [
        "over 12",
        "more than 12",
        "above 12",
        "upwards of 12",
        "in excess of 12",
        "exceeding 12",
        "well over 12",
        "> 12",
        "more than a dozen",
    ],
)
def test_lower_bounds_that_leave_out_the_number_are_more_than(text: str) -> None:
    quantity = parse_quantity(text)
    assert quantity.comparator is Comparator.MORE_THAN
    assert printed(quantity) == (12, 12, None)


@pytest.mark.parametrize(
    "text",
    [
        "as many as 20",
        "up to 20",
        "at most 20",
        "no more than 20",
        "not more than 20",
        "a maximum of 20",
        "≤ 20",
        "<=20",
        "20 or fewer",
        "20 or less",
        "20명 이하",
    ],
)
def test_upper_bounds_are_up_to(text: str) -> None:
    quantity = parse_quantity(text)
    assert quantity.comparator is Comparator.UP_TO
    assert printed(quantity) == (20, None, 20)


@pytest.mark.parametrize(
    "text", ["fewer than 12", "less than 12", "under 12", "below 12", "< 12", "12명 미만"]
)
def test_upper_bounds_that_leave_out_the_number_are_fewer_than(text: str) -> None:
    quantity = parse_quantity(text)
    assert quantity.comparator is Comparator.FEWER_THAN
    assert printed(quantity) == (12, None, 12)


@pytest.mark.parametrize(
    "text", ["exactly 12", "precisely 12", "only 12", "a total of 12", "all 12", "12 in total"]
)
def test_words_that_add_no_bound_leave_the_number_exact(text: str) -> None:
    assert number(text) == 12


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("between 15 and 18", "15", "18"),
        ("from 15 to 18", "15", "18"),
        ("15 to 18", "15", "18"),
        ("15-18", "15", "18"),
        ("15–18", "15", "18"),
        ("15—18", "15", "18"),
        ("15 - 18", "15", "18"),
        ("15~18명", "15", "18"),
        ("100,000-120,000", "100000", "120000"),
        ("100,000 to 120,000", "100000", "120000"),
        ("-5 to -3", "-5", "-3"),
        ("1.2 to 1.5 million", "1200000", "1500000"),
        ("1.2-1.5m", "1200000", "1500000"),
        ("1.2m-1.5m", "1200000", "1500000"),
        ("one to two hundred", "100", "200"),
        ("two to three dozen", "24", "36"),
        ("fifty to a hundred", "50", "100"),
        ("800,000 to 1.2 million", "800000", "1200000"),
        ("half a million to 1.2 million", "500000", "1200000"),
        ("fifteen to eighteen", "15", "18"),
    ],
)
def test_ranges_have_two_bounds_and_no_value(text: str, low: str, high: str) -> None:
    quantity = parse_quantity(text)
    assert quantity.comparator is Comparator.BETWEEN
    assert printed(quantity) == (None, Decimal(low), Decimal(high))


@pytest.mark.parametrize(
    "text", ["around 10,000 to 12,000", "some 10,000-12,000", "between about 10,000 and 12,000"]
)
def test_around_a_range_keeps_both_bounds_and_stays_approximate(text: str) -> None:
    quantity = parse_quantity(text)
    assert quantity.comparator is Comparator.APPROXIMATELY
    assert printed(quantity) == (None, 10_000, 12_000)


@pytest.mark.parametrize(
    "text",
    ["83,000 (73,200 to 92,800)", "83,000 (73,200–92,800)", "83,000 (between 73,200 and 92,800)"],
)
def test_a_number_with_its_range_keeps_all_three(text: str) -> None:
    quantity = parse_quantity(text)
    assert quantity.comparator is Comparator.BETWEEN
    assert printed(quantity) == (83_000, 73_200, 92_800)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("67%", "67"),
        ("67 percent", "67"),
        ("67 per cent", "67"),
        ("67％", "67"),
        ("−5 %", "-5"),
        ("0.5%", "0.5"),
        ("half", "50"),
        ("half of them", "50"),
        ("half the troops", "50"),
        ("a third", "33.3333333333"),
        ("two thirds", "66.6666666667"),
        ("two-thirds of the force", "66.6666666667"),
        ("three quarters", "75"),
        ("67% of the force", "67"),
    ],
)
def test_shares_are_percentages(text: str, value: str) -> None:
    quantity = parse_quantity(text)
    assert (quantity.value, quantity.unit) == (Decimal(value), "percent")


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("$2.3bn", "2300000000", "USD"),
        ("US$5", "5", "USD"),
        ("USD 2.3 million", "2300000", "USD"),
        ("2.3 million USD", "2300000", "USD"),
        ("€5 million", "5000000", "EUR"),
        ("5 €", "5", "EUR"),
        ("£5", "5", "GBP"),
        ("₩5조", "5000000000000", "KRW"),
        ("¥100", "100", "JPY"),
        ("₽100", "100", "RUB"),
        ("₴100", "100", "UAH"),
        ("₪100", "100", "ILS"),
        ("-$5 million", "-5000000", "USD"),
        ("$2.3 billion in aid", "2300000000", "USD"),
        ("2.3 billion dollars", "2300000000", "dollars"),
        ("600 dead", "600", "dead"),
        ("600 dead and injured", "600", "dead and injured"),
        ("600 non-combatants", "600", "non-combatants"),
        ("20 tonnes of grain", "20", "tonnes of grain"),
        ("6,000 per day", "6000", "per day"),
        ("6,000 a day", "6000", "a day"),
        ("2 percentage points", "2", "percentage points"),
        ("5 [deaths per 100,000]", "5", "deaths per 100,000"),
    ],
)
def test_money_and_units_are_kept_with_the_number(text: str, value: str, unit: str) -> None:
    quantity = parse_quantity(text)
    assert (quantity.value, quantity.unit) == (Decimal(value), unit)


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("10% to 12%", 10, 12, "percent"),
        ("10-12%", 10, 12, "percent"),
        ("$5-6 million", 5_000_000, 6_000_000, "USD"),
        ("$5 to $6 million", 5_000_000, 6_000_000, "USD"),
        ("a third to a half", Decimal("33.3333333333"), 50, "percent"),
        ("15 to 18 dead", 15, 18, "dead"),
    ],
)
def test_both_ends_of_a_range_share_one_unit(text: str, low: int, high: int, unit: str) -> None:
    quantity = parse_quantity(text)
    assert printed(quantity) == (None, low, high)
    assert quantity.unit == unit


def test_the_words_as_printed_are_kept() -> None:
    quantity = parse_quantity(" Around 4,700  casualties ")
    assert str(quantity) == quantity.text == "Around 4,700  casualties"
    assert quantity.unit == "casualties"


def test_a_given_unit_fills_in_only_where_none_is_printed() -> None:
    assert parse_quantity("4,700", unit="casualties").unit == "casualties"
    assert parse_quantity("about 4,700", unit="casualties").unit == "casualties"
    assert parse_quantity("600 dead", unit="casualties").unit == "dead"
    assert parse_quantity("4,700명", unit="casualties").unit == "casualties"


def test_a_plain_number_is_read_the_same_by_every_path() -> None:
    fast, slow = parse_quantity("6,000"), parse_quantity("a total of 6,000")
    assert fast.meaning == slow.meaning
