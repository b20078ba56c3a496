"""Which addresses may be asked: only those of the open internet, however they are written."""

from ipaddress import ip_address

import pytest

from claims.errors import InputError
from claims.pages.fetching import FetchError, Reach, fetch, read_reach
from claims.pages.fetching.addresses import is_public, may_reach

OURS = [
    "0.0.0.0",
    "10.1.2.3",
    "100.64.0.1",
    "100.127.255.254",
    "127.0.0.1",
    "127.255.255.254",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.8",
    "192.0.2.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.51.100.7",
    "203.0.113.9",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",
    "2001:db8::1",
    "2002:7f00:1::1",
    "2002:c0a8:101::",
    "fc00::1",
    "fd12:3456::1",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
]
PUBLIC = [
    "1.1.1.1",
    "8.8.8.8",
    "100.63.255.255",
    "100.128.0.1",
    "172.32.0.1",
    "192.167.255.255",
    "223.255.255.254",
    "2606:4700:4700::1111",
    "::ffff:8.8.8.8",
    "64:ff9b::808:808",
    "2002:808:808::1",
]


@pytest.mark.parametrize("address", OURS)
def test_an_address_of_our_own_network_is_not_public(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", PUBLIC)
def test_an_address_of_the_open_internet_is(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize(
    ("reach", "allowed"),
    [
        (Reach.OFF, set()),
        (Reach.LOOPBACK, {"127.0.0.1", "::ffff:127.0.0.1"}),
        (Reach.PUBLIC, {"8.8.8.8"}),
        (Reach.ANY, {"127.0.0.1", "::ffff:127.0.0.1", "10.0.0.1", "8.8.8.8"}),
    ],
)
def test_how_far_a_request_goes(reach: Reach, allowed: set[str]) -> None:
    asked = {"127.0.0.1", "::ffff:127.0.0.1", "10.0.0.1", "8.8.8.8"}

    assert {one for one in asked if may_reach(ip_address(one), reach)} == allowed


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f.0.0.1",
        "0177.0.0.1",
        "localhost",
        "LOCALHOST",
        "１２７.０.０.１",
        "[::1]",
        "[::ffff:7f00:1]",
        "[64:ff9b::7f00:1]",
        "10.0.0.1:8080",
        "169.254.169.254",
    ],
)
def test_no_spelling_of_a_host_of_ours_is_asked(host: str) -> None:
    with pytest.raises(InputError) as caught:
        fetch(f"http://{host}/", agent="test")

    assert caught.value.code == "address_refused"
    assert "nothing was asked" in caught.value.message


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("file:///etc/passwd", "neither http nor https"),
        ("ftp://8.8.8.8/a", "neither http nor https"),
        ("gopher://8.8.8.8/", "neither http nor https"),
        ("http:///page", "names no host"),
        ("http://mj:secret@8.8.8.8/", "name or password"),
        ("http://8.8.8.8:99999/", "no address that can be asked"),
        ("http://[8.8.8.8/", "no address that can be asked"),
    ],
)
def test_an_address_that_cannot_be_asked_is_refused(url: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        fetch(url, agent="test")


@pytest.mark.parametrize("host", ["news.example", "a.test", "b.invalid.", "www.example.com"])
def test_a_name_that_nobody_can_have_is_not_looked_up(host: str) -> None:
    with pytest.raises(FetchError, match="examples"):
        fetch(f"https://{host}/1", agent="test")


def test_nothing_is_asked_where_fetching_is_off() -> None:
    with pytest.raises(FetchError, match="switched off"):
        fetch("http://8.8.8.8/", agent="test", reach=Reach.OFF)


def test_in_tests_nothing_but_this_machine_is_asked() -> None:
    import claims  # noqa: PLC0415  what a script would call

    with pytest.raises(InputError, match="not of this machine"):
        claims.fetch("http://8.8.8.8/")
    with pytest.raises(FetchError, match="no name is looked up"):
        claims.fetch("https://www.python.org/")


def test_a_word_that_says_no_reach_is_refused() -> None:
    assert read_reach(" Off ") is Reach.OFF
    with pytest.raises(InputError, match="CLAIMS_FETCH"):
        read_reach("everywhere")
