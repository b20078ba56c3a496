"""Fetching from a server of our own: limits of time, size and redirects, and what is no page."""

import gzip
import socket
import time
import zlib
from collections.abc import Iterator
from io import BufferedIOBase
from threading import Thread

import pytest

from claims.errors import InputError
from claims.pages.fetching import Fetched, FetchError, Limits, Reach, fetch
from tests.site import HTML, Answer, Site, open_site

QUICK = Limits(pause=0.3, total=0.8, size=20_000, redirects=3)


@pytest.fixture
def site() -> Iterator[Site]:
    with open_site() as opened:
        yield opened


def get(url: str, limits: Limits = QUICK) -> Fetched:
    return fetch(url, agent="claims/test", reach=Reach.LOOPBACK, limits=limits)


def test_a_page_comes_as_it_is(site: Site) -> None:
    url = site.put("/a?b=1", "본문", kind="text/plain; charset=utf-8")

    assert get(f"{url}#below") == Fetched(
        f"{url}#below", "본문".encode(), "text/plain; charset=utf-8"
    )
    path, headers = site.asked[0]
    assert path == "/a?b=1"
    assert headers["User-Agent"] == "claims/test"
    assert headers["Host"] == f"127.0.0.1:{site.port}"


def test_signs_that_no_request_may_hold_are_written_out(site: Site) -> None:
    site.put("/%EB%B3%B8?q=a%20b", "text")

    assert get(site.url("/본?q=a b")).content == b"text"


@pytest.mark.parametrize(
    ("encoding", "pack"), [("gzip", gzip.compress), ("deflate", zlib.compress)]
)
def test_a_packed_page_is_unpacked(site: Site, encoding: str, pack: object) -> None:
    assert callable(pack)
    headers = {"Content-Type": HTML, "Content-Encoding": encoding}
    url = site.send("/", Answer(pack(b"text" * 100), headers=headers))

    assert get(url).content == b"text" * 100


@pytest.mark.parametrize("proxy", ["http_proxy", "HTTP_PROXY", "all_proxy"])
def test_a_proxy_of_the_environment_is_not_asked(
    site: Site, monkeypatch: pytest.MonkeyPatch, proxy: str
) -> None:
    monkeypatch.setenv(proxy, "http://127.0.0.1:1")

    assert get(site.put("/", "text")).content == b"text"


# Redirects


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_followed(site: Site, status: int) -> None:
    site.put("/new", "text")
    url = site.send("/old", Answer(status=status, headers={"Location": "new"}))

    assert get(url) == Fetched(site.url("/new"), b"text", HTML)


def test_redirects_that_do_not_end_are_left(site: Site) -> None:
    url = site.send("/a", Answer(status=302, headers={"Location": "/a"}))

    with pytest.raises(InputError, match="more than 3 times"):
        get(url)
    assert len(site.asked) == 1 + QUICK.redirects


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("http://10.0.0.1/admin", "10.0.0.1 is not of this machine"),
        ("http://169.254.169.254/latest/meta-data/", "169.254.169.254 is not"),
        ("//192.168.0.1/", "192.168.0.1 is not"),
        ("file:///etc/passwd", "neither http nor https"),
        ("ftp://127.0.0.1/", "neither http nor https"),
        ("http://mj:secret@127.0.0.1/", "name or password"),
    ],
)
def test_a_redirect_is_checked_like_an_address(site: Site, place: str, told: str) -> None:
    url = site.send("/", Answer(status=302, headers={"Location": place}))

    with pytest.raises(InputError, match=told):
        get(url)
    assert len(site.asked) == 1


# Time and size


def test_a_server_that_says_nothing_is_not_waited_for(site: Site) -> None:
    url = site.send("/", Answer(lambda _: site.closing.wait(5)))
    begun = time.monotonic()

    with pytest.raises(FetchError, match=r"0\.3 seconds a step"):
        get(url)
    assert time.monotonic() - begun < 2


def test_a_server_that_drips_is_broken_off(site: Site) -> None:
    def drip(out: BufferedIOBase) -> None:
        while not site.closing.wait(0.05):
            out.write(b"a")
            out.flush()

    begun = time.monotonic()

    with pytest.raises(FetchError, match=r"0\.8 in all"):
        get(site.send("/", Answer(drip)))
    assert time.monotonic() - begun < 3


def test_headers_that_drip_are_broken_off() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        begun = time.monotonic()

        def answer() -> None:
            with server.accept()[0] as connection:
                try:
                    while time.monotonic() - begun < 5:
                        connection.sendall(b"H")
                        time.sleep(0.05)
                except OSError:
                    return

        Thread(target=answer, daemon=True).start()
        with pytest.raises(FetchError, match=r"0\.8 in all"):
            get(f"http://127.0.0.1:{server.getsockname()[1]}/")
        assert time.monotonic() - begun < 3


def test_a_page_without_end_is_left_at_the_limit(site: Site) -> None:
    def pour(out: BufferedIOBase) -> None:
        while not site.closing.is_set():
            out.write(b"a" * 10_000)

    with pytest.raises(InputError, match="longer than 20,000 bytes"):
        get(site.send("/", Answer(pour)))


def test_a_page_that_unpacks_to_more_than_the_limit_is_left(site: Site) -> None:
    bomb = gzip.compress(b"\0" * 50_000_000)
    headers = {"Content-Type": HTML, "Content-Encoding": "gzip"}
    url = site.send("/", Answer(bomb, headers=headers))

    with pytest.raises(InputError, match="longer than 20,000 bytes"):
        get(url, Limits(pause=5, total=10, size=20_000))


def test_a_page_of_just_the_limit_is_taken(site: Site) -> None:
    assert len(get(site.put("/", b"a" * 20_000)).content) == 20_000
    with pytest.raises(InputError):
        get(site.put("/", b"a" * 20_001))


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (b"half", {"Content-Length": "8"}),
        (gzip.compress(b"text" * 99)[:-9], {"Content-Encoding": "gzip"}),
        (b"no gzip", {"Content-Encoding": "gzip"}),
    ],
    ids=["short", "cut", "unpacked"],
)
def test_a_page_that_breaks_off_is_no_page(
    site: Site, body: bytes, headers: dict[str, str]
) -> None:
    url = site.send("/", Answer(body, headers={"Content-Type": HTML, **headers}))

    with pytest.raises(FetchError, match="broke off"):
        get(url)


# What is no page


@pytest.mark.parametrize(
    ("answer", "code", "told"),
    [
        (Answer(status=404), "page_missing", "HTTP 404"),
        (Answer(status=410), "page_missing", "HTTP 410"),
        (Answer(status=403), "page_refused", "HTTP 403 Forbidden"),
        (Answer(status=500), "page_refused", "HTTP 500"),
        (Answer(status=204), "page_refused", "HTTP 204"),
        (Answer(status=302, headers={}), "page_refused", "HTTP 302"),
        (Answer(b"%PDF-1.7", headers={"Content-Type": "application/pdf"}), "page_type", "pdf"),
        (Answer(b"GIF89a", headers={"Content-Type": "image/gif"}), "page_type", "image/gif"),
        (Answer(b"a", headers={"Content-Encoding": "br"}), "page_refused", "packed as br"),
    ],
)
def test_what_is_no_page_says_what_to_do(site: Site, answer: Answer, code: str, told: str) -> None:
    with pytest.raises(InputError) as caught:
        get(site.send("/", answer))

    assert caught.value.code == code
    assert told in caught.value.message
    assert "file" in caught.value.hint


def test_nobody_listening_is_no_answer() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

    with pytest.raises(FetchError, match="refused"):
        get(f"http://127.0.0.1:{port}/")


def test_a_server_without_tls_is_no_answer_to_https(site: Site) -> None:
    with pytest.raises(FetchError):
        get(site.url().replace("http:", "https:"))
