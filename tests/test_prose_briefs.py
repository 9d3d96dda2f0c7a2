"""A brief in an engine's words: right sentences stay, wrong ones are mended or said by the embedded engine."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from recorded_translations import recorded_file

from briefing.pipeline import generate
from briefing.settings import Settings
from briefing.verify.documents import document_lines

SEED = Path(__file__).resolve().parents[1] / "seeds" / "haiyun-funding.txt"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("prose")
    file = recorded_file(folder)
    generate(str(SEED), settings=Settings(out=folder, engine=f"recorded:{file}"))
    return folder


@pytest.fixture(scope="module")
def brief(made: Path) -> dict[str, object]:
    return json.loads((made / "haiyun-funding.brief.json").read_text(encoding="utf-8"))["briefs"]["en"]  # type: ignore[no-any-return]


def sentences(brief: dict) -> dict[str, str]:  # type: ignore[type-arg]
    return {s["text"]: s["engine"] for part in ("takeaway", "points", "quotes") for s in brief[part]}


def traces(made: Path) -> dict[str, dict]:  # type: ignore[type-arg]
    document = json.loads((made / "haiyun-funding.brief.json").read_text(encoding="utf-8"))
    text = document["article"]["text"]
    return {text[slice(*t["span"])]: t for t in document["briefs"]["en"]["traces"]}


def test_an_amount_ten_times_too_large_is_put_right(brief: dict) -> None:  # type: ignore[type-arg]
    assert (
        "Haiyun Intelligent (海云智能), an industrial software company, announced on 12 June that it had completed a "
        "Series C round of RMB 1.5 billion."
    ) in sentences(brief)


def test_dollars_for_yuan_are_put_right(brief: dict) -> None:  # type: ignore[type-arg]
    assert (
        "In 2022, its revenue was RMB 460 million, an increase of 62% over the previous year, and it had more than "
        "1,800 customers."
    ) in sentences(brief)


def test_names_come_into_their_forms(brief: dict) -> None:  # type: ignore[type-arg]
    said = " ".join(sentences(brief))
    assert "led by Shenzhen Capital Group, with SoftBank Group" in said


def test_an_empty_translation_is_said_by_the_embedded_engine_or_left_open(made: Path) -> None:
    trace = traces(made)["公司此前已完成三轮融资，累计融资额约22亿元。"]
    assert trace["outcome"] in ("embedded", "row", "open")
    assert trace["steps"][0] == {"action": "translated", "text": "", "findings": [], "problem": "empty"}


def test_every_step_of_a_repair_is_on_record(made: Path) -> None:
    trace = traces(made)["工业软件企业海云智能6月12日宣布，公司完成15亿元C轮融资。"]
    assert (trace["outcome"], [step["action"] for step in trace["steps"]]) == ("repaired", ["translated", "repaired"])
    findings = trace["steps"][0]["findings"]
    assert [f["code"] for f in findings if f["severity"] == "error"] == ["figure.value"]


def test_the_headline_is_the_articles_own(brief: dict) -> None:  # type: ignore[type-arg]
    assert brief["headline"]["text"] == (  # type: ignore[index]
        "Haiyun Intelligent (海云智能) completes a C round of RMB 1.5 billion and acquires a Berlin software company"
    )


def test_a_language_the_engine_does_not_write_is_the_embedded_engines(made: Path) -> None:
    document = json.loads((made / "haiyun-funding.brief.json").read_text(encoding="utf-8"))
    assert document["briefs"]["ja"]["provenance"]["engine"] == "embedded"
    assert document["briefs"]["en"]["provenance"]["engine"] == "recorded:recorded.jsonl"


def test_the_file_holds_what_was_checked(made: Path) -> None:
    lines = document_lines(made / "haiyun-funding.en.docx")
    assert any("RMB 1.5 billion" in line for line in lines)
    assert not any("15 billion yuan" in line for line in lines)


def test_a_guess_stands_with_its_chinese_where_it_is_first_said_and_not_again(brief: dict) -> None:  # type: ignore[type-arg]
    said = [s["text"] for part in ("takeaway", "points", "quotes") for s in brief[part]]
    assert [text.count("(海云智能)") for text in said if "Haiyun Intelligent" in text] == [1, 0]
    assert [(p["name"], p["certain"]) for p in brief["parties"] if p["original"] == "海云智能"] == [
        ("Haiyun Intelligent", False)
    ]
