"""Which addresses are refused before anybody asks for them.

Owns what can be told at once, without a name server: the reader's rules for an address, applied to its form
and its numbers. Where a name leads, and every redirect, the reader checks when it fetches the page.
"""

from __future__ import annotations

import unicodedata

from briefing.errors import SourceRefused
from briefing.read.fetching import address
from briefing.web.problems import Problem


def require_public(url: str) -> str:
    """The address, tidied. Raises Problem ``address_refused`` for one that cannot be a public page."""
    url = url.strip()
    # A mark that turns the direction of writing would have the address shown as another one.
    if any(unicodedata.category(c) in ("Cc", "Cf") for c in url):
        raise Problem("address_refused")
    try:
        place = address.parse(url)
        address.require_port(place)
    except SourceRefused as error:
        raise Problem("address_refused") from error
    host = address.host_of(place)
    number = address.literal(host)
    if not address.is_public(number) if number else address.is_local_name(host):
        raise Problem("address_refused")
    return url
