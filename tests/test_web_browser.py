"""The page in a real browser: Debian's Chromium, by mouse and by keyboard, wide and phone-sized, in three languages."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from read_samples import pdf
from web_desk import ARTICLE, Served, served

from briefing import check_files
from briefing.values import Severity
from briefing.web.words import TAGS, TONGUES, Tongue, words

CHROMIUM = Path("/usr/bin/chromium")
# Nothing but the page itself may be asked for.
FLAGS = [
    "--no-sandbox",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-sync",
    "--metrics-recording-only",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
WIDE, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
LOCALES: dict[Tongue, str] = {"en": "en-GB", "ja": "ja-JP", "zh": "zh-CN"}
FIGURE = "6.7万亿元"
SENTENCE = "2024年前三季度，广东进出口总额6.7万亿元"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        if os.environ.get("CI"):
            pytest.fail(f"CI must have a browser: no {CHROMIUM}")
        pytest.skip(f"needs Debian's Chromium at {CHROMIUM}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("browser") / "data") as running:
        yield running


def opened(chromium: Browser, server: Served, **options: object) -> tuple[BrowserContext, Page]:
    """A page that fails the test where the browser complains of a script, a style or the policy."""
    context = chromium.new_context(**{"locale": "en-GB", "viewport": WIDE, "accept_downloads": True, **options})
    context.set_default_timeout(60_000)
    page = context.new_page()
    page.on("pageerror", lambda error: pytest.fail(f"a script failed: {error}"))
    page.on("console", lambda said: pytest.fail(said.text) if said.type in ("error", "warning") else None)
    page.goto(server.base)
    return context, page


@pytest.fixture
def page(chromium: Browser, server: Served) -> Iterator[Page]:
    context, opened_page = opened(chromium, server)
    yield opened_page
    context.close()


def paste(page: Page, text: str = ARTICLE) -> None:
    page.fill("#text", text)
    page.click("button.main")
    page.wait_for_selector(".bp-preview")


def serious(page: Page) -> list[str]:
    """What axe finds that keeps people with aids from using the page."""
    found = Axe().run(page).response["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html']}" for each in found if each["impact"] in ("serious", "critical")]


def errors(source: Path, word: Path, lang: str) -> list[str]:
    report = check_files(source, word, lang, kind="brief")
    return [f.finding.message for f in report.findings if f.finding.severity is Severity.ERROR]


# --- the whole way ---------------------------------------------------------------------------


def test_paste_watch_look_at_the_proof_and_download(page: Page, tmp_path: Path) -> None:
    page.fill("#text", ARTICLE)
    page.click("button.main")
    page.wait_for_url(re.compile(r"/jobs/"))
    page.wait_for_selector(".bp-preview")
    source = page.locator(".bp-source")
    expect(source.locator(".proof")).to_have_count(0)
    page.locator('.bp-brief[data-lang="en"] .bp-points a.bp-figure', has_text="RMB 6.7 trillion").first.click()
    lit = source.locator(".bp-sentence.proof")
    expect(lit).to_have_count(1)
    assert SENTENCE in lit.inner_text().replace("\n", "")
    assert source.locator("mark.proof-figure").first.inner_text() == FIGURE
    expect(lit).to_be_in_viewport()
    (tmp_path / "source.txt").write_text(ARTICLE, encoding="utf-8")
    for lang, label in (("en", "English, Word"), ("ja", "Japanese, Word")):
        with page.expect_download() as download:
            page.click(f"text={label}")
        assert download.value.suggested_filename.endswith(f".{lang}.docx")
        assert download.value.suggested_filename.startswith("广东前三季度")
        download.value.save_as(tmp_path / f"brief.{lang}.docx")
        assert errors(tmp_path / "source.txt", tmp_path / f"brief.{lang}.docx", lang) == []


def test_the_check_of_downloads_sees_a_wrong_figure(tmp_path: Path) -> None:
    """The test above could not fail if this did not."""
    (tmp_path / "source.txt").write_text(ARTICLE, encoding="utf-8")
    document = docx.Document()
    document.add_paragraph("Guangdong's imports and exports were RMB 67 trillion in the first three quarters.")
    document.save(tmp_path / "wrong.docx")
    assert errors(tmp_path / "source.txt", tmp_path / "wrong.docx", "en") != []


def word_file() -> bytes:
    document = docx.Document()
    for line in ARTICLE.splitlines():
        document.add_paragraph(line)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def pdf_file() -> bytes:
    lines = [line[at : at + 34] for line in ARTICLE.splitlines() if line for at in range(0, len(line), 34)]
    return pdf([(72, 780 - 22 * number, line) for number, line in enumerate(lines)])


FILES = {
    "txt": lambda: ARTICLE.encode(),
    "md": lambda: ("# " + ARTICLE).encode(),
    "html": lambda: (
        "<!DOCTYPE html><html lang='zh'><meta charset='utf-8'><title>x</title><body><article><h1>"
        + "</p><p>".join(line for line in ARTICLE.splitlines() if line).replace("</p>", "</h1>", 1)
        + "</p></article>"
    ).encode(),
    "docx": word_file,
    "pdf": pdf_file,
}


@pytest.mark.parametrize("ending", FILES)
def test_every_format_is_taken(page: Page, tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"記事 一.{ending}"
    file.write_bytes(FILES[ending]())
    page.click('label[for="kind-file"]')
    page.set_input_files("#file", file)
    page.click("button.main")
    page.wait_for_selector(".bp-preview")
    assert "RMB 6.7 trillion" in page.locator('.bp-brief[data-lang="en"]').inner_text()
    assert "6兆7,000億元" in page.locator('.bp-brief[data-lang="ja"]').inner_text()


def test_a_file_that_is_dropped_is_the_one_that_is_sent(page: Page) -> None:
    page.evaluate(
        """text => {
          const data = new DataTransfer();
          data.items.add(new File([text], "dropped.txt", {type: "text/plain"}));
          document.querySelector(".order").dispatchEvent(
            new DragEvent("drop", {dataTransfer: data, bubbles: true, cancelable: true}));
        }""",
        ARTICLE,
    )
    page.click('label[for="kind-file"]')
    assert page.evaluate("document.querySelector('#file').files[0].name") == "dropped.txt"


def test_a_file_that_is_too_large_is_told_at_once_and_holds_up_nothing_else(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "large.txt"
    file.write_bytes(b"x" * (20 * 1024 * 1024 + 1))
    page.click('label[for="kind-file"]')
    page.set_input_files("#file", file)
    assert page.evaluate("document.querySelector('#file').validationMessage").startswith("Too large")
    page.click("button.main")
    expect(page.get_by_role("heading", level=1)).to_have_text("Make a brief")
    page.click('label[for="kind-text"]')
    paste(page)


def test_an_address_that_is_not_read_is_told_on_the_same_page(chromium: Browser, server: Served) -> None:
    context = chromium.new_context(locale="ja-JP")
    page = context.new_page()
    page.goto(server.base)
    page.click('label[for="kind-url"]')
    page.fill("#url", "http://192.168.0.1/")
    page.click("button.main")
    expect(page.get_by_role("alert")).to_contain_text("このURLは読み取れません")
    assert page.input_value("#url") == "http://192.168.0.1/"
    context.close()


# --- languages, sizes, aids --------------------------------------------------------------------


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("tongue", TONGUES)
def test_every_page_in_every_language_and_size(
    chromium: Browser, server: Served, tongue: Tongue, size: dict[str, int]
) -> None:
    context, page = opened(chromium, server, locale=LOCALES[tongue], viewport=size)
    said = words(tongue)
    assert page.locator("html").get_attribute("lang") == TAGS[tongue]
    expect(page.get_by_role("heading", level=1)).to_have_text(said["start"]["title"])
    assert serious(page) == []
    for kind in ("file", "url", "text"):
        page.click(f'label[for="kind-{kind}"]')
        assert fits(page), kind
    page.click(".wishes summary")
    assert fits(page)
    paste(page)
    job = page.url
    assert serious(page) == []
    for path in ("/shelf", "/runs", "/scripts"):
        page.goto(server.base + path)
        assert serious(page) == []
        assert fits(page), path
    page.goto(job)
    assert fits(page)
    for link in page.locator(".downloads a").all():
        assert link.is_visible()
    context.close()


def fits(page: Page) -> bool:
    """Whether nothing makes the whole page scroll sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def test_the_language_is_switched_by_a_link_and_stays(page: Page, server: Served) -> None:
    page.click("text=日本語")
    expect(page.get_by_role("heading", level=1)).to_have_text("ブリーフを作成")
    page.goto(f"{server.base}/shelf")
    expect(page.get_by_role("heading", level=1)).to_have_text("ブリーフ一覧")


def test_on_a_phone_the_proof_comes_up_from_below(chromium: Browser, server: Served) -> None:
    context, page = opened(chromium, server, viewport=PHONE, has_touch=True, is_mobile=True)
    paste(page)
    panel = page.locator("#proof")
    expect(panel).to_be_hidden()
    page.locator('.bp-brief[data-lang="ja"] .bp-points a.bp-figure').first.tap()
    expect(panel).to_be_visible()
    expect(panel.locator("mark")).to_have_count(1)
    assert serious(page) == []
    page.click("#proof-close")
    expect(panel).to_be_hidden()
    context.close()


def test_all_of_it_goes_by_keyboard_alone(page: Page) -> None:
    def focused(selector: str) -> None:
        for _ in range(400):
            page.keyboard.press("Tab")
            if page.evaluate("s => document.activeElement.matches(s)", selector):
                return
        pytest.fail(f"the keyboard does not reach {selector}")

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    focused("#kind-text")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.querySelector('#kind-file').checked")
    page.keyboard.press("ArrowLeft")
    focused("#text")
    page.keyboard.insert_text(ARTICLE)
    focused("button.main")
    page.keyboard.press("Enter")
    page.wait_for_selector(".bp-preview")
    focused('.bp-brief[data-lang="en"] .bp-points a.bp-figure')
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    page.keyboard.press("Enter")
    expect(page.locator(".bp-source .bp-sentence.proof")).to_have_count(1)
    assert page.locator("#proof-said").inner_text().startswith("Chinese sentence: ")
    page.keyboard.press("Escape")
    expect(page.locator(".proof")).to_have_count(0)
    focused(".bp-brief .bp-points a.bp-ref")
    page.keyboard.press("Enter")
    expect(page.locator(".bp-source .bp-sentence.proof")).to_have_count(1)


def test_a_statement_shows_its_sentence_and_a_sentence_its_statements(page: Page) -> None:
    paste(page)
    page.locator('.bp-brief[data-lang="ja"] .bp-points li').first.click(position={"x": 8, "y": 8})
    assert page.locator(".bp-source .bp-sentence.proof").count() >= 1
    assert page.locator('.bp-brief[data-lang="en"] .echo').count() >= 1
    page.locator(".bp-source .bp-sentence.cited").nth(1).click(position={"x": 6, "y": 6})
    assert page.locator(".bp-brief .echo").count() >= 2


def test_columns_can_be_hidden(page: Page) -> None:
    paste(page)
    page.uncheck("#show-en")
    expect(page.locator('.bp-brief[data-lang="en"]')).to_be_hidden()
    expect(page.locator('.bp-brief[data-lang="ja"]')).to_be_visible()


def test_without_a_script_everything_is_there(chromium: Browser, server: Served) -> None:
    context, page = opened(chromium, server, java_script_enabled=False)
    page.fill("#text", ARTICLE)
    page.click("button.main")
    page.wait_for_selector(".bp-preview")
    link = page.locator('.bp-brief[data-lang="en"] .bp-points a.bp-figure').first
    target = link.get_attribute("href")
    link.click()
    assert page.url.endswith(target)
    assert page.locator(f"{target}:target").count() == 1
    with page.expect_download() as download:
        page.click("text=Both as zip")
    assert download.value.suggested_filename.endswith(".zip")
    context.close()


def keep_busy(page: Page, server: Served, count: int, mark: str) -> None:
    """Jobs that are worked on first."""
    for number in range(count):
        text = ARTICLE.replace("10.8%", f"{mark}{number}.8%")
        assert page.request.post(f"{server.base}/api/v1/jobs", data={"text": text}).status == 202


def test_progress_is_shown_while_a_job_waits(page: Page, server: Served) -> None:
    keep_busy(page, server, 6, "1")
    page.fill("#text", ARTICLE.replace("10.8%", "77.8%"))
    with page.expect_navigation(url=re.compile(r"/jobs/")):
        page.click("button.main")
    stages = page.locator(".stages .stage")
    assert stages.count() == 6
    expect(stages.first).to_contain_text(re.compile(r"^Waiting \d before yours"))
    page.wait_for_selector(".bp-preview")


def test_a_job_is_stopped_by_its_button(page: Page, server: Served) -> None:
    keep_busy(page, server, 12, "2")
    page.fill("#text", ARTICLE.replace("10.8%", "99.8%"))
    with page.expect_navigation(url=re.compile(r"/jobs/")):
        page.click("button.main")
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Stopped")
