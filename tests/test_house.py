"""What the project says of itself is true: documents, dependencies, isolation."""

from __future__ import annotations

import ast
import os
import re
import socket
import tomllib
from importlib import resources
from pathlib import Path

import pytest
from pytest_socket import SocketConnectBlockedError

import briefing
from briefing import errors
from briefing.version import __version__

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")])
MODULES = sorted(Path(briefing.__file__).parent.rglob("*.py"))
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")


def normal(name: str) -> str:
    """A distribution's name as indexes compare it, without extras and versions."""
    return re.sub(r"[-_.]+", "-", re.split(r"[\[<>=~! ]", name)[0]).lower()


@pytest.fixture(scope="module")
def project() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@pytest.fixture(scope="module")
def pinned() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return {normal(line): line.partition("==")[2] for line in lines if line and not line.startswith("#")}


def wanted(project: dict) -> set[str]:
    extras = [name for group in project["optional-dependencies"].values() for name in group]
    return {normal(name) for name in [*project["dependencies"], *extras]} - {"briefing"}


# --- dependencies --------------------------------------------------------------


def test_every_dependency_has_its_reason(project: dict) -> None:
    rows = (ROOT / "docs" / "decisions" / "dependencies.md").read_text(encoding="utf-8").splitlines()
    cells = [row.split("|")[1] for row in rows if row.startswith("| ") and not row.startswith("| package")]
    assert {normal(name.strip()) for cell in cells for name in cell.split(",")} == wanted(project)


def test_every_dependency_is_pinned(project: dict, pinned: dict[str, str]) -> None:
    assert wanted(project) - pinned.keys() == set()
    assert all(pinned.values())


def test_tools_whose_version_matters_are_pinned_twice_alike(project: dict, pinned: dict[str, str]) -> None:
    exact = dict(name.split("==") for name in project["optional-dependencies"]["dev"] if "==" in name)
    assert exact == {name: pinned[name] for name in ("mypy", "ruff")}


def test_the_pinned_set_brings_no_gpu_packages(pinned: dict[str, str]) -> None:
    assert [name for name in pinned if name.startswith(("nvidia", "triton", "cuda"))] == []
    assert pinned["torch"] == "2.13.0"


# --- documents -------------------------------------------------------------------


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_link_leads_nowhere(document: Path) -> None:
    links = LINK.findall(document.read_text(encoding="utf-8"))
    local = [link for link in links if "://" not in link]
    assert [link for link in local if not (document.parent / link).exists()] == []


def test_every_document_is_reached_from_the_first() -> None:
    reached, ahead = set(), [ROOT / "README.md"]
    while ahead:
        document = ahead.pop()
        reached.add(document)
        links = [(document.parent / link).resolve() for link in LINK.findall(document.read_text(encoding="utf-8"))]
        ahead += [link for link in links if link.suffix == ".md" and link not in reached]
    assert [path for path in DOCUMENTS if path not in reached and path.name != "CHANGELOG.md"] == []


def test_the_changelog_has_this_version() -> None:
    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_licence_is_complete() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "Apache License" in text
    assert "END OF TERMS AND CONDITIONS" in text


# --- code ------------------------------------------------------------------------


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(path.parents[len(path.parts) - 2])))
def test_every_module_says_what_it_owns(module: Path) -> None:
    tree = ast.parse(module.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree) or not tree.body


def test_the_tree_of_errors_is_drawn_in_full() -> None:
    classes = {name for name, value in vars(errors).items() if isinstance(value, type)}
    drawn = set(re.findall(r"^[ │├└─]*([A-Z]\w+)  ", errors.__doc__ or "", re.MULTILINE))
    assert drawn == classes


def test_data_files_come_with_the_package() -> None:
    data = resources.files("briefing") / "data"
    assert any(file.name.endswith(".tsv") for file in (data / "terms").iterdir())


# --- isolation -------------------------------------------------------------------


@pytest.mark.filterwarnings("ignore:A test tried to use socket")
def test_the_network_is_closed() -> None:
    with pytest.raises(SocketConnectBlockedError):
        socket.create_connection(("192.0.2.1", 80), timeout=1)


def test_loopback_is_open() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname(), timeout=1).close()


def test_home_is_not_the_home_of_the_person_at_the_keyboard(tmp_path: Path) -> None:
    assert Path.home().is_relative_to(tmp_path.parents[1])
    assert [name for name in os.environ if name.startswith("BRIEFING_")] == []
