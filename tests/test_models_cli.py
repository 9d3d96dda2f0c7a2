"""``briefing models`` as a person meets it, with a hub on this machine in place of the real one."""

from __future__ import annotations

import errno
import json
import os
import pty
import shutil
import signal
import subprocess
import sys
import threading
from collections import namedtuple
from collections.abc import Iterator
from pathlib import Path

import pytest
from hub import COMMIT, OTHER, Hub, marian, place, safetensors

from briefing.cli import run
from briefing.errors import EngineError
from briefing.translate.hf import fetch, lock
from briefing.translate.profiles import find

REPO = "house/zh-en"
PROFILE = """\
name = "house"
about = "our own model"
rank = 60

[[model]]
repo = "house/zh-en"
revision = "main"
architecture = "marian"
licence = "CC-BY-4.0"
licence_url = "https://example.org/licence"
commercial = true
langs = ["en", "ja"]
disk_mb = 300
memory_mb = 500
"""
LICENCE = "house/zh-en: CC-BY-4.0, commercial use allowed (https://example.org/licence)"
WEIGHTS = "model.safetensors"
MORE = {  # what repositories also hold, and what is never fetched
    "README.md": b"#",
    "pytorch_model.bin": b"pickle",
    "tf_model.h5": b"h5",
    "train/model.safetensors": b"x",
    "run.py": b"import os",
}


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A profile of one's own, an empty cache, no variables of the person who runs the tests."""
    (tmp_path / "profiles").mkdir()
    (tmp_path / "profiles" / "house.toml").write_text(PROFILE, encoding="utf-8")
    monkeypatch.setenv("BRIEFING_MODELS", str(tmp_path / "profiles"))
    monkeypatch.setenv("HF_HOME", str(tmp_path / "hf"))
    for name in ("HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE", "HF_TOKEN", "NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    for scheme in ("HTTP", "HTTPS", "ALL"):
        monkeypatch.delenv(f"{scheme}_PROXY", raising=False)
        monkeypatch.delenv(f"{scheme}_proxy".lower(), raising=False)


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "hf" / "hub"


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    """The library reads its variables when it is imported: what they would have done is done here."""
    import huggingface_hub
    from huggingface_hub import constants

    with Hub({REPO: marian() | MORE}) as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.address)
        monkeypatch.setattr(constants, "ENDPOINT", hub.address)
        template = hub.address + "/{repo_id}/resolve/{revision}/{filename}"
        monkeypatch.setattr(constants, "HUGGINGFACE_CO_URL_TEMPLATE", template)
        monkeypatch.setattr(constants, "HF_HUB_OFFLINE", False)
        yield hub
        huggingface_hub.close_session()


@pytest.fixture
def models(capsys: pytest.CaptureFixture[str]):
    def call(*args: str) -> tuple[int, list[str], list[str]]:
        capsys.readouterr()
        code = run(["models", *args])
        said = capsys.readouterr()
        return code, said.out.splitlines(), said.err.splitlines()

    return call


def snapshot(cache: Path, commit: str = COMMIT) -> Path:
    return cache / "models--house--zh-en" / "snapshots" / commit


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def blobs(cache: Path) -> list[str]:
    return names(cache / "models--house--zh-en" / "blobs")


# --- list and show -----------------------------------------------------------------------


def test_list_says_what_is_here(models, cache: Path) -> None:
    place(cache, REPO, marian())
    place(cache, "Helsinki-NLP/opus-mt-tc-big-zh-ja", {"config.json": b"{}"})
    code, out, err = models("list")
    assert code == 0
    assert out[0].split() == ["profile", "state", "disk", "memory", "writes", "licence", "commercial", "use"]
    assert out[1] == "house       here      0 MB     0.5 GB   en ja   CC-BY-4.0     yes"
    assert out[3] == "standard    not here  4.1 GB   9.5 GB   en ja   Apache-2.0    yes"
    assert out[5] == "compact     partly    0.7 GB   2.1 GB   en ja   CC-BY-4.0     yes"
    assert out[7] == "nllb        not here  2.5 GB   5.5 GB   en ja   CC-BY-NC-4.0  no"
    assert err == ["auto takes house (the best of the models on this machine)"]


def test_list_in_json_is_a_line_a_profile(models, cache: Path) -> None:
    place(cache, REPO, {"config.json": b"{}"})
    code, out, err = models("list", "--json")
    tables = [json.loads(line) for line in out]
    assert (code, err) == (0, [])
    assert [table["name"] for table in tables][:3] == ["house", "large", "standard"]
    assert (tables[0]["state"], tables[0]["langs"], tables[0]["memory"]) == ("partly", ["en", "ja"], 500_000_000)
    assert tables[0]["models"][0]["missing"] == [WEIGHTS, "source.spm", "target.spm", "vocab.json"]
    assert (tables[2]["state"], tables[2]["disk"], tables[2]["commercial"]) == ("not here", 4_100_000_000, True)


def test_show_says_what_is_missing_and_where(models, cache: Path) -> None:
    whole = marian()
    folder = place(cache, REPO, whole | {WEIGHTS: whole[WEIGHTS][:-10]})
    code, out, _err = models("show", "house")
    size = len(whole[WEIGHTS])
    assert code == 0
    assert out[0] == "house: our own model"
    assert "  revision         main" in out
    assert f"  commit           {COMMIT}" in out
    assert "  licence          CC-BY-4.0 https://example.org/licence" in out
    assert f"  folder           {folder}" in out
    assert out[-1] == f"  missing          {WEIGHTS} is cut off ({size - 10:,} of {size:,} bytes)"


def test_show_in_json(models, cache: Path) -> None:
    folder = place(cache, REPO, marian())
    _code, out, _err = models("show", "house", "--json")
    (model,) = json.loads(out[0])["models"]
    assert (model["folder"], model["commit"], model["missing"]) == (str(folder), COMMIT, [])


@pytest.mark.parametrize("command", ["show", "pull"])
def test_a_name_that_does_not_exist_is_wrong_usage(models, command: str) -> None:
    assert models(command, "hause") == (2, [], ["error: no such profile: hause", "hint: did you mean house?"])


def test_a_profile_that_cannot_be_read_is_named(models, tmp_path: Path) -> None:
    file = tmp_path / "profiles" / "house.toml"
    file.write_text(PROFILE.replace("disk_mb", "disc_mb"), encoding="utf-8")
    code, _out, err = models("list")
    assert (code, err) == (1, [f"error: {file}: model 1: disc_mb: no such key", "hint: did you mean disk_mb?"])


def test_looking_imports_no_hub_library(tmp_path: Path) -> None:
    code = "import sys; from briefing.cli import run; run(['models', 'list']); print('huggingface_hub' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "False"


# --- pull ----------------------------------------------------------------------------------


def test_pull_gets_what_a_model_is_loaded_from_and_nothing_else(models, hub: Hub, cache: Path) -> None:
    code, out, err = models("pull", "house")
    assert (code, out) == (0, [])
    assert err == [
        LICENCE,
        "[1/5] config.json (0 MB)",
        "[2/5] model.safetensors (0 MB)",
        "[3/5] source.spm (0 MB)",
        "[4/5] target.spm (0 MB)",
        "[5/5] vocab.json (0 MB)",
        "house is here: 0 MB",
    ]
    assert names(snapshot(cache)) == sorted(marian())
    assert (snapshot(cache) / WEIGHTS).read_bytes() == marian()[WEIGHTS]
    assert models("list")[1][1].split()[:2] == ["house", "here"]


def test_what_was_fetched_is_locked(models, hub: Hub, cache: Path) -> None:
    models("pull", "house")
    entry = lock.entry(REPO, "main")
    assert entry is not None
    assert (entry.commit, entry.files) == (COMMIT, {name: len(data) for name, data in marian().items()})


def test_later_runs_keep_the_locked_commit(models, hub: Hub, cache: Path) -> None:
    models("pull", "house")
    hub.commit = OTHER  # the branch moves on
    (snapshot(cache) / "vocab.json").unlink()
    assert models("pull", "house")[0] == 0
    assert [line for line in hub.asked if "/revision/" in line] == [
        f"GET /api/models/{REPO}/revision/main",
        f"GET /api/models/{REPO}/revision/{COMMIT}",
    ]
    assert names(snapshot(cache).parent) == [COMMIT]


def test_what_is_here_is_not_fetched_again(models, hub: Hub) -> None:
    models("pull", "house")
    hub.asked.clear()
    assert models("pull", "house") == (0, [], [LICENCE, "house is already here"])
    assert hub.asked == []


def test_files_that_came_whole_stay_for_the_next_try(models, hub: Hub, cache: Path) -> None:
    def fail(name: str) -> bool:
        hub.status = 403 if name == "config.json" else 200
        return False

    hub.during = fail
    code, _out, err = models("pull", "house")
    assert code == 1
    assert err[-2:] == [f"error: {REPO}: {hub.address} answered 403", "hint: try again later"]
    assert names(snapshot(cache)) == ["config.json"]
    assert lock.entry(REPO, "main") is None
    hub.status, hub.during = 200, lambda name: False
    hub.asked.clear()
    assert models("pull", "house")[0] == 0
    assert hub.got == [WEIGHTS, "source.spm", "target.spm", "vocab.json"]


def test_a_file_that_is_cut_off_is_fetched_again(models, hub: Hub, cache: Path) -> None:
    place(cache, REPO, marian() | {WEIGHTS: marian()[WEIGHTS][:-10]})
    assert models("pull", "house")[0] == 0
    assert hub.got == [WEIGHTS]
    assert (snapshot(cache) / WEIGHTS).read_bytes() == marian()[WEIGHTS]


def test_a_connection_that_breaks_is_taken_up_where_it_broke(models, hub: Hub, cache: Path) -> None:
    large = safetensors(12_000_000)
    hub.repos[REPO] = marian() | {WEIGHTS: large}
    broken: list[str] = []

    def break_once(name: str) -> bool:
        broken.append(name)
        return broken.count(WEIGHTS) == 1 and name == WEIGHTS

    hub.during = break_once
    assert models("pull", "house")[0] == 0
    assert len(hub.ranges) == 1
    assert 0 < int(hub.ranges[0].removeprefix("bytes=").rstrip("-")) < 12_000_000
    assert (snapshot(cache) / WEIGHTS).read_bytes() == large


def test_a_copy_of_the_cache_is_enough(models, hub: Hub, cache: Path) -> None:
    models("pull", "house")
    lock.lock_file().unlink()
    assert models("list")[1][1].split()[:2] == ["house", "here"]


# --- what keeps it from being fetched --------------------------------------------------------


def test_room_on_the_disk_is_asked_for_first(models, hub: Hub, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage(0, 0, 250_000_000))
    hub.repos[REPO][WEIGHTS] = safetensors(2_000_000)
    code, _out, err = models("pull", "house")
    assert code == 1
    assert err[-2:] == [
        f"error: {cache}: not enough room: 2 MB to fetch and 0.5 GB to spare, 0.3 GB missing",
        "hint: make room, or set HF_HOME to a folder on a larger disk",
    ]
    assert hub.got == []


def test_no_network_is_one_line_and_a_hint(models, hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    code, out, err = models("pull", "house")
    assert (code, out) == (1, [])
    assert err == [
        LICENCE,
        f"error: {REPO}: http://127.0.0.1:9 cannot be reached",
        "hint: check the network and HTTPS_PROXY;"
        " docs/guides/models.md says how to bring weights to a machine without a network",
    ]


def test_a_repository_that_does_not_exist(models, hub: Hub) -> None:
    hub.repos.clear()
    assert models("pull", "house")[2][1:] == [
        f"error: {REPO}: no such repository on {hub.address}, or it needs a login",
        "hint: correct repo in the profile, or hf auth login",
    ]


def test_pickled_weights_are_not_fetched(models, hub: Hub) -> None:
    del hub.repos[REPO][WEIGHTS]
    assert models("pull", "house")[2][1:] == [
        f"error: {REPO}: no weights in the safetensors form at main",
        "hint: name a revision that has them; pickled weights can run code and are not fetched",
    ]
    assert hub.got == []


def test_weights_with_a_wrong_byte_are_not_kept(models, hub: Hub, cache: Path) -> None:
    hub.digests[WEIGHTS] = "0" * 64
    assert models("pull", "house")[2][-2:] == [f"error: {REPO}: {WEIGHTS} came damaged", "hint: pull again"]
    assert names(snapshot(cache)) == ["config.json"]
    assert len(blobs(cache)) == 1
    assert lock.entry(REPO, "main") is None


def test_a_model_without_its_tokenizer_is_not_whole(models, hub: Hub) -> None:
    del hub.repos[REPO]["target.spm"]
    assert models("pull", "house")[2][-2:] == [
        f"error: {REPO}: fetched, but not complete: target.spm",
        "hint: try again",
    ]
    assert lock.entry(REPO, "main") is None


@pytest.mark.parametrize(
    ("error", "line", "hint"),
    [
        (OSError(errno.ENOSPC, "no space"), "{cache}: the disk is full", "make room and pull again"),
        (
            PermissionError(errno.EACCES, "no"),
            "{cache}: not allowed to write",
            "set HF_HOME to a folder of yours",
        ),
        (
            RuntimeError("chunk\n 7 failed"),
            "house/zh-en: the transfer failed: chunk 7 failed",
            "pull again; HF_HUB_DISABLE_XET=1 takes the plain transfer",
        ),
        (
            OSError("Consistency check failed: file should be of size 9"),
            "house/zh-en: a file came only in part",
            "pull again",
        ),
    ],
    ids=["disk", "rights", "transfer", "length"],
)
def test_what_goes_wrong_on_the_way_is_one_line(cache: Path, error: Exception, line: str, hint: str) -> None:
    with pytest.raises(EngineError) as caught, fetch.in_our_words(find("house").models[0]):
        raise error
    assert (caught.value.message, caught.value.hint) == (line.format(cache=cache), hint)


def test_weights_that_forbid_commercial_use_need_a_word(models, hub: Hub, tmp_path: Path) -> None:
    text = PROFILE.replace("commercial = true", "commercial = false").replace("CC-BY-4.0", "CC-BY-NC-4.0")
    (tmp_path / "profiles" / "house.toml").write_text(text, encoding="utf-8")
    code, _out, err = models("pull", "house")
    assert code == 2
    assert err == [
        "house/zh-en: CC-BY-NC-4.0, no commercial use (https://example.org/licence)",
        "error: house: CC-BY-NC-4.0 forbids commercial use",
        "hint: add --allow-noncommercial if yours is not",
    ]
    assert hub.asked == []
    assert models("pull", "house", "--allow-noncommercial")[0] == 0


def test_a_folder_of_ones_own_cannot_be_pulled(models, hub: Hub, tmp_path: Path) -> None:
    text = PROFILE.replace("house/zh-en", "./weights")
    (tmp_path / "profiles" / "house.toml").write_text(text, encoding="utf-8")
    code, _out, err = models("pull", "house")
    assert code == 1
    assert err[-1] == "hint: the profile names this folder; copy the files of the model into it"
    assert hub.asked == []


# --- as a process of its own -------------------------------------------------------------------


def process(*args: str, stderr: int = subprocess.PIPE, **environ: str) -> subprocess.Popen[str]:
    environ = {name: value for name, value in os.environ.items() if name != "HF_HUB_OFFLINE"} | environ
    command = [sys.executable, "-m", "briefing", "models", *args]
    # A run started in the background ignores interrupts, and whatever it starts would, too.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=stderr, text=True, env=environ)


def test_offline_mode_is_kept(cache: Path) -> None:
    with Hub({REPO: marian()}) as hub:
        pulling = process("pull", "house", HF_ENDPOINT=hub.address, HF_HUB_OFFLINE="1")
        _out, err = pulling.communicate(timeout=60)
    assert pulling.returncode == 1
    assert err.splitlines()[1] == f"error: {REPO}: HF_HUB_OFFLINE keeps the hub closed"
    assert hub.asked == []


def test_proxies_are_used() -> None:
    with Hub({REPO: marian()}) as proxy:
        pulling = process("pull", "house", HF_ENDPOINT="http://hub.invalid", HTTP_PROXY=proxy.address)
        _out, err = pulling.communicate(timeout=60)
    assert (pulling.returncode, err.splitlines()[-1]) == (0, "house is here: 0 MB")
    assert proxy.got == sorted(marian())


def test_an_interrupt_leaves_nothing_under_a_final_name(cache: Path) -> None:
    reached, go_on = threading.Event(), threading.Event()

    def hold(name: str) -> bool:
        if name == WEIGHTS:
            reached.set()
            go_on.wait(60)
        return False

    with Hub({REPO: marian(3_000_000)}) as hub:
        hub.during = hold
        pulling = process("pull", "house", HF_ENDPOINT=hub.address)
        assert reached.wait(60)
        pulling.send_signal(signal.SIGINT)
        _out, err = pulling.communicate(timeout=60)
        go_on.set()
    assert pulling.returncode == 130
    assert err.splitlines()[-1] == "[2/5] model.safetensors (3 MB)"
    assert names(snapshot(cache)) == ["config.json"]
    assert len(blobs(cache)) == 1
    assert lock.entry(REPO, "main") is None


def test_on_a_terminal_there_is_a_bar() -> None:
    ours, theirs = pty.openpty()
    with Hub({REPO: marian(3_000_000)}) as hub:
        pulling = process("pull", "house", stderr=theirs, HF_ENDPOINT=hub.address, TERM="xterm", COLUMNS="100")
        os.close(theirs)
        shown = b""
        while True:
            try:
                part = os.read(ours, 65536)
            except OSError:  # the other end is closed
                break
            shown += part
            if not part:
                break
        pulling.communicate(timeout=60)
    os.close(ours)
    assert pulling.returncode == 0
    assert "vocab.json" in shown.decode()
    assert "3.0/3.0 MB" in shown.decode()
    assert "[1/5]" not in shown.decode()
