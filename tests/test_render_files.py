"""Canonical JSON, column widths, and files that are complete or absent."""

from __future__ import annotations

import errno
import json
import os
from decimal import Decimal
from pathlib import Path

import pytest
from briefs_for_rendering import brief, reading

from briefing.errors import OutputError
from briefing.render import render_json, write_atomic
from briefing.render.canonical import plain
from briefing.render.columns import Column, column_widths
from briefing.values import LANGS, Span


def test_json_holds_both_briefs_and_the_article() -> None:
    data = json.loads(render_json({lang: brief(lang) for lang in LANGS}, reading()))
    assert data["schema"] == "briefing/1"
    assert data["article"]["sha256"] == "3f5a" * 16
    assert data["article"]["published"] == "2026-04-19T08:30:00"
    figure = data["briefs"]["ja"]["rows"][0]["figures"][0]
    start, end = figure["span"]
    assert (figure["value"], data["article"]["text"][start:end]) == ("18640000000", "186.4亿元")
    assert data["briefs"]["en"]["findings"][0]["severity"] == "warning"


def test_json_is_canonical() -> None:
    text = render_json({"en": brief("en")}, reading())
    again = json.dumps(json.loads(text), ensure_ascii=False, sort_keys=True, indent=1).encode() + b"\n"
    assert text == again


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Decimal("1.2E+9"), "1200000000"),
        (Decimal("-0.10"), "-0.10"),
        (Span(1, 4), [1, 4]),
        ((None, True), [None, True]),
    ],
    ids=["no exponent", "digits kept", "span", "tuple"],
)
def test_values_have_a_plain_form(value: object, expected: object) -> None:
    assert plain(value) == expected


def test_a_value_without_a_form_is_refused() -> None:
    with pytest.raises(TypeError, match="float has no JSON form"):
        plain(0.1)


def test_a_file_appears_whole_and_leaves_no_draft(tmp_path: Path) -> None:
    write_atomic(tmp_path / "要約.docx", b"new")
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("要約.docx", b"new")]


def test_an_existing_file_is_replaced_and_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b"old")
    path.chmod(0o640)
    write_atomic(path, b"new")
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"new", 0o640)


def test_a_link_is_written_through(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(b"old")
    (tmp_path / "link").symlink_to("real")
    write_atomic(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"new"


@pytest.mark.parametrize(
    ("code", "message"),
    [
        (errno.ENOSPC, "no room left to write {path}"),
        (errno.EACCES, "not allowed to write {path}"),
        (errno.EIO, "could not write {path}: Input/output error"),
    ],
    ids=["full disk", "refused", "broken disk"],
)
def test_a_failure_while_writing_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, message: str
) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(b"old")

    def fail(_: int) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OutputError) as caught:
        write_atomic(path, b"new")
    assert caught.value.message == message.format(path=path)
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("a.docx", b"old")]


def test_an_interrupted_write_leaves_no_draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_atomic(tmp_path / "a.docx", b"new")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_an_unwritable_folder_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(OutputError, match="not allowed to write"):
        write_atomic(tmp_path / "a.docx", b"new")


@pytest.mark.parametrize("folder", ["none", "file"])
def test_a_folder_that_is_none_is_named(tmp_path: Path, folder: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match=rf"^no folder {tmp_path / folder} to write a\.docx into$"):
        write_atomic(tmp_path / folder / "a.docx", b"new")


def test_a_folder_in_the_way_is_named(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="is a folder, not a file"):
        write_atomic(tmp_path, b"new")


LONG = "Annual output of Japanese-invested companies in the zone and its northern extension"
FIGURES = (
    Column("Item", (LONG,), tight=False),
    Column("Value", ("about RMB 186.4 billion",)),
    Column("Holder", (LONG,), tight=False),
    Column("Ref.", ("[2]",)),
)


@pytest.mark.parametrize(
    "columns", [FIGURES, FIGURES[1:2] + FIGURES[3:], FIGURES[1:2]], ids=["squeezed", "spare", "one"]
)
def test_columns_fill_the_width_of_the_text(columns: tuple[Column, ...]) -> None:
    widths = column_widths(9638, 170, columns)
    assert sum(widths) == 9638
    assert min(widths) > 0


def test_a_figure_keeps_its_line_where_texts_must_wrap() -> None:
    widths = column_widths(9638, 170, FIGURES)
    assert widths[1] >= FIGURES[1].natural(170)
    assert widths[0] < FIGURES[0].natural(170)


def test_items_and_names_keep_room_beside_long_figures() -> None:
    long, short = "up 19.7% year on year; 57.8% of electricity generation", "24.86 billion kWh"
    columns = [
        Column("Item", ("New-energy power generation",), tight=False),
        Column("Value", (short,)),
        Column("Change", (long,)),
        Column("Status", ("cumulative",)),
        Column("Period", ("By the end of April 2025",)),
        Column("Holder", ("see source",), tight=False),
        Column("Ref.", ("[2][3]",)),
    ]
    widths = column_widths(9000, 180, columns)
    assert sum(widths) == 9000
    assert all(width >= column.unbroken(180) for width, column in zip(widths, columns, strict=True))
    assert widths[1] >= columns[1].natural(180)
    assert widths[0] >= 1200  # New-energy power / generation: no more lines than the change beside it


def test_a_rare_long_change_wraps_before_every_name_does() -> None:
    rows = ["up 4.7% year on year"] * 8 + ["down 1.7 percentage points from a year earlier"]
    columns = [
        Column("Item", ("Operating revenue",) * 9, tight=False),
        Column("Value", ("RMB 8.632 billion",) * 9, number=True),
        Column("Change", tuple(rows), tight=False, number=True),
        Column("Status", ("forecast",) * 9),
        Column("Period", ("First quarter of 2024",) * 9, tight=False),
        Column("Holder", ("Jiangnan Precision",) * 9, tight=False),
    ]
    widths = column_widths(9978, 170, columns)
    assert [width >= column.natural(170) for width, column in zip(widths, columns, strict=True)] == [
        True, True, False, True, True, True,
    ]  # fmt: skip
    assert widths[2] >= Column("Change", rows[:1], number=True).natural(170)  # type: ignore[arg-type]
