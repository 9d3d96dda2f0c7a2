"""The names a template is made of: shipped house styles, placeholders, Word styles.

Owns these names and nothing else. A placeholder is ``{{name}}``. A *block*
stands alone in its paragraph and is replaced by a section; a *line* may stand
anywhere, header and footer included.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

# A shipped house style is NAME.en.docx and NAME.ja.docx of the templates folder.
HOUSE_STYLES: Mapping[str, str] = MappingProxyType(
    {
        "investor-brief": "calm and present: one column, sans serif, navy",
        "research-note": "dense, as brokers send it: serif text, side box, two tones",
    }
)
DEFAULT_STYLE = "investor-brief"

BLOCKS = (
    "headline",
    "date_line",
    "takeaway",
    "points",
    "figures",
    "parties",
    "quotes",
    "open_items",
    "sources",
    "method",
)
# Other forms of a block; a template holds one of them.
OTHER_FORMS: Mapping[str, str] = MappingProxyType({"parties_list": "parties", "parties_table": "parties"})
# A template may place these; where it does not, they stand with the block that comes before them.
OPTIONAL = ("chart",)
LINES = ("date", "version")
ALL_BLOCKS = frozenset((*BLOCKS, *OTHER_FORMS, *OPTIONAL))
PLACEHOLDERS = (*BLOCKS, *OTHER_FORMS, *OPTIONAL, *LINES)
PLACEHOLDER = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")

STYLES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "paragraph": (
            "Table Text",
            "Table Number",
            "Table Head",
            "Table Head Number",
            "Source Text",
            "Note",
            "Reference",
            "Open Item",
        ),
        "character": (
            "Source Text Char",
            "Note Char",
            "Reference Char",
            "Open Item Char",
            "Not Stated",
            "Status Planned",
            "Status Signed",
            "Status Actual",
            "Status Cumulative",
            "Status Forecast",
            "Status Stated",
        ),
        "table": ("Brief Table",),
    }
)


def braced(name: str) -> str:
    return f"{{{{{name}}}}}"


def section_of(block: str) -> str:
    """The section a block stands for, whichever form it has."""
    return OTHER_FORMS.get(block, block)
