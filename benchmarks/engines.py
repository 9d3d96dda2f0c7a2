"""How fast the translation engines are, in ratios of one run on one machine.

Builds Marian models of the size of opus-mt-zh-en with weights by chance (what is
computed does not depend on them), forces every output to one length, and measures

    transformers   float32 with torch's own choice of threads, or bfloat16 with --device cuda
    direct         CTranslate2 int8 called with the batches and the layout that the engine uses
    engine         the engine itself: tokenising, sorting, batching, judging included

    python benchmarks/engines.py [--runs 5] [--batches 1,8,32] [--device cpu|cuda] [--json FILE]

Ends with 1 where a ratio misses its bar (see README.md). Each way has a process
of its own, so that memory is its own; they take turns, so that a busy moment of
the machine falls on all of them.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

OUTPUT_TOKENS = 32
VOCABULARY = 65_001
# How many of the source's pieces are single characters.
CHARACTERS = 6_000
BEAMS = "BRIEFING_BENCHMARK_BEAMS"
# How many times faster than transformers int8 must be, by batch, and what of direct calls the engine must keep.
FASTER = {8: 5.0, 32: 3.0}
KEPT = 0.95
NAMES = ("transformers", "direct", "engine")


@dataclass(frozen=True)
class Figures:
    """Tokens a second of each run, and the memory of the process at its height in MB."""

    runs: list[float]
    memory: float

    @property
    def median(self) -> float:
        return statistics.median(self.runs)


def main() -> int:
    asked = arguments()
    sizes = [int(size) for size in asked.batches.split(",")]
    from briefing.translate.profiles import find

    os.environ[BEAMS] = str(asked.beams or find("compact").models[0].decoding.beams)
    with tempfile.TemporaryDirectory(prefix="briefing-benchmark-") as folder:
        place = Path(folder)
        run_alone(build, place / "model")
        run_alone(convert, place)
        names = ("transformers",) if asked.device == "cuda" else NAMES
        figures = measure(place, names, sizes, asked)
    print_table(figures)
    if asked.json:
        Path(asked.json).write_text(json.dumps(as_json(figures), indent=1) + "\n", encoding="utf-8")
    return 0 if asked.device == "cuda" else judge(figures, sizes)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Speed and memory of the translation engines.")
    parser.add_argument("--runs", type=int, default=5, help="measured runs; their median counts")
    parser.add_argument("--batches", default="1,8,32", help="sentences at once, separated by commas")
    parser.add_argument(
        "--beams", type=int, default=0, help="width of the search, as in the profile compact if not given"
    )
    parser.add_argument("--device", choices=("cpu", "cuda"), default="cpu")
    parser.add_argument("--json", help="also write the figures to this file")
    return parser.parse_args()


def sentences(count: int, run: int) -> list[str]:
    """Own sentences of 20 to 40 characters, different ones in every run."""
    characters = "公司收入增长利润下降园区签约项目投资增加企业出口上升订单减少本月产量价格库存今年前三季度"
    made = []
    for number in range(count):
        start = 7 * number + 13 * run
        length = 20 + (11 * number + 5 * run) % 21
        made.append(
            "".join(characters[(start + place * (1 + number % 3)) % len(characters)] for place in range(length))
        )
    return made


def build(place: Path) -> None:
    """Marian as in opus-mt-zh-en: six layers each way, 512 wide, 8 heads, 65,001 tokens."""
    import tiny_models
    import torch
    from transformers import GenerationConfig, MarianConfig, MarianMTModel

    from briefing.translate.hf.libraries import quiet_transformers

    place.mkdir(parents=True)
    tokens = [*two_languages(place, tiny_models.spm), "<pad>"]
    vocabulary = {token: number for number, token in enumerate(tokens)}
    (place / "vocab.json").write_text(json.dumps(vocabulary, ensure_ascii=False), encoding="utf-8")
    (place / "tokenizer_config.json").write_text('{"tokenizer_class": "MarianTokenizer"}', encoding="utf-8")
    quiet_transformers()
    torch.manual_seed(1)
    pad = VOCABULARY - 1
    config = MarianConfig(
        vocab_size=VOCABULARY,
        d_model=512,
        encoder_layers=6,
        decoder_layers=6,
        encoder_attention_heads=8,
        decoder_attention_heads=8,
        encoder_ffn_dim=2048,
        decoder_ffn_dim=2048,
        max_position_embeddings=512,
        scale_embedding=True,
        activation_function="swish",
        pad_token_id=pad,
        eos_token_id=0,
        decoder_start_token_id=pad,
        forced_eos_token_id=None,
    )
    model = MarianMTModel(config)
    model.generation_config = GenerationConfig(
        bad_words_ids=[[pad]], pad_token_id=pad, eos_token_id=0, decoder_start_token_id=pad
    )
    model.save_pretrained(place)


def two_languages(place: Path, spm: Callable[..., list[str]]) -> list[str]:
    """The vocabularies of both sides, half of the tokens each, written down and put together."""
    shared = spm(place / "source.spm")
    each, odd = divmod(VOCABULARY - 1 - len({"</s>", "<unk>", *shared}), 2)
    # Rare characters, as many as Chinese texts have, and words of them.
    characters = [chr(0x4E00 + number) for number in range(CHARACTERS + len(shared))]
    characters = [one for one in characters if one not in shared][:CHARACTERS]
    source = [*characters, *(f"词{number}" for number in range(each + odd - CHARACTERS))]
    target = [f"▁word{number}" for number in range(each)]
    pieces = [*spm(place / "source.spm", source), *spm(place / "target.spm", target)]
    return list(dict.fromkeys(["</s>", "<unk>", *pieces]))


def width() -> int:
    """The beams of this run: every process of it finds them in the environment."""
    return int(os.environ[BEAMS])


def profile(runtime: str) -> Any:
    from briefing.translate.profiles import Decoding, ModelSpec, Profile

    spec = ModelSpec(
        repo="benchmark/marian",
        revision="0" * 40,
        architecture="marian",
        licence="CC0-1.0",
        commercial=True,
        langs=("en",),
        runtime=runtime,  # type: ignore[arg-type]
        decoding=Decoding(beams=width()),
    )
    return Profile(name="benchmark", about="", rank=0, models=(spec,))


def open_it(place: Path, runtime: str, device: str = "cpu") -> Any:
    from briefing.translate.hf.load import open_engine

    return open_engine(
        profile(runtime),
        folders={"benchmark/marian": (place / "model", "0" * 40)},
        langs=("en",),
        device=device,  # type: ignore[arg-type]
        cache=place / "cache",
        output_length=OUTPUT_TOKENS,
    )


def convert(place: Path) -> None:
    open_it(place, "ctranslate2")


def ready_transformers(place: Path, device: str) -> Callable[[list[str]], None]:
    """``generate`` as its documentation shows it, in torch's default threads."""
    import torch
    from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

    from briefing.translate.hf.libraries import quiet_transformers

    dtype = torch.bfloat16 if device == "cuda" else torch.float32
    quiet_transformers()
    tokenizer = AutoTokenizer.from_pretrained(place / "model")
    model = AutoModelForSeq2SeqLM.from_pretrained(place / "model", dtype=dtype).to(device).eval()

    def translate(texts: list[str]) -> None:
        inputs = tokenizer(texts, return_tensors="pt", padding=True).to(device)
        with torch.inference_mode():
            made = model.generate(
                **inputs,
                do_sample=False,
                num_beams=width(),
                min_new_tokens=OUTPUT_TOKENS,
                max_new_tokens=OUTPUT_TOKENS,
            )
        tokenizer.batch_decode(made, skip_special_tokens=True)

    return translate


def ready_direct(place: Path, _device: str) -> Callable[[list[str]], None]:
    """CTranslate2 alone, on tokens made before the clock starts; the layout is the engine's."""
    import ctranslate2

    from briefing.translate.hf import batches, machine
    from briefing.translate.hf.ctranslate import BUDGET
    from briefing.translate.hf.pieces import Pieces, vocabulary

    (folder,) = (place / "cache").iterdir()
    pieces = Pieces(folder, profile("ctranslate2").models[0], vocabulary(folder))
    workers = machine.cores()
    translator = ctranslate2.Translator(str(folder), device="cpu", inter_threads=workers, intra_threads=1)
    known: dict[str, list[list[list[str]]]] = {}

    def translate(texts: list[str]) -> None:
        started = [
            translator.translate_batch(
                batch,
                asynchronous=True,
                use_vmap=True,
                beam_size=width(),
                max_input_length=0,
                min_decoding_length=OUTPUT_TOKENS,
                max_decoding_length=OUTPUT_TOKENS,
            )
            for batch in known["".join(texts)]
        ]
        for results in started:
            for result in results:
                result.result()

    def prepare(texts: list[str]) -> None:
        inputs = [pieces.source(text, "en") for text in texts]
        planned = batches.plan([len(each) for each in inputs], budget=BUDGET, ways=workers)
        known["".join(texts)] = [[inputs[place] for place in places] for places in planned]

    translate.prepare = prepare  # type: ignore[attr-defined]
    return translate


def ready_engine(place: Path, _device: str) -> Callable[[list[str]], None]:
    from briefing.translate.engine import Request

    engine = open_it(place, "ctranslate2")
    return lambda texts: engine.translate([Request(text, "en") for text in texts])


READY = {"transformers": ready_transformers, "direct": ready_direct, "engine": ready_engine}


def worker(name: str, place: Path, device: str, line: Connection) -> None:
    """Translates what comes down the line and answers with seconds and memory."""
    translate = READY[name](place, device)
    while (texts := line.recv()) is not None:
        if hasattr(translate, "prepare"):
            translate.prepare(texts)
        start = time.perf_counter()
        translate(texts)
        line.send((time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))


def measure(
    place: Path, names: tuple[str, ...], sizes: list[int], asked: argparse.Namespace
) -> dict[tuple[str, int], Figures]:
    context = multiprocessing.get_context("spawn")
    figures: dict[tuple[str, int], Figures] = {}
    for size in sizes:
        lines: dict[str, Connection] = {}
        for name in names:
            ours, theirs = context.Pipe()
            context.Process(target=worker, args=(name, place, asked.device, theirs), daemon=True).start()
            lines[name] = ours
        runs: dict[str, list[float]] = {name: [] for name in names}
        memory = dict.fromkeys(names, 0.0)
        for run in range(-1, asked.runs):
            for name in names if run % 2 else reversed(names):
                lines[name].send(sentences(size, run))
                seconds, memory[name] = lines[name].recv()
                if run >= 0:
                    runs[name].append(size * OUTPUT_TOKENS / seconds)
        for name in names:
            lines[name].send(None)
            figures[name, size] = Figures(runs[name], memory[name])
    return figures


def print_table(figures: dict[tuple[str, int], Figures]) -> None:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    print(f"{cores} cores, {OUTPUT_TOKENS} tokens an output, medians")
    print(f"{'':14}{'batch':>6}{'tokens/s':>10}{'lowest':>8}{'highest':>8}{'MB':>7}")
    for (name, size), each in figures.items():
        print(f"{name:14}{size:6}{each.median:10.0f}{min(each.runs):8.0f}{max(each.runs):8.0f}{each.memory:7.0f}")


def judge(figures: dict[tuple[str, int], Figures], sizes: list[int]) -> int:
    missed = 0
    for size in sizes:
        faster = figures["direct", size].median / figures["transformers", size].median
        kept = figures["engine", size].median / figures["direct", size].median
        bar = FASTER.get(size, 0.0)
        print(f"batch {size:2}: int8 {faster:.2f}x transformers (bar {bar:g}x)", end=", ")
        print(f"engine {kept:.1%} of direct (bar {KEPT:.0%})")
        missed += (faster < bar) + (kept < KEPT)
    return 1 if missed else 0


def as_json(figures: dict[tuple[str, int], Figures]) -> list[dict[str, Any]]:
    return [
        {"way": name, "batch": size, "tokens_per_second": each.runs, "median": each.median, "memory_mb": each.memory}
        for (name, size), each in figures.items()
    ]


def run_alone(task: Callable[[Path], None], place: Path) -> None:
    """In a process of its own: what building takes must not count as memory of what is measured."""
    process = multiprocessing.get_context("spawn").Process(target=task, args=(place,))
    process.start()
    process.join()
    if process.exitcode:
        raise SystemExit(process.exitcode)


if __name__ == "__main__":
    raise SystemExit(main())
