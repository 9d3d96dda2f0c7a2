"""Where a brief stands on the shelf: a pattern such as ``{date}/{slug}.{lang}.docx``.

Owns how names are made of articles: what a title may become in a path, and
that nothing an article says ever leads out of the shelf. Knows nothing of what
stands there already (the ledger does).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from briefing.values import Article, Lang

DEFAULT = "{date}/{slug}.{lang}.docx"
_ENDING = ".{lang}.docx"
_LANG = "{lang}"
# Bytes of one name: file systems take 255, and a version, a number, the language and the ending follow.
_LONGEST = 150
# Names that Windows keeps for devices, whatever their ending.
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?\Z", re.IGNORECASE)
# The digest of the day lies in the same folder as a rule.
_DIGEST = "digest"


@dataclass(frozen=True, slots=True)
class Layout:
    """A pattern that ends in ``.{lang}.docx``; ``{lang}`` may stand in it once more, as in ``{lang}/{date}/…``."""

    pattern: str = DEFAULT

    def stem(self, article: Article, *, source: str, day: date) -> str:
        """The pattern filled in, without its ending; a second ``{lang}`` stays for ``document``."""
        fields = {
            "date": day.isoformat(),
            "published": (article.published.date() if article.published else day).isoformat(),
            "slug": plain_name(article.title) or plain_name(article.name) or article.sha256[:12] or "article",
            "stem": plain_name(article.name) or "article",
            "source": plain_name(source) or "source",
        }
        return _filled(self.pattern.removesuffix(_ENDING), fields)


def document(stem: str, lang: Lang) -> str:
    """The Word file's path below the shelf."""
    return f"{stem.replace(_LANG, lang)}.{lang}.docx"


def record(stem: str) -> str:
    """The path of the JSON of both languages: in no folder of one language."""
    parts = (re.sub(r"[-_.]?\{lang\}", "", part) for part in PurePosixPath(stem).parts)
    return "/".join(part for part in parts if part) + ".brief.json"


def _filled(pattern: str, fields: Mapping[str, str]) -> str:
    """Each field once: what a title brings is never read as a field."""
    return re.sub(r"\{(\w+)\}", lambda found: fields.get(found[1], found[0]), pattern)


def plain_name(text: str) -> str:
    """A text as one part of a path: letters and digits of any script, everything else a hyphen."""
    kept = "".join(c if c.isalnum() or c == "_" else "-" for c in unicodedata.normalize("NFKC", text))
    name = _cut(re.sub(r"-{2,}", "-", kept).strip("-_"), _LONGEST).rstrip("-_")
    return f"{name}-" if _DEVICES.match(name) or name.casefold() == _DIGEST else name


def _cut(text: str, size: int) -> str:
    return text.encode("utf-8", "replace")[:size].decode("utf-8", "ignore")
