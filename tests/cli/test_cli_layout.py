from claims.cli.output import (
    amount,
    chain_line,
    cut,
    fields,
    harmless,
    numbers,
    padded,
    table,
    width,
    wrapped,
)


def test_hangul_takes_two_places() -> None:
    assert width("국정원 NIS") == 10


def test_a_combining_mark_takes_no_place() -> None:
    assert width("e\N{COMBINING ACUTE ACCENT}") == 1


def test_padding_counts_places_not_characters() -> None:
    assert padded("국", 4) == "국  "


def test_what_is_too_long_ends_in_an_ellipsis_and_fits() -> None:
    assert width(cut("국가정보원장", 6)) <= 6
    assert cut("abcdef", 4) == "abc…"
    assert cut("abcd", 4) == "abcd"


def test_words_are_wrapped_and_a_long_one_stays_whole() -> None:
    assert list(wrapped("a bb https://news.example/long", 6)) == [
        "a bb",
        "https://news.example/long",
    ]


def test_a_field_without_a_value_is_left_out() -> None:
    assert list(fields([("said", None), ("as of", "2025"), ("note", "")])) == ["  as of       2025"]


def test_a_table_is_cut_to_the_line_at_its_widest_column() -> None:
    header, row = table(("ref", "title"), [("c-1", "x" * 300)])
    assert header.split() == ["ref", "title"]
    assert width(row) <= 100
    assert row.endswith("…")


def test_control_characters_are_shown_as_marks() -> None:
    assert (
        harmless("\x1b[31mred\nnext\u202e")
        == "\N{REPLACEMENT CHARACTER}[31mred next\N{REPLACEMENT CHARACTER}"
    )


def test_hangul_passes_unharmed() -> None:
    assert harmless("국가정보원") == "국가정보원"


def test_a_unit_that_was_printed_is_not_printed_twice() -> None:
    assert amount("4,700 Casualties", "casualties") == "4,700 Casualties"
    assert amount("4,700", "casualties") == "4,700 casualties"
    assert amount(None, "casualties") == ""


def test_a_source_that_publishes_itself_is_one_hop() -> None:
    assert chain_line("KCNA", (), "KCNA") == "KCNA"
    assert chain_line("NIS", ("Lee",), "Yonhap") == "NIS → Lee → Yonhap"


def test_a_range_without_ends_is_no_range() -> None:
    assert numbers(None, None) == ""
