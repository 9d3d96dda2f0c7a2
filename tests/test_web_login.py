"""Who comes in: passwords, tokens, sessions, and a server that starts only where it is safe to."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from web_desk import ARTICLE, Desk, desk_in, token_in

from briefing.cli import run
from briefing.errors import SettingsError, UsageError
from briefing.web import access
from briefing.web.access import Access
from briefing.web.server import require_guard
from briefing.web.sessions import LOGIN_SECONDS, Session, Sessions
from briefing.web.site import Site
from briefing.web.throttle import ALL_TRIES, FREE_TRIES, LONGEST_WAIT, Throttle

PASSWORD = "correct horse battery staple"


@pytest.fixture(scope="module")
def hashed(tmp_path_factory: pytest.TempPathFactory) -> Access:
    private = tmp_path_factory.mktemp("private")
    access.set_password(private, PASSWORD)
    return access.load(private)


@pytest.fixture
def desk(tmp_path: Path, hashed: Access) -> Iterator[Desk]:
    with desk_in(tmp_path / "data", access=hashed) as made:
        yield made


def login(desk: Desk, password: str = PASSWORD, to: str = "/"):
    token = token_in(desk.client.get("/login").text)
    data = {"form_token": token, "password": password, "to": to}
    return desk.client.post("/login", data=data, follow_redirects=False)


# --- passwords and tokens ----------------------------------------------------------------


def test_a_password_is_kept_as_an_argon2_hash_in_a_private_file(tmp_path: Path) -> None:
    access.set_password(tmp_path, PASSWORD)
    file = tmp_path / access.FILE
    assert file.stat().st_mode & 0o777 == 0o600
    assert json.loads(file.read_text())["password"].startswith("$argon2id$")
    assert PASSWORD not in file.read_text()
    known = access.load(tmp_path)
    assert [known.opens(each) for each in (PASSWORD, PASSWORD + " ", "", "x" * 2000)] == [True, False, False, False]


def test_a_token_is_kept_as_a_hash_beside_the_others(tmp_path: Path) -> None:
    tokens = [access.new_token(tmp_path) for _ in range(2)]
    known = access.load(tmp_path)
    assert [known.knows_token(token) for token in (*tokens, tokens[0][:-1], "")] == [True, True, False, False]
    assert not any(token in (tmp_path / access.FILE).read_text() for token in tokens)


def test_a_token_may_come_in_a_file_of_the_system(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("t" * 32 + "\n")
    assert access.load(tmp_path, token_file=tmp_path / "token").knows_token("t" * 32)
    (tmp_path / "token").write_text("short")
    with pytest.raises(SettingsError, match="shorter than 24 characters"):
        access.load(tmp_path, token_file=tmp_path / "token")
    with pytest.raises(SettingsError, match="cannot be read as a token"):
        access.load(tmp_path, token_file=tmp_path / "absent")


@pytest.mark.parametrize("password", ["", "short", "x" * 1025])
def test_a_password_has_a_fit_length(tmp_path: Path, password: str) -> None:
    with pytest.raises(UsageError, match="a password has 10 to 1024 characters"):
        access.set_password(tmp_path, password)


def test_a_damaged_file_of_hashes_opens_nothing(tmp_path: Path) -> None:
    (tmp_path / access.FILE).write_text("{")
    with pytest.raises(SettingsError, match="cannot be read"):
        access.load(tmp_path)


# --- where it starts ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "site",
    [
        {"host": "0.0.0.0"},
        {"host": "192.168.1.20"},
        {"host": "::"},
        {"host": "127.0.0.1", "names": frozenset({"briefs.example.com"})},
        {"host": "127.0.0.1", "proxied": True},
    ],
)
def test_where_others_can_come_it_wants_a_password(tmp_path: Path, site: dict, hashed: Access) -> None:
    with pytest.raises(UsageError, match="neither a password nor a token"):
        require_guard(Site(data=tmp_path, **site), Access())
    require_guard(Site(data=tmp_path, **site), hashed)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.53", "::1", "localhost"])
def test_on_this_machine_alone_it_wants_none(tmp_path: Path, host: str) -> None:
    require_guard(Site(data=tmp_path, host=host), Access())


def test_the_command_refuses_to_start_open_to_others(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["serve", "--host", "0.0.0.0", "--data", str(tmp_path)]) == 2
    said = capsys.readouterr().err.splitlines()
    assert said[0].startswith("error: others can reach this server at 0.0.0.0")
    assert said[1] == "hint: set one with briefing serve --set-password, or listen on 127.0.0.1"
    assert list(tmp_path.iterdir()) == []


def test_the_command_sets_a_password_and_a_token(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "briefing", "serve", "--data", str(tmp_path)]
    done = subprocess.run([*command, "--set-password"], input=PASSWORD, capture_output=True, text=True, check=True)
    assert PASSWORD not in done.stdout + done.stderr
    done = subprocess.run([*command, "--new-token"], capture_output=True, text=True, check=True)
    known = access.load(tmp_path / "private")
    assert known.knows_token(done.stdout.strip())
    assert known.knows_password(PASSWORD)


def test_an_address_that_is_taken_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        assert run(["serve", "--port", str(port), "--data", str(tmp_path)]) == 2
    assert f"cannot listen on 127.0.0.1 port {port}: Address already in use" in capsys.readouterr().err


# --- login ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path", ["/", "/shelf", "/runs", "/scripts", "/jobs/x", "/jobs/x/files/en.docx", "/shelf/2026-01-01.zip"]
)
def test_every_page_leads_to_the_door(desk: Desk, path: str) -> None:
    answer = desk.client.get(path, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/login?to={path}")


def test_what_is_asked_for_comes_after_the_login(desk: Desk) -> None:
    answer = login(desk, to="/shelf")
    assert (answer.status_code, answer.headers["location"]) == (303, "/shelf")
    assert desk.client.get("/shelf").status_code == 200


def test_a_wrong_password_opens_nothing(desk: Desk) -> None:
    answer = login(desk, "wrong password")
    assert answer.status_code == 401
    assert "The password or token is not right." in answer.text
    assert "wrong password" not in answer.text
    assert desk.client.get("/", follow_redirects=False).status_code == 303


def test_too_many_wrong_passwords_are_slowed_down_the_right_one_too(desk: Desk) -> None:
    assert [login(desk, f"wrong {n}").status_code for n in range(FREE_TRIES)] == [401] * FREE_TRIES
    for password in ("wrong again", PASSWORD):
        answer = login(desk, password)
        assert answer.status_code == 429
        assert 0 < int(answer.headers["retry-after"]) <= 31


def test_a_session_that_was_planted_is_not_the_one_that_is_logged_in(desk: Desk) -> None:
    desk.client.get("/login")
    planted = desk.client.cookies["briefing"]
    login(desk)
    assert desk.client.cookies["briefing"] != planted
    desk.client.cookies.clear()
    desk.client.cookies.set("briefing", planted)
    assert desk.client.get("/", follow_redirects=False).status_code == 303


def test_a_logout_ends_the_session_for_good(desk: Desk) -> None:
    login(desk)
    cookie = desk.client.cookies["briefing"]
    assert desk.client.get("/").status_code == 200
    token = desk.token()
    assert desk.client.post("/logout", data={"form_token": token}, follow_redirects=False).status_code == 303
    desk.client.cookies.clear()
    desk.client.cookies.set("briefing", cookie)
    assert desk.client.get("/", follow_redirects=False).status_code == 303


@pytest.mark.parametrize("cookie", ["", "x", "{good}x", "InZCTEhi.bad", "é", "null.x"])
def test_a_forged_cookie_is_no_session(desk: Desk, cookie: str) -> None:
    login(desk)
    good = desk.client.cookies["briefing"]
    desk.client.cookies.clear()
    header = {"cookie": f"briefing={cookie.replace('{good}', good)}".encode()}
    assert desk.client.get("/", headers=header, follow_redirects=False).status_code == 303


def test_the_cookie_is_kept_from_scripts_and_other_sites(desk: Desk) -> None:
    header = login(desk).headers["set-cookie"]
    assert re.search(r"^briefing=[^;]+; HttpOnly; Max-Age=43200; Path=/; SameSite=lax$", header)


def test_behind_https_the_cookie_and_the_site_are_bound_to_it(tmp_path: Path) -> None:
    from starlette.testclient import TestClient

    from briefing.web.app import application

    with desk_in(tmp_path / "data") as desk:
        client = TestClient(application(desk.front), base_url="https://127.0.0.1")
        answer = client.get("/")
    assert answer.headers["set-cookie"].startswith("__Host-briefing=")
    assert "; Secure" in answer.headers["set-cookie"]
    assert answer.headers["strict-transport-security"] == "max-age=31536000"


def test_the_browsers_session_opens_the_api_only_with_the_form_token(desk: Desk) -> None:
    login(desk)
    token = desk.token()
    assert desk.client.get("/api/v1/jobs").status_code == 200
    assert desk.client.post("/api/v1/jobs", json={"text": ARTICLE}).status_code == 403
    headers = {"x-form-token": token}
    assert desk.client.post("/api/v1/jobs", json={"text": ARTICLE}, headers=headers).status_code == 202


# --- sessions and tries, by the clock ----------------------------------------------------------


def test_a_login_lasts_half_a_day_and_outlives_a_restart(tmp_path: Path) -> None:
    now = [1_000_000.0]
    first = Sessions(tmp_path, clock=lambda: now[0])
    cookie = first.cookie(first.enter(None))
    again = Sessions(tmp_path, clock=lambda: now[0])
    assert again.of(cookie).inside
    now[0] += LOGIN_SECONDS - 1
    assert again.of(cookie).inside
    now[0] += 1
    assert not again.of(cookie).inside


def test_a_new_password_ends_every_session(tmp_path: Path) -> None:
    old = Sessions(tmp_path, mark="one")
    assert Sessions(tmp_path, mark="two").of(old.cookie(old.enter(None))) is None


def test_a_form_token_belongs_to_one_session(tmp_path: Path) -> None:
    sessions = Sessions(tmp_path)
    one, other = Session("one"), Session("other")
    token = sessions.form_token(one)
    assert [sessions.accepts(one, token), sessions.accepts(other, token), sessions.accepts(None, token)] == [
        True, False, False,
    ]  # fmt: skip


def test_each_wait_is_twice_the_last_up_to_a_quarter_of_an_hour() -> None:
    now = [0.0]
    throttle = Throttle(lambda: now[0])
    waits = []
    for _ in range(FREE_TRIES + 7):
        throttle.failed("a")
        waits.append(throttle.wait("a"))
        now[0] += LONGEST_WAIT + 1
    assert waits == [0, 0, 0, 0, 31, 61, 121, 241, 481, 901, 901, 901]
    assert throttle.wait("b") == 0


def test_many_addresses_at_once_are_slowed_down_together() -> None:
    throttle = Throttle(lambda: 0.0)
    for number in range(ALL_TRIES):
        throttle.failed(str(number))
    assert throttle.wait("somebody else") == 601


def test_a_right_password_forgets_the_wrong_ones() -> None:
    throttle = Throttle(lambda: 0.0)
    for _ in range(FREE_TRIES):
        throttle.failed("a")
    throttle.succeeded("a")
    assert throttle.wait("a") == 0
