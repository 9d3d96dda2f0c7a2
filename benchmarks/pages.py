"""How fast pages are read, and how well beside other libraries.

    python benchmarks/pages.py FOLDER [--peer-python PATH] [--speed]

FOLDER holds pages and ``pages.json``, their gold: ``page``, ``title_zh``,
``published``, ``first_paragraph_starts``, ``last_paragraph_ends`` and
``must_not_contain``. Compared after deleting white space, as readers would:
title equal, day equal, first words near the beginning, last words and nothing
unwanted in the text. trafilatura and readability-lxml run here; newspaper4k in
the interpreter of ``--peer-python``, an environment of its own. ``--speed``
measures our reader only: milliseconds a page, a page of 50 kB, and the memory
after 200 and after 2,000 reads. Times are of the processor, so that other work
on the machine counts little.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

Found = dict[str, Any]
Gold = dict[str, Any]
FIELDS = ("read", "title", "published", "first", "last", "clean")
KILOBYTES = 50
ROUNDS = 5


def briefing(data: bytes) -> Found:
    from briefing.errors import BriefingError
    from briefing.read import read_bytes
    from briefing.read.describe import describe

    try:
        found = describe(read_bytes(data, name="page.html"))
    except BriefingError:
        return {}
    return found | {"text": "".join(paragraph["text"] for paragraph in found["paragraphs"])}


def trafilatura(data: bytes) -> Found:
    import trafilatura as library

    found = library.bare_extraction(data, with_metadata=True, include_comments=False)
    return {"title": found.title, "published": found.date, "text": found.text} if found else {}


def readability(data: bytes) -> Found:
    import lxml.html
    from readability import Document

    document = Document(_decoded(data))
    text = lxml.html.fromstring(document.summary()).text_content()
    return {"title": document.short_title(), "published": None, "text": text}


def newspaper4k(data: bytes) -> Found:
    import newspaper

    article = newspaper.article("https://example.com/a.html", language="zh", input_html=_decoded(data))
    day = article.publish_date
    return {"title": article.title, "published": day.isoformat() if day else None, "text": article.text}


READERS: dict[str, Callable[[bytes], Found]] = {
    "briefing": briefing,
    "trafilatura": trafilatura,
    "readability-lxml": readability,
    "newspaper4k": newspaper4k,
}


def _decoded(data: bytes) -> str:
    """For a library that wants text: what the page declares, as a browser would read it."""
    declared = re.search(rb"charset=[\"']?([\w-]+)", data[:4096])
    name = declared.group(1).decode("ascii").lower() if declared else "utf-8"
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode({"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs"}.get(name, name), "replace")


# --- scores ------------------------------------------------------------------


def flat(text: str | None) -> str:
    return "".join((text or "").split())


def judged(gold: Gold, found: Found) -> dict[str, bool]:
    body, day = flat(found.get("text")), (gold.get("published") or "")[:10]
    scores = {
        "read": bool(body),
        "title": flat(found.get("title")) == flat(gold["title_zh"]),
        "first": flat(gold["first_paragraph_starts"]) in body[: 400 + len(body) // 10],
        "last": flat(gold["last_paragraph_ends"]) in body,
        "clean": bool(body) and not any(flat(unwanted) in body for unwanted in gold["must_not_contain"]),
    }
    if re.fullmatch(r"\d{4}-\d\d-\d\d", day):
        scores["published"] = (found.get("published") or "")[:10] == day
    return scores


def scored(name: str, folder: Path) -> list[dict[str, bool]]:
    """The scores of each page. A library that raises has read nothing."""
    scores = []
    for gold in _gold(folder):
        try:
            found = READERS[name]((folder / gold["page"]).read_bytes())
        except Exception as error:  # noqa: BLE001
            print(f"{name}: {gold['page']}: {type(error).__name__}", file=sys.stderr)
            found = {}
        scores.append(judged(gold, found))
    return scores


def _gold(folder: Path) -> list[Gold]:
    gold: list[Gold] = json.loads((folder / "pages.json").read_text(encoding="utf-8"))
    return gold


def scored_elsewhere(name: str, folder: Path, python: str) -> list[dict[str, bool]]:
    command = [python, __file__, str(folder), "--only", name]
    answer = subprocess.run(command, capture_output=True, text=True, check=True)
    scores: list[dict[str, bool]] = json.loads(answer.stdout)
    return scores


def row(name: str, scores: list[dict[str, bool]]) -> str:
    cells = [f"{sum(s[f] for s in scores if f in s)}/{sum(f in s for s in scores)}" for f in FIELDS]
    return f"| {name} | " + " | ".join(cells) + " |"


def compare(folder: Path, peer_python: str | None) -> None:
    print("| | " + " | ".join(FIELDS) + " |\n|---" + "|---" * len(FIELDS) + "|")
    for name in READERS:
        if name != "newspaper4k":
            print(row(name, scored(name, folder)))
        elif peer_python:
            print(row(name, scored_elsewhere(name, folder, peer_python)))


# --- speed -------------------------------------------------------------------


def measure(folder: Path) -> None:
    """Times and memory of our reader; the first round is not counted, as it loads the words."""
    pages = [(folder / gold["page"]).read_bytes() for gold in _gold(folder)]
    whole, each = [], []
    for data in pages:
        briefing(data)
        start = time.process_time()
        for _ in range(ROUNDS):
            briefing(data)
        seconds = (time.process_time() - start) / ROUNDS
        whole.append(seconds * 1000)
        each.append(seconds * 1000 * KILOBYTES * 1024 / len(data))
    print(f"median of {len(pages)} pages: {statistics.median(whole):.1f} ms a page, ", end="")
    middle = statistics.median(each)
    print(f"{middle:.1f} ms for {KILOBYTES} kB, {1000 / middle:.0f} such pages a second on one core")
    memory = [_after(pages, 200), _after(pages, 1800)]
    print(f"most memory after 200 reads {memory[0]} MB, after 2,000 {memory[1]} MB")


def _after(pages: list[bytes], reads: int) -> int:
    for at in range(reads):
        briefing(pages[at % len(pages)])
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--peer-python", help="interpreter of an environment that holds newspaper4k")
    parser.add_argument("--speed", action="store_true", help="measure our reader instead of comparing")
    parser.add_argument("--only", choices=READERS, help="print one library's scores as JSON")
    asked = parser.parse_args()
    if asked.only:
        print(json.dumps(scored(asked.only, asked.folder)))
    elif asked.speed:
        measure(asked.folder)
    else:
        compare(asked.folder, asked.peer_python)


if __name__ == "__main__":
    main()
