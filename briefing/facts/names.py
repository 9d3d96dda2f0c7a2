"""Names that no term file holds: persons, places, companies and organisations.

Owns the order in which the rules run and which of two overlapping names stays.
A name is found only where its beginning and its end are certain: a wrong name
is worse than a missing one.
"""

from __future__ import annotations

from collections.abc import Sequence

from briefing.facts.company_context import beginnings
from briefing.facts.company_names import find_companies, not_foreign
from briefing.facts.foreign_persons import find_foreigners
from briefing.facts.name_ground import Ground, Known, NameCandidate, apart
from briefing.facts.organisation_names import find_organisations
from briefing.facts.person_names import find_persons
from briefing.facts.place_names import find_places
from briefing.facts.project_names import find_projects
from briefing.facts.site_names import find_sites
from briefing.facts.speaking_persons import find_speakers
from briefing.lexicon.terms import Lexicon, built_in

__all__ = ["NameCandidate", "find_names"]


def find_names(
    folded_text: str, known: Sequence[Known], *, lexicon: Lexicon | None = None
) -> tuple[NameCandidate, ...]:
    """Names in a folded text (half width, Simplified) beside its ``known`` terms, in order, none overlapping.

    ``known`` holds (start, end, cat) of every term found, overlapping ones too;
    ``lexicon`` is where they come from (the built-in one unless given).
    """
    ground = Ground.of(folded_text, known, lexicon=built_in() if lexicon is None else lexicon)
    places = find_places(ground)
    ground = ground.with_known((p.start, p.end, "place") for p in places)
    places = [*places, *find_sites(ground)]
    begins = tuple(beginnings(ground))
    organisations = find_organisations(ground, [at for at, _ in begins])
    companies = not_foreign(ground, [*organisations, *find_companies(ground, begins, organisations)])
    persons = [*find_persons(ground), *find_foreigners(ground)]
    speakers = find_speakers(ground, {p.zh for p in persons}, companies={c.zh for c in companies})
    projects = find_projects(ground)
    return apart([*places, *persons, *speakers, *companies, *projects])
