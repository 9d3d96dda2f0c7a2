"""The model profiles that come with the program, a user's own, and what is refused."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import platformdirs
import pytest

from briefing.errors import DataError, SettingsError
from briefing.translate.hf.cache import is_commit
from briefing.translate.hf.contents import size_words
from briefing.translate.profiles import Decoding, ModelSpec, Profile, available, built_in, find, load

OWN = """\
name = "house"
about = "our own model"
rank = 60

[[model]]
repo = "house/zh-en"
revision = "main"
architecture = "marian"
licence = "CC-BY-4.0"
commercial = true
langs = ["en"]
disk_mb = 300
memory_mb = 500
"""
CAUSAL = (
    OWN.replace('"marian"', '"causal"')
    + """
[model.languages]
en = "English"

[model.prompts]
plain = "{language}: {text}"
"""
)


def write(folder: Path, text: str, name: str = "house.toml") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


# --- those that come with the program --------------------------------------------


def test_the_profiles_best_first() -> None:
    names = [profile.name for profile in built_in()]
    assert names == ["large", "standard", "many-large", "compact", "many", "nllb", "takeaway"]


@pytest.mark.parametrize(
    ("name", "repos", "licences", "commercial", "langs"),
    [
        ("large", ["tencent/Hy-MT2-7B"], ("Apache-2.0",), True, {"en", "ja"}),
        ("standard", ["tencent/Hy-MT2-1.8B"], ("Apache-2.0",), True, {"en", "ja"}),
        ("many-large", ["google/madlad400-3b-mt"], ("Apache-2.0",), True, {"en", "ja"}),
        (
            "compact",
            ["Helsinki-NLP/opus-mt-zh-en", "Helsinki-NLP/opus-mt-tc-big-zh-ja"],
            ("CC-BY-4.0",),
            True,
            {"en", "ja"},
        ),
        ("many", ["facebook/m2m100_418M"], ("MIT",), True, {"en", "ja"}),
        ("nllb", ["facebook/nllb-200-distilled-600M"], ("CC-BY-NC-4.0",), False, {"en", "ja"}),
        ("takeaway", ["Qwen/Qwen3.5-2B"], ("Apache-2.0",), True, set()),
    ],
)
def test_what_each_loads_and_under_which_licence(
    name: str, repos: list[str], licences: tuple[str, ...], commercial: bool, langs: set[str]
) -> None:
    profile = find(name)
    assert [model.repo for model in profile.models] == repos
    assert (profile.licences, profile.commercial, profile.langs) == (licences, commercial, langs)


@pytest.mark.parametrize(
    ("name", "form", "filled"),
    [
        (
            "plain",
            {"text": "营业收入增长。"},
            "将以下文本翻译为日语，注意只需要输出翻译后的结果，不要额外解释：\n\n营业收入增长。",
        ),
        (
            "terms",
            {"text": "营业收入增长。", "terms": "营业收入 翻译成 売上高"},
            "参考下面的翻译：\n营业收入 翻译成 売上高\n\n"
            "将以下文本翻译为日语，注意只需要输出翻译后的结果，不要额外解释：\n\n营业收入增长。",
        ),
        (
            "context",
            {"text": "营业收入增长。", "context": "三季报"},
            "【背景信息】\n三季报\n\n请结合背景信息将以下文本翻译为日语。\n\n【待翻译文本】\n营业收入增长。",
        ),
    ],
)
@pytest.mark.parametrize("profile", ["standard", "large"])
def test_hunyuan_is_asked_in_the_forms_its_authors_give(
    profile: str, name: str, form: dict[str, str], filled: str
) -> None:
    (model,) = find(profile).models
    assert model.prompts[name].format(language=model.languages["ja"], **form) == filled


def test_a_line_of_terms() -> None:
    (model,) = find("standard").models
    assert model.prompts["term"].format(source="营业收入", target="revenue") == "营业收入 翻译成 revenue"


@pytest.mark.parametrize(
    ("name", "source", "targets"),
    [
        ("many", "zh", {"en": "en", "ja": "ja"}),
        ("nllb", "zho_Hans", {"en": "eng_Latn", "ja": "jpn_Jpan"}),
        ("many-large", "", {"en": "<2en>", "ja": "<2ja>"}),
    ],
)
def test_the_codes_by_which_models_of_many_languages_are_told(name: str, source: str, targets: dict[str, str]) -> None:
    (model,) = find(name).models
    assert (model.source_token, model.target_tokens) == (source, targets)


def test_a_revision_is_a_whole_commit_or_a_branch() -> None:
    revisions = {model.revision for profile in built_in() for model in profile.models}
    assert {revision for revision in revisions if not is_commit(revision)} == {"main", "refs/pr/19", "refs/pr/39"}


def test_sizes_add_up_over_the_models_of_a_profile() -> None:
    assert [(model.disk_mb, model.memory_mb) for model in find("compact").models] == [(320, 800), (425, 1300)]
    assert (find("compact").disk_mb, find("compact").memory_mb) == (745, 2100)


def test_the_takeaway_model_translates_nothing() -> None:
    (model,) = find("takeaway").models
    assert (model.role, sorted(model.prompts)) == ("condense", ["headline", "takeaway"])


# --- what the documents say of them --------------------------------------------------


def test_the_guide_has_every_profile_with_its_sizes_and_licence(root: Path) -> None:
    guide = (root / "docs" / "guides" / "models.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([\w-]+)` \| ([^|]+) \| ([^|]+) \| ([^|]+) \|", guide, re.MULTILINE)
    assert {tuple(row) for row in rows} == {
        (p.name, size_words(p.disk_mb * 1e6), size_words(p.memory_mb * 1e6), *p.licences) for p in built_in()
    }


def test_the_example_of_the_readme_is_a_profile(root: Path, tmp_path: Path) -> None:
    text = (root / "models" / "README.md").read_text(encoding="utf-8")
    profile = load(write(tmp_path, text.split("```toml\n")[1].split("```")[0]))
    assert (profile.name, profile.models[0].repo) == ("house", str(tmp_path / "weights"))


def test_the_readme_explains_every_key(root: Path) -> None:
    text = (root / "models" / "README.md").read_text(encoding="utf-8")
    keys = {field.name for kind in (Profile, ModelSpec, Decoding) for field in fields(kind)} - {"models"}
    assert {key for key in keys if f"`{key}`" not in text and f"[model.{key}]`" not in text} == set()


# --- a user's own ------------------------------------------------------------------


def test_a_profile_of_ones_own_in_full(tmp_path: Path) -> None:
    assert load(write(tmp_path, OWN)) == Profile(
        name="house",
        about="our own model",
        rank=60,
        models=(
            ModelSpec(
                repo="house/zh-en",
                revision="main",
                architecture="marian",
                licence="CC-BY-4.0",
                commercial=True,
                langs=("en",),
                runtime="transformers",
                role="translate",
                decoding=Decoding(beams=1, repetition_penalty=1.0, no_repeat_ngram=0),
                disk_mb=300,
                memory_mb=500,
                max_input=512,
                max_output=512,
            ),
        ),
    )


def test_own_profiles_are_found_in_the_configuration_folder() -> None:
    write(platformdirs.user_config_path("briefing", appauthor=False) / "models", OWN)
    assert available()[0].name == "house"
    assert find("house").about == "our own model"


def test_the_environment_names_another_folder_whose_profiles_win(tmp_path: Path) -> None:
    write(platformdirs.user_config_path("briefing", appauthor=False) / "models", OWN)
    write(tmp_path, OWN.replace("our own", "their own"))
    assert find("house", {"BRIEFING_MODELS": str(tmp_path)}).about == "their own model"


def test_a_profile_of_ones_own_replaces_one_of_ours(tmp_path: Path) -> None:
    write(tmp_path, OWN.replace('"house"', '"compact"'))
    profiles = available({"BRIEFING_MODELS": str(tmp_path)})
    assert [profile.about for profile in profiles if profile.name == "compact"] == ["our own model"]
    assert len(profiles) == len(built_in())


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=re.escape(f"environment: BRIEFING_MODELS: no folder {tmp_path / 'no'}")):
        available({"BRIEFING_MODELS": str(tmp_path / "no")})


@pytest.mark.parametrize("repo", ["./weights", "../house/weights", "~/weights", "/srv/weights"])
def test_a_folder_given_as_repo_becomes_a_full_path(tmp_path: Path, repo: str) -> None:
    file = write(tmp_path / "house", OWN.replace("house/zh-en", repo))
    wanted = {
        "./weights": tmp_path / "house" / "weights",
        "../house/weights": tmp_path / "house" / "weights",
        "~/weights": Path.home() / "weights",
        "/srv/weights": Path("/srv/weights"),
    }
    assert load(file).models[0].repo == str(wanted[repo])


def test_an_unknown_name_is_met_with_the_closest() -> None:
    with pytest.raises(SettingsError) as caught:
        find("standrad")
    assert (caught.value.message, caught.value.hint) == ("no such profile: standrad", "did you mean standard?")
    with pytest.raises(SettingsError) as caught:
        find("xyz")
    assert caught.value.hint == "the profiles are large, standard, many-large, compact, many, nllb, takeaway"


# --- what is refused ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        (OWN.replace("rank =", "ranks ="), "ranks: no such key", "did you mean rank?"),
        (OWN.replace("rank = 60", 'rank = "60"'), "rank: not a whole number from 0: '60'", ""),
        (OWN.replace("rank = 60", "rank = true"), "rank: not a whole number from 0: True", ""),
        (OWN.replace('about = "our own model"', ""), "about: missing", ""),
        (OWN.replace('"house"', '"auto"'), "name: not a name for a profile: 'auto' (small letters, digits, . _ -)", ""),
        (OWN.split("[[model]]")[0], "model: missing", ""),
        (OWN.replace("licence =", "license ="), "model 1: license: no such key", "did you mean licence?"),
        (OWN.replace('licence = "CC-BY-4.0"', ""), "model 1: licence: missing", ""),
        (
            OWN.replace("commercial = true", 'commercial = "yes"'),
            "model 1: commercial: neither true nor false: 'yes'",
            "",
        ),
        (
            OWN.replace('"marian"', '"mariam"'),
            "model 1: architecture: not one of marian, m2m100, t5, causal: 'mariam'",
            "",
        ),
        (OWN.replace('["en"]', '["fr"]'), "model 1: langs: not a list of en and ja: ['fr']", ""),
        (OWN.replace('["en"]', '"en"'), "model 1: langs: not a list of en and ja: 'en'", ""),
        (OWN.replace("disk_mb = 300", "disk_mb = 0"), "model 1: disk_mb: not a whole number from 1: 0", ""),
        (
            OWN.replace("house/zh-en", "zh-en"),
            "model 1: repo: neither owner/name on the hub nor a folder (/…, ./…, ~/…): 'zh-en'",
            "",
        ),
        (OWN.replace('"main"', '"no good"'), "model 1: revision: not a commit or branch: 'no good'", ""),
        (OWN + "[model.decoding]\nbeam = 4\n", "model 1: decoding.beam: no such key", "did you mean beams?"),
        (
            OWN + "[model.decoding]\nrepetition_penalty = 3\n",
            "model 1: decoding.repetition_penalty: not a number from 1.0 to 2.0: 3",
            "",
        ),
        (OWN + '[model.prompts]\nplain = "{text}"\n', "model 1: architecture: marian models take no prompt", ""),
        (OWN.replace('"marian"', '"t5"'), "model 1: target_tokens: no code for en", ""),
        (
            OWN.replace('"marian"', '"m2m100"') + '[model.target_tokens]\nen = "en"\n',
            "model 1: source_token: missing: the code of Chinese",
            "",
        ),
        (OWN.replace('"marian"', '"causal"'), "model 1: prompts: no plain", ""),
        (CAUSAL.replace("{text}", ""), "model 1: prompts: plain: no {text} in it", ""),
        (
            CAUSAL.replace("{language}", "{lang}"),
            "model 1: prompts: plain: nothing is filled in for {lang}, only for {text}, {language}",
            "",
        ),
        (CAUSAL.replace('en = "English"', ""), "model 1: languages: no name for en", ""),
        (CAUSAL + 'terms = "{text}"\n', "model 1: prompts: terms: no {terms} in it", ""),
        (CAUSAL + 'plane = "{text}"\n', "model 1: prompts.plane: no such key", "did you mean plain?"),
        (
            CAUSAL.replace('licence = "CC', 'runtime = "ctranslate2"\nlicence = "CC'),
            "model 1: runtime: ctranslate2 does not run causal models",
            "",
        ),
        (
            OWN + OWN[OWN.index("[[model]]") :].replace("zh-en", "other"),
            "model: both house/zh-en and house/other write en",
            "",
        ),
    ],
)
def test_a_file_that_is_no_profile_is_refused_by_name_and_key(
    tmp_path: Path, text: str, message: str, hint: str
) -> None:
    file = write(tmp_path, text)
    with pytest.raises(DataError) as caught:
        load(file)
    assert caught.value.message == f"{file}: {message}"
    assert caught.value.hint == (hint or "models/README.md says what a profile holds")


def test_a_file_that_is_no_toml(tmp_path: Path) -> None:
    file = write(tmp_path, "name = house")
    with pytest.raises(DataError, match=re.escape(f"{file}: cannot be read as TOML: ")):
        load(file)


def test_two_files_of_one_name_are_refused(tmp_path: Path) -> None:
    write(tmp_path, OWN, "a.toml")
    write(tmp_path, OWN, "b.toml")
    with pytest.raises(DataError) as caught:
        available({"BRIEFING_MODELS": str(tmp_path)})
    assert caught.value.message == f"{tmp_path / 'b.toml'}: name: a.toml is called 'house' too"
