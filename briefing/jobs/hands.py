"""Threads of the driver that each see one article at a time through a cluster.

Owns an item's way when its work is done elsewhere; the order is that of
``work``. Knows nothing of Ray: what is called over there comes as ``Machines``.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Protocol

from briefing.errors import BriefingError, EngineError, LedgerError, OutputError
from briefing.jobs import remote
from briefing.jobs.ledger import Ledger
from briefing.jobs.names import worker_name
from briefing.jobs.remote import Found, Task, Wrote
from briefing.jobs.values import Item, State
from briefing.jobs.work import Delivery, Desk, deliver, ended, failed, settings_for, settled, shelf_refuses
from briefing.jobs.worker import Post
from briefing.version import __version__

PAUSE_SECONDS = 0.3


class Gone(Exception):
    """Whoever worked on the article is gone. ``struck``: a process that died at it, not a machine that went down."""

    def __init__(self, *, struck: bool) -> None:
        super().__init__()
        self.struck = struck


@dataclass(frozen=True, slots=True)
class Machines:
    """What can be asked of the cluster, and the desk of this side."""

    desk: Desk
    recipe: bytes
    read: Callable[..., Any]
    write: Callable[..., Any]


class Foreman(Protocol):
    """Who the hands belong to."""

    @property
    def leaving(self) -> bool: ...
    def leave(self) -> bool: ...
    def done(self, item: Item | None, state: State) -> None: ...
    def stop_for(self, error: BriefingError) -> None: ...
    def tell(self, line: str) -> None: ...
    def wait_for(self, ref: Any) -> Any: ...


class Hand:
    """One thread, with a name of its own in the ledger: what is lost is lost for its article alone."""

    def __init__(self, foreman: Foreman, post: Post, ledger: Ledger, machines: Machines, number: int) -> None:
        self._foreman, self._post, self._ledger, self._machines = foreman, post, ledger, machines
        self.name = worker_name()
        self.found_nothing = False
        self.thread = threading.Thread(target=self._live, name=f"cluster-{number}", daemon=True)

    def _live(self) -> None:
        try:
            while not self._foreman.leaving:
                if not self._foreman.leave() or not self._one():
                    time.sleep(PAUSE_SECONDS)
        except BriefingError as error:
            self._foreman.stop_for(error)

    def _one(self) -> bool:
        """One article; False where there is none."""
        item, state = None, State.SEEN
        try:
            post = self._post
            claimed = self._ledger.claim(self.name, lease=post.lease, sources=post.sources, run=post.run)
            self.found_nothing = not claimed
            if claimed:
                item = claimed[0]
                state = self._through(item)
            return bool(claimed)
        except Gone as gone:
            state = self._given_back(gone)
            return True
        finally:
            self._foreman.done(item, state)

    def _given_back(self, gone: Gone) -> State:
        left = self._ledger.lost(self.name, struck=gone.struck)
        for item in left if gone.struck else ():
            self._foreman.tell(f"warning: a worker of the cluster was lost on {item.locator}; another goes on")
        return left[0].state if left else State.SEEN

    def _through(self, item: Item) -> State:
        try:
            return self._worked(item)
        except (LedgerError, Gone):
            raise
        except OutputError as error:
            if shelf_refuses(self._machines.desk.shelf):
                raise
            return failed(item, self._ledger, error)
        except Exception as error:  # noqa: BLE001 - one article must not cost the others
            return failed(item, self._ledger, error)

    def _worked(self, item: Item) -> State:
        desk, ledger = self._machines.desk, self._ledger
        errand = desk.errand_of(item)
        task = Task(self._machines.recipe, item, remote.fetched(errand.source, desk, errand.settings))
        told, reading = self._machines.read(task)
        found: Found = self._foreman.wait_for(told)
        self._require_our_version(found)
        if found.error is not None or found.row is None:
            return failed(item, ledger, found.error or EngineError("the cluster gave no answer"))
        if found.rule:
            return ended(State.SKIPPED, ledger.skipped(item.id, rule=found.rule, worker=self.name))
        langs = errand.settings.langs
        order = ledger.begin(item.id, found.row, langs, recipe=errand.recipe, worker=self.name)
        if order is None:
            return State.CLAIMED
        if (state := settled(item, ledger, order)) is not None:
            return state
        settings = settings_for(order, errand.settings)
        wrote: Wrote = self._foreman.wait_for(self._machines.write(replace(task, material=b""), reading, settings))
        if wrote.error is not None or wrote.made is None:
            return failed(item, ledger, wrote.error or EngineError("the cluster gave no answer"))
        if not ledger.stage(item.id, "files", worker=self.name):
            return State.CLAIMED
        return deliver(item, ledger, desk, Delivery(found.row, order, wrote.made, errand.recipe))

    def _require_our_version(self, found: Found) -> None:
        """Briefs of one run are made by one version: the same article would else look different by machine."""
        if found.version != __version__:
            self._foreman.stop_for(
                EngineError(
                    f"a machine of the cluster has briefing {found.version}, this one {__version__}",
                    hint="install the same version everywhere",
                )
            )
            raise Gone(struck=False)
