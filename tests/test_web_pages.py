"""The page as people without a terminal meet it, without a browser: every way in, every way out."""

from __future__ import annotations

import io
import json
import re
import tomllib
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from web_desk import ARTICLE, Desk, desk_in, words_of

from briefing.jobs.values import State
from briefing.render.labels import labels_for
from briefing.verify.documents import document_lines
from briefing.web.answers import disposition
from briefing.web.brief_file import load
from briefing.web.pages import day_words
from briefing.web.preview import preview
from briefing.web.progress import STAGES, Waiting
from briefing.web.results import result
from briefing.web.words import TONGUES, choose, reason, words
from briefing.web.work import recipe_of

WORDS = Path(__file__).parent.parent / "briefing" / "web" / "words"
SEEDS = Path(__file__).parent.parent / "seeds"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with desk_in(tmp_path / "data") as made:
        yield made


# --- words -----------------------------------------------------------------------


def leaves(table: dict, path: str = "") -> dict[str, str]:
    found: dict[str, str] = {}
    for key, value in table.items():
        found |= leaves(value, f"{path}{key}/") if isinstance(value, dict) else {f"{path}{key}": value}
    return found


@pytest.mark.parametrize("tongue", ["ja", "zh"])
def test_every_language_says_everything(tongue: str) -> None:
    english = leaves(tomllib.loads((WORDS / "en.toml").read_text(encoding="utf-8")))
    other = leaves(tomllib.loads((WORDS / f"{tongue}.toml").read_text(encoding="utf-8")))
    assert other.keys() == english.keys()
    places = {key: sorted(re.findall(r"\{\w+\}", text)) for key, text in english.items()}
    assert {key: sorted(re.findall(r"\{\w+\}", text)) for key, text in other.items()} == places
    assert [key for key, text in other.items() if not text and english[key]] == []


def test_japanese_has_no_simplified_character() -> None:
    (WORDS / "ja.toml").read_text(encoding="utf-8").encode("cp932")


@pytest.mark.parametrize(
    ("wished", "accepted", "tongue"),
    [
        (None, "ja,en-US;q=0.9,en;q=0.8", "ja"),
        (None, "zh-CN,zh;q=0.9", "zh"),
        (None, "zh-Hans", "zh"),
        (None, "fr-FR,fr;q=0.9,ja;q=0.5,en;q=0.4", "ja"),
        (None, "en;q=0.3,ja;q=0.7", "ja"),
        (None, "ja;q=0,en", "en"),
        (None, "fr", "en"),
        (None, "", "en"),
        (None, ";;;q=x,\x00", "en"),
        ("zh", "ja", "zh"),
        ("xx", "ja", "ja"),
    ],
)
def test_the_language_is_the_one_picked_else_the_browsers(wished: str | None, accepted: str, tongue: str) -> None:
    assert choose(wished, accepted) == tongue


@pytest.mark.parametrize(("tongue", "tag"), [("en", "en"), ("ja", "ja"), ("zh", "zh-Hans")])
def test_a_picked_language_stays(desk: Desk, tongue: str, tag: str) -> None:
    answer = desk.client.get(f"/language/{tongue}?to=/shelf", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/shelf")
    page = desk.client.get("/").text
    assert f'<html lang="{tag}">' in page
    assert words(tongue)["start"]["title"] in page


def test_days_are_written_as_people_write_them() -> None:
    assert [day_words(date(2026, 11, 3), tongue) for tongue in TONGUES] == [
        "3 November 2026",
        "2026年11月3日",
        "2026年11月3日",
    ]


def test_reasons_are_told_in_the_readers_language() -> None:
    told = reason("ja", "upload:x.pdf: has no text layer (a scan or pictures of text)")
    assert told == "文字情報のない、スキャン画像のPDFです。"
    assert reason("ja", "something nobody foresaw") == ""


# --- from order to result -----------------------------------------------------------


def test_a_pasted_article_becomes_two_briefs(desk: Desk) -> None:
    job = desk.job()
    waiting = desk.client.get(f"/jobs/{job}").text
    assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in waiting
    assert "Waiting" in words_of(waiting)
    assert desk.work() == [State.MADE]
    page = desk.client.get(f"/jobs/{job}").text
    assert "RMB 6.7 trillion" in page
    assert "6兆7,000億元" in page
    assert "No findings" in words_of(page)


def test_the_word_file_holds_what_the_page_shows(desk: Desk, tmp_path: Path) -> None:
    job = desk.made()
    answer = desk.client.get(f"/jobs/{job}/files/en.docx")
    (tmp_path / "brief.docx").write_bytes(answer.content)
    assert any("RMB 6.7 trillion" in line.replace("\u00a0", " ") for line in document_lines(tmp_path / "brief.docx"))
    assert answer.headers["content-type"].startswith("application/vnd.openxmlformats-officedocument.wordprocessingml")


def test_a_chinese_file_name_survives_the_download(desk: Desk) -> None:
    job = desk.made()
    header = desk.client.get(f"/jobs/{job}/files/ja.docx").headers["content-disposition"]
    assert header.startswith("attachment; ")
    assert "filename*=utf-8''%E5%B9%BF%E4%B8%9C%E5%89%8D%E4%B8%89%E5%AD%A3%E5%BA%A6" in header
    assert header.endswith(".ja.docx")


def test_a_name_in_a_header_is_never_more_than_a_name() -> None:
    assert disposition('決算"\r\nX: 1.docx') == (
        "attachment; filename=\"_____X__1.docx\"; filename*=utf-8''%E6%B1%BA%E7%AE%97%22%0D%0AX%3A%201.docx"
    )


def test_both_languages_come_as_one_zip(desk: Desk) -> None:
    job = desk.made()
    answer = desk.client.get(f"/jobs/{job}/files/all.zip")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        names = archive.namelist()
        assert archive.testzip() is None
    assert [name.split(".", 1)[1] for name in names] == ["en.docx", "ja.docx", "brief.json"]
    assert all(name.startswith("广东前三季度") for name in names)
    assert answer.content == desk.client.get(f"/jobs/{job}/files/all.zip").content


def test_the_data_file_is_the_one_that_generate_writes(desk: Desk) -> None:
    job = desk.made()
    table = json.loads(desk.client.get(f"/jobs/{job}/files/brief.json").content)
    assert table["schema"] == "briefing/1"
    assert sorted(table["briefs"]) == ["en", "ja"]


def test_only_the_language_asked_for_is_made(desk: Desk) -> None:
    job = desk.made(langs=["ja"])
    page = desk.client.get(f"/jobs/{job}").text
    assert f"/jobs/{job}/files/ja.docx" in page
    assert f"/jobs/{job}/files/en.docx" not in page
    assert desk.client.get(f"/jobs/{job}/files/en.docx").status_code == 404


def test_an_untitled_upload_is_called_by_its_own_name(desk: Desk) -> None:
    text = "公司计划投资15亿元建设新船坞。" * 8
    job = desk.made(kind="file", file=("決算メモ.txt", text.encode()))
    header = desk.client.get(f"/jobs/{job}/files/en.docx").headers["content-disposition"]
    title = desk.front.ledger.article(desk.front.ledger.item(job).article).article.title
    assert (title, header.endswith("%E6%B1%BA%E7%AE%97%E3%83%A1%E3%83%A2.en.docx")) == ("決算メモ", True)


def test_an_article_that_was_briefed_before_is_there_at_once(desk: Desk) -> None:
    first, second = desk.made(), desk.made()
    files = [desk.client.get(f"/jobs/{job}/files/en.docx").content for job in (first, second)]
    assert files[0] == files[1]
    assert len(list(desk.folders.shelf.rglob("*.en.docx"))) == 1


def test_uploads_are_not_kept(desk: Desk) -> None:
    from briefing.web.uploads import sweep

    desk.made()
    assert len(list(desk.folders.uploads.iterdir())) == 1
    assert sweep(desk.folders.uploads, desk.front.ledger) == 1
    assert list(desk.folders.uploads.iterdir()) == []


def test_an_upload_that_waits_is_kept(desk: Desk) -> None:
    from briefing.web.uploads import sweep

    desk.job()
    assert sweep(desk.folders.uploads, desk.front.ledger) == 0


def test_what_cannot_be_read_says_why(desk: Desk) -> None:
    desk.client.get("/language/ja")
    job = desk.made("This is an English article about shipbuilding and nothing else. " * 20)
    page = desk.client.get(f"/jobs/{job}").text
    assert "ブリーフを作成できませんでした" in page
    assert "中国語の文章ではありません。" in page
    assert "uploads" not in page
    assert f"{job}.txt" not in page


def test_an_empty_order_is_shown_again_with_what_is_wrong(desk: Desk) -> None:
    answer = desk.order("", kind="url", template="")
    assert answer.status_code == 422
    assert "No article yet" in answer.text
    assert re.search(r'id="kind-url" value="url" checked', answer.text)


def test_what_was_pasted_is_not_lost_when_the_queue_is_full(tmp_path: Path) -> None:
    with desk_in(tmp_path / "full", queue=1) as desk:
        desk.job()
        answer = desk.order(ARTICLE)
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "60")
        assert "海关总署广东分署" in answer.text
        assert "Too much to do at the moment" in answer.text
        assert len(list(desk.folders.uploads.iterdir())) == 1


def test_a_job_that_waits_can_be_stopped(desk: Desk) -> None:
    job = desk.job()
    answer = desk.client.post(f"/jobs/{job}/cancel", data={"form_token": desk.token()}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/jobs/{job}")
    assert desk.work() == []
    assert "Stopped" in words_of(desk.client.get(f"/jobs/{job}").text)


def test_the_piece_that_renews_itself_says_the_stage(desk: Desk) -> None:
    job = desk.job()
    piece = desk.client.get(f"/jobs/{job}/progress").text
    assert re.findall(r'class="stage stage-(\w+)"', piece) == ["now", *["ahead"] * (len(STAGES) - 1)]
    desk.work()
    assert desk.client.get(f"/jobs/{job}/progress").status_code == 204


def test_the_queue_is_looked_up_once_a_second(desk: Desk) -> None:
    now = [100.0]
    waiting = Waiting(desk.front.ledger, lambda: now[0])
    jobs = [desk.front.ledger.item(desk.job(f"{ARTICLE}{number}")) for number in range(3)]
    assert [waiting.before(job) for job in jobs] == [0, 1, 2]
    desk.front.ledger.cancel(jobs[0].id)
    assert [waiting.before(job) for job in jobs[1:]] == [1, 2]
    now[0] += 1.5
    assert [waiting.before(job) for job in jobs[1:]] == [0, 1]


def test_a_place_in_the_queue_is_told(desk: Desk) -> None:
    desk.job()
    second = desk.job("另一篇。" + ARTICLE)
    assert "1 before yours" in words_of(desk.client.get(f"/jobs/{second}").text)


# --- proof -----------------------------------------------------------------------------


def test_every_figure_of_a_brief_leads_to_its_sentence(desk: Desk) -> None:
    page = desk.client.get(f"/jobs/{desk.made()}").text
    links = re.findall(r'<a class="bp-figure"[^>]*>', page)
    assert links
    for link in links:
        target = re.search(r'href="#(zh-\d+)"', link)[1]
        figure = re.search(r'data-figure="(\d+-\d+)"', link)[1]
        sentence = re.search(rf'<span[^>]*id="{target}"[^>]*>(.*?)</span>', page)[1]
        assert f'data-figure="{figure}"' in sentence


def test_a_known_figure_leads_to_the_words_it_comes_from(desk: Desk) -> None:
    page = desk.client.get(f"/jobs/{desk.made()}").text
    figure = re.search(r'data-figure="(\d+-\d+)"[^>]*>RMB 6\.7 trillion<', page)[1]
    assert re.search(rf'<mark[^>]*data-figure="{figure}"[^>]*>6\.7万亿元</mark>', page)


def test_a_finding_stands_at_its_place(desk: Desk) -> None:
    job = desk.made()
    path = next(desk.folders.shelf.rglob("*.brief.json"))
    table = json.loads(path.read_text(encoding="utf-8"))
    point = table["briefs"]["en"]["points"][0]
    start = table["article"]["text"].index("6.7万亿元")
    table["briefs"]["en"]["findings"] = [
        {
            "code": "figure.qualifier",
            "severity": "warning",
            "message": "about was lost",
            "source": [start, start + 6],
            "target": None,
            "source_text": "6.7万亿元",
            "target_text": point["text"][:20],
        }
    ]
    path.write_text(json.dumps(table, ensure_ascii=False), encoding="utf-8")
    page = desk.client.get(f"/jobs/{job}").text
    place = re.search(r'<a href="#([\w-]+)" class="to-place">', page)[1]
    holder = re.search(rf'<(\w+)[^>]*id="{place}".*?</\1>', page, re.DOTALL)[0]
    assert (
        '<span class="finding finding-warning" id="en-finding-1">“About”, “over” or “nearly” was lost or added'
        in holder
    )


def test_a_brief_with_an_error_is_shown_without_its_word_files(desk: Desk) -> None:
    """As the worker leaves it: the data on the shelf, no brief in the books, the reason with the job."""
    job = desk.made()
    item = desk.front.ledger.item(job)
    entry = desk.front.ledger.article(item.article)
    left = result(replace(entry, briefs=()), recipe_of(item.options), shelf=desk.folders.shelf)
    assert (left.withheld, left.offers()) == (True, ("all.zip", "brief.json"))
    assert result(entry, recipe_of(item.options), shelf=desk.folders.shelf).withheld is False


def test_a_data_file_that_was_damaged_costs_only_the_preview(desk: Desk) -> None:
    job = desk.made()
    next(desk.folders.shelf.rglob("*.brief.json")).write_text("{", encoding="utf-8")
    answer = desk.client.get(f"/jobs/{job}")
    assert answer.status_code == 200
    assert "The preview cannot be shown" in answer.text
    assert f"/jobs/{job}/files/en.docx" in answer.text


@pytest.mark.parametrize("seed", sorted(SEEDS.glob("*.*")), ids=lambda path: path.name)
def test_a_brief_read_back_is_the_brief_that_was_written(seed: Path, tmp_path: Path) -> None:
    from briefing import pipeline
    from briefing.engines import choose_engine
    from briefing.render import render_json
    from briefing.settings import Settings

    settings = Settings(engine="embedded", out=tmp_path)
    reading = pipeline.facts_of(str(seed), settings=settings)
    briefs, _ = pipeline.briefs_of(reading, choose_engine(settings), settings=settings)
    path = tmp_path / "x.brief.json"
    path.write_bytes(render_json(briefs, reading))
    found = load(path)
    assert found.reading.article == reading.article
    assert found.reading.sentences == reading.sentences
    assert found.reading.figures == reading.figures
    assert [(b.headline, b.points, b.rows, b.findings) for b in found.briefs.values()] == [
        (b.headline, b.points, b.rows, b.findings) for b in briefs.values()
    ]
    assert preview(path, "ja").langs == ("en", "ja")
    assert labels_for("ja").sections["method"] in preview(path, "ja").markup


# --- shelf --------------------------------------------------------------------------------


def test_the_shelf_shows_briefs_by_day_with_headlines_in_the_readers_language(desk: Desk) -> None:
    desk.made()
    entry = desk.front.ledger.shelf()[0].article
    said = words_of(desk.client.get("/shelf").text)
    assert day_words(entry.day, "en") in said
    headline = json.loads(next(desk.folders.shelf.rglob("*.brief.json")).read_bytes())["briefs"]["ja"]["headline"][
        "text"
    ]
    assert headline not in said
    desk.client.get("/language/ja")
    assert headline in words_of(desk.client.get("/shelf").text)


@pytest.mark.parametrize(
    ("query", "there"),
    [
        ("q=广东", True),
        ("q=不存在", False),
        ("q=TRADE", True),
        ("q=輸出入", True),
        ("lang=en", True),
        ("day=1999-01-01", False),
        ("run=nonesuch", False),
        ("offset=40", False),
    ],
)
def test_the_shelf_is_searched_and_filtered(desk: Desk, query: str, there: bool) -> None:
    desk.made()
    said = words_of(desk.client.get(f"/shelf?{query}").text)
    assert ("广东前三季度" in said) is there


def test_an_entry_of_the_shelf_opens_with_its_preview(desk: Desk) -> None:
    desk.made()
    link = re.search(r'class="entry-title" href="([^"]+)"', desk.client.get("/shelf").text)[1]
    page = desk.client.get(link)
    assert page.status_code == 200
    assert 'class="bp-preview"' in page.text
    assert desk.client.get(f"{link}/en.docx").status_code == 200


def test_a_day_comes_as_one_zip(desk: Desk) -> None:
    desk.made()
    desk.made(ARTICLE.replace("广东", "福建"))
    day = desk.front.ledger.shelf()[0].article.day.isoformat()
    answer = desk.client.get(f"/shelf/{day}.zip?lang=ja")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        names = sorted(name.split("前")[0] for name in archive.namelist())
    assert names == ["广东", "福建"]
    assert desk.client.get("/shelf/1999-01-01.zip").status_code == 404
    assert desk.client.get("/shelf/yesterday.zip").status_code == 400


def test_the_digest_of_a_batch_stands_at_its_day(desk: Desk) -> None:
    desk.made()
    day = desk.front.ledger.shelf()[0].article.day.isoformat()
    assert "digest" not in desk.client.get("/shelf").text
    (desk.folders.shelf / day).mkdir(exist_ok=True)
    (desk.folders.shelf / day / "digest.ja.docx").write_bytes(b"PK digest")
    assert re.findall(r'href="(/shelf/[^"]*digest[^"]*)"', desk.client.get("/shelf").text) == [
        f"/shelf/{day}/digest.ja.docx"
    ]
    assert desk.client.get(f"/shelf/{day}/digest.ja.docx").content == b"PK digest"
    assert desk.client.get(f"/api/v1/days/{day}/digest.ja.docx").content == b"PK digest"
    for name in ("digest.en.docx", "..%2fdigest.ja.docx", "ledger.db"):
        assert desk.client.get(f"/shelf/{day}/{name}").status_code == 404
    with zipfile.ZipFile(io.BytesIO(desk.client.get(f"/shelf/{day}.zip").content)) as archive:
        assert "digest.ja.docx" in archive.namelist()


def test_runs_of_batches_are_listed(desk: Desk) -> None:
    run = desk.front.ledger.start_run("morning.toml")
    desk.front.ledger.end_run(run, outcome="done", ended={State.MADE: 12, State.FAILED: 1, State.SKIPPED: 3})
    page = desk.client.get("/runs").text
    assert "morning.toml" in page
    assert re.findall(r'<td class="number[^"]*">(\d+)</td>', page) == ["12", "1", "3"]
    assert f'href="/shelf?run={run}"' in page


# --- what the house has installed -----------------------------------------------------------


def test_templates_and_glossaries_are_offered_by_name(desk: Desk) -> None:
    shipped = Path(__file__).parent.parent / "templates"
    for lang in ("en", "ja"):
        (desk.folders.templates / f"house.{lang}.docx").write_bytes(
            (shipped / f"investor-brief.{lang}.docx").read_bytes()
        )
    (desk.folders.glossaries / "names.csv").write_text(
        "zh,en,ja\n南方外贸周刊,Southern Trade Weekly,南方貿易週刊\n", encoding="utf-8"
    )
    (desk.folders.glossaries / ".hidden.csv").write_text("zh,en,ja\n", encoding="utf-8")
    page = desk.client.get("/").text
    assert re.findall(r'<option value="([^"]+)"', page) == ["house", "research-note"]
    assert re.findall(r'name="glossaries" value="([^"]+)"', page) == ["names.csv"]
    job = desk.made(template="house", glossaries=["names.csv"])
    recipes = [brief.recipe for brief in desk.front.ledger.shelf()[0].briefs]
    assert desk.front.ledger.item(job).options["recipe"] in recipes
    assert recipes[0] != desk.front.ledger.item(desk.job()).options["recipe"]


def test_another_template_makes_another_brief(desk: Desk) -> None:
    first, second = desk.made(), desk.made(template="research-note")
    files = [desk.client.get(f"/jobs/{job}/files/en.docx").content for job in (first, second)]
    assert files[0] != files[1]
    assert len(list(desk.folders.shelf.rglob("*.en.docx"))) == 2
