"""Write briefing/data/characters.tsv: Chinese characters and their Japanese forms.

OpenCC (Simplified to Traditional, then to shinjitai) one character at a time,
what cp932 cannot print left out, and tools/character_corrections.tsv on top.
Run: python tools/build_characters.py
"""

from __future__ import annotations

from pathlib import Path

import opencc

ROOT = Path(__file__).resolve().parent.parent
CORRECTIONS = ROOT / "tools" / "character_corrections.tsv"
TARGET = ROOT / "briefing" / "data" / "characters.tsv"
CODEPOINTS = (range(0x3400, 0x4DC0), range(0x4E00, 0xA000))
HEADER = (
    "# Chinese characters and words whose form in Japanese is another one. Written by\n"
    "# tools/build_characters.py; corrections belong in tools/character_corrections.tsv.\n"
    "zh\tja\n"
)


def printable(text: str) -> bool:
    try:
        text.encode("cp932")
    except UnicodeEncodeError:
        return False
    return True


def converted() -> dict[str, str]:
    to_traditional, to_shinjitai = opencc.OpenCC("s2t"), opencc.OpenCC("t2jp")
    table: dict[str, str] = {}
    for codepoint in (c for block in CODEPOINTS for c in block):
        zh = chr(codepoint)
        traditional = to_traditional.convert(zh)
        choices = (to_shinjitai.convert(traditional), traditional, zh)
        ja = next((c for c in choices if len(c) == 1 and printable(c)), None)
        if ja is not None:
            table[zh] = ja
    return table


def corrections() -> dict[str, str]:
    lines = CORRECTIONS.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")][1:]
    for zh, ja in rows:
        if len(zh) != len(ja) or not printable(ja):
            raise SystemExit(f"{CORRECTIONS.name}: {zh} cannot become {ja}")
    if len({zh for zh, _ in rows}) != len(rows):
        raise SystemExit(f"{CORRECTIONS.name}: the same line twice")
    return dict(rows)


def main() -> None:
    table = converted() | corrections()
    kept = sorted((zh, ja) for zh, ja in table.items() if zh != ja or len(zh) > 1)
    TARGET.write_text(HEADER + "".join(f"{zh}\t{ja}\n" for zh, ja in kept), encoding="utf-8")


if __name__ == "__main__":
    main()
