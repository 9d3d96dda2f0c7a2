"""Fetching from a server that misbehaves: every answer is a page or one clear line."""

from __future__ import annotations

import gzip
import os
import re
import stat
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

import brotli
import httpx
import pytest
import read_samples as samples
from web_server import Call, Server, moved, page, said, serving

from briefing.errors import (
    BriefingError,
    NotAnArticle,
    SourceMissing,
    SourceRefused,
    SourceTooLarge,
    SourceUnreachable,
    SourceUnreadable,
    UsageError,
)
from briefing.read import fetcher_for, read
from briefing.read.fetch import Fetcher, Limits, Page, fetch
from briefing.read.fetching.cache import Cache
from briefing.read.fetching.clock import ManualClock
from briefing.settings import Settings
from briefing.version import __version__

MB = 1024 * 1024
# Small enough for a test; what is not about time is not measured in it, as machines may be busy.
STRICT = Limits(size=1 * MB, tries=1)


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as started:
        yield started


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def fetcher(clock: ManualClock) -> Fetcher:
    return Fetcher(allow_private=True, clock=clock)


@pytest.fixture
def strict(clock: ManualClock) -> Fetcher:
    return Fetcher(allow_private=True, clock=clock, robots=False, limits=STRICT)


def hasty(**limits: float) -> Fetcher:
    return Fetcher(allow_private=True, robots=False, limits=Limits(tries=1, **limits))  # type: ignore[arg-type]


def failure(fetcher: Fetcher, url: str) -> BriefingError:
    """The error of fetching ``url``: one line, and a hint."""
    with pytest.raises(BriefingError) as caught:
        fetcher.get(url)
    assert "\n" not in caught.value.message
    assert caught.value.hint
    return caught.value


# --- what is asked and what comes back ---------------------------------------


def test_a_page_comes_with_its_address_and_declared_encoding(server: Server, fetcher: Fetcher) -> None:
    url = server.on("/a.html", page("<p>第一季度</p>".encode("gb18030"), Content_Type="text/html; Charset='GB2312'"))
    found = fetcher.get(url + "#part")
    assert (found.url, found.charset, found.cached) == (url, "GB2312", False)
    assert found.data.decode("gb18030") == "<p>第一季度</p>"


def test_a_server_is_told_who_asks_and_in_which_version(server: Server) -> None:
    url = server.on("/a", page())
    Fetcher(allow_private=True, contact="desk@house.example").get(url)
    headers = server.asked("/a")[0].headers
    assert headers["user-agent"] == f"Mozilla/5.0 (compatible; briefing/{__version__}; +desk@house.example)"
    assert headers["host"] == f"127.0.0.1:{server.port}"
    assert headers["accept-encoding"] == "gzip, deflate, br"


@pytest.mark.parametrize("contact", ["编辑部", "a\r\nX: y", "a) (b"])
def test_a_contact_that_would_break_a_header_is_refused(contact: str) -> None:
    with pytest.raises(UsageError, match="is no contact a server could read"):
        Fetcher(contact=contact)


def test_a_page_is_fetched_in_one_call(server: Server) -> None:
    assert fetch(server.on("/a", page(b"one")), allow_private=True).data == b"one"


def test_an_empty_page_is_empty(server: Server, fetcher: Fetcher) -> None:
    assert fetcher.get(server.on("/a", said(200))).data == b""
    assert fetcher.get(server.on("/b", said(200, Content_Encoding="gzip"))).data == b""


def test_an_old_server_without_length_ends_by_closing(server: Server, fetcher: Fetcher) -> None:
    assert fetcher.get(server.on("/a", b"HTTP/1.0 200 OK\r\n\r\nold page")).data == b"old page"


@pytest.mark.parametrize(
    ("status", "error", "message"),
    [
        (404, SourceMissing, r"does not exist \(HTTP 404\)"),
        (410, SourceMissing, r"does not exist \(HTTP 410\)"),
        (401, SourceUnreadable, "the server answered HTTP 401"),
        (403, SourceUnreadable, "the server answered HTTP 403"),
        (204, SourceUnreadable, "the server answered HTTP 204"),
        (304, SourceUnreadable, "the server answered HTTP 304"),
        (302, SourceUnreadable, "the server answered HTTP 302"),
        (500, SourceUnreachable, "the server answered HTTP 500"),
        (503, SourceUnreachable, "the server answered HTTP 503"),
    ],
)
def test_a_status_that_is_no_page_is_one_line(
    server: Server, fetcher: Fetcher, status: int, error: type[BriefingError], message: str
) -> None:
    found = failure(fetcher, server.on("/a", said(status)))
    assert type(found) in (error, *error.__subclasses__())
    assert re.search(message + "$", found.message)


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("utf-8", "gb18030"),
        ("gb2312", "utf-8"),
        ("big5", "gb18030"),
        ("iso-8859-1", "gb18030"),
        ("no-such-thing", "utf-8"),
        ("", "gb18030"),
        ("hex", "utf-8"),
    ],
)
def test_an_encoding_declared_wrongly_harms_no_article(
    server: Server, fetcher: Fetcher, declared: str, encoding: str
) -> None:
    url = server.on("/a", page(samples.page().encode(encoding), Content_Type=f"text/html; charset={declared}"))
    assert read(url, fetcher=fetcher).title == samples.TITLE


# --- time --------------------------------------------------------------------


def test_a_server_that_hangs_before_it_answers_is_left(server: Server) -> None:
    found = failure(hasty(idle=0.2), server.on("/a", Call.hang))
    assert isinstance(found, SourceUnreachable)
    assert found.message == server.url("/a") + ": the server sent nothing for 0.2 seconds"


def _dripping(start: bytes, drop: bytes) -> Callable[[Call], None]:
    def drip(call: Call) -> None:
        call.send(start)
        while not call.stopped.wait(0.02):
            call.send(drop)

    return drip


@pytest.mark.parametrize(
    ("start", "drop"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n", b"x"),
        (b"HTTP/1.1 200 OK\r\n", b"X-More: y\r\n"),
        (b"", b"HTTP/1.1 103 Early Hints\r\n\r\n"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
    ],
    ids=["body", "headers", "informational answers", "chunks"],
)
def test_a_server_that_drips_is_left_when_the_time_is_over(server: Server, start: bytes, drop: bytes) -> None:
    found = failure(hasty(whole=0.5), server.on("/a", _dripping(start, drop)))
    assert found.message == server.url("/a") + ": took more than 0.5 seconds"


def test_redirects_share_one_deadline(server: Server) -> None:
    def late(target: str) -> Callable[[Call], None]:
        return lambda call: (call.stopped.wait(0.15), call.send(moved(target)))[1]

    for number in range(5):
        server.on(f"/{number}", late(f"/{number + 1}"))
    server.on("/5", page())
    assert failure(hasty(whole=0.5), server.url("/0")).message.endswith(": took more than 0.5 seconds")


# --- size --------------------------------------------------------------------


def test_a_body_that_declares_too_much_is_not_read(server: Server, strict: Fetcher) -> None:
    found = failure(strict, server.on("/a", said(200, Content_Length=str(2 * MB))))
    assert isinstance(found, SourceTooLarge)
    assert found.message == server.url("/a") + ": is larger than the limit of 1 MB"


def _endless(head: bytes, piece: bytes) -> Callable[[Call], None]:
    def send(call: Call) -> None:
        call.send(head)
        while not call.stopped.is_set():
            call.send(piece)

    return send


@pytest.mark.parametrize(
    ("head", "piece"),
    [
        (b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 65536),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"10000\r\n" + b"x" * 65536 + b"\r\n"),
    ],
)
def test_a_body_without_end_is_refused_at_the_limit(server: Server, head: bytes, piece: bytes) -> None:
    patient = Fetcher(allow_private=True, robots=False, limits=Limits(size=1 * MB))
    assert isinstance(failure(patient, server.on("/a", _endless(head, piece))), SourceTooLarge)


def test_headers_without_end_are_refused(server: Server, clock: ManualClock) -> None:
    patient = Fetcher(allow_private=True, robots=False, clock=clock)
    found = failure(patient, server.on("/a", _endless(b"HTTP/1.1 200 OK\r\n", b"X-Filler: " + b"x" * 8192 + b"\r\n")))
    assert found.message == server.url("/a") + ": the answer was cut off or is no HTTP"


def _gzip(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)


def _raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


PACKED = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": zlib.compress,
    "DEFLATE": _raw_deflate,
    "br": lambda data: brotli.compress(data, quality=5),
    "identity": bytes,
    "gzip, br": lambda data: brotli.compress(_gzip(data), quality=5),
}


@pytest.mark.parametrize("encoding", PACKED)
def test_packed_pages_are_unpacked(server: Server, fetcher: Fetcher, encoding: str) -> None:
    text = "据介绍，第一季度营业收入20.3亿元。".encode() * 9000
    url = server.on("/a", page(PACKED[encoding](text), Content_Encoding=encoding))
    assert fetcher.get(url).data == text


@pytest.mark.parametrize("encoding", [name for name in PACKED if name != "identity"])
def test_a_bomb_is_refused_while_it_unpacks(server: Server, strict: Fetcher, encoding: str) -> None:
    packed = PACKED[encoding](bytes(40 * MB))
    assert len(packed) < MB
    found = failure(strict, server.on("/a", page(packed, Content_Encoding=encoding)))
    assert isinstance(found, SourceTooLarge)


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "DEFLATE", "br", "gzip, br"])
def test_half_a_packed_page_is_no_page(server: Server, strict: Fetcher, encoding: str) -> None:
    packed = PACKED[encoding]("据介绍，第一季度营业收入20.3亿元。".encode())
    found = failure(strict, server.on("/a", page(packed[: len(packed) * 2 // 3], Content_Encoding=encoding)))
    assert isinstance(found, SourceUnreachable)
    assert found.message == server.url("/a") + ": the answer was cut off"


@pytest.mark.parametrize(
    ("encoding", "what"),
    [("gzip", "incorrect header check"), ("br", "brotli"), ("zstd", "packed as zstd"), ("gzip,gzip,gzip", "packed 3")],
)
def test_a_page_that_is_not_packed_as_it_says_is_one_line(
    server: Server, strict: Fetcher, encoding: str, what: str
) -> None:
    found = failure(strict, server.on("/a", page(b"<p>plain, not packed</p>", Content_Encoding=encoding)))
    assert "its compression cannot be undone (" in found.message
    assert what in found.message.lower()


def test_several_gzip_members_are_one_page_and_padding_is_none(server: Server, fetcher: Fetcher) -> None:
    url = server.on("/a", page(_gzip(b"one ") + _gzip(b"two") + bytes(8), Content_Encoding="gzip"))
    assert fetcher.get(url).data == b"one two"


# --- lies and breaks ---------------------------------------------------------


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nshort\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nbody",
        b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nbody!",
        b"HTTP/1.1 200 OK\r\nno header at all\r\n\r\nbody",
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"",
    ],
    ids=["shorter than declared", "chunks cut off", "negative", "two lengths", "no header", "no HTTP", "nothing"],
)
def test_an_answer_that_is_broken_is_no_page(server: Server, strict: Fetcher, answer: bytes) -> None:
    found = failure(strict, server.on("/a", answer))
    assert isinstance(found, SourceUnreachable)
    assert found.message == server.url("/a") + ": the answer was cut off or is no HTTP"


def test_what_comes_after_the_declared_length_is_not_read(server: Server, fetcher: Fetcher) -> None:
    assert fetcher.get(server.on("/a", said(200, b"page and more", Content_Length="4"))).data == b"page"


def test_a_connection_that_breaks_off_is_one_line(server: Server, strict: Fetcher) -> None:
    def break_off(call: Call) -> None:
        call.send(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort")
        call.stopped.wait(0.05)
        call.reset()

    found = failure(strict, server.on("/a", break_off))
    assert found.message == server.url("/a") + ": the connection broke off"


def test_an_address_nobody_listens_at_is_one_line(fetcher: Fetcher) -> None:
    assert failure(fetcher, "http://127.0.0.1:9/a").message == (
        "http://127.0.0.1:9/a: no connection (connection refused), asked for its site's robots.txt"
    )


# --- redirects ---------------------------------------------------------------


def test_redirects_are_followed_to_the_page(server: Server, fetcher: Fetcher) -> None:
    server.on("/a", moved("b/", 301))
    server.on("/b/", moved("../c?x=1#top", 307))
    server.on("/c?x=1", b"HTTP/1.1 303 See\r\nLocation: /" + "页".encode() + b"\r\nContent-Length: 0\r\n\r\n")
    server.on("/%E9%A1%B5", page(b"there"))
    found = fetcher.get(server.url("/a"))
    assert (found.url, found.data) == (server.url("/%E9%A1%B5"), b"there")


def test_a_redirect_in_circles_ends(server: Server, fetcher: Fetcher) -> None:
    server.on("/a", moved("/b"))
    server.on("/b", moved("/a"))
    assert failure(fetcher, server.url("/a")).message == server.url("/a") + ": redirects more than 5 times"
    assert len(server.asked("/a") + server.asked("/b")) == 6


def test_a_redirect_that_waits_for_its_cookie_gets_it(server: Server, fetcher: Fetcher) -> None:
    def door(call: Call) -> None:
        known = call.request.headers.get("cookie") == "seen=1"
        call.send(page(b"in") if known else moved("/a", Set_Cookie="seen=1; Path=/"))

    url = server.on("/a", door)
    assert fetcher.get(url).data == b"in"
    assert "cookie" not in server.asked("/a")[0].headers
    assert fetcher.get(url).data == b"in"
    assert "cookie" not in server.asked("/a")[2].headers, "cookies last no longer than a visit"


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://example.com/", "javascript:alert(1)", "data:,x"])
def test_a_redirect_out_of_the_web_is_refused(server: Server, fetcher: Fetcher, target: str) -> None:
    found = failure(fetcher, server.on("/a", moved(target)))
    assert isinstance(found, SourceRefused)
    assert "only http and https addresses are read" in found.message


def test_a_redirect_to_no_address_is_one_line(server: Server, fetcher: Fetcher) -> None:
    found = failure(fetcher, server.on("/a", moved("http://[::1/")))
    assert found.message == server.url("/a") + ": redirects to no valid URL"


# --- trying again ------------------------------------------------------------


def test_a_failure_that_passes_is_tried_again_with_growing_pauses(
    server: Server, fetcher: Fetcher, clock: ManualClock
) -> None:
    url = server.on("/a", said(503), said(502), page(b"third"))
    assert fetcher.get(url).data == b"third"
    # The back-off of 1 and 2 seconds; our turn at the host (a second after the last) has come by then.
    assert clock.slept == [1.0, 2.0]


def test_pauses_differ_by_chance(server: Server) -> None:
    class Half(ManualClock):
        def chance(self) -> float:
            return 0.0

    clock = Half()
    url = server.on("/a", said(503), said(503), page())
    Fetcher(allow_private=True, clock=clock, delay=0).get(url)
    assert clock.slept == [0.5, 1.0]


def test_tries_are_bounded(server: Server, fetcher: Fetcher) -> None:
    failure(fetcher, server.on("/a", said(503)))
    assert len(server.asked("/a")) == 3


@pytest.mark.parametrize("answer", [said(404), said(403), said(200, Content_Length=str(99 * MB)), said(501)])
def test_what_does_not_pass_is_not_tried_again(server: Server, fetcher: Fetcher, answer: bytes) -> None:
    failure(fetcher, server.on("/a", answer))
    assert len(server.asked("/a")) == 1


def test_a_server_that_hangs_is_not_waited_for_again(server: Server, clock: ManualClock) -> None:
    limits = Limits(idle=0.2, tries=3)
    failure(Fetcher(allow_private=True, robots=False, clock=clock, limits=limits), server.on("/a", Call.hang))
    assert len(server.asked("/a")) == 1


def test_a_broken_connection_is_tried_again(server: Server, fetcher: Fetcher) -> None:
    assert fetcher.get(server.on("/a", Call.reset, b"", page(b"third"))).data == b"third"


def test_retry_after_is_waited_for(server: Server, fetcher: Fetcher, clock: ManualClock) -> None:
    url = server.on("/a", said(429, Retry_After="17"), page(b"now"))
    assert fetcher.get(url).data == b"now"
    assert clock.slept == [17.0]


def test_retry_after_may_be_a_date(server: Server, fetcher: Fetcher, clock: ManualClock) -> None:
    moment = format_datetime(datetime.fromtimestamp(clock.time + 30, UTC), usegmt=True)
    fetcher.get(server.on("/a", said(503, Retry_After=moment), page()))
    assert clock.slept == [30.0]


@pytest.mark.parametrize("value", ["soon", "", "-4", "12.5.2020"])
def test_a_retry_after_that_says_nothing_gets_our_own_pause(
    server: Server, fetcher: Fetcher, clock: ManualClock, value: str
) -> None:
    fetcher.get(server.on("/a", said(503, Retry_After=value), page()))
    assert clock.slept == [1.0]


def test_a_host_that_asks_for_long_peace_gets_it(server: Server, fetcher: Fetcher, clock: ManualClock) -> None:
    found = failure(fetcher, server.on("/a", said(429, Retry_After="3600")))
    assert isinstance(found, SourceUnreachable)
    assert found.retry_after == 3600
    assert found.message == server.url("/a") + ": the server answered HTTP 429 and asks to wait 3600 seconds"
    other = failure(fetcher, server.on("/b", page()))
    assert other.message == "127.0.0.1: asks not to be read for 3600 seconds"
    assert not server.asked("/b")
    clock.time += 3600
    assert fetcher.get(server.url("/b")).data == b"<p>page</p>"


# --- one host's pace ---------------------------------------------------------


def test_pages_of_one_host_keep_their_distance(server: Server, clock: ManualClock) -> None:
    fetcher = Fetcher(allow_private=True, clock=clock, delay=2.0)
    for path in ("/a", "/b", "/c"):
        fetcher.get(server.on(path, page()))
    assert clock.slept == [2.0, 2.0]


def test_another_host_does_not_wait(server: Server, clock: ManualClock) -> None:
    fetcher = Fetcher(allow_private=True, clock=clock, delay=2.0)
    server.on("/a", page())
    fetcher.get(server.url("/a"))
    fetcher.get(server.url("/a", host="localhost"))
    assert clock.slept == []


# --- what was fetched before -------------------------------------------------


def _versioned(body: bytes, tag: str) -> Callable[[Call], None]:
    def answer(call: Call) -> None:
        same = call.request.headers.get("if-none-match") == tag
        call.send(said(304, ETag=tag) if same else page(body, ETag=tag))

    return answer


def test_a_page_that_has_not_changed_is_not_sent_again(server: Server, tmp_path: Path) -> None:
    url = server.on("/a", _versioned(b"one", '"1"'), _versioned(b"never sent", '"1"'), _versioned(b"two", '"2"'))
    found = [Fetcher(allow_private=True, cache=tmp_path / "cache").get(url) for _ in range(4)]
    assert [(each.data, each.cached) for each in found] == [
        (b"one", False),
        (b"one", True),
        (b"two", False),
        (b"two", True),
    ]


def test_a_date_serves_where_there_is_no_tag(server: Server, tmp_path: Path) -> None:
    stamp = "Mon, 23 Nov 2020 01:00:00 GMT"
    url = server.on("/a", page(b"one", Last_Modified=stamp), said(304))
    found = [Fetcher(allow_private=True, cache=tmp_path).get(url).data for _ in range(2)]
    assert found == [b"one", b"one"]
    assert server.asked("/a")[1].headers["if-modified-since"] == stamp


@pytest.mark.parametrize("headers", [{}, {"ETag": '"1"', "Cache_Control": "private, no-store"}])
def test_what_may_not_or_cannot_be_asked_about_is_not_kept(
    server: Server, tmp_path: Path, headers: dict[str, str]
) -> None:
    Fetcher(allow_private=True, cache=tmp_path / "cache").get(server.on("/a", page(**headers)))
    assert not (tmp_path / "cache").exists()


@pytest.mark.parametrize(
    "damage", [lambda data: data[:-1], lambda data: b"", lambda data: b"[]\n", lambda data: b"\x00" + data]
)
def test_a_damaged_memory_is_none(server: Server, tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    url = server.on("/a", _versioned(b"one", '"1"'))
    Fetcher(allow_private=True, cache=tmp_path).get(url)
    (kept,) = tmp_path.iterdir()
    kept.write_bytes(damage(kept.read_bytes()))
    found = Fetcher(allow_private=True, cache=tmp_path).get(url)
    assert (found.data, found.cached) == (b"one", False)


def test_a_folder_that_cannot_be_written_costs_only_the_memory(server: Server, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    fetcher = Fetcher(allow_private=True, cache=tmp_path / "file")
    assert fetcher.get(server.on("/a", page(b"one", ETag='"1"'))).data == b"one"


def test_what_is_kept_is_for_its_owner_only(server: Server, tmp_path: Path) -> None:
    Fetcher(allow_private=True, cache=tmp_path / "cache").get(server.on("/a", page(ETag='"1"')))
    (kept,) = (tmp_path / "cache").iterdir()
    assert [stat.S_IMODE(path.stat().st_mode) for path in (kept.parent, kept)] == [0o700, 0o600]


def test_what_was_asked_for_longest_ago_goes_when_room_is_needed(tmp_path: Path) -> None:
    cache = Cache(tmp_path, largest=10_000)
    headers = httpx.Headers({"ETag": '"1"'})
    urls = [f"https://news.example/{number}" for number in range(5)]
    for age, url in enumerate(urls[:4]):
        cache.keep(url, Page(url, bytes(2000), None), headers)
        kept = max(tmp_path.iterdir(), key=lambda path: path.stat().st_mtime_ns)
        os.utime(kept, (age, age))
    assert cache.find(urls[0]) is not None  # and so is not the oldest any more
    cache.keep(urls[4], Page(urls[4], bytes(2000), None), headers)
    assert [cache.find(url) is not None for url in urls] == [True, False, True, True, True]


def test_a_page_larger_than_the_memory_leaves_it_usable(tmp_path: Path) -> None:
    cache = Cache(tmp_path, largest=5_000)
    headers = httpx.Headers({"ETag": '"1"'})
    for size in (9_000, 1_000):
        cache.keep("https://news.example/a", Page("https://news.example/a", bytes(size), None), headers)
    kept = cache.find("https://news.example/a")
    assert kept is not None
    assert len(kept.page.data) == 1_000


# --- robots.txt --------------------------------------------------------------


def robots(text: str) -> bytes:
    return said(200, text.encode(), Content_Type="text/plain")


def test_what_a_site_asks_not_to_be_read_is_not(server: Server, fetcher: Fetcher) -> None:
    server.on("/robots.txt", robots("User-agent: *\nDisallow: /inside/\nAllow: /inside/open/\n"))
    server.on("/inside/open/a", page(b"open"))
    found = failure(fetcher, server.on("/inside/a", page()))
    assert isinstance(found, SourceRefused)
    assert found.message == server.url("/inside/a") + ": the site's robots.txt asks programs not to read it"
    assert not server.asked("/inside/a")
    assert fetcher.get(server.url("/inside/open/a")).data == b"open"
    assert len(server.asked("/robots.txt")) == 1


def test_a_group_of_our_own_goes_before_the_one_for_all(server: Server, fetcher: Fetcher) -> None:
    server.on("/robots.txt", robots("User-agent: *\nDisallow: /\n\nUser-agent: Briefing\nDisallow: /no\n"))
    assert fetcher.get(server.on("/yes", page(b"yes"))).data == b"yes"
    assert isinstance(failure(fetcher, server.on("/no", page())), SourceRefused)


def test_a_redirect_is_asked_for_at_its_own_site(server: Server, fetcher: Fetcher) -> None:
    with serving() as other:
        other.on("/robots.txt", robots("User-agent: *\nDisallow: /\n"))
        found = failure(fetcher, server.on("/a", moved(other.on("/a", page()))))
        assert found.message == other.url("/a") + ": the site's robots.txt asks programs not to read it"


@pytest.mark.parametrize("answer", [said(404), said(403), page(b"<html>no such page</html>"), moved("/robots.txt")])
def test_a_robots_file_that_is_not_there_allows_all(server: Server, fetcher: Fetcher, answer: bytes) -> None:
    server.on("/robots.txt", answer)
    assert fetcher.get(server.on("/a", page(b"one"))).data == b"one"


@pytest.mark.parametrize("answer", [said(500), said(503), said(429), b""])
def test_a_robots_file_that_cannot_be_had_now_allows_nothing_until_it_can(
    server: Server, fetcher: Fetcher, clock: ManualClock, answer: bytes
) -> None:
    server.on("/robots.txt", answer)
    found = failure(fetcher, server.on("/a", page(b"one")))
    assert isinstance(found, SourceUnreachable)
    assert found.message.endswith(", asked for its site's robots.txt")
    asked = len(server.asked("/robots.txt"))
    failure(fetcher, server.url("/a"))
    assert len(server.asked("/robots.txt")) == asked, "not asked again for each page"
    server.on("/robots.txt", said(404))
    clock.time += 301
    assert fetcher.get(server.url("/a")).data == b"one"


def test_robots_are_asked_again_after_a_day(server: Server, fetcher: Fetcher, clock: ManualClock) -> None:
    server.on("/robots.txt", said(404), robots("User-agent: *\nDisallow: /\n"))
    url = server.on("/a", page())
    fetcher.get(url)
    clock.time += 24 * 3600 + 1
    assert isinstance(failure(fetcher, url), SourceRefused)


def test_a_site_may_ask_for_a_slower_pace(server: Server, fetcher: Fetcher, clock: ManualClock) -> None:
    server.on("/robots.txt", robots("User-agent: *\nCrawl-delay: 7.5\n"))
    for path in ("/a", "/b"):
        fetcher.get(server.on(path, page()))
    assert clock.slept == [7.5]


def test_a_pace_beyond_reason_is_capped(server: Server, fetcher: Fetcher, clock: ManualClock) -> None:
    server.on("/robots.txt", robots("User-agent: *\nCrawl-delay: 86400\n"))
    for path in ("/a", "/b"):
        fetcher.get(server.on(path, page()))
    assert clock.slept == [60.0]


def test_a_robots_file_of_any_size_is_read(server: Server, fetcher: Fetcher) -> None:
    rules = "User-agent: *\nDisallow: /no\n" + "".join(f"Disallow: /{n}*a*b*c*d$\n" for n in range(60_000))
    server.on("/robots.txt", robots(rules))
    assert isinstance(failure(fetcher, server.on("/no", page())), SourceRefused)
    assert fetcher.get(server.on("/1" + "abc" * 300, page(b"yes"))).data == b"yes"


def test_robots_can_be_left_out_by_who_may(server: Server) -> None:
    server.on("/robots.txt", robots("User-agent: *\nDisallow: /\n"))
    assert Fetcher(allow_private=True, robots=False).get(server.on("/a", page(b"one"))).data == b"one"
    assert not server.asked("/robots.txt")


# --- where it is used --------------------------------------------------------


def test_the_addresses_of_one_call_share_a_fetcher_with_the_settings_of_the_house(
    server: Server, tmp_path: Path
) -> None:
    settings = Settings(allow_private=True, robots=False, contact="desk@house.example", cache=tmp_path)
    assert fetcher_for(["a.txt", "-"], settings) is None
    fetcher = fetcher_for(["a.txt", server.on("/a", page(ETag='"1"'))], settings)
    assert fetcher is not None
    fetcher.get(server.url("/a"))
    assert [request.target for request in server.requests] == ["/a"]
    assert "+desk@house.example" in server.requests[0].headers["user-agent"]
    assert len(list(tmp_path.iterdir())) == 1


def test_an_article_is_read_with_the_fetcher_of_the_run(server: Server, fetcher: Fetcher) -> None:
    server.on("/old", moved("/news/a-1.html"))
    server.on("/news/a-1.html", page(samples.page().encode()))
    article = read(server.url("/old"), fetcher=fetcher)
    assert (article.title, article.name, article.url) == (samples.TITLE, "a-1", server.url("/news/a-1.html"))


def test_threads_take_turns_at_one_host(server: Server) -> None:
    clock = ManualClock()
    fetcher = Fetcher(allow_private=True, clock=clock, delay=1.0)
    urls = [server.on(f"/{number}", page(str(number).encode())) for number in range(8)]
    start = clock.time
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(fetcher.get, urls))
    assert [each.data for each in found] == [str(number).encode() for number in range(8)]
    assert len(server.asked("/robots.txt")) == 1
    assert clock.time - start >= 7


def test_the_address_of_a_feed_is_no_article(server: Server, fetcher: Fetcher) -> None:
    item = "<item><title>青禾电池南岭基地投产</title><link>/a/1.html</link></item>"
    url = server.on("/feed", page(f"<rss version='2.0'><channel>{item}</channel></rss>".encode()))
    with pytest.raises(NotAnArticle) as caught:
        read(url, fetcher=fetcher)
    assert caught.value.message == f"{url}: is a feed with 1 article, not an article"
    assert f'feed = "{url}"' in caught.value.hint
