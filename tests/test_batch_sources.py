"""What a batch finds at its sources, and what it says of one that cannot be listed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from web_server import Call, Server, said, serving

from briefing.jobs.config import BatchConfig, load_config
from briefing.jobs.sources import Problem, sightings
from briefing.jobs.values import Sighting
from briefing.read.fetch import Fetcher, Limits

TODAY = date(2024, 3, 6)


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as one:
        yield one


def config_of(folder: Path, *sources: str) -> BatchConfig:
    path = folder / "briefings.toml"
    tables = "".join(f"[[source]]\n{source}\n" for source in sources)
    path.write_text(f'[output]\ndir = "shelf"\n{tables}', encoding="utf-8")
    return load_config(path)


def found(config: BatchConfig, fetcher: Fetcher | None = None, today: date = TODAY) -> list[Sighting | Problem]:
    with fetcher or Fetcher(allow_private=True, robots=False, delay=0) as own:
        return list(sightings(config, own.get, today=today))


def feed(count: int, dated: Callable[[int], str] = lambda n: "Tue, 05 Mar 2024 01:00:00 GMT") -> bytes:
    items = "".join(
        f"<item><title>第{n}条</title><link>http://news.example/{n}.html</link><pubDate>{dated(n)}</pubDate></item>"
        for n in range(1, count + 1)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>要闻</title>{items}</channel></rss>'.encode()


def test_a_folder_yields_what_can_be_read_but_not_the_shelf_inside_it(tmp_path: Path) -> None:
    for name in ("a.txt", "b/c.html", "shelf/old.txt", "note.xyz"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("正文", encoding="utf-8")
    seen = found(config_of(tmp_path, f'name = "all"\nfolder = "{tmp_path}"'))
    assert [each.locator for each in seen if isinstance(each, Sighting)] == [
        str(tmp_path / "a.txt"),
        str(tmp_path / "b" / "c.html"),
    ]


def test_a_file_has_another_signature_when_it_was_changed(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("正文", encoding="utf-8")
    config = config_of(tmp_path, 'folder = "in"')
    (before,) = found(config)
    (tmp_path / "in" / "a.txt").write_text("正文改", encoding="utf-8")
    (after,) = found(config)
    assert isinstance(before, Sighting)
    assert isinstance(after, Sighting)
    assert before.locator == after.locator
    assert before.signature != after.signature


def test_a_pattern_finds_files_below_the_configuration(tmp_path: Path) -> None:
    (tmp_path / "in" / "deep").mkdir(parents=True)
    for name in ("in/a.pdf", "in/deep/b.pdf", "in/c.txt"):
        (tmp_path / name).write_bytes(b"x")
    seen = found(config_of(tmp_path, 'files = "in/**/*.pdf"'))
    assert [Path(each.locator).name for each in seen if isinstance(each, Sighting)] == ["a.pdf", "b.pdf"]


def test_entries_of_a_feed_keep_their_title_and_date(tmp_path: Path, server: Server) -> None:
    url = server.on("/rss", said(200, feed(2), Content_Type="application/rss+xml"))
    first, second = found(config_of(tmp_path, f'name = "wire"\nfeed = "{url}"\npriority = 2'))
    assert first == Sighting(
        "http://news.example/1.html", "wire", signature="2024-03-05T01:00:00+00:00", title="第1条", priority=2
    )
    assert isinstance(second, Sighting)
    assert second.title == "第2条"


def test_an_address_is_looked_at_again_each_day_while_it_is_fresh(tmp_path: Path, server: Server) -> None:
    dates = {1: "Tue, 05 Mar 2024 01:00:00 GMT", 2: "Fri, 01 Mar 2024 01:00:00 GMT"}
    url = server.on("/rss", said(200, feed(2, lambda n: dates[n])))
    config = config_of(tmp_path, f'feed = "{url}"\nagain = "2d"')
    signatures = [
        [each.signature for each in found(config, today=day) if isinstance(each, Sighting)]
        for day in (date(2024, 3, 6), date(2024, 3, 7))
    ]
    assert signatures[0][0] != signatures[1][0]
    assert signatures[0][1] == signatures[1][1] == "2024-03-01T01:00:00+00:00"


def test_a_feed_that_hangs_is_one_problem_and_the_next_source_is_read(tmp_path: Path, server: Server) -> None:
    slow, good = server.on("/slow", Call.hang), server.on("/rss", said(200, feed(1)))
    limits = Limits(connect=0.5, idle=0.2, whole=0.5, tries=1)
    fetcher = Fetcher(allow_private=True, robots=False, delay=0, limits=limits)
    config = config_of(tmp_path, f'name = "slow"\nfeed = "{slow}"', f'name = "good"\nfeed = "{good}"')
    problem, sighting = found(config, fetcher)
    assert isinstance(problem, Problem)
    assert problem.source == "slow"
    assert "\n" not in problem.error.message
    assert "/slow" in problem.error.message
    assert isinstance(sighting, Sighting)
    assert sighting.source == "good"


def test_of_a_feed_of_ten_thousand_items_only_the_limit_is_looked_at(tmp_path: Path, server: Server) -> None:
    url = server.on("/rss", said(200, feed(10_000)))
    assert len(found(config_of(tmp_path, f'feed = "{url}"'))) == 500
    assert len(found(config_of(tmp_path, f'feed = "{url}"\nlimit = 20000'))) == 10_000


def test_addresses_may_stand_in_the_configuration_or_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text("# 每日\nhttp://news.example/a.html\nhttp://news.example/b.html\n", "utf-8")
    config = config_of(
        tmp_path, 'name = "file"\nurls = "list.txt"', 'name = "here"\nurls = ["http://news.example/c.html"]'
    )
    assert [(each.source, each.locator) for each in found(config) if isinstance(each, Sighting)] == [
        ("file", "http://news.example/a.html"),
        ("file", "http://news.example/b.html"),
        ("here", "http://news.example/c.html"),
    ]


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ('folder = "none"', "none"),
        ('files = "none/*.pdf"', "none/*.pdf: no file fits"),
        ('feed = "broken.xml"', "broken.xml"),
        ('urls = "none.txt"', "none.txt"),
    ],
)
def test_a_source_that_cannot_be_listed_is_a_problem_with_its_name(tmp_path: Path, source: str, message: str) -> None:
    (tmp_path / "broken.xml").write_bytes(b"\x00\x01nothing of a feed")
    (problem,) = found(config_of(tmp_path, f'name = "desk"\n{source}'))
    assert isinstance(problem, Problem)
    assert message in problem.error.message
    assert "\n" not in problem.error.message
