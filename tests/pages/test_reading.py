"""Pages: their text without what stands around it, and only what they say of themselves."""

import pytest

from claims.errors import InputError
from claims.pages import Page, read_page
from tests.site import FIRST, SECOND, STATED, article


def read(markup: str) -> Page:
    return read_page(markup.encode(), "text/html")


def test_an_article_is_read_without_what_stands_around_it() -> None:
    page = read(article(head=STATED))

    assert page.text == f"Losses mount\n{FIRST}\n{SECOND}"
    assert (page.title, page.byline, page.site) == ("Losses mount", "Kim Park", "The Paper")
    assert (page.published, page.language) == ("2025-04-30", "en")
    assert (page.type, page.notes) == ("text/html; charset=utf-8", ())


def test_the_same_bytes_give_the_same_page() -> None:
    assert read(article(head=STATED)) == read(article(head=STATED))


KOREAN = (
    "국가정보원은 북한군 사상자가 약 4,700명에 이르는 것으로 보인다고 밝혔다. 이 가운데 600여 명이 "
    "숨진 것으로 추정된다고 정보위원회에 보고했다. 보고를 받은 한 의원은 이 수가 더 늘어날 수 "
    "있으며, 여러 경로로 확인한 결과라고 설명했다. 다른 의원은 지난달의 보고보다 300명이 늘었다고 "
    "덧붙였다. 국가정보원은 부상자 가운데 일부가 항공기와 열차로 돌아갔고, 숨진 이들은 현지에서 "
    "화장된 뒤 옮겨진 것으로 파악하고 있다고 전했다. 국방부는 이 수치에 대해 따로 확인하지 않았다."
)
RUSSIAN = (
    "Ведомство сообщило, что погибли или ранены около 4700 военнослужащих, из них, по его "
    "оценке, примерно 600 погибли. Число, вероятно, вырастет, сказал депутат, который был на "
    "встрече, и опирается на несколько источников."
)
ARABIC = (
    "قالت الوكالة إن نحو ٤٬٧٠٠ جندي قتلوا أو أصيبوا في المنطقة الحدودية، ومن بينهم نحو ٦٠٠ قتيل "
    "بحسب تقديرها، وإن العدد مرشح للزيادة في الأشهر المقبلة. وأضاف نائب حضر الاجتماع أن التقدير "
    "يستند إلى أكثر من مصدر واحد، وأن الوزارة لم تؤكد هذه الأرقام حتى الآن."
)


@pytest.mark.parametrize(
    ("lang", "title", "paragraph"),
    [
        ("ko", "북한군 사상자", KOREAN),
        ("ru", "Потери растут", RUSSIAN),
        ("ar", "ارتفاع الخسائر", ARABIC),
    ],
    ids=["Korean", "Russian", "Arabic"],
)
def test_articles_of_other_languages_are_read(lang: str, title: str, paragraph: str) -> None:
    page = read(article(paragraph, title=title, lang=f"{lang}-XX"))

    assert page.text == f"{title}\n{paragraph}"
    assert (page.title, page.language) == (title, lang)


def test_tables_lists_and_quotations_are_text_too() -> None:
    body = (
        f"<p>{FIRST}</p><blockquote>We counted 4,701.</blockquote><ul><li>12 in May</li></ul>"
        "<table><tr><td>Killed</td><td>600</td></tr></table>"
    )
    page = read(article().replace(f"<p>{FIRST}</p>", body))

    for words in ("We counted 4,701.", "12 in May", "600"):
        assert words in page.text


@pytest.mark.parametrize(
    "head",
    [
        "",
        '<meta property="article:published_time" content="2025-04">',
        '<meta name="date" content="April 2025">',
    ],
)
def test_a_day_that_the_page_does_not_state_is_not_made_up(head: str) -> None:
    assert read(article(head=head)).published is None


def test_the_first_publication_is_the_date() -> None:
    dates = (
        '<meta property="article:modified_time" content="2025-05-02T09:00:00Z">'
        '<meta property="article:published_time" content="2025-04-30T09:00:00Z">'
    )
    assert read(article(head=dates)).published == "2025-04-30"


def test_a_page_that_says_nothing_of_itself_has_nothing_made_up() -> None:
    page = read(f"<html><body><p>{FIRST}</p><p>{SECOND}</p></body></html>")

    assert (page.title, page.byline, page.site, page.language) == (None, None, None, None)
    assert page.text == f"{FIRST}\n{SECOND}"


@pytest.mark.parametrize(
    "markup",
    ["<html></html>", "<html><body><div id=root></div><script>run('a b')</script></body></html>"],
)
def test_a_page_without_text_says_what_to_do(markup: str) -> None:
    with pytest.raises(InputError) as caught:
        read(markup)

    assert caught.value.code == "page_empty"
    assert "from a browser" in caught.value.hint


def test_xhtml_with_a_declaration_is_read() -> None:
    markup = f'<?xml version="1.0" encoding="utf-8"?>{article()}'

    assert read_page(markup.encode(), "application/xhtml+xml").title == "Losses mount"


# Text


def test_plain_text_is_its_own_text() -> None:
    page = read_page("  본문\r\n4,700\n".encode(), name="a.txt")

    assert page == Page("  본문\r\n4,700\n", "  본문\r\n4,700\n".encode(), page.type)
    assert page.type == "text/plain; charset=utf-8"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# Losses mount\n\nAround 4,700.", "Losses mount"),
        ("\n#  Losses mount ##\n", "Losses mount"),
        ("Around 4,700.\n\n# Later", None),
        ("## Losses", None),
        ("#losses", None),
    ],
)
def test_markdown_that_begins_with_a_heading_has_a_title(text: str, title: str | None) -> None:
    page = read_page(text.encode(), name="a.md")

    assert (page.title, page.text) == (title, text)


def test_a_heading_is_none_in_plain_text() -> None:
    assert read_page(b"# Losses", name="a.txt").title is None


@pytest.mark.parametrize("name", ["a.html", "a.HTM", "a", "a.txt.bak"])
def test_markup_is_known_by_its_ending_or_its_beginning(name: str) -> None:
    assert read_page(article().encode(), name=name).title == "Losses mount"


@pytest.mark.parametrize(
    ("raw", "stated", "told"),
    [
        (b"", None, "empty"),
        (b" \n", "text/html", "empty"),
        (b"%PDF-1.7", "text/html", "PDF"),
        (b"\x89PNG\r\n", None, "image"),
        (b"PK\x03\x04aa", None, "office"),
        (b"a\0b", None, "NUL"),
        (b"a" * 2_000 + b"\0", None, "no text"),
        (b"text", "application/json", "application/json"),
        (b"text", "video/mp4", "video/mp4"),
    ],
)
def test_what_is_no_page_is_refused(raw: bytes, stated: str | None, told: str) -> None:
    with pytest.raises(InputError, match=told):
        read_page(raw, stated)
