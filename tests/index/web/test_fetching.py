from __future__ import annotations

import gzip
import socket
import ssl
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import brotli
import pytest
import trustme
from backports import zstd

from index import IngestError, NotFetched, TooLarge
from index.web import Manners, Web
from index.web.pace import Pace
from tests.site import Site, serving

PAGE = b"<html><body><p>The bridge opens on Monday.</p></body></html>"


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as served:
        yield served


def web(site: Site, *hosts: str, **options: object) -> Web:
    """Return what fetches from a site on loopback, by its address or by other names."""
    return Web(Manners(allow=(site.host, *hosts)), asked=lambda host, port: ["127.0.0.1"], **options)  # type: ignore[arg-type]


def refused(site: Site, link: str, **options: object) -> str:
    with pytest.raises(IngestError) as caught:
        web(site, **options).fetch(link)
    return str(caught.value)


def test_a_page_is_fetched_with_what_the_site_says_of_it(site: Site) -> None:
    found = web(site).fetch(site.put("/a", PAGE, Content_Type='text/html; charset="Shift_JIS"'))
    assert (found.data, found.media, found.charset) == (PAGE, "text/html", "shift_jis")
    assert found.address == site.link("/a")


def test_a_site_is_told_who_asks(site: Site) -> None:
    fetcher = Web(Manners(allow=(site.host,), contact="owner@example.org"))
    fetcher.fetch(site.put("/a", PAGE))
    headers = site.asked[-1][1]
    assert headers["user-agent"].startswith("SummitBot/")
    assert "owner@example.org" in headers["user-agent"]
    assert not {"cookie", "authorization", "referer"} & headers.keys()


def test_redirects_are_followed_to_their_end(site: Site) -> None:
    for number in range(5):
        site.put(f"/{number}", status=301 + number % 2, Location=f"/{number + 1}")
    site.put("/5", PAGE)
    assert web(site).fetch(site.link("/0")).address == site.link("/5")


@pytest.mark.parametrize(
    ("location", "sentence"),
    [
        ("/circle", "leads on over 5 times"),
        ("", "without saying where to"),
        ("http://10.0.0.1/", "into a private network"),
        ("http://[::ffff:127.0.0.1]/", "into a private network"),
        ("http://0x7f.1/", "unusual way"),
        ("http://127.0.0.1:1/", "Links to port 1 are not followed"),
        ("file:///etc/passwd", "begin with http"),
        ("https://a:b@example.org/", "user name or a password"),
    ],
)
def test_a_redirect_that_leads_nowhere_is_refused(site: Site, location: str, sentence: str) -> None:
    assert sentence in refused(site, site.put("/circle", status=302, Location=location))


@pytest.mark.parametrize(
    "address", ["127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "fe80::1%eth0", "::ffff:8.8.8.8"]
)
def test_a_name_that_means_a_private_address_is_refused(address: str) -> None:
    with pytest.raises(NotFetched, match="private network"):
        Web(asked=lambda host, port: [address]).fetch("http://rebind.example/")


def test_what_is_connected_to_is_what_was_checked(site: Site) -> None:
    answers = iter([["127.0.0.1"], ["127.0.0.1"], ["192.0.2.1"]])
    asked: list[str] = []

    def changing(host: str, port: int) -> list[str]:
        asked.append(host)
        return next(answers)

    site.put("/a", PAGE)
    found = Web(Manners(allow=("news.example",)), asked=changing).fetch(site.link("/a", "news.example"))
    assert found.data == PAGE
    assert asked == ["news.example", "news.example"]  # once for robots.txt and once for the page
    assert site.asked[-1][1]["host"] == f"news.example:{site.port}"


def test_a_public_address_among_private_ones_is_taken_alone() -> None:
    from index.web.deadline import Deadline
    from index.web.links import read_link
    from index.web.naming import addresses_of

    found = addresses_of(
        read_link("http://a.example/"), lambda host, port: ["10.0.0.1", "8.8.8.8", "::1"], Deadline(5), let_in=False
    )
    assert found == ["8.8.8.8"]


def test_a_name_that_does_not_exist_is_said_so() -> None:
    def unknown(host: str, port: int) -> list[str]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    with pytest.raises(NotFetched, match=r"No site is called nowhere\.example"):
        Web(asked=unknown).fetch("http://nowhere.example/")


@pytest.mark.parametrize(
    "link", ["http://127.0.0.1/", "http://localhost./", "http://[::1]/", "http://169.254.169.254/"]
)
def test_without_leave_nothing_of_this_machine_is_fetched(link: str) -> None:
    with pytest.raises(NotFetched, match="SUMMIT_WEB_ALLOW"):
        Web().fetch(link)


def test_other_ports_are_not_followed() -> None:
    with pytest.raises(NotFetched, match="port 8080"):
        Web(asked=lambda host, port: ["8.8.8.8"]).fetch("http://example.org:8080/")


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        *((204, "No Content"), (206, "Partial"), (304, "Not Modified"), (400, "Bad Request"), (401, "log-in")),
        *((402, "paid"), (403, "does not let us"), (404, "no page there"), (410, "gone for good"), (418, "418")),
        *(
            (429, "Too Many"),
            (451, "legal reasons"),
            (500, "out of order"),
            (503, "out of order"),
            (599, "out of order"),
        ),
        (299, "the status 299"),
    ],
)
def test_a_status_is_told_in_a_sentence(site: Site, status: int, sentence: str) -> None:
    assert sentence in refused(site, site.put("/a", b"" if status in (204, 304) else b"no", status=status))


PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "br": brotli.compress,
    "zstd": zstd.compress,
    "deflate": zlib.compress,
}


@pytest.mark.parametrize("how", PACKERS)
def test_packed_pages_are_unpacked(site: Site, how: str) -> None:
    assert web(site).fetch(site.put("/a", PACKERS[how](PAGE), Content_Encoding=how)).data == PAGE


@pytest.mark.parametrize("how", PACKERS)
def test_a_page_that_unpacks_without_end_is_refused(site: Site, how: str) -> None:
    bomb = PACKERS[how](bytes(40_000_000))
    assert len(bomb) < 1_000_000
    assert "30 MB unpacked" in refused(site, site.put("/a", bomb, Content_Encoding=how))


@pytest.mark.parametrize(
    ("how", "body", "sentence"),
    [
        ("gzip", b"not gzip at all", "packed and damaged"),
        ("gzip", gzip.compress(PAGE, mtime=0)[:-12], ""),
        ("snappy", PAGE, "cannot be opened"),
        (", ".join(["gzip"] * 9), PAGE, "packed and damaged"),
    ],
)
def test_a_page_that_is_packed_badly_is_refused(site: Site, how: str, body: bytes, sentence: str) -> None:
    link = site.put("/a", body, Content_Encoding=how)
    if sentence:
        assert sentence in refused(site, link)
    else:
        assert PAGE.startswith(web(site).fetch(link).data)


def test_a_large_page_is_refused_by_what_it_says_and_by_what_comes(site: Site) -> None:
    with pytest.raises(TooLarge, match="over 10 MB"):
        web(site).fetch(site.put("/said", b"x", Content_Length="10000001"))

    def endless(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        while True:
            connection.sendall(b"10000\r\n" + bytes(0x10000) + b"\r\n")

    site.pages["/comes"] = endless
    with pytest.raises(TooLarge, match="over 10 MB"):
        web(site).fetch(site.link("/comes"))


def dripping(first: bytes, each: bytes) -> Callable[[socket.socket], None]:
    def drip(connection: socket.socket) -> None:
        connection.sendall(first)
        for _ in range(400):
            time.sleep(0.05)
            connection.sendall(each)

    return drip


@pytest.mark.parametrize(
    "page",
    [
        dripping(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", b"x"),
        dripping(b"HTTP/1.1 200 OK\r\n", b"X"),
        dripping(b"", b""),
        dripping(b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n", b"x"),
    ],
    ids=["body", "headers", "silence", "short"],
)
def test_a_site_that_draws_it_out_is_left(site: Site, page: Callable[[socket.socket], None]) -> None:
    site.pages["/a"] = page
    began = time.monotonic()
    assert "within 0.5 seconds" in refused(site, site.link("/a"), seconds=0.5)
    assert time.monotonic() - began < 5


def test_a_name_that_is_never_found_is_left() -> None:
    def hanging(host: str, port: int) -> list[str]:
        time.sleep(3)
        return []

    with pytest.raises(NotFetched, match=r"within 0\.2 seconds"):
        Web(asked=hanging, seconds=0.2).fetch("http://slow.example/")


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x00\xff\xfe nonsense\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 70_000,
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nshort",
        b"HTTP/1.1 abc OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 9\r\n\r\nshort",
    ],
)
def test_an_answer_that_is_no_answer_is_refused(site: Site, raw: bytes) -> None:
    def send(connection: socket.socket) -> None:
        connection.sendall(raw)
        connection.shutdown(socket.SHUT_RDWR)

    site.pages["/a"] = send
    assert "broke the connection off" in refused(site, site.link("/a"))


def test_a_closed_port_is_said_so() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        host = f"127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(NotFetched, match="No connection"):
            Web(Manners(allow=(host,))).fetch(f"http://{host}/")


@pytest.mark.parametrize(
    ("rules", "path", "may"),
    [
        ("User-agent: *\nDisallow: /private", "/private/a", False),
        ("User-agent: *\nDisallow: /private", "/open", True),
        ("User-agent: SummitBot\nDisallow: /\n\nUser-agent: *\nAllow: /", "/open", False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: summitbot\nAllow: /", "/open", True),
        ("User-agent: *\nDisallow: /*.php$\nAllow: /a/", "/a/b.php", False),
        ("User-agent: *\nDisallow: /a\nAllow: /a/open", "/a/open", True),
        ("\ufeffUser-agent: *\nDisallow:", "/open", True),
        ("<html>no rules</html>", "/open", True),
    ],
)
def test_the_rules_of_a_site_are_kept(site: Site, rules: str, path: str, may: bool) -> None:
    site.put("/robots.txt", rules, Content_Type="text/plain")
    link = site.put(path, PAGE)
    if may:
        assert web(site).fetch(link).data == PAGE
    else:
        assert "does not want robots" in refused(site, link)
        assert site.paths == ["/robots.txt"]


def test_rules_are_asked_for_once_and_hold_for_each_step(site: Site) -> None:
    site.put("/robots.txt", "User-agent: *\nDisallow: /inner")
    site.put("/inner", PAGE)
    fetcher = web(site)
    for _ in range(2):
        with pytest.raises(NotFetched, match="does not want robots"):
            fetcher.fetch(site.put("/outer", status=302, Location="/inner"))
    assert site.paths == ["/robots.txt", "/outer", "/outer"]


@pytest.mark.parametrize(("status", "may"), [(404, True), (403, True), (500, False), (503, False), (429, False)])
def test_rules_that_cannot_be_had(site: Site, status: int, may: bool) -> None:
    site.put("/robots.txt", status=status)
    link = site.put("/a", PAGE)
    if may:
        assert web(site).fetch(link).data == PAGE
    else:
        assert "what robots may read" in refused(site, link)


def test_a_site_that_asks_for_a_pause_gets_it(site: Site) -> None:
    slept: list[float] = []
    site.put("/a", status=503, Retry_After="2")
    pace = Pace(clock=lambda: sum(slept), sleep=slept.append)
    assert "out of order" in refused(site, site.link("/a"), pace=pace)
    assert slept == [2.0]
    assert site.paths.count("/a") == 2


def test_a_pause_that_is_longer_than_anybody_waits_is_said(site: Site) -> None:
    assert "for 10 min" in refused(site, site.put("/a", status=429, Retry_After="600"))
    assert site.paths.count("/a") == 1


def test_a_host_is_asked_once_a_second() -> None:
    slept: list[float] = []
    pace = Pace(clock=lambda: 0.0, sleep=slept.append)
    for host in ("a", "a", "b", "a"):
        pace.take_turn(host, 20)
    assert slept == [1.0, 2.0]


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def secure(authority: trustme.CA) -> Iterator[Site]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("news.example").configure_cert(context)
    with serving(context) as served:
        yield served


def test_a_certificate_goes_by_the_name_that_was_given(
    secure: Site, authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    secure.put("/a", PAGE)
    fetcher = web(secure, "news.example", "other.example")
    assert fetcher.fetch(secure.link("/a", "news.example")).data == PAGE
    with pytest.raises(NotFetched, match=r"certificate of other\.example"):
        fetcher.fetch(secure.link("/a", "other.example"))


def test_a_certificate_of_nobody_that_is_trusted_is_refused(secure: Site) -> None:
    with pytest.raises(NotFetched, match="cannot be trusted"):
        web(secure, "news.example").fetch(secure.link("/a", "news.example"))


def test_no_proxy_is_taken_from_the_environment(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert web(site).fetch(site.put("/a", PAGE)).data == PAGE
