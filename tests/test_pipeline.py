"""The pipeline as a whole: what ships is what was checked."""

from __future__ import annotations

from pathlib import Path

from briefing.pipeline import brief_of, differences, facts_of, generate, plan_of
from briefing.settings import Settings
from briefing.verify.documents import document_lines

SEED = Path(__file__).resolve().parents[1] / "seeds" / "guangdong-trade.txt"


def test_the_finished_file_holds_every_checked_sentence(tmp_path: Path) -> None:
    outcome = generate(str(SEED), settings=Settings(out=tmp_path, engine="embedded"))
    brief = brief_of(plan_of(facts_of(str(SEED), settings=Settings())), "ja")
    assert differences(brief, document_lines(tmp_path / "guangdong-trade.ja.docx")) == ()
    assert outcome.findings == ()


def test_a_changed_power_of_ten_in_the_file_is_noticed(tmp_path: Path) -> None:
    generate(str(SEED), settings=Settings(out=tmp_path, engine="embedded"))
    brief = brief_of(plan_of(facts_of(str(SEED), settings=Settings())), "en")
    lines = [
        line.replace("4.35 trillion", "43.5 trillion") for line in document_lines(tmp_path / "guangdong-trade.en.docx")
    ]
    assert {finding.code for finding in differences(brief, lines)} == {"document.differs"}


def test_the_same_article_gives_the_same_bytes(tmp_path: Path) -> None:
    made = [generate(str(SEED), settings=Settings(out=tmp_path / n, engine="embedded")).paths for n in ("a", "b")]
    assert [path.read_bytes() for path in made[0]] == [path.read_bytes() for path in made[1]]
