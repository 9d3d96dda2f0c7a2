"""Batches, divided sentences and outputs that are no translations: no library needed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from briefing.errors import EngineError
from briefing.translate.engine import Request, Translation
from briefing.translate.hf import batches
from briefing.translate.hf.clauses import divide
from briefing.translate.hf.engine import ModelEngine
from briefing.translate.hf.failures import is_out_of_memory
from briefing.translate.hf.runner import Output, Prepared
from briefing.translate.problems import problem_of


class Echo:
    """A runner whose tokens are characters and whose output says what it read. ``room``: rows that fit at once."""

    def __init__(
        self, *, budget: int = 100, ways: int = 1, max_input: int = 100, room: int = 100, error: type = MemoryError
    ) -> None:
        self.repo = "own/echo"
        self.budget, self.ways, self.max_input = budget, ways, max_input
        self.room, self.error = room, error
        self.seen: list[list[str]] = []

    def prepare(self, request: Request) -> Prepared:
        return Prepared(tuple(request.text), request.lang, 100)

    def submit(self, batch: Sequence[Prepared]) -> Callable[[], list[Output]]:
        def outputs() -> list[Output]:
            if len(batch) > self.room:
                raise self.error("the library's own words")
            self.seen.append(["".join(map(str, each.tokens)) for each in batch])
            return [Output("read " + "".join(map(str, each.tokens))) for each in batch]

        return outputs


AGAIN = "sales of the company rose, while sales of the company rose, but sales of the company rose as " + (
    "sales of the company rose"
)


def prepared(*texts: str) -> list[Prepared]:
    return [Prepared(tuple(text), "en", 100) for text in texts]


def texts(outputs: list[Output]) -> list[str]:
    return [output.text for output in outputs]


def test_longest_inputs_run_first_and_share_a_batch_with_inputs_of_their_length() -> None:
    assert batches.plan([2, 9, 3, 10], budget=100) == [[3, 1, 2, 0]]
    assert batches.plan([2, 20, 3, 19], budget=40) == [[1, 3], [2, 0]]


def test_a_batch_keeps_within_its_budget_and_a_long_input_runs_alone() -> None:
    assert batches.plan([5, 5, 5, 5, 5], budget=10) == [[0, 1], [2, 3], [4]]
    assert batches.plan([50, 5], budget=10) == [[0], [1]]


def test_each_worker_gets_its_share() -> None:
    assert batches.plan([4] * 8, budget=1_000, ways=2) == [[0, 1, 2, 3], [4, 5, 6, 7]]
    assert batches.plan([4], budget=1_000, ways=2) == [[0]]


@given(lengths=st.lists(st.integers(1, 200), max_size=60), budget=st.integers(1, 2_000), ways=st.integers(1, 8))
def test_every_input_runs_once_within_budget_and_at_most_half_padding(
    lengths: list[int], budget: int, ways: int
) -> None:
    planned = batches.plan(lengths, budget=budget, ways=ways)
    assert sorted(place for batch in planned for place in batch) == list(range(len(lengths)))
    for batch in planned:
        padded = len(batch) * max(lengths[place] for place in batch)
        assert len(batch) == 1 or padded <= budget
        assert padded <= 2 * sum(lengths[place] for place in batch)


def test_outputs_come_in_the_order_of_the_inputs_and_equal_inputs_run_once() -> None:
    runner = Echo()
    assert texts(batches.run(runner, prepared("一", "二二二", "一"))) == ["read 一", "read 二二二", "read 一"]
    assert runner.seen == [["二二二", "一"]]


@pytest.mark.parametrize("error", [MemoryError, torch.OutOfMemoryError], ids=["python", "torch"])
def test_a_batch_without_memory_is_halved_until_it_fits(error: type) -> None:
    runner = Echo(room=2, error=error)
    assert texts(batches.run(runner, prepared(*"一二三四五"))) == [f"read {letter}" for letter in "一二三四五"]
    assert runner.seen == [["一", "二"], ["三"], ["四", "五"]]


def test_one_sentence_without_memory_is_an_error_that_does_not_quote_it() -> None:
    with pytest.raises(EngineError) as caught:
        batches.run(Echo(room=0, error=torch.OutOfMemoryError), prepared("机密"))
    assert caught.value.message == "own/echo: out of memory with a single sentence of 2 tokens"
    assert caught.value.hint == "close other programs, or choose a smaller profile: briefing models list"


def test_any_other_failure_is_an_error_without_the_words_of_the_library() -> None:
    with pytest.raises(EngineError) as caught:
        batches.run(Echo(room=0, error=ValueError), prepared("机密"))
    assert caught.value.message == "own/echo: the model failed while it ran (ValueError)"


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (MemoryError(), True),
        (torch.OutOfMemoryError("x"), True),
        (RuntimeError("CUDA error: out of memory"), True),
        (RuntimeError("std::bad_alloc"), True),
        (RuntimeError("DefaultCPUAllocator: can't allocate memory: you tried to allocate 8 bytes"), True),
        (RuntimeError("index out of range"), False),
        (ValueError("out of memory"), False),
    ],
)
def test_what_means_no_memory(error: BaseException, expected: bool) -> None:
    assert is_out_of_memory(error) is expected


def short(size: int) -> Callable[[str], bool]:
    return lambda text: len(text) <= size


@pytest.mark.parametrize(
    ("text", "size", "parts"),
    [
        ("收入增长，利润下降。", 10, ["收入增长，利润下降。"]),
        ("收入增长，利润下降。", 6, ["收入增长，", "利润下降。"]),
        ("甲，乙；丙，丁", 5, ["甲，乙；", "丙，丁"]),
        ("产值达1，200万元，增长三成", 11, ["产值达1，200万元，", "增长三成"]),
        ("他说“先买，再看，后卖”，随后离开", 13, ["他说“先买，再看，后卖”，", "随后离开"]),
        ("总额（含税，下同）上升，净额下降", 12, ["总额（含税，下同）上升，", "净额下降"]),
        ("没有标点也没有办法", 4, ["没有标点也没有办法"]),
        ("他说“先买，再看", 5, ["他说“先买，", "再看"]),
        ("会议于12：30开始，结束于15：40", 13, ["会议于12：30开始，", "结束于15：40"]),
    ],
    ids=["fits", "comma", "semicolon", "number", "quotation", "brackets", "none", "unpaired", "time"],
)
def test_long_sentences_are_divided_where_a_clause_ends(text: str, size: int, parts: list[str]) -> None:
    assert divide(text, short(size)) == parts


@given(text=st.text(alphabet='收入1，；：。“”（）"、', max_size=60), size=st.integers(1, 20))
def test_dividing_loses_no_character(text: str, size: int) -> None:
    assert "".join(divide(text, short(size))) == text


@pytest.mark.parametrize(
    ("source", "text", "problem"),
    [
        ("收入增长。", "Sales rose.", ""),
        ("收入增长。", "", "empty"),
        ("收入增长。", " ... ", "empty"),
        ("收入增长。", "the the the the the the the the", "repeated"),
        ("收入增长。", "売上高は増加した売上高は増加した売上高は増加した", "repeated"),
        ("收入增长。", "Sales of the company rose. Sales of the company rose.", "repeated"),
        ("哈哈哈哈哈哈哈哈，他笑了。", "Hahahahahahahaha, he laughed.", ""),
        ("投资100亿元。", "The investment is RMB 10,000,000,000,000,000,000.", ""),
        ("见下表。", "See the table below: --------------------------", ""),
        ("收入增长。", AGAIN, "repeated"),
        ("收入增长，收入增长，收入增长，收入增长。", AGAIN, ""),
        ("同比增长2.9%、3.5%、4%、5%和6%。", "、".join(f"前年同期比{n}%増" for n in ("2.9", "3.5", "4", "5", "6")), ""),
        ("同比增长2.9%、3.5%、4%、5%和6%。", ", ".join(f"up {n}% year on year" for n in (2.9, 3.5, 4, 5, 6)), ""),
        ("娃哈哈集团", "Wahaha Group", ""),
        ("他说说说说", "no no no no no", ""),
    ],
)
def test_outputs_that_are_no_translations(source: str, text: str, problem: str) -> None:
    assert problem_of(source, text) == problem


def test_cut_is_said_last_because_a_loop_is_cut_as_well() -> None:
    assert problem_of("收入", "Sales rose", cut=True) == "cut"
    assert problem_of("收入", "rose rose rose rose rose rose rose rose", cut=True) == "repeated"


def engine(runner: Echo) -> ModelEngine:
    return ModelEngine("echo", {"en": runner, "ja": runner}, models=(("own/echo", "0"),))


def test_answers_come_in_the_order_of_the_requests_whatever_their_language() -> None:
    requests = [Request("收入", "ja"), Request("利润增长", "en"), Request("利润", "ja")]
    assert engine(Echo()).translate(requests) == [
        Translation("read 收入"),
        Translation("read 利润增长"),
        Translation("read 利润"),
    ]


def test_a_long_sentence_is_translated_in_parts_and_put_together_again() -> None:
    runner = Echo(max_input=6)
    text = "收入增长，利润下降。"
    assert engine(runner).translate([Request(text, "en")]) == [Translation("read 收入增长， read 利润下降。")]
    assert engine(runner).translate([Request(text, "ja")]) == [Translation("read 收入增长，read 利润下降。")]


def test_what_cannot_be_divided_is_not_given_to_the_model() -> None:
    runner = Echo(max_input=4)
    assert engine(runner).translate([Request("没有标点也没有办法", "en")]) == [Translation("", "cut")]
    assert runner.seen == []


def test_a_language_that_the_engine_was_not_opened_for_is_refused() -> None:
    only = ModelEngine("echo", {"en": Echo()}, models=(("own/echo", "0"),))
    with pytest.raises(EngineError, match="engine echo was not opened for ja"):
        only.translate([Request("收入", "en"), Request("收入", "ja")])


def test_nothing_to_translate_is_empty_without_a_model() -> None:
    runner = Echo()
    assert engine(runner).translate([Request("——", "en"), Request("", "ja")]) == [
        Translation("", "empty"),
        Translation("", "empty"),
    ]
    assert runner.seen == []
