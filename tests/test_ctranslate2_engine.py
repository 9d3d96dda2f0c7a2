"""Models converted for CTranslate2: the same tokens as transformers, a cache that is whole or empty, no torch."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import ctranslate2
import pytest
import tiny_models
import torch
from test_hf_engines import CHAT, M2M100, MARIAN, T5, WORDS, copied, opened, problem, spec

from briefing.errors import EngineError
from briefing.translate.engine import Request, Translation
from briefing.translate.hf import machine
from briefing.translate.hf.conversion import converted
from briefing.translate.hf.ctranslate import CTranslateRunner
from briefing.translate.hf.outputs import writable
from briefing.translate.hf.pieces import Pieces, vocabulary
from briefing.translate.hf.runner import Runner
from briefing.translate.hf.seq2seq import Seq2SeqRunner
from briefing.translate.profiles import ModelSpec

FAST_MARIAN = replace(MARIAN, runtime="ctranslate2")
FAST_M2M100 = replace(M2M100, runtime="ctranslate2")
NLLB = replace(M2M100, repo="own/nllb", source_token="zho_Hans", target_tokens={"en": "eng_Latn", "ja": "jpn_Jpan"})
FAST_NLLB = replace(NLLB, runtime="ctranslate2")
FAST_T5 = replace(T5, runtime="ctranslate2")
TEXTS = (
    "公司收入增长，利润下降。",
    "园区签约项目",
    "企业出口上升；订单减少！",
    "ABC 公司 3 亿元</s>",
    "今年前三季度 投资",
)


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("models")
    tiny_models.marian(place / "marian", WORDS, hears={"降": "▁Exports"})
    tiny_models.m2m100(place / "m2m100", {"en": WORDS, "ja": ["売上高は", "増加", "した"]})
    tiny_models.t5(place / "t5", WORDS, hears={"<2ja>": "売上高は"})
    tiny_models.nllb(place / "nllb", {"eng_Latn": WORDS, "jpn_Jpan": ["売上高は", "増加", "した"]})
    for name in ("marian", "m2m100", "nllb", "t5"):
        tiny_models.scatter(place / name, place / f"{name}-by-chance")
    return place


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.mark.parametrize(
    ("model", "name", "english", "japanese"),
    [
        (FAST_M2M100, "m2m100", "Sales rose sharply.", "売上高は増加した"),
        (FAST_NLLB, "nllb", "Sales rose sharply.", "売上高は増加した"),
        (FAST_T5, "t5", "Sales rose sharply.", "売上高は rose sharply."),
    ],
    ids=["m2m100", "nllb", "t5"],
)
def test_one_converted_model_writes_two_languages(
    models: Path, cache: Path, model: ModelSpec, name: str, english: str, japanese: str
) -> None:
    engine = opened(model, models / name, cache)
    requests = [Request("公司收入增长", lang) for lang in ("ja", "en")]
    assert engine.translate(requests) == [Translation(japanese), Translation(english)]


def test_converted_marian_answers_in_the_order_of_the_requests(models: Path, cache: Path) -> None:
    engine = opened(FAST_MARIAN, models / "marian", cache)
    texts = ["下降", "公司收入增长。", "今年前三季度投资项目签约，收入上升。", "利润下降", "下降"]
    firsts = [each.text.split()[0] for each in engine.translate([Request(text, "en") for text in texts])]
    assert firsts == ["Exports", "Sales", "Sales", "Exports", "Exports"]


@pytest.mark.parametrize(
    ("words", "text", "problem"),
    [([], "", "empty"), (["▁Sales", "▁rose", "▁Sales"], " ".join(["Sales rose"] * 16), "repeated")],
    ids=["empty", "loop"],
)
def test_what_is_no_translation_is_said(tmp_path: Path, words: list[str], text: str, problem: Any) -> None:
    place = tiny_models.marian(tmp_path / "m", words)
    engine = opened(FAST_MARIAN, place, tmp_path / "cache")
    assert engine.translate([Request("收入增长", "en")]) == [Translation(text, problem)]


def test_an_output_at_its_limit_is_cut(models: Path, cache: Path) -> None:
    engine = opened(replace(FAST_MARIAN, max_output=3), models / "marian", cache)
    assert engine.translate([Request("收入增长", "en")]) == [Translation("Sales rose sharply", "cut")]


def both(model: ModelSpec, place: Path, cache: Path) -> tuple[Runner, Runner]:
    """The same weights, in full, run by either library."""
    made = converted(place, model, commit="c", cache=cache, quantisation="float32")
    return Seq2SeqRunner(place, model, device=torch.device("cpu")), CTranslateRunner(made, model)


@pytest.mark.parametrize(
    ("model", "name"),
    [(MARIAN, "marian"), (M2M100, "m2m100"), (NLLB, "nllb"), (T5, "t5")],
    ids=["marian", "m2m100", "nllb", "t5"],
)
@pytest.mark.parametrize("chance", ["", "-by-chance"], ids=["foretold", "chance"])
def test_ctranslate2_writes_what_transformers_writes(
    models: Path, cache: Path, model: ModelSpec, name: str, chance: str
) -> None:
    slow, fast = both(replace(model, max_output=24), models / f"{name}{chance}", cache)
    written = set()
    for lang in model.langs:
        for text in TEXTS:
            request = Request(text, lang)
            expected = slow.submit([slow.prepare(request)])()
            assert fast.submit([fast.prepare(request)])() == expected
            written.add(expected[0].text)
    # Weights by chance write something else for each input: equal for want of difference would prove nothing.
    assert len(written) > len(TEXTS) / 2 if chance else all("rose" in text or "増加" in text for text in written)


@pytest.mark.parametrize(
    ("model", "name"),
    [(MARIAN, "marian"), (M2M100, "m2m100"), (NLLB, "nllb"), (T5, "t5")],
    ids=["marian", "m2m100", "nllb", "t5"],
)
def test_pieces_are_those_of_transformers(models: Path, cache: Path, model: ModelSpec, name: str) -> None:
    made = converted(models / name, model, commit="c", cache=cache)
    pieces = Pieces(made, model, vocabulary(made))
    slow = Seq2SeqRunner(models / name, model, device=torch.device("cpu"))
    known = vocabulary(made)
    for text in TEXTS:
        for lang in model.langs:
            ids = list(slow.prepare(Request(text, lang)).tokens)
            ours = [piece if piece in known else "<unk>" for piece in pieces.source(text, lang)]
            assert ours == slow._tokenizer.convert_ids_to_tokens(ids)


def test_a_target_token_stands_before_the_text(models: Path, cache: Path) -> None:
    multi = replace(MARIAN, langs=("ja",), target_tokens={"ja": ">>jpn<<"})
    slow, fast = both(multi, models / "marian", cache)
    request = Request("增长", "ja")
    assert fast.prepare(request).tokens == (">>jpn<<", "▁", "增", "长", "</s>")
    ids = list(slow.prepare(request).tokens)
    assert slow._tokenizer.convert_ids_to_tokens(ids) == [">>jpn<<", "▁", "增", "长", "</s>"]  # type: ignore[attr-defined]


FOREIGN = [f"词{number}" for number in range(60)]


def test_a_marian_model_may_not_write_words_of_the_source_alone(tmp_path: Path) -> None:
    place = tiny_models.marian(tmp_path / "m", ["▁Sales", "词7", "▁rose"], foreign=FOREIGN)
    slow, fast = both(replace(MARIAN, max_output=8), place, tmp_path / "cache")
    request = Request("公司收入增长", "en")
    assert slow.submit([slow.prepare(request)])()[0].text == "Sales词7 rose"
    assert "词" not in fast.submit([fast.prepare(request)])()[0].text


def test_what_it_may_write_it_writes_as_before(tmp_path: Path) -> None:
    place = tiny_models.marian(tmp_path / "m", WORDS, hears={"降": "▁Exports"}, foreign=FOREIGN)
    slow, fast = both(MARIAN, place, tmp_path / "cache")
    (made,) = (tmp_path / "cache").iterdir()
    assert set((made / "vmap.txt").read_text(encoding="utf-8").strip().split(" ")) == vocabulary(made) - set(FOREIGN)
    for texts in (TEXTS, ("词7增长", "下降")):
        requests = [Request(text, "en") for text in texts]
        written = fast.submit([fast.prepare(request) for request in requests])()
        assert written == [slow.submit([slow.prepare(request)])()[0] for request in requests]
    assert [each.text for each in written] == ["Sales rose sharply.", "Exports rose sharply."]


def test_an_output_without_words_stays_empty_and_one_at_its_limit_cut(tmp_path: Path) -> None:
    request = [Request("收入增长", "en")]
    silent = tiny_models.marian(tmp_path / "silent", [], foreign=FOREIGN)
    assert opened(FAST_MARIAN, silent, tmp_path / "one").translate(request) == [Translation("", "empty")]
    talks = tiny_models.marian(tmp_path / "talks", WORDS, foreign=FOREIGN)
    short = opened(replace(FAST_MARIAN, max_output=3), talks, tmp_path / "two")
    assert short.translate(request) == [Translation("Sales rose sharply", "cut")]


def test_a_vocabulary_of_one_language_stays_open(models: Path, cache: Path) -> None:
    for model, name in ((MARIAN, "marian"), (M2M100, "m2m100")):
        assert not (converted(models / name, model, commit="c", cache=cache) / "vmap.txt").exists()


@pytest.mark.parametrize(
    ("vocabulary", "kept"),
    [
        # Of the source alone: two words go, the character 圳 and ▁圳 stay, and so does what neither side has.
        (["</s>", "公司", "▁增长", "圳", "▁圳", "▁rose", ">>jpn<<"], ["</s>", ">>jpn<<", "▁rose", "▁圳", "圳"]),
        # A word of both languages stays.
        (["</s>", "公司", "▁AI", "▁rose"], ["</s>", "▁AI", "▁rose"]),
        # One of five falls away: four fifths are too many for a map.
        (["</s>", "公司", "圳", "▁AI", "▁rose"], []),
        # A token with a blank cannot be listed.
        (["</s>", "公司", "▁增长", "a b"], []),
    ],
    ids=["characters", "shared", "few", "blank"],
)
def test_what_a_model_may_write(vocabulary: list[str], kept: list[str]) -> None:
    source, target = {"公司", "▁增长", "圳", "▁圳", "▁AI"}, {"▁rose", "▁AI"}
    assert writable(vocabulary, source=source, target=target) == kept


def test_a_conversion_of_before_is_not_used(models: Path, cache: Path) -> None:
    """The name that the first layout gave this model: its files and so its key are told by the commit alone."""
    key = hashlib.sha256(b"own/marian\nc\n").hexdigest()[:12]
    made = converted(models / "marian", MARIAN, commit="c", cache=cache, convert=pretend)
    assert made.name != f"own-marian-{key}-int8-ct2-{ctranslate2.__version__}"


PROBE = """
import json, sys
from pathlib import Path
from briefing.translate.engine import Request
from briefing.translate.hf.load import open_engine
from briefing.translate.profiles import ModelSpec, Profile
place, cache = map(Path, sys.argv[1:])
spec = ModelSpec(repo="own/marian", revision="0" * 40, architecture="marian", licence="Apache-2.0", commercial=True,
                 langs=("en",), runtime="ctranslate2", max_input=64)
profile = Profile(name="tiny", about="", rank=1, models=(spec,))
engine = open_engine(profile, folders={"own/marian": (place, "c0ffee")}, langs=("en",), cache=cache)
text = engine.translate([Request("下降", "en")])[0].text
print(json.dumps([text, sorted({"torch", "transformers"} & set(sys.modules))]))
"""


def probe(place: Path, cache: Path) -> subprocess.Popen[str]:
    arguments = [sys.executable, "-c", PROBE, str(place), str(cache)]
    return subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True, env={**os.environ, "OMP_NUM_THREADS": "1"})


def test_once_converted_neither_torch_nor_transformers_is_loaded(models: Path, cache: Path) -> None:
    opened(FAST_MARIAN, models / "marian", cache)
    said, _ = probe(models / "marian", cache).communicate(timeout=60)
    assert json.loads(said) == ["Exports rose sharply.", []]


def test_two_at_once_convert_the_same_model_and_leave_one_folder(models: Path, cache: Path) -> None:
    started = threading.Barrier(2)
    folders: list[Path] = []

    def convert() -> None:
        started.wait(timeout=30)
        folders.append(converted(models / "marian", MARIAN, commit="c", cache=cache, convert=slowly))

    def slowly(_folder: Path, _spec: ModelSpec, target: Path, _quantisation: str) -> None:
        target.mkdir()
        (target / "model.bin").write_bytes(b"weights")
        started.wait(timeout=30)

    threads = [threading.Thread(target=convert) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert folders[0] == folders[1]
    assert list(cache.iterdir()) == [folders[0]]
    assert (folders[0] / "model.bin").read_bytes() == b"weights"


def test_a_model_is_converted_once(models: Path, cache: Path) -> None:
    first = converted(models / "marian", MARIAN, commit="c", cache=cache, convert=pretend)
    assert converted(models / "marian", MARIAN, commit="c", cache=cache, convert=refuse) == first


def pretend(_folder: Path, _spec: ModelSpec, target: Path, _quantisation: str) -> None:
    target.mkdir()
    (target / "model.bin").write_bytes(b"weights")


def refuse(*_: Any) -> None:
    raise AssertionError("converted again")


def test_another_commit_format_or_changed_folder_is_another_conversion(models: Path, cache: Path) -> None:
    def name(**more: Any) -> str:
        return converted(models / "marian", MARIAN, cache=cache, convert=pretend, **{"commit": "c", **more}).name

    assert len({name(), name(commit="d"), name(quantisation="int16"), name(commit="")}) == 4
    assert name().startswith("own-marian-")
    assert name().endswith(f"-int8-ct2-{ctranslate2.__version__}")


def interrupted(_folder: Path, _spec: ModelSpec, target: Path, _quantisation: str) -> None:
    pretend(_folder, _spec, target, _quantisation)
    raise KeyboardInterrupt


def out_of_disk(_folder: Path, _spec: ModelSpec, target: Path, _quantisation: str) -> None:
    pretend(_folder, _spec, target, _quantisation)
    raise OSError(28, "No space left on device")


def test_an_interrupted_conversion_leaves_nothing_and_the_next_one_starts_anew(models: Path, cache: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        converted(models / "marian", MARIAN, commit="c", cache=cache, convert=interrupted)
    assert list(cache.iterdir()) == []
    assert (converted(models / "marian", MARIAN, commit="c", cache=cache) / "model.bin").is_file()


def test_a_failed_conversion_is_an_error_and_leaves_nothing(models: Path, cache: Path) -> None:
    with pytest.raises(EngineError) as caught:
        converted(models / "marian", MARIAN, commit="c", cache=cache, convert=out_of_disk)
    assert caught.value.message == "own/marian: cannot be converted: [Errno 28] No space left on device"
    assert caught.value.hint == f"make room in {cache}, or fetch the model again"
    assert list(cache.iterdir()) == []


def test_a_conversion_without_room_does_not_begin(models: Path, cache: Path) -> None:
    with pytest.raises(EngineError) as caught:
        converted(models / "marian", MARIAN, commit="c", cache=cache, convert=refuse, free_bytes=lambda _: 3 * 2**20)
    size = (models / "marian" / "model.safetensors").stat().st_size
    assert caught.value.message == (
        f"own/marian: {size // 2**20 + 64} MB are needed to convert it, 3 MB are free in {cache}"
    )
    assert caught.value.hint == "make room, or set XDG_CACHE_HOME to a folder on another disk"
    assert list(cache.iterdir()) == []


@pytest.mark.parametrize("damage", ["shortened", "unsealed"])
def test_a_folder_that_is_not_whole_is_made_again(models: Path, cache: Path, damage: str) -> None:
    made = converted(models / "marian", MARIAN, commit="c", cache=cache)
    whole = (made / "model.bin").read_bytes()
    if damage == "shortened":
        (made / "model.bin").write_bytes(whole[:-10])
    else:
        (made / "converted.json").unlink()
    assert converted(models / "marian", MARIAN, commit="c", cache=cache) == made
    assert (made / "model.bin").read_bytes() == whole
    assert [each.name for each in cache.iterdir()] == [made.name]


def test_what_a_killed_process_left_goes_after_a_day(models: Path, cache: Path) -> None:
    for name, age in (("old", 25), ("new", 1)):
        (cache / f".half-{name}").mkdir(parents=True)
        then = (cache / f".half-{name}").stat().st_mtime - age * 3600
        os.utime(cache / f".half-{name}", (then, then))
    made = converted(models / "marian", MARIAN, commit="c", cache=cache, convert=pretend)
    assert sorted(each.name for each in cache.iterdir()) == [".half-new", made.name]


def test_a_broken_model_folder_is_refused_before_anything_is_written(models: Path, tmp_path: Path) -> None:
    place = copied(models / "marian", tmp_path / "m")
    whole = (place / "model.safetensors").read_bytes()
    (place / "model.safetensors").write_bytes(whole[:-1_000])
    assert problem(FAST_MARIAN, place).message == (
        f"own/marian: model.safetensors has {len(whole) - 1_000:,} of {len(whole):,} bytes (half-downloaded?)"
    )
    assert not (tmp_path / "cache").exists()


def test_a_cache_that_cannot_be_made_is_an_error(models: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(EngineError) as caught:
        converted(models / "marian", MARIAN, commit="c", cache=tmp_path / "file" / "cache")
    assert caught.value.message.startswith(f"{tmp_path / 'file' / 'cache'}: the folder for converted models cannot")


def test_chat_models_are_not_for_ctranslate2(tmp_path: Path) -> None:
    error = problem(replace(CHAT, runtime="ctranslate2"), tmp_path)
    assert error.message == "own/chat: CTranslate2 runs no chat models here"
    assert error.hint == 'set runtime = "transformers" in the profile'


def test_a_model_with_two_vocabularies_is_not_converted(models: Path, tmp_path: Path) -> None:
    place = copied(models / "marian", tmp_path / "m")
    (place / "target_vocab.json").write_bytes((place / "vocab.json").read_bytes())
    settings = {"tokenizer_class": "MarianTokenizer", "separate_vocabs": True}
    (place / "tokenizer_config.json").write_text(json.dumps(settings), encoding="utf-8")
    error = problem(FAST_MARIAN, place)
    assert error.message == "own/marian: has a vocabulary for each language, which CTranslate2 is not given here"
    assert error.hint == 'set runtime = "transformers" in the profile'
    assert list((tmp_path / "cache").iterdir()) == []


def test_there_is_a_worker_for_every_core(models: Path, cache: Path) -> None:
    runner = CTranslateRunner(converted(models / "marian", MARIAN, commit="c", cache=cache), MARIAN)
    assert runner.ways == machine.cores() == len(os.sched_getaffinity(0))
    assert runner.translator.num_translators == machine.cores()


def test_a_language_token_that_the_model_does_not_know_is_refused(models: Path, tmp_path: Path) -> None:
    place = copied(models / "marian", tmp_path / "m")
    wrong = spec(
        "own/marian", architecture="marian", runtime="ctranslate2", langs=("ja",), target_tokens={"ja": ">>xyz<<"}
    )
    assert problem(wrong, place).message == "own/marian: the tokenizer knows no language token >>xyz<<"
