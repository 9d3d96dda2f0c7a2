"""What every request needs at hand, and how a request finds it.

Owns the dependencies of all routes. They are coroutines so that none costs a change of thread.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, cast

from fastapi import Depends
from starlette.requests import Request

from briefing.jobs.ledger import Ledger
from briefing.web.access import Access
from briefing.web.progress import Waiting
from briefing.web.sessions import Sessions
from briefing.web.site import Folders, Site
from briefing.web.throttle import Throttle
from briefing.web.visitors import Visitor


@dataclass(frozen=True)
class Front:
    """One server's front desk."""

    site: Site
    ledger: Ledger
    access: Access
    sessions: Sessions
    waiting: Waiting
    throttle: Throttle = field(default_factory=Throttle)

    @property
    def folders(self) -> Folders:
        return Folders(self.site.data)


async def front_of(request: Request) -> Front:
    return cast(Front, request.app.state.front)


def visitor_of(request: Request) -> Visitor:
    """The request's asker, the same one however often it is asked for."""
    found = getattr(request.state, "visitor", None)
    if found is None:
        front = cast(Front, request.app.state.front)
        found = request.state.visitor = Visitor(request, front.access, front.sessions)
    return cast(Visitor, found)


async def anybody(request: Request) -> Visitor:
    return visitor_of(request)


async def insider(request: Request) -> Visitor:
    """For pages: somebody who has logged in, where that is needed."""
    visitor = visitor_of(request)
    visitor.require_inside()
    return visitor


async def script(request: Request) -> Visitor:
    """For the API: somebody with a token, where one is needed."""
    visitor = visitor_of(request)
    visitor.require_script()
    return visitor


AtFront = Annotated[Front, Depends(front_of)]
Anybody = Annotated[Visitor, Depends(anybody)]
Insider = Annotated[Visitor, Depends(insider)]
Script = Annotated[Visitor, Depends(script)]
