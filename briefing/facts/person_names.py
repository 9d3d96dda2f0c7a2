"""Persons by their posts: 董事长姚幸福表示, 姚幸福先生, 日本法人社长御子神大介.

A name counts where a post stands beside it and both its ends are certain; then
it counts wherever it stands. Who may not be Chinese gets no pinyin.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from briefing.facts.name_ground import Ground, NameCandidate, is_han, occurrences, rules, word_at, words
from briefing.facts.posts import BEARERS, origin_of, post_pattern, posts_of
from briefing.lexicon.characters import to_japanese
from briefing.lexicon.readings import is_person_name, may_be_in_name, person_en, surname_of

_SHORTEST = 2
_LONGEST_JAPANESE = 5


def find_persons(ground: Ground) -> list[NameCandidate]:
    posts = posts_of(ground)
    chosen = _chinese(ground, posts)
    found = [c for zh, origin in chosen.items() for c in _mentions(ground, zh, origin)]
    return [*found, *_japanese(ground, posts, taken=chosen)]


# --- Chinese names -----------------------------------------------------------


def _chinese(ground: Ground, posts: dict[int, int]) -> dict[str, str]:
    """Names that a post proves, and where their bearers are from."""
    chosen: dict[str, set[str]] = defaultdict(set)
    addressed: set[str] = set()
    for end, start in posts.items():
        if _is_address(ground, start, end):
            addressed.add(_chosen_before(ground, start))
            continue
        role = ground.text[start:end] in words("persons", "roles")
        after = _chosen_after(ground, end)
        before = "" if after or _belongs(ground, start, end) else _chosen_before(ground, start)
        for zh, at in ((after, start), (before, start - len(before))):
            if zh and (len(zh) > _SHORTEST or not role):
                chosen[zh].add(origin_of(ground, at, ground.text[start:end]))
    for zh in addressed - chosen.keys() - {""}:
        chosen[zh].add("foreign")
    for zh, first in list(_listed(ground, chosen)):
        chosen[zh] |= chosen[first]
    return {zh: origins.pop() if len(origins) == 1 else "foreign" for zh, origins in chosen.items()}


def _belongs(ground: Ground, start: int, end: int) -> bool:
    """Whether the post is that of what stands before it: 高鸿发言人, 远达总裁Smith."""
    return ground.text[start:end].endswith("发言人") or (
        ground.text[end : end + 1].isascii() and ground.text[end : end + 1].isalpha()
    )


def _is_address(ground: Ground, start: int, end: int) -> bool:
    """Whether this is no post but stands after names only (先生)."""
    return ground.text[start:end] in words("persons", "after")


def _chosen_after(ground: Ground, start: int) -> str:
    """The one name that begins at ``start`` and whose end is certain."""
    ends = {zh: ground.closed_right(start + len(zh)) for zh in possible_names(ground, start)}
    closed = [zh for zh, how in ends.items() if how == "strong" or (how and _recurs(ground, zh))]
    weak = [zh for zh, how in ends.items() if how == "weak" and zh not in closed]
    if not closed and len(weak) == 1:
        return weak[0] if len(ends) == 1 or not _goes_on(ground, start, weak[0]) else ""
    if not closed:
        return next((zh for zh in sorted(ends, key=len, reverse=True) if _closed_elsewhere(ground, zh)), "")
    if len(closed) == 1 and not weak:
        return closed[0]
    recurring = [zh for zh in (*closed, *weak) if _recurs(ground, zh)]
    return max(recurring, key=len) if recurring and _always(ground, recurring) else ""


def _goes_on(ground: Ground, start: int, zh: str) -> bool:
    """Whether the weak word after ``zh`` could as well be its last character."""
    longer = ground.text[start : start + len(zh) + 1]
    return bool(ground.closed_right(start + len(longer)))


def _always(ground: Ground, recurring: list[str]) -> bool:
    """Whether the shorter of two names never stands without the longer one."""
    shortest, longest = min(recurring, key=len), max(recurring, key=len)
    return len(occurrences(ground.text, shortest)) == len(occurrences(ground.text, longest))


def _chosen_before(ground: Ground, end: int) -> str:
    """The name between a boundary and the post that begins at ``end`` (,姚幸福董事长)."""
    for length in (4, 3, 2):
        start = end - length
        if start < 0 or ground.text[start:end] not in possible_names(ground, start):
            continue
        if start > 0 and ground.text[start - 1].isdigit():
            continue  # 30余名专家
        if not (start == 0 or ground.edge(start - 1) or ground.named_before(start, *BEARERS)):
            continue
        zh = ground.text[start:end]
        if _recurs(ground, zh) or (length > 2 and _closes(ground, end)):
            return zh
    return ""


def _closes(ground: Ground, title: int) -> bool:
    """Whether the title after a name ends as names do: ,周亦航董事长介绍 but no 高级顾问团队."""
    ends = [e for _, e, cat in ground.starting(title, "title")] or [
        m.end() for m in [post_pattern().match(ground.text, title)] if m
    ]
    return bool(word_at(ground.text, title, table="persons", key="after")) or any(
        word_at(ground.text, max(ends), table="persons", key=key) for key in ("speech", "tells") if ends
    )


def possible_names(ground: Ground, start: int) -> list[str]:
    """Every stretch from ``start`` that may be a Chinese name."""
    return [zh for n in (2, 3, 4) if _is_possible(ground, start, zh := ground.text[start : start + n]) and len(zh) == n]


def _is_possible(ground: Ground, start: int, zh: str) -> bool:
    surname = surname_of(zh)
    if not is_person_name(zh) or zh[-1] in rules()["persons"]["not_last"] or _is_word(zh):
        return False
    if zh[len(surname) :] in words("boundaries", "strong") or beside_dot(ground, start, start + len(zh)):
        return False
    everyday = surname in rules()["persons"]["everyday_surnames"]
    if everyday and any(c in rules()["persons"]["not_after_everyday"] for c in zh[1:]):
        return False
    end = start + len(zh)
    return not ground.crosses(start, end) and not any(k[2] != "person" for k in ground.starting(start) if k[1] == end)


def beside_dot(ground: Ground, start: int, end: int) -> bool:
    """Whether this is but a part of a longer foreign name (马科·尤里奇, 让-伊夫)."""
    around = ground.text[max(0, start - 1) : start] + ground.text[end : end + 1]
    if ground.text[end : end + 1] in ("？", "?") and is_han(ground.text[end + 1 : end + 2]):
        return True  # a dot that was lost on the way: 艾瑞克？蔡斯
    return any(c in rules()["persons"]["dots"] + "-" for c in around)


def _is_word(zh: str) -> bool:
    return zh[1:] in words("persons", "addressed") or any(zh[:n] in words("persons", "not_names") for n in (2, 3, 4))


def _recurs(ground: Ground, zh: str) -> bool:
    return len(occurrences(ground.text, zh)) > 1


def _closed_elsewhere(ground: Ground, zh: str) -> bool:
    """Whether ``zh`` stands between two boundaries somewhere else."""
    return any(
        (at == 0 or ground.edge(at - 1)) and ground.closed_right(at + len(zh)) == "strong"
        for at in occurrences(ground.text, zh)
    )


def _listed(ground: Ground, chosen: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Names that follow a chosen one in a list: 王建国、李志强、陈卫东出席."""
    for zh in list(chosen):
        for at in occurrences(ground.text, zh):
            end = at + len(zh)
            while ground.text[end : end + 1] == "、":
                names = [
                    n for n in possible_names(ground, end + 1) if ground.closed_right(end + 1 + len(n)) == "strong"
                ]
                if len(names) != 1 or len(names[0]) < 3 or names[0] in chosen:
                    break
                yield names[0], zh
                end += 1 + len(names[0])


def _mentions(ground: Ground, zh: str, origin: str) -> Iterator[NameCandidate]:
    for at in occurrences(ground.text, zh):
        end = at + len(zh)
        if len(zh) > 2 or ground.closed_right(end) or ground.starting(end, "title"):
            yield _person(at, zh, origin=origin)


def _person(start: int, zh: str, *, origin: str) -> NameCandidate:
    surname = surname_of(zh)
    foreign = any(zh.startswith(name) for name in words("persons", "foreign_names"))
    foreign |= surname in rules()["persons"]["foreign_surnames"]
    sure = origin == "cn" and not foreign and not _is_transliterated(zh[len(surname) :])
    en = person_en(zh) if sure else ""
    ja = (to_japanese(zh) or "") if sure or origin == "jp" else ""
    return NameCandidate(start, start + len(zh), zh, "person", en, ja, sure)


def _is_transliterated(given: str) -> bool:
    hard = sum(c in rules()["persons"]["hard"] for c in given)
    soft = sum(c in rules()["persons"]["soft"] for c in given)
    return hard > 0 or soft > 1


# --- Japanese names -----------------------------------------------------------


def _japanese(ground: Ground, posts: dict[int, int], *, taken: Iterable[str]) -> Iterator[NameCandidate]:
    """日本法人社长御子神大介表示: kanji as they are, no reading."""
    names: set[str] = set()
    for end, start in posts.items():
        if origin_of(ground, start, ground.text[start:end]) != "jp":
            continue
        lengths = (n for n in range(2, _LONGEST_JAPANESE + 1) if ground.closed_right(end + n) == "strong")
        zh = ground.text[end : end + next(lengths, 0)]
        if len(zh) > 2 and may_be_in_name(zh) and not _is_word(zh) and not ground.crosses(end, end + len(zh)):
            names.add(zh)
    for zh in names - set(taken):
        for at in occurrences(ground.text, zh):
            if not ground.is_known(at, at + len(zh)):
                yield _person(at, zh, origin="jp")
