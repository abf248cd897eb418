from __future__ import annotations

from ipaddress import ip_address

import pytest

from index import NotFetched
from index.web.addresses import is_public
from index.web.links import is_link, read_link
from index.web.manners import Manners

PRIVATE = (
    *("127.0.0.1", "127.255.255.254", "0.0.0.0", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1"),
    *("169.254.169.254", "100.64.0.1", "100.100.100.200", "192.0.0.192", "198.18.0.1", "224.0.0.1", "240.0.0.1"),
    *("255.255.255.255", "192.88.99.1", "203.0.113.9", "168.63.129.16", "::", "::1", "::7f00:1"),
    *("::ffff:127.0.0.1", "::ffff:8.8.8.8", "::ffff:0:127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::808:808"),
    *("64:ff9b:1::1", "2002:7f00:1::", "2002:808:808::1", "2001::1", "2001:db8::1", "3fff::1", "fc00::1"),
    *("fd00:ec2::254", "fe80::1", "fec0::1", "ff02::1", "100::1", "5f00::1", "4000::1"),
)
ODD = (
    *("http://2130706433/", "http://0x7f000001/", "http://0x7f.1/", "http://017700000001/", "http://127.1/"),
    *("http://127.0.1/", "http://0177.0.0.1/", "http://127.0.0.0x1/", "http://1.2.3.4.5/", "http://256.1.1.1/"),
    *("http://１２７.1/", "http://①②⑦.1/", "http://127。1/", "http://0x/", "http://example.123/"),
)
NO_LINKS = (
    *("ftp://example.org/", "file:///etc/passwd", "javascript:alert(1)", "data:text/html,x", "//example.org/x", ""),
    *("http://", "http:///x", "https://user@example.org/", "https://a:b@example.org/", "https://@example.org/"),
    *("https://example.org:0/", "https://example.org:99999/", "https://example.org:x/", "https://[::1", "http://a b/"),
    *("http://exa\\mple.org/", "http://example.org/\nHost: x", "http://example.org/\x00", "http://exam%70le.org/"),
    *("http://[fe80::1%25eth0]/", "http://-/", "http://a..b/", "http://" + "a" * 64 + ".org/", "http://xn--a.ü/"),
    "http://example.org/" + "x" * 2000,
)


@pytest.mark.parametrize("address", PRIVATE)
def test_an_address_of_a_private_network_is_told(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "93.184.215.14", "1.1.1.1", "172.32.0.1", "2606:4700::1111", "2a00:1450::1"]
)
def test_an_address_of_the_public_web_is_told(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize("words", ODD)
def test_an_address_in_an_odd_spelling_is_refused(words: str) -> None:
    with pytest.raises(NotFetched, match="unusual way"):
        read_link(words)


@pytest.mark.parametrize("words", NO_LINKS)
def test_what_is_no_link_to_follow_is_refused(words: str) -> None:
    with pytest.raises(NotFetched, match=r"[.:] ?\S"):
        read_link(words)


@pytest.mark.parametrize(
    ("words", "link"),
    [
        ("HTTP://Example.ORG", "http://example.org/"),
        ("https://example.org.:443/a b".replace(" ", "%20"), "https://example.org/a%20b"),
        ("https://example.org/ü?q=é#part", "https://example.org/%C3%BC?q=%C3%A9"),
        ("https://bücher.example/x", "https://xn--bcher-kva.example/x"),
        ("http://１２７.０.０.１/", "http://127.0.0.1/"),
        ("http://[2606:4700:0::1111]:8080/", "http://[2606:4700::1111]:8080/"),
        ("https://news_desk.example/a%2Fb", "https://news_desk.example/a%2Fb"),
    ],
)
def test_a_link_has_one_spelling(words: str, link: str) -> None:
    assert str(read_link(words)) == link


@pytest.mark.parametrize(
    ("location", "link"),
    [
        ("/b", "https://a.example/b"),
        ("//b.example/c", "https://b.example/c"),
        ("d?e", "https://a.example/x/d?e"),
        ("http://c.example", "http://c.example/"),
    ],
)
def test_a_redirect_is_read_beside_the_link_it_comes_from(location: str, link: str) -> None:
    assert str(read_link("https://a.example/x/y").joined(location)) == link


@pytest.mark.parametrize("location", ["file:///etc/passwd", "http://0x7f.1/", "https://u:p@b.example/", "http://[x"])
def test_a_redirect_to_no_link_is_refused(location: str) -> None:
    with pytest.raises(NotFetched):
        read_link("https://a.example/x").joined(location)


def test_only_what_is_a_link_alone_is_taken_for_one() -> None:
    assert is_link("https://example.org/a")
    assert is_link(" HTTP://example.org \n".strip())
    assert not is_link("See https://example.org/a")
    assert not is_link("https://example.org/a says so")
    assert not is_link("news.txt")


def test_a_host_is_let_in_by_its_name_or_by_name_and_port() -> None:
    manners = Manners(allow=("Intranet.example", "127.0.0.1:8080", "[::1]:99"))
    assert manners.lets_in(read_link("http://intranet.example:1234/"))
    assert manners.lets_in(read_link("http://127.0.0.1:8080/"))
    assert manners.lets_in(read_link("http://[::1]:99/"))
    assert not manners.lets_in(read_link("http://127.0.0.1/"))
    assert not manners.lets_in(read_link("http://other.example/"))


def test_a_contact_cannot_add_a_header() -> None:
    agent = Manners(contact="owner@example.org\r\nX-Evil: 1 ü").agent
    assert "owner@example.org" in agent
    assert not set("\r\nü") & set(agent)
