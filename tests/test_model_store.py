"""What of a model lies here, whether it is whole, and what ``auto`` takes of it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hub import COMMIT, OTHER, marian, place, safetensors

from briefing.errors import DataError, EngineError
from briefing.translate.hf import lock, store
from briefing.translate.hf.cache import cache_folder
from briefing.translate.hf.choose import choose
from briefing.translate.hf.contents import missing, size_words, stated_size
from briefing.translate.profiles import Architecture, ModelSpec, Profile
from briefing.values import Lang

GB = 1_000_000_000


@pytest.fixture
def cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    for name in ("HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HF_HOME", str(tmp_path / "hf"))
    return tmp_path / "hf" / "hub"


def spec(repo: str = "house/zh-en", *, revision: str = "main", langs: tuple[Lang, ...] = ("en",), **more) -> ModelSpec:
    usual = {"architecture": "marian", "licence": "CC-BY-4.0", "commercial": True, "disk_mb": 300, "memory_mb": 500}
    return ModelSpec(repo=repo, revision=revision, langs=langs, **(usual | more))


def profile(name: str = "house", rank: int = 1, *models: ModelSpec) -> Profile:
    return Profile(name, "about", rank, models or (spec(),))


# --- the cache -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("environ", "folder"),
    [
        ({"HF_HUB_CACHE": "/a", "HF_HOME": "/b"}, "/a"),
        ({"HUGGINGFACE_HUB_CACHE": "/c", "HF_HOME": "/b"}, "/c"),
        ({"HF_HOME": "/b", "XDG_CACHE_HOME": "/d"}, "/b/hub"),
        ({"XDG_CACHE_HOME": "/d"}, "/d/huggingface/hub"),
    ],
)
def test_the_cache_lies_where_the_hub_library_puts_it(environ: dict[str, str], folder: str) -> None:
    assert cache_folder(environ) == Path(folder)


def test_without_any_variable_the_cache_lies_in_the_home_folder() -> None:
    assert cache_folder({}) == Path.home() / ".cache" / "huggingface" / "hub"


# --- here, partly, not here ----------------------------------------------------------


def test_a_whole_model_is_here(cache: Path) -> None:
    snapshot = place(cache, "house/zh-en", marian())
    presence = store.look(spec())
    assert (presence.state, presence.folder, presence.commit, presence.missing) == ("here", snapshot, COMMIT, ())
    assert presence.size == sum(len(data) for data in marian().values())
    assert store.locate(spec()) == snapshot


def test_nothing_is_here(cache: Path) -> None:
    presence = store.look(spec())
    assert (presence.state, presence.folder, presence.commit, presence.size) == ("not here", None, "", 0)
    with pytest.raises(EngineError) as caught:
        store.locate(spec())
    assert caught.value.message == "house/zh-en: no weights on this machine"


def test_another_commit_than_the_one_asked_for_does_not_count(cache: Path) -> None:
    place(cache, "house/zh-en", marian(), commit=OTHER)
    assert store.look(spec(revision=COMMIT)).state == "not here"
    assert store.look(spec(revision=OTHER)).state == "here"


def test_a_branch_with_slashes_in_its_name(cache: Path) -> None:
    place(cache, "house/zh-en", marian(), ref="refs/pr/6")
    assert store.look(spec(revision="refs/pr/6")).commit == COMMIT


@pytest.mark.parametrize("name", ["config.json", "model.safetensors", "source.spm", "target.spm", "vocab.json"])
def test_each_file_is_needed(cache: Path, name: str) -> None:
    place(cache, "house/zh-en", {key: data for key, data in marian().items() if key != name})
    presence = store.look(spec())
    assert (presence.state, presence.missing) == ("partly", (name,))


def test_a_link_that_leads_nowhere_is_a_missing_file(cache: Path) -> None:
    snapshot = place(cache, "house/zh-en", marian())
    (snapshot / "source.spm").resolve().unlink()
    assert store.look(spec()).missing == ("source.spm",)


def test_weights_that_are_cut_off_are_seen_by_their_own_header(cache: Path) -> None:
    whole = safetensors(1000)
    place(cache, "house/zh-en", marian() | {"model.safetensors": whole[:-400]})
    assert store.look(spec()).missing == (
        f"model.safetensors is cut off ({len(whole) - 400:,} of {len(whole):,} bytes)",
    )
    with pytest.raises(EngineError) as caught:
        store.locate(spec())
    assert caught.value.message.startswith("house/zh-en: the weights are not complete: model.safetensors is cut off")


def test_weights_as_the_safetensors_library_writes_them_are_whole(tmp_path: Path) -> None:
    import numpy
    from safetensors.numpy import save_file

    file = tmp_path / "model.safetensors"
    tensors = {"a": numpy.zeros((3, 5), dtype="float32"), "b": numpy.ones(7, dtype="int8")}
    save_file(tensors, file, metadata={"format": "pt"})
    assert stated_size(file) == file.stat().st_size


@pytest.mark.parametrize("data", [b"", b"\x08", b"\xff" * 20, safetensors(10)[:12], b"<html>no such page</html>"])
def test_weights_that_are_something_else_are_damaged(tmp_path: Path, data: bytes) -> None:
    for name, content in (marian() | {"model.safetensors": data}).items():
        (tmp_path / name).write_bytes(content)
    assert missing(tmp_path, "marian") == ("model.safetensors is damaged",)


def test_pickled_weights_are_no_weights(cache: Path) -> None:
    files = marian() | {"pytorch_model.bin": b"pickle"}
    del files["model.safetensors"]
    place(cache, "house/zh-en", files)
    assert store.look(spec()).missing == ("model.safetensors (there are only pickled weights, which are not loaded)",)


def shards(*names: str) -> dict[str, bytes]:
    index = {"weight_map": {"a": "model-00001-of-00002.safetensors", "b": "model-00002-of-00002.safetensors"}}
    files = {"config.json": b"{}", "tokenizer.json": b"{}"} | {name: safetensors(10) for name in names}
    return files | {"model.safetensors.index.json": json.dumps(index).encode()}


def test_all_weights_of_the_index_are_needed(cache: Path) -> None:
    first, second = "model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors"
    place(cache, "house/big", shards(first))
    place(cache, "house/whole", shards(first, second))
    assert store.look(spec("house/big", architecture="causal")).missing == (second,)
    assert store.look(spec("house/whole", architecture="causal")).missing == ()


def test_parts_without_their_index_are_not_whole(cache: Path) -> None:
    files = shards("model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors")
    del files["model.safetensors.index.json"]
    place(cache, "house/big", files)
    assert store.look(spec("house/big", architecture="causal")).missing == ("model.safetensors.index.json",)


@pytest.mark.parametrize(
    ("architecture", "names", "lacking"),
    [
        ("causal", ["tokenizer.json"], ()),
        ("causal", ["vocab.json", "merges.txt"], ()),
        ("causal", ["vocab.json"], ("tokenizer.json",)),
        ("m2m100", ["vocab.json", "sentencepiece.bpe.model"], ()),
        ("m2m100", ["tokenizer.json", "sentencepiece.bpe.model"], ()),
        ("t5", ["spiece.model"], ()),
        ("t5", [], ("tokenizer.json",)),
        ("marian", ["tokenizer.json", "source.spm"], ("target.spm", "vocab.json")),
    ],
)
def test_which_files_make_a_tokenizer(
    tmp_path: Path, architecture: Architecture, names: list[str], lacking: tuple[str, ...]
) -> None:
    for name, data in {"config.json": b"{}", "model.safetensors": safetensors(5), **dict.fromkeys(names, b"x")}.items():
        (tmp_path / name).write_bytes(data)
    assert missing(tmp_path, architecture) == lacking


# --- folders of one's own --------------------------------------------------------------


def test_a_folder_in_place_of_a_repository(tmp_path: Path) -> None:
    for name, data in marian().items():
        (tmp_path / name).write_bytes(data)
    presence = store.look(spec(str(tmp_path)))
    assert (presence.state, presence.folder, presence.commit) == ("here", tmp_path, "")


def test_a_folder_that_is_empty_or_absent(tmp_path: Path) -> None:
    with pytest.raises(EngineError) as caught:
        store.locate(spec(str(tmp_path / "no")))
    assert caught.value.message == f"{tmp_path / 'no'}: no weights on this machine"
    assert caught.value.hint == "the profile names this folder; copy the files of the model into it"


# --- profiles of several models ----------------------------------------------------------


def test_a_profile_is_here_when_all_its_models_are(cache: Path) -> None:
    both = profile("pair", 1, spec("house/zh-en"), spec("house/zh-ja", langs=("ja",)))
    assert store.state(both) == "not here"
    english = place(cache, "house/zh-en", marian())
    assert store.state(both) == "partly"
    with pytest.raises(EngineError) as caught:
        store.ensure(both)
    assert (caught.value.message, caught.value.hint) == (
        "house/zh-ja: no weights on this machine",
        "briefing models pull pair",
    )
    japanese = place(cache, "house/zh-ja", marian())
    assert store.state(both) == "here"
    assert store.ensure(both) == {"house/zh-en": (english, COMMIT), "house/zh-ja": (japanese, COMMIT)}


# --- the lock ----------------------------------------------------------------------------


def test_a_locked_commit_counts_though_the_branch_has_moved(cache: Path) -> None:
    locked = place(cache, "house/zh-en", marian(), commit=OTHER)
    place(cache, "house/zh-en", marian(), commit=COMMIT)
    assert store.look(spec()).commit == COMMIT
    lock.record("house/zh-en", "main", OTHER, {})
    assert (store.look(spec()).commit, store.locate(spec())) == (OTHER, locked)


def test_the_lock_says_how_long_files_are(cache: Path) -> None:
    place(cache, "house/zh-en", marian())
    lock.record("house/zh-en", "main", COMMIT, {"source.spm": 12, "added_tokens.json": 5, "target.spm": 20})
    assert store.look(spec()).missing == ("added_tokens.json", "source.spm is cut off (10 of 12 bytes)")


def test_the_lock_is_a_file_people_can_read() -> None:
    lock.record("b/b", "main", COMMIT, {"b": 2, "a": 1}, now=datetime(2026, 11, 23, 8, 30, tzinfo=UTC))
    lock.record("a/a", "refs/pr/6", OTHER, {}, now=datetime(2026, 11, 24, tzinfo=UTC))
    table = json.loads(lock.lock_file().read_text(encoding="utf-8"))
    assert table == {
        "version": 1,
        "models": {
            "a/a@refs/pr/6": {"commit": OTHER, "fetched": "2026-11-24T00:00:00+00:00", "files": {}},
            "b/b@main": {"commit": COMMIT, "fetched": "2026-11-23T08:30:00+00:00", "files": {"a": 1, "b": 2}},
        },
    }
    assert [file.name for file in lock.lock_file().parent.iterdir()] == ["models.lock"]


@pytest.mark.parametrize("text", ["", "[]", '{"version": 2, "models": {}}', '{"version": 1, "models": {"a@b": {}}}'])
def test_a_lock_that_cannot_be_read_is_an_error(text: str) -> None:
    lock.lock_file().parent.mkdir(parents=True)
    lock.lock_file().write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        store.look(spec())
    assert caught.value.message.startswith(f"{lock.lock_file()}: cannot be read: ")
    assert caught.value.hint == "delete it; briefing models pull writes it anew"


# --- what auto takes -----------------------------------------------------------------------


def both(repo: str, **more) -> ModelSpec:
    return spec(repo, langs=("en", "ja"), **more)


@pytest.fixture
def three() -> list[Profile]:
    """A small, a better and a best profile, and a better still that is not for commerce."""
    return [
        profile("small", 10, both("house/small", memory_mb=1000, disk_mb=250)),
        profile("better", 20, both("house/better", memory_mb=4000)),
        profile("best", 30, both("house/best", memory_mb=16000)),
        profile("free", 40, both("house/free", commercial=False)),
    ]


def test_auto_takes_the_best_that_is_here(cache: Path, three: list[Profile]) -> None:
    place(cache, "house/small", marian())
    place(cache, "house/better", marian())
    choice = choose(three, ["en", "ja"], memory=32 * GB)
    assert choice.profile is three[1]
    assert choice.reason == "engine: better (the best of the models on this machine)"


def test_auto_takes_what_fits_into_memory(cache: Path, three: list[Profile]) -> None:
    for name in ("small", "better", "best"):
        place(cache, f"house/{name}", marian())
    chosen = [choose(three, ["en"], memory=memory * GB).profile for memory in (3, 4, 15, 16)]
    assert chosen == [three[0], three[1], three[1], three[2]]


def test_auto_never_takes_weights_that_forbid_commercial_use(cache: Path, three: list[Profile]) -> None:
    place(cache, "house/free", marian())
    assert choose(three, ["en"], memory=32 * GB).profile is None


def test_auto_takes_no_half_profile_and_says_so(cache: Path, three: list[Profile]) -> None:
    place(cache, "house/better", {"config.json": b"{}"})
    choice = choose(three, ["en"], memory=32 * GB)
    assert choice.profile is None
    assert choice.reason == ("engine: embedded (better is only partly here; briefing models pull better gets the rest)")


def test_with_nothing_here_auto_names_the_smallest_that_fits(cache: Path, three: list[Profile]) -> None:
    choice = choose(three, ["en", "ja"], memory=32 * GB)
    assert choice.profile is None
    assert choice.reason == (
        "engine: embedded (no model weights on this machine; briefing models pull small gets 0.2 GB)"
    )


def test_too_little_memory_is_the_reason_given(cache: Path, three: list[Profile]) -> None:
    place(cache, "house/best", marian())
    choice = choose(three, ["en"], memory=8 * GB)
    assert choice.reason == "engine: embedded (best needs 16.0 GB of memory, this machine has 8.0 GB)"


def test_a_profile_that_writes_only_one_of_the_languages_is_not_taken(cache: Path) -> None:
    place(cache, "house/zh-en", marian())
    assert choose([profile()], ["en"], memory=GB).profile == profile()
    assert choose([profile()], ["en", "ja"], memory=GB).reason == (
        "engine: embedded (no model profile writes these languages in the memory of this machine)"
    )


@pytest.mark.parametrize(
    ("size", "words"), [(4_087_000_000, "4.1 GB"), (745e6, "0.7 GB"), (12e6, "12 MB"), (0, "0 MB")]
)
def test_sizes_in_words(size: float, words: str) -> None:
    assert size_words(size) == words
