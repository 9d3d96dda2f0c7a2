"""A text file of addresses → entries: one to a line, a title after it if wanted, ``#`` for remarks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing.errors import SourceUnreadable
from briefing.read.listed.entry import Entry, plain_title, web_address

_REMARK = re.compile(r"(?:^|\s)#.*$")


def url_entries(text: str, *, where: str) -> Iterator[Entry]:
    """The addresses in their order. Raises SourceUnreadable for a line that is none, naming it by its number."""
    for number, line in enumerate(text.splitlines(), start=1):
        url, _, title = _REMARK.sub("", line).strip().replace("\t", " ").partition(" ")
        if not url:
            continue
        address = web_address("", url)
        if address is None:
            raise SourceUnreadable(
                f"{where}: line {number} is no web address",
                hint="one address to a line, such as https://example.com/a; remarks begin with #",
            )
        yield Entry(address, plain_title(title))
