"""What somebody might try against the page: each is refused, with the right status, and leaves nothing behind."""

from __future__ import annotations

import io
import json
import re
import socket
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import docx
import httpx
import pytest
from web_desk import ARTICLE, Desk, desk_in, served, token_in

from briefing.jobs.values import State
from briefing.read.fetch import Fetcher, Network
from briefing.web.access import Access
from briefing.web.addresses import require_public
from briefing.web.app import application
from briefing.web.problems import Problem
from briefing.web.server import Running, listen
from briefing.web.site import Site

SECRET_FILE = "/etc/passwd"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with desk_in(tmp_path / "data") as made:
        yield made


def kept(desk: Desk) -> list[Path]:
    return [path for path in desk.folders.uploads.iterdir() if path.is_file()]


def zipped(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


def word_with(parts: dict[str, bytes]) -> bytes:
    """A sound Word file of the article, some of its parts replaced or added."""
    document = docx.Document()
    for line in ARTICLE.splitlines():
        document.add_paragraph(line)
    stream = io.BytesIO()
    document.save(stream)
    with zipfile.ZipFile(stream) as archive:
        sound = {name: archive.read(name) for name in archive.namelist()}
    return zipped(sound | parts)


# --- paths ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "/jobs/../../etc/passwd",
        "/jobs/..%2f..%2fetc%2fpasswd",
        "/jobs/%2e%2e/files/en.docx",
        "/jobs/x/files/..%2f..%2fledger.sqlite",
        "/static/x/..%2f..%2fwords%2fen.toml",
        "/static/../words/en.toml",
        "/static/0123456789ab/app.css",
        "/briefs/..%2f..%2fx/batch/en.docx",
        "/briefs/deadbeef/..%2f..%2f/en.docx",
        "/briefs/%00/batch",
        "/api/v1/briefs/deadbeef/batch/files/..%2fprivate%2fsecret",
        "/private/secret",
        "/ledger.sqlite",
        "/language/..%2fen",
    ],
)
def test_no_path_leads_out(desk: Desk, path: str) -> None:
    request = httpx.Request("GET", "http://127.0.0.1:8000/")
    request.url = request.url.copy_with(raw_path=path.encode())
    answer = desk.client.get(str(request.url), follow_redirects=False)
    assert answer.status_code in (400, 404)
    assert "root:" not in answer.text


@pytest.mark.parametrize(
    "name", ["../../../evil.txt", "..\\..\\evil.txt", "/etc/cron.d/evil.txt", "C:\\evil.txt", "evil\x00.txt", ".txt"]
)
def test_a_file_name_never_becomes_a_path(desk: Desk, name: str) -> None:
    job = desk.job("", kind="file", file=(name, ARTICLE.encode()))
    assert [path.name for path in kept(desk)] == [f"{job}.txt"]
    assert desk.work() == [State.MADE]
    assert list(desk.folders.data.parent.glob("evil*")) == []
    assert all(path.is_relative_to(desk.folders.shelf) for path in desk.folders.data.rglob("*.docx"))


@pytest.mark.parametrize("name", ["../x", "../../templates/house", "house\x00", "a,b", "/etc/passwd"])
def test_a_template_or_glossary_is_only_what_is_offered(desk: Desk, name: str) -> None:
    assert desk.order(ARTICLE, template=name).status_code == 422
    assert desk.order(ARTICLE, glossaries=[name]).status_code == 422
    assert kept(desk) == []


def test_a_ledger_row_that_points_elsewhere_gives_nothing(desk: Desk, tmp_path: Path) -> None:
    from briefing.web.results import result

    job = desk.made()
    outside = tmp_path / "outside.en.docx"
    outside.write_bytes(b"secret")
    entry = desk.front.ledger.article(desk.front.ledger.item(job).article)
    rows = tuple(
        type(row)(**{name: getattr(row, name) for name in row.__dataclass_fields__} | {"path": "../../outside.en.docx"})
        for row in entry.briefs
    )
    forged = type(entry)(entry.article, rows, entry.item)
    assert dict(result(forged, rows[0].recipe, shelf=desk.folders.shelf).words) == {}


# --- addresses -------------------------------------------------------------------------

PRIVATE = [
    "http://127.0.0.1/",
    "http://localhost:8000/",
    "http://127.1/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0177.0.0.1/",
    "http://0/",
    "http://[::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[64:ff9b::7f00:1]/",
    "http://169.254.169.254/latest/meta-data/",
    "http://10.0.0.1/",
    "http://192.168.1.1/",
    "http://172.16.0.1/",
    "http://100.64.0.1/",
    "http://[fd00::1]/",
    "http://[fe80::1%25eth0]/",
    "http://１２７.0.0.1/",
    "http://127。0。0。1/",
    "http://127.0.0.1%2f@example.com/",
    "http://example.com@127.0.0.1/",
    "http://example.com\\@127.0.0.1/",
    "http://intranet/",
    "http://printer.local/",
    "http://metadata.google.internal/",
    "http://localhost./",
    "http://%6c%6f%63%61%6c%68%6f%73%74/",
    "http://example.com:99999/",
    "file:///etc/passwd",
    "gopher://127.0.0.1:6379/_x",
    "ftp://example.com/x",
    "javascript:alert(1)",
    "data:text/html,x",
    "//example.com/x",
    "http:///x",
    "http://exa\nmple.com/",
    "http://example.com/\u202e",
    "http://" + "a" * 3000 + ".com/",
]


@pytest.mark.parametrize("url", PRIVATE)
def test_an_address_inside_is_refused_before_anything_is_asked(desk: Desk, url: str) -> None:
    answer = desk.order("", kind="url", url=url)
    assert answer.status_code == 422
    assert desk.front.ledger.items(jobs=True) == ()


@pytest.mark.parametrize(
    "url", ["https://example.com/a?b=1#c", "http://news.example.cn:8080/x", "https://例子.中国/新闻"]
)
def test_a_public_address_is_taken(url: str) -> None:
    assert require_public(f" {url} ") == url


class Names:
    """A name server that says what it is told, once and then once more differently."""

    def __init__(self, *answers: list[str]) -> None:
        self.answers, self.asked = list(answers), 0

    def __call__(self, host: str, port: int) -> list[str]:
        self.asked += 1
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


@pytest.mark.parametrize(
    "addresses",
    [["127.0.0.1"], ["10.1.2.3"], ["169.254.169.254"], ["::1"], ["fd00::1"], ["93.184.216.34", "192.168.0.1"]],
    ids=" ".join,
)
def test_a_name_that_leads_inside_is_refused_when_it_is_fetched(desk: Desk, addresses: list[str]) -> None:
    names = Names(addresses)
    job = desk.job("", kind="url", url="http://innocent.example.com/article")
    assert desk.work(Fetcher(network=Network(resolve=names))) == [State.FAILED]
    assert names.asked > 0
    assert "private network" in desk.front.ledger.item(job).reason


class Redirect(BaseHTTPRequestHandler):
    """Sends whoever asks for an article to where nobody from outside may go."""

    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_response(302 if self.path == "/article" else 404)
        self.send_header("Location", "http://169.254.169.254/latest/meta-data/")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


def test_a_redirect_that_leads_inside_is_refused(desk: Desk) -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), Redirect) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        # Only the first host counts as public: it stands for a server on the internet.
        network = Network(resolve=lambda host, port: ["127.0.0.1"] if "innocent" in host else [host],
                          is_public=lambda address: address == "127.0.0.1")  # fmt: skip
        job = desk.job("", kind="url", url=f"http://innocent.example.com:{server.server_port}/article")
        assert desk.work(Fetcher(network=network)) == [State.FAILED]
        server.shutdown()
    assert "/article" in Redirect.asked
    assert "private network" in desk.front.ledger.item(job).reason


def test_private_addresses_are_refused_even_where_the_house_allows_them_elsewhere(tmp_path: Path) -> None:
    from briefing.settings import Settings
    from briefing.web.work import Errands

    settings = Settings(engine="embedded", allow_private=True)
    with desk_in(tmp_path / "data", settings=settings) as desk:
        job = desk.job("", kind="url", url="http://innocent.example.com/article")
        errand = Errands(desk.folders, settings)(desk.front.ledger.item(job))
        assert errand.settings.allow_private is False


# --- markup -----------------------------------------------------------------------------

MARKS = ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "'-alert(1)-'", "{{7*7}}", "</textarea><b>"]


def unescaped(mark: str, page: str) -> bool:
    return mark in page and "<" in mark


@pytest.mark.parametrize("mark", MARKS)
def test_no_field_of_the_form_reaches_a_page_unescaped(desk: Desk, mark: str) -> None:
    for fields in (
        {"text": mark},
        {"kind": "url", "url": mark},
        {"kind": mark},
        {"template": mark},
        {"glossaries": [mark]},
        {"langs": [mark]},
    ):
        answer = desk.order(**{"text": "", **fields})
        page = desk.client.get(answer.headers["location"]).text if answer.is_redirect else answer.text
        assert not unescaped(mark, page)
        assert "49" not in re.findall(r'value="([^"]*)"', page)


@pytest.mark.parametrize("mark", MARKS)
def test_no_article_reaches_a_page_unescaped(desk: Desk, mark: str) -> None:
    title = f"广东前三季度{mark}进出口6.7万亿元"
    job = desk.made(f"{title}\n{ARTICLE}\n据{mark}介绍，公司{mark}有限公司投资15亿元。")
    for path in (f"/jobs/{job}", "/", "/shelf", f"/shelf?q={mark}"):
        page = desk.client.get(path).text
        assert not unescaped(mark, page.replace("<b>49", ""))
    assert "alert(1)" in desk.client.get(f"/jobs/{job}").text or "alert" not in mark


@pytest.mark.parametrize("mark", MARKS)
def test_no_file_name_query_or_reason_reaches_a_page_unescaped(desk: Desk, mark: str) -> None:
    job = desk.made("", kind="file", file=(f"{mark}.txt", b"English only. " * 100))
    for path in (f"/jobs/{job}", "/", f"/shelf?q={mark}", f"/login?to={mark}", f"/{mark}", f"/jobs/{mark}"):
        assert not unescaped(mark, desk.client.get(path).text)


def test_no_data_file_reaches_a_page_unescaped(desk: Desk) -> None:
    job = desk.made()
    path = next(desk.folders.shelf.rglob("*.brief.json"))
    table = json.loads(path.read_text(encoding="utf-8"))
    mark = "<script>alert(1)</script>"

    for brief in table["briefs"].values():
        brief["headline"]["text"] = brief["date_line"] = mark
        brief["findings"] = [
            {"code": mark, "severity": "error", "message": mark, "source": None, "target": None, "source_text": mark,
             "target_text": mark}
        ]  # fmt: skip
    table["article"]["source"] = mark
    path.write_text(json.dumps(table), encoding="utf-8")
    page = desk.client.get(f"/jobs/{job}").text
    assert mark not in page
    assert escape(mark) in page


def test_every_answer_carries_a_strict_policy(desk: Desk) -> None:
    for path in ("/", "/shelf", "/nowhere", "/api/v1/jobs", "/health", "/jobs/x"):
        headers = desk.client.get(path).headers
        assert headers["content-security-policy"].startswith("default-src 'none'; script-src 'self';")
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        assert headers["cache-control"] == "no-store"
        assert "server" not in headers


def test_pages_hold_no_script_and_no_style_of_their_own(desk: Desk) -> None:
    job = desk.made()
    for path in ("/", f"/jobs/{job}", "/shelf", "/runs", "/scripts", "/login", "/nowhere"):
        page = desk.client.get(path).text
        assert re.findall(r"<script(?![^>]* src=)", page) == []
        assert re.findall(r"<style|\sstyle=|\son\w+=|javascript:", page) == []
        assert re.findall(r'(?:src|href)="https?://(?!127\.0\.0\.1)[^"]*"', page) == []


# --- forms and names of the server -------------------------------------------------------------


@pytest.mark.parametrize("path", ["/jobs", "/jobs/x/cancel", "/login", "/logout"])
@pytest.mark.parametrize("token", ["", "0" * 64, "é"])
def test_a_form_without_its_token_is_refused(desk: Desk, path: str, token: str) -> None:
    desk.client.get("/")
    answer = desk.client.post(path, data={"form_token": token, "text": ARTICLE, "kind": "text"})
    assert answer.status_code == 403
    assert desk.front.ledger.items(jobs=True) == ()


def test_a_token_of_another_session_is_refused(desk: Desk) -> None:
    token = desk.token()
    desk.client.cookies.clear()
    desk.client.get("/")
    assert desk.client.post("/jobs", data={"form_token": token, "text": ARTICLE}).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9000"},
        {"origin": "http://127.0.0.1:8000.evil.example"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
@pytest.mark.parametrize("path", ["/jobs", "/api/v1/jobs"])
def test_a_page_of_somebody_else_changes_nothing(desk: Desk, path: str, headers: dict[str, str]) -> None:
    answer = desk.client.post(path, headers=headers, data={"form_token": desk.token(), "text": ARTICLE})
    assert answer.status_code == 403
    assert desk.front.ledger.items(jobs=True) == ()


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:8000", "127.0.0.1.evil.example", "localhost.evil.example", "", "a b", "192.168.0.9",
     "127.0.0.1:8000@evil.example", "[::2]", "127.0.0.1:", "x" * 300],
)  # fmt: skip
def test_a_name_pointed_at_this_address_is_not_answered(desk: Desk, host: str) -> None:
    assert desk.client.get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8000", "localhost:8000", "LOCALHOST", "[::1]:8000"])
def test_its_own_names_are_answered(desk: Desk, host: str) -> None:
    assert desk.client.get("/health", headers={"host": host}).status_code == 200


def test_an_allowed_name_is_answered_and_no_other(tmp_path: Path) -> None:
    site = Site(data=tmp_path, names=frozenset({"briefs.example.com"}))
    assert site.answers_to("Briefs.Example.Com:443")
    assert not site.answers_to("example.com")
    assert not site.local


def test_two_host_headers_are_one_too_many(desk: Desk) -> None:
    assert desk.client.get("/", headers=[("host", "127.0.0.1"), ("host", "evil.example")]).status_code == 421


@pytest.mark.parametrize(
    "to",
    [
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "/a\r\nX: 1",
    ],
)
def test_nobody_is_sent_elsewhere(desk: Desk, to: str) -> None:
    answer = desk.client.get("/language/en", params={"to": to}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")


# --- job ids ------------------------------------------------------------------------------------


@pytest.mark.parametrize("job", ["1", "0", "test", "A" * 32, "a" * 64, "%00", "' OR 1=1 --", "é"])
def test_a_job_that_was_made_up_does_not_exist(desk: Desk, job: str) -> None:
    desk.made()
    for path in (f"/jobs/{job}", f"/jobs/{job}/progress", f"/jobs/{job}/files/en.docx"):
        assert desk.client.get(path, follow_redirects=False).status_code in (404, 400)
    assert desk.client.get(f"/api/v1/jobs/{job}").status_code in (400, 404)


def test_job_ids_cannot_be_guessed(desk: Desk) -> None:
    jobs = [desk.job(f"{ARTICLE}{number}") for number in range(20)]
    assert len(set(jobs)) == 20
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{32}", job) for job in jobs)
    assert len({job[:6] for job in jobs}) == 20


def test_an_item_of_a_batch_is_no_job_of_the_page(desk: Desk) -> None:
    from briefing.jobs.values import Sighting

    desk.front.ledger.see([Sighting("/srv/articles/a.txt", "folder", id="batchitem")])
    assert desk.client.get("/jobs/batchitem").status_code == 404
    assert desk.client.delete("/api/v1/jobs/batchitem").status_code == 404


# --- files -----------------------------------------------------------------------------------------

BOMB = zipped({"[Content_Types].xml": b"<x/>", "word/document.xml": b"0" * 110_000_000})
FILES: list[tuple[str, bytes, int]] = [
    ("bomb.docx", BOMB, 413),
    ("archive.zip", zipped({"a.txt": ARTICLE.encode()}), 415),
    ("sheet.xlsx", zipped({"xl/workbook.xml": b"<x/>"}), 415),
    ("cut.docx", word_with({})[:4000], 415),
    ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + "WordDocument".encode("utf-16-le"), 415),
    ("locked.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le"), 415),
    ("picture.png", b"\x89PNG\r\n\x1a\n" + b"\x00" * 100, 415),
    ("picture.txt", b"\xff\xd8\xff\xe0" + b"\x00" * 100, 415),
    ("program.exe", b"MZ\x90\x00" + b"\x00" * 100, 415),
    ("script.sh", b"#!/bin/sh\nrm -rf /\n", 415),
    ("list.csv", ARTICLE.encode(), 415),
    ("empty.txt", b"", 422),
]


@pytest.mark.parametrize(("name", "data", "status"), FILES, ids=[name for name, *_ in FILES])
def test_a_file_that_is_none_of_ours_is_refused(desk: Desk, name: str, data: bytes, status: int) -> None:
    assert desk.order("", kind="file", file=(name, data)).status_code == status
    answer = desk.client.post("/api/v1/jobs", files={"file": (name, data)})
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert kept(desk) == []


def test_a_file_is_what_its_bytes_say_whatever_it_is_called(desk: Desk) -> None:
    job = desk.job("", kind="file", file=("article.txt", word_with({})))
    assert [path.name for path in kept(desk)] == [f"{job}.docx"]
    assert desk.work() == [State.MADE]


ENTITY = f'<!DOCTYPE d [<!ENTITY x SYSTEM "file://{SECRET_FILE}">]>'.encode()
BILLION = b'<!DOCTYPE d [<!ENTITY a "ha">%s]>' % b"".join(
    b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)
)


def word_xml(doctype: bytes, entity: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(word_with({}))) as archive:
        xml = archive.read("word/document.xml")
    head, _, rest = xml.partition(b"?>")
    return head + b"?>" + doctype + rest.replace("广东".encode(), "广东".encode() + entity, 1)


@pytest.mark.parametrize(("doctype", "entity"), [(ENTITY, b"&x;"), (BILLION, b"&j;")], ids=["file", "billion laughs"])
def test_entities_of_a_word_file_are_never_followed(desk: Desk, doctype: bytes, entity: bytes) -> None:
    job = desk.made("", kind="file", file=("a.docx", word_with({"word/document.xml": word_xml(doctype, entity)})))
    page = desk.client.get(f"/jobs/{job}").text
    assert "root:" not in page
    assert "hahaha" not in page
    for path in desk.folders.shelf.rglob("*.brief.json"):
        assert "root:" not in path.read_text(encoding="utf-8")
        assert "hahaha" not in path.read_text(encoding="utf-8")


def test_entities_of_a_page_are_never_followed(desk: Desk) -> None:
    body = "".join(f"<p>{line}</p>" for line in ARTICLE.splitlines())
    page = ENTITY.decode() + f"<html><body><h1>广东&x;</h1>{body}</body></html>"
    job = desk.made("", kind="file", file=("a.html", page.encode()))
    assert "root:" not in desk.client.get(f"/jobs/{job}").text


OUTSIDE = b"""<?xml version="1.0" encoding="UTF-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
 Target="http://127.0.0.1:9/evil.dotm" TargetMode="External"/></Relationships>"""


def test_nothing_outside_a_word_file_is_fetched_nor_passed_on(desk: Desk) -> None:
    parts = {"word/_rels/settings.xml.rels": OUTSIDE, "word/vbaProject.bin": b"\xd0\xcf\x11\xe0evil"}
    desk.made("", kind="file", file=("a.docx", word_with(parts)))
    for path in desk.folders.shelf.rglob("*.docx"):
        with zipfile.ZipFile(path) as archive:
            assert not any("vba" in name.lower() for name in archive.namelist())
            assert not any(b"evil" in archive.read(name) for name in archive.namelist())


def test_a_body_larger_than_allowed_is_refused_unread(tmp_path: Path) -> None:
    with desk_in(tmp_path / "small", max_upload=10_000) as desk:
        token = desk.token()
        files = {"file": ("a.txt", b"x" * 400_000)}
        assert desk.client.post("/jobs", data={"form_token": token}, files=files).status_code == 413
        assert desk.order("", kind="file", file=("a.txt", b"x" * 20_000)).status_code == 413
        assert desk.client.post("/api/v1/jobs", files={"file": ("a.txt", b"x" * 20_000)}).status_code == 413
        assert kept(desk) == []


def test_a_body_that_grows_beyond_what_it_declared_is_stopped(tmp_path: Path) -> None:
    with desk_in(tmp_path / "small", max_upload=10_000) as desk:
        pieces = iter([b"--x\r\n" + b"y" * 100_000] * 10)
        headers = {"content-type": "multipart/form-data; boundary=x"}
        assert desk.client.post("/api/v1/jobs", content=pieces, headers=headers).status_code == 413


def test_a_field_of_megabytes_is_refused(desk: Desk) -> None:
    assert desk.order("字" * 2_000_000).status_code == 413


def test_a_thousand_fields_are_refused(desk: Desk) -> None:
    data = {f"f{number}": "x" for number in range(1000)} | {"form_token": desk.token()}
    assert desk.client.post("/jobs", data=data, files={"file": ("", b"")}).status_code == 400


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"--x\r\nbroken", "multipart/form-data; boundary=x"),
        (b"x", "multipart/form-data"),
        (b"{", "application/json"),
        (b"[]", "application/json"),
        (b'{"text": "\\ud800"}', "application/json"),
        (b'{"text": 1, "evil": 2}', "application/json"),
        (b"\xff\xfe", "application/json"),
        (b"[" * 100_000, "application/json"),
    ],
)
def test_a_body_of_no_form_is_refused(desk: Desk, body: bytes, kind: str) -> None:
    answer = desk.client.post("/api/v1/jobs", content=body, headers={"content-type": kind})
    assert answer.status_code in (400, 422)
    assert answer.json()["code"] in ("bad_request", "nothing_given", "unreadable")


# --- slowness, over a real socket -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "status"),
    [
        (b"GET / HTT", b""),
        (
            b"POST /api/v1/jobs HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
            b"Content-Length: 1000\r\n\r\n{",
            b"HTTP/1.1 408 ",
        ),
    ],
    ids=["head", "body"],
)
def test_who_sends_too_slowly_is_shown_out(tmp_path: Path, said: bytes, status: bytes) -> None:
    with desk_in(tmp_path / "data") as desk:
        site = Site(data=tmp_path / "data", port=0, patience=desk.front.site.patience)
        listening = listen(site)
        with (
            Running(site, application(desk.front), listening),
            socket.create_connection(listening.getsockname(), timeout=10) as client,
        ):
            client.sendall(said)
            answer = b"".join(iter(lambda: client.recv(65536), b""))
    assert answer[: len(status)] == status
    assert bool(answer) is bool(status)


# --- what is written down ---------------------------------------------------------------------------------


def test_the_log_holds_nothing_of_an_article(tmp_path: Path) -> None:
    with served(tmp_path / "data") as running:
        with httpx.Client(base_url=running.base) as client:
            client.get("/shelf", params={"q": "秘密の検索"})
            token = token_in(client.get("/").text)
            client.post("/jobs", data={"form_token": token, "kind": "text", "text": ARTICLE, "langs": "en"})
            answer = client.post("/api/v1/jobs", json={"text": "This is secret English. " * 30})
        running.finished(answer.json()["id"])
    log = running.log.read_text(encoding="utf-8")
    assert "POST /jobs 303" in log
    for secret in ("广东", "秘密", "secret", answer.json()["id"], "q="):
        assert secret not in log


def test_a_fault_is_told_without_its_words(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    desk.front.ledger.close()
    (desk.folders.ledger).write_bytes(b"no database")
    answer = desk.client.get("/shelf")
    assert answer.status_code == 500
    assert "A fault in the program" in answer.text
    assert "database" not in answer.text
    assert "Traceback" not in answer.text


class Broken:
    """A ledger with a fault whose message quotes an article."""

    def items(self, **_: object) -> None:
        raise ValueError("秘密 of the article")


def test_a_fault_of_ours_is_noted_by_type_and_place_alone(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    with desk_in(tmp_path / "data") as desk:
        listening = listen(desk.front.site)
        app = application(replace(desk.front, ledger=Broken()))
        with Running(desk.front.site, app, listening):
            answer = httpx.get(f"http://127.0.0.1:{listening.getsockname()[1]}/api/v1/jobs")
    assert (answer.status_code, answer.json()["code"]) == (500, "fault")
    noted = [record.getMessage() for record in caplog.records if record.levelname == "ERROR"]
    assert noted == [noted[0]]
    assert re.fullmatch(r"fault: ValueError in test_web_attacks\.py:\d+", noted[0])
    assert "秘密" not in caplog.text


def test_problems_have_a_status_for_every_code() -> None:
    assert Problem("queue_full", retry_after=60).headers == {"Retry-After": "60"}
    assert Problem("login_needed").headers == {"WWW-Authenticate": "Bearer"}
    assert Access().required is False
