"""Comments at doubtful places, the reviewer's table, statements beside their Chinese, both languages in one file."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from briefs_for_rendering import brief
from charted_briefs import charted
from docx.document import Document
from docx.oxml.ns import qn

from briefing.assemble.places import placed
from briefing.engines import choose_engine
from briefing.pipeline import facts_of, make
from briefing.render import Extras, find_template, render_docx, render_together
from briefing.settings import Settings
from briefing.values import LANGS, Brief, Finding, Lang, Place, Severity, Span

DOUBT: dict[Lang, str] = {"en": "Kowan Heavy Industries", "ja": "港湾重工業"}


def doubtful(lang: Lang) -> Brief:
    """The invented brief with a warning about a name in its second point and a note about what it left out."""
    made = brief(lang)
    warning = Finding(
        "name.unverified",
        Severity.WARNING,
        "nothing in the source explains this name",
        source=made.sources[2].span,
        target_text=DOUBT[lang],
    )
    points = (made.points[0], replace(made.points[1], spans=(made.sources[2].span,)), *made.points[2:])
    left_out = Finding("left-out.figure.value", Severity.NOTE, "sentence left out: another number", Span(0, 3))
    return placed(replace(made, points=points, findings=(warning, left_out)))


def opened(data: bytes) -> Document:
    return docx.Document(io.BytesIO(data))


def commented(document: Document) -> list[tuple[str, list[str]]]:
    """The words each comment is about, and its paragraphs."""
    found = []
    for comment in document.comments:
        number = str(comment.comment_id)
        start = next(m for m in document.element.body.iter(qn("w:commentRangeStart")) if m.get(qn("w:id")) == number)
        words, held = [], start.getnext()
        while held.tag != qn("w:commentRangeEnd") or held.get(qn("w:id")) != number:
            words += [t.text for t in held.iter(qn("w:t"))]
            held = held.getnext()
        reference = held.getnext().find(qn("w:commentReference"))
        assert reference.get(qn("w:id")) == number
        found.append(("".join(words).replace("\u00a0", " "), [p.text for p in comment.paragraphs]))
    return found


def test_a_warning_has_the_place_of_the_words_it_names() -> None:
    places = {f.code: f.place for f in doubtful("en").findings}
    assert places["name.unverified"] == Place("points", 1, Span(0, 22))
    assert places["left-out.figure.value"] is None


def test_a_warning_without_words_has_its_statement() -> None:
    made = doubtful("en")
    bare = replace(made.findings[0], target_text="", place=None)
    assert placed(replace(made, findings=(bare,))).findings[0].place == Place("points", 1)


def test_a_guessed_name_has_the_place_of_its_first_mention_or_its_line_among_the_parties() -> None:
    guesses = {f.source_text: f.place for f in doubtful("ja").findings if f.code == "name.guess"}
    assert guesses["东澜生物"] == Place("points", 2, Span(0, 4))
    assert guesses["高桥直树"] == Place("parties", 6)


def test_placing_again_changes_nothing_but_adds_no_place_to_what_has_one() -> None:
    made = doubtful("en")
    assert [f.place for f in placed(replace(made, parties=())).findings] == [f.place for f in made.findings]


COMMENTS: dict[Lang, list[tuple[str, list[str]]]] = {
    "en": [
        (
            "Kowan Heavy Industries",
            ["warning: nothing in the source explains this name (name.unverified)", "Chinese: 港湾重工业株式会社将"],
        ),
        (
            "Donglan Biotech",
            ["Spelling unconfirmed. Enter the name in a glossary to settle it.", "Chinese: 东澜生物"],
        ),
        (
            "Naoki Takahashi, head of Sanwa Bussan in China",
            ["Spelling unconfirmed. Enter the name in a glossary to settle it.", "Chinese: 高桥直树"],
        ),
    ],
    "ja": [
        (
            "港湾重工業",
            ["要確認: nothing in the source explains this name (name.unverified)", "原文：港湾重工业株式会社将"],
        ),
        ("東瀾生物", ["表記は未確認。用語集に登録すると確定する。", "原文：东澜生物"]),
        ("高橋直樹(三和物産・中国総代表)", ["表記は未確認。用語集に登録すると確定する。", "原文：高桥直树"]),
    ],
}


@pytest.mark.parametrize("lang", LANGS)
def test_comments_stand_at_the_words_in_doubt(lang: Lang) -> None:
    found = commented(opened(render_docx(doubtful(lang))))
    cut = [
        (words, [lines[0], lines[1][: len(want[1])]])
        for (words, lines), (_, want) in zip(found, COMMENTS[lang], strict=True)
    ]
    assert cut == COMMENTS[lang]


@pytest.mark.parametrize("lang", LANGS)
def test_comments_change_no_word_of_the_text(lang: Lang) -> None:
    def words(data: bytes) -> list[str]:
        return ["".join(t.text for t in p.iter(qn("w:t"))) for p in opened(data).element.body.iter(qn("w:p"))]

    with_comments = render_docx(doubtful(lang))
    assert words(with_comments) == words(render_docx(doubtful(lang), extras=Extras(comments=False)))
    assert with_comments == render_docx(doubtful(lang))


def test_comments_carry_no_hour_and_can_be_left_out() -> None:
    dates = [c._comment_elm.get(qn("w:date")) for c in opened(render_docx(doubtful("en"))).comments]
    assert dates == [None, None, None]
    bare = render_docx(doubtful("en"), extras=Extras(comments=False))
    with zipfile.ZipFile(io.BytesIO(bare)) as package:
        assert not [name for name in package.namelist() if "comments" in name]


def test_two_comments_on_one_sentence_each_stand_at_their_words() -> None:
    made = doubtful("en")
    text = made.points[1].text
    at = text.index("RMB 2.4 billion")
    more = Finding("figure.doubt", Severity.WARNING, "look", place=Place("points", 1, Span(at, at + 15)))
    inside = Finding("figure.doubt", Severity.WARNING, "look", place=Place("points", 1, Span(at + 4, at + 7)))
    found = commented(opened(render_docx(replace(made, findings=(made.findings[0], more, inside)))))
    assert [words for words, _ in found] == ["Kowan Heavy Industries", "RMB 2.4 billion", "2.4"]


def test_a_comment_may_cover_a_chinese_original() -> None:
    made = brief("en")
    at = made.points[2].text.index("Donglan")
    finding = Finding("x", Severity.WARNING, "look", place=Place("points", 2, Span(at, at + 20)))
    found = commented(opened(render_docx(replace(made, findings=(finding,)))))
    assert found[0][0] == "Donglan Biotech (东澜生"


def table_after(document: Document, heading: str) -> list[list[str]]:
    body = list(document.element.body)
    at = next(n for n, b in enumerate(body) if "".join(t.text for t in b.iter(qn("w:t"))) == heading)
    table = next(b for b in body[at:] if b.tag == qn("w:tbl"))
    return [
        ["".join(t.text for t in cell.iter(qn("w:t"))).replace("\u00a0", " ") for cell in row.iter(qn("w:tc"))]
        for row in table.iter(qn("w:tr"))
    ]


def test_the_reviewers_table_lists_all_findings_the_gravest_first() -> None:
    document = opened(render_docx(doubtful("en"), extras=Extras(review=True)))
    assert table_after(document, "Findings for review") == [
        ["Severity", "Place", "Finding", "In the source"],
        ["warning", "key point 2", "nothing in the source explains this name (name.unverified)", ""],
        ["note", "–", "sentence left out: another number (left-out.figure.value)", ""],
        ["note", "key point 3", "the form of this name is a guess: Donglan Biotech (name.guess)", "东澜生物"],
        [
            "note",
            "quotation 1",
            "the form of this name is a guess: Naoki Takahashi, head of Sanwa Bussan in China (name.guess)",
            "高桥直树",
        ],
    ]


def test_the_reviewers_table_is_all_notes_and_there_only_when_asked_for() -> None:
    document = opened(render_docx(doubtful("ja"), extras=Extras(review=True)))
    last = document.tables[-1]
    styles = {p.style.name for row in last.rows[1:] for cell in row.cells for p in cell.paragraphs}
    assert styles == {"Note", "Source Text"}
    assert "確認事項" not in [p.text for p in opened(render_docx(doubtful("ja"))).paragraphs]


def test_a_brief_without_findings_says_so_to_the_reviewer() -> None:
    document = opened(render_docx(replace(brief("en"), findings=()), extras=Extras(review=True)))
    assert "No findings." in [p.text for p in document.paragraphs]


@pytest.mark.parametrize(("lang", "heading"), [("en", "Key points"), ("ja", "要点")])
def test_the_bilingual_layout_sets_each_point_beside_its_chinese(lang: Lang, heading: str) -> None:
    made = brief(lang)
    rows = table_after(opened(render_docx(made, extras=Extras(bilingual=True))), heading)
    assert rows[0] == {"en": ["Chinese", "English"], "ja": ["中国語原文", "日本語"]}[lang]
    assert len(rows) == 1 + len(made.points)
    texts = {s.number: s.text for s in made.sources}
    assert rows[3][0] == f"[4] {texts[4]}"
    assert rows[1][0] == f"[1] {texts[1]}[2] {texts[2]}"
    assert rows[3][1].startswith(made.points[2].text)


def test_a_place_kept_behind_a_table_has_no_bullet() -> None:
    house = find_template("en").with_name("research-note.en.docx")
    document = opened(render_docx(brief("en"), template=house, extras=Extras(bilingual=True)))
    cells = list(document.element.body.iter(qn("w:tc")))
    empty = [p for cell in cells for p in cell.findall(qn("w:p")) if not list(p.iter(qn("w:t")))]
    numbers = [p.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}") for p in empty]
    assert "0" in [n.get(qn("w:val")) for n in numbers if n is not None]


LAYOUTS = {
    "plain": Extras(),
    "bilingual": Extras(bilingual=True),
    "with a reviewer's table": Extras(review=True),
}


def links(document: Document) -> tuple[set[str], Counter[str]]:
    body = document.element.body
    anchors = {link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink")) if link.get(qn("w:anchor"))}
    return anchors, Counter(mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart")))


@pytest.mark.parametrize("extras", LAYOUTS.values(), ids=LAYOUTS)
@pytest.mark.parametrize("lang", LANGS)
def test_references_lead_to_the_chinese_and_back_in_every_layout(lang: Lang, extras: Extras) -> None:
    anchors, marks = links(opened(render_docx(doubtful(lang), extras=extras)))
    assert anchors == set(marks)
    assert set(marks.values()) == {1}
    assert {name for name in marks if name.startswith("source_")} == {f"source_{n}" for n in range(1, 11)}


# --- both languages in one file ----------------------------------------------------


def together(*, extras: Extras = Extras()) -> Document:
    return opened(render_together([doubtful("en"), doubtful("ja")], extras=extras))


def test_one_file_holds_every_line_of_both_briefs_in_order() -> None:
    def lines(document: Document) -> list[str]:
        paragraphs = document.element.body.iter(qn("w:p"))
        return [text for p in paragraphs if (text := "".join(t.text for t in p.iter(qn("w:t"))))]

    alone = [line for lang in LANGS for line in lines(opened(render_docx(doubtful(lang))))]
    assert lines(together()) == alone


def test_references_of_two_languages_do_not_mix() -> None:
    anchors, marks = links(together())
    assert anchors == set(marks)
    assert set(marks.values()) == {1}
    assert {"source_1", "cited_1", "ja_source_1", "ja_cited_1"} <= set(marks)


def test_each_language_keeps_its_header_and_its_page() -> None:
    sections = together().sections
    heads = ["".join(t.text for t in s.header._element.iter(qn("w:t"))).strip() for s in sections]
    assert heads == ["Investor Brief19 April 2026", "投資家向け要約2026年4月19日"]
    assert [section.start_type.name for section in sections] == ["NEW_PAGE", "NEW_PAGE"]


def test_key_points_of_the_second_language_count_from_one() -> None:
    body = together().element.body
    numbers = [
        p.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}").get(qn("w:val"))
        for p in body.iter(qn("w:p"))
        if p.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None
    ]
    assert len(numbers) == len(brief("ja").points)
    assert len(set(numbers)) == 1


def test_the_second_language_looks_as_it_does_alone() -> None:
    document = together()
    text = brief("ja").points[0].text
    point = next(p for p in document.paragraphs if p.text.startswith(text[:10]))
    spacing = point._p.find(f"{qn('w:pPr')}/{qn('w:spacing')}")
    assert (spacing.get(qn("w:line")), spacing.get(qn("w:lineRule"))) == ("300", "exact")
    assert point.style.name == "Key Point"


def test_one_file_holds_both_charts_and_all_comments() -> None:
    data = render_together([placed(charted("en")), placed(charted("ja"))])
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = package.namelist()
    assert [n for n in names if n.startswith("word/charts/chart")] == [
        "word/charts/chart1.xml",
        "word/charts/chart2.xml",
    ]
    ids = [p.get("id") for p in opened(data).element.body.iter(qn("wp:docPr"))]
    assert len(set(ids)) == 2
    assert [words for words, _ in commented(together())] == [words for lang in LANGS for words, _ in COMMENTS[lang]]


def test_one_file_is_the_same_every_time() -> None:
    assert render_together([doubtful("en"), doubtful("ja")]) == render_together([doubtful("en"), doubtful("ja")])


def test_the_author_is_the_house_or_nobody() -> None:
    assert opened(render_docx(brief("en"))).core_properties.author == ""
    assert opened(render_docx(brief("en"), extras=Extras(house="Kabuto"))).core_properties.author == "Kabuto"


def test_a_comment_stands_at_its_words_also_where_days_are_written_another_way(tmp_path: Path) -> None:
    seed = str(Path(__file__).parents[1] / "seeds" / "jiangnan-results.txt")
    settings = Settings(langs=("en",), engine="embedded", dates="month-day", currency="CNY")
    made = make(facts_of(seed, settings=settings), choose_engine(settings), settings=settings)
    words = [words for words, _ in commented(opened(made.words["en"]))]
    assert words[0] == "Jiangnan Precision"
