"""What was tried against a running page by hand and got further than it should have: each now fails."""

from __future__ import annotations

import errno
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from starlette.requests import Request
from test_web_attacks import word_with
from web_desk import Desk, desk_in, free_port

from briefing.errors import SourceRefused
from briefing.jobs.ledger import Ledger
from briefing.read.fetching import address
from briefing.read.word import read_word
from briefing.web.access import Access
from briefing.web.app import application
from briefing.web.page_entry import _address
from briefing.web.server import Running, front_for, listen
from briefing.web.shield import FEW_FIELDS
from briefing.web.site import Folders, Patience, Site
from briefing.web.throttle import ALL_TRIES, Throttle


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with desk_in(tmp_path / "data") as made:
        yield made


# --- odd words where an address is expected ---------------------------------------------


@pytest.mark.parametrize("origin", ["http://[", "http://x@127.0.0.1:8000", "null", "", "ftp://127.0.0.1:8000"])
def test_an_origin_that_is_not_ours_is_refused_whatever_its_form(desk: Desk, origin: str) -> None:
    assert desk.client.post("/jobs", headers={"origin": origin}).status_code == 403


def test_two_origins_are_one_too_many(desk: Desk) -> None:
    ours = str(desk.client.base_url).rstrip("/")
    headers = [("origin", ours), ("origin", "http://elsewhere.example")]
    assert desk.client.post("/api/v1/jobs", json={"text": "x"}, headers=headers).status_code == 403
    assert desk.client.post("/api/v1/jobs", json={"text": "x"}, headers=headers[:1]).status_code == 202


@pytest.mark.parametrize("to", ["//[", "http://[", "/\\[", "//elsewhere.example", "/\n//x"])
def test_an_address_to_come_back_to_that_is_none_leads_to_the_start(desk: Desk, to: str) -> None:
    answer = desk.client.get("/language/en", params={"to": to}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert desk.client.get("/login", params={"to": to}, follow_redirects=False).headers["location"] == "/"


@pytest.mark.parametrize("url", ["http://xn--a", "http://xn--a/x"])
def test_a_host_that_stands_for_no_letters_is_refused(desk: Desk, url: str) -> None:
    assert desk.client.post("/api/v1/jobs", json={"url": url}).status_code == 422
    with pytest.raises(SourceRefused):
        address.parse(url)


@pytest.mark.parametrize("host", ["[64:ff9b:1::a00:1]", "[3fff::1]", "[5f00::1]", "192.88.99.1", "168.63.129.16"])
def test_numbers_that_are_set_apart_are_not_public(desk: Desk, host: str) -> None:
    assert desk.client.post("/api/v1/jobs", json={"url": f"http://{host}/"}).status_code == 422
    assert not address.is_public(host.strip("[]"))
    assert all(map(address.is_public, ("2606:4700::1", "1.1.1.1")))


@pytest.mark.parametrize("recipe", ["%00", "..", "%2e%2e%2fx", "A", "x" * 65])
def test_a_recipe_is_never_looked_for_on_the_disk_unless_it_can_be_one(desk: Desk, recipe: str) -> None:
    desk.made()
    (entry,) = desk.front.ledger.shelf()
    assert desk.client.get(f"/briefs/{entry.article.hash}/{recipe}").status_code == 404


# --- keeping the machine busy ----------------------------------------------------------------


@pytest.mark.parametrize("path", ["/login", "/logout", "/jobs", "/jobs/x/cancel", "/language/en", "/api/v1/nothing"])
def test_a_few_fields_need_little_room(desk: Desk, path: str) -> None:
    kind = {"content-type": "application/x-www-form-urlencoded"}
    assert desk.client.post(path, content=b"a=" + b"%41" * FEW_FIELDS, headers=kind).status_code == 413


def test_room_for_an_article_is_given_to_nothing_else(desk: Desk) -> None:
    large = b" " * (FEW_FIELDS + 1)
    taken = {
        kind: desk.client.post("/api/v1/jobs", content=large, headers={"content-type": kind}).status_code
        for kind in ("application/json", "application/JSON; charset=utf-8", "text/plain", "application/jsonp")
    }
    assert taken == {
        "application/json": 400,
        "application/JSON; charset=utf-8": 400,
        "text/plain": 413,
        "application/jsonp": 413,
    }


def test_silent_connections_make_room_for_whoever_speaks(tmp_path: Path) -> None:
    site = Site(data=tmp_path, port=free_port(), patience=Patience(head=30, crowd=5))
    Folders(tmp_path).make()
    with Ledger.open(Folders(tmp_path).ledger) as ledger:
        listening = listen(site)
        app = application(front_for(site, Access(), ledger))
        with Running(site, app, listening):
            held = [socket.create_connection(("127.0.0.1", site.port)) for _ in range(20)]
            try:
                assert httpx.get(f"http://127.0.0.1:{site.port}/health", timeout=10).status_code == 200
                held[0].settimeout(10)
                assert held[0].recv(1) == b""
            finally:
                for each in held:
                    each.close()


# --- Word files that ask for more than there is --------------------------------------------------


_NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_ROW = (
    "<w:tbl><w:tr>{row}<w:tc>{cell}<w:p><w:r><w:t>营业收入</w:t></w:r></w:p></w:tc>"
    "<w:tc><w:p><w:r><w:t>1.2亿元</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
)


@pytest.mark.parametrize(
    ("row", "cell", "columns"),
    [
        ('<w:trPr><w:gridBefore w:val="2000000000"/></w:trPr>', "", 63 + 2),
        ("", '<w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr>', 63 + 1),
    ],
)
def test_a_table_has_no_more_columns_than_word_allows(row: str, cell: str, columns: int) -> None:
    body = f"<w:document {_NAMESPACE}><w:body>{_ROW.format(row=row, cell=cell)}</w:body></w:document>"
    draft = read_word(word_with({"word/document.xml": body.encode()}), where="a.docx")
    assert [len(block.text.split("\t")) for block in draft.blocks] == [columns]


@pytest.mark.parametrize("form", ["lowerLetter", "upperRoman"])
def test_a_list_that_begins_at_a_billion_is_not_spelt_out(form: str) -> None:
    numbering = (
        f'<w:numbering {_NAMESPACE}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="999999999"/>'
        f'<w:numFmt w:val="{form}"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    item = (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>收入</w:t></w:r></w:p>'
    )
    body = f"<w:document {_NAMESPACE}><w:body>{item}</w:body></w:document>"
    parts = {"word/document.xml": body.encode(), "word/numbering.xml": numbering.encode()}
    (block,) = read_word(word_with(parts), where="a.docx").blocks
    assert block.text.endswith("收入")
    assert 30 < len(block.text) < 1300


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds what a process fills")
def test_a_worker_fills_no_more_memory_than_it_is_given() -> None:
    code = "from briefing.web.work import _bound; _bound(2**29); bytearray(2**28); bytearray(2**30)"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr.splitlines()[-1]) == (1, "MemoryError")


def test_a_full_disk_is_told_as_such_and_leaves_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", full)
        answer = desk.client.post("/api/v1/jobs", json={"text": "中国出口增长。"})
        page = desk.order("中国出口增长。")
    assert (answer.status_code, answer.json()["code"], page.status_code) == (507, "no_room", 507)
    assert "中国出口增长。" in page.text
    assert list(desk.folders.uploads.iterdir()) == []
    assert desk.client.post("/api/v1/jobs", json={"text": "中国出口增长。"}).status_code == 202


def test_a_data_folder_of_our_making_is_closed_to_others(tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir(mode=0o755)
    for name in ("new", "shared"):
        Folders(tmp_path / name).make()
    modes = [(tmp_path / name).stat().st_mode & 0o777 for name in ("new", "shared", "shared/private", "shared/uploads")]
    assert modes == [0o700, 0o755, 0o700, 0o700]


# --- names that people know -----------------------------------------------------------------------


def test_a_pasted_text_without_a_title_is_called_by_its_beginning(desk: Desk) -> None:
    job = desk.made("公司计划投资15亿元建设新船坞。" * 8)
    (entry,) = desk.front.ledger.shelf()
    assert entry.article.title == ("公司计划投资15亿元建设新船坞。" * 8)[:60]
    assert job not in entry.article.stem


@pytest.mark.parametrize(("tongue", "order"), [("en", ["en", "ja"]), ("ja", ["ja", "en"]), ("zh", ["en", "ja"])])
def test_the_brief_in_the_readers_language_comes_first(desk: Desk, tongue: str, order: list[str]) -> None:
    page = desk.client.get(f"/jobs/{desk.made()}", headers={"accept-language": tongue}).text
    assert re.findall(r'<article class="bp-brief" lang="(..)"', page) == order


# --- tries at the door ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8::1", "2001:db8::ffff:1", True),
        ("2001:db8:0:1::1", "2001:db8:0:2::1", False),
        ("fe80::1%eth0", "fe80::2", True),
        ("::ffff:10.0.0.1", "::ffff:10.0.0.2", False),
        ("10.0.0.1", "10.0.0.2", False),
    ],
)
def test_tries_are_counted_by_customer(one: str, other: str, same: bool) -> None:
    asked = [_address(Request({"type": "http", "client": (host, 1)})) for host in (one, other)]
    assert (asked[0] == asked[1]) is same


def test_people_who_know_the_password_are_no_attack() -> None:
    throttle = Throttle(lambda: 1000.0)
    for number in range(2 * ALL_TRIES):
        assert throttle.wait(f"10.0.0.{number}") == 0
        throttle.failed(f"10.0.0.{number}")
        throttle.succeeded(f"10.0.0.{number}")
    for number in range(ALL_TRIES):
        throttle.failed(f"10.1.0.{number}")
    assert throttle.wait("10.2.0.1") > 0
