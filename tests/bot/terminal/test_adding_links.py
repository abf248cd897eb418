"""`summit add URL`: a page on loopback becomes an article that knows where it is from."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import invoke
from tests.site import Site, serving

BODY = (
    "The swing bridge over Kestrel Sound opened again on Monday. ",
    "Engineers replaced all forty of the bronze bearings on which it turns. ",
    "The work cost 31 million crowns, six million more than planned.",
)
HEAD = (
    "<title>The bridge is back | Courier</title><meta property='og:site_name' content='Courier'>"
    "<meta property='article:published_time' content='2026-02-03T08:00:00Z'><meta name='author' content='Jon Berg'>"
)


def page(text: str = "".join(BODY), head: str = HEAD) -> str:
    return f"<html lang=en><head>{head}</head><body><main><h1>The bridge is back</h1><p>{text}</p></main></body></html>"


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    with serving() as served:
        monkeypatch.setenv("SUMMIT_WEB_ALLOW", f"localhost, {served.host}")
        yield served


def add(data: Path, *links: str) -> tuple[int, list[dict[str, object]]]:
    done = invoke(["--data", data, "add", "--json", *links])
    return done.exit_code, [json.loads(line) for line in done.stdout.splitlines()]


def test_a_link_becomes_an_article_with_its_address(site: Site, tmp_path: Path) -> None:
    link = site.put("/news/bridge?utm_source=mail", page())
    code, (line,) = add(tmp_path, link)
    assert (code, line["state"], line["path"], line["sentences"]) == (0, "added", link, 3)
    listed = json.loads(invoke(["--data", tmp_path, "list", "--json"]).stdout)
    assert listed["url"] == site.link("/news/bridge")
    assert [listed[key] for key in ("title", "author", "publisher", "published", "language")] == [
        *("The bridge is back", "Jon Berg", "Courier", "2026-02-03", "en")
    ]
    answer = json.loads(invoke(["--data", tmp_path, "ask", "--json", "What did the bridge cost?"]).stdout)
    assert [(quote["url"], quote["page"]) for quote in answer["quotes"]] == [(site.link("/news/bridge"), None)]


def test_the_addresses_of_one_article_are_one_article(site: Site, tmp_path: Path) -> None:
    first = site.put("/bridge", page())
    again = [
        site.put("/bridge/?utm_medium=x&fbclid=1", page()),
        site.put("/bridge/amp", page(head=f"{HEAD}<link rel=canonical href='{first}'>")),
        site.put("/bridge?amp=1", page()),
        site.put("/short", status=301, Location="/bridge"),
    ]
    code, lines = add(tmp_path, first, *again)
    assert code == 0
    assert [line["state"] for line in lines] == ["added", *["unchanged"] * 4]
    assert {line["id"] for line in lines} == {1}
    site.put("/bridge", page("".join(BODY) + " A new line was added at noon."))
    assert add(tmp_path, first)[1][0]["state"] == "replaced"


def test_a_page_does_not_speak_for_another_site(site: Site, tmp_path: Path) -> None:
    head = f"{HEAD}<link rel=canonical href='https://bank.example/news'>"
    add(tmp_path, site.put("/a", page(head=head)))
    assert json.loads(invoke(["--data", tmp_path, "list", "--json"]).stdout)["url"] == site.link("/a")


def test_a_bad_link_never_stops_the_others(site: Site, tmp_path: Path) -> None:
    code, lines = add(
        tmp_path, site.link("/gone"), site.put("/a", page()), "http://10.0.0.1/", "https://u:p@a.example/"
    )
    assert code == 1
    assert [line["state"] for line in lines] == ["refused", "added", "refused", "refused"]
    assert all(line["reason"] for line in lines if line["state"] == "refused")
    assert "Traceback" not in json.dumps(lines)


def test_files_and_links_come_in_their_order(site: Site, tmp_path: Path) -> None:
    file = tmp_path / "note.txt"
    file.write_text("A note about something else stands in this file.")
    link = site.put("/a", page())
    _, lines = add(tmp_path / "data", str(file), link)
    assert [line["path"] for line in lines] == [str(file), link]


def test_what_is_private_is_not_fetched_unless_it_is_allowed(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SUMMIT_WEB_ALLOW")
    code, (line,) = add(tmp_path, site.put("/a", page()))
    assert (code, line["state"], site.paths) == (1, "refused", [])
    assert "SUMMIT_WEB_ALLOW" in str(line["reason"])


def test_other_addresses_are_refused_as_links(tmp_path: Path) -> None:
    code, lines = add(tmp_path, "ftp://courier.example/a", "file:///etc/passwd", "https://courier .example/")
    assert [line["state"] for line in lines] == ["refused"] * 3
    assert code == 1
    assert all("link" in str(line["reason"]) for line in lines)
