"""Which addresses are read, and that a connection goes to the one that was checked: names, redirects, proxies, TLS."""

from __future__ import annotations

import base64
import ssl
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from threading import Event

import pytest
from certificates import server_context
from web_server import Call, Server, moved, page, said, serving

from briefing.errors import BriefingError, SourceRefused, SourceUnreachable, UsageError
from briefing.read.fetch import Fetcher, Limits, Network
from briefing.read.fetching.address import is_public
from briefing.read.fetching.clock import ManualClock

PRIVATE = "is an address inside a private network, which is not read"


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as started:
        yield started


def names(**known: Sequence[str]) -> Callable[[str, int], Sequence[str]]:
    """A name server that knows ``news_example`` as news.example."""
    table = {name.replace("_", "."): found for name, found in known.items()}
    return lambda host, _port: table[host]


def this_machine(address: str) -> bool:
    """As if this machine were on the Internet, and nothing else of its network."""
    return address == "127.0.0.1" or is_public(address)


def public_fetcher(**known: Sequence[str]) -> Fetcher:
    return Fetcher(clock=ManualClock(), network=Network(resolve=names(**known), is_public=this_machine))


def message(fetcher: Fetcher, url: str) -> str:
    with pytest.raises(BriefingError) as caught:
        fetcher.get(url)
    assert "\n" not in caught.value.message
    assert caught.value.hint
    return caught.value.message


# --- what is public ----------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",
        "10.1.2.3",
        "100.64.0.1",
        "100.100.100.200",
        "127.0.0.1",
        "127.255.0.9",
        "168.63.129.16",
        "169.254.169.254",
        "172.16.0.1",
        "192.0.0.192",
        "192.168.1.1",
        "198.18.0.1",
        "203.0.113.7",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::7f00:1",
        "::ffff:10.0.0.1",
        "::ffff:0:7f00:1",
        "64:ff9b::a00:1",
        "2002:7f00:1::",
        "2001:0:4136:e378:8000:63bf:f5ff:fffe",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1%eth0",
        "fec0::1",
        "ff02::1",
        "2001:db8::1",
    ],
)
def test_an_address_of_an_own_network_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["1.1.1.1", "114.114.114.114", "240e::1", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"]
)
def test_an_address_of_the_internet_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.1",
        "2130706433",
        "017700000001",
        "0x7f000001",
        "0x7f.0.0.1",
        "0X7F.1",
        "127.0.0.1.",
        "0",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[0:0:0:0:0:0:0:1]",
        "169.254.169.254",
        "10.0.0.8",
    ],
)
def test_a_private_address_is_refused_in_every_form(host: str) -> None:
    def no_names(_host: str, _port: int) -> Sequence[str]:
        raise AssertionError("a number is not looked up")

    fetcher = Fetcher(network=Network(resolve=no_names))
    assert message(fetcher, f"http://{host}/a").endswith(PRIVATE)


@pytest.mark.parametrize(
    "url",
    [
        "http://news.example@127.0.0.1/",
        "http://user:secret@news.example/",
        "http://news.example\\@127.0.0.1/",
        "http://news.example%2f@127.0.0.1/",
    ],
)
def test_an_address_in_disguise_is_refused(url: str) -> None:
    with pytest.raises(SourceRefused, match="carries a user name or a backslash"):
        public_fetcher().get(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://",
        "http:///a",
        "http://a..b/",
        "http://.a/",
        "http://ex%61mple.com/",
        "http://exa mple.com/",
        "http://news.example:0/",
        "http://news.example:65536/",
        "http://１２７.０.０.１/",
        "http://0177.0.0.1/",
        "http://[fe80::1%25eth0]/",
        "http://a\tb/",
        "http://[::1/",
        "http://" + "a" * 5000,
        "http://news.example/" + "a" * 5000,
        "file:///etc/passwd",
        "ftp://news.example/",
        "gopher://127.0.0.1:6379/_x",
        "news.example/a",
        "",
    ],
)
def test_what_is_no_web_address_is_refused_in_one_short_line(url: str) -> None:
    found = message(public_fetcher(), url)
    assert len(found) < 260


@pytest.mark.parametrize("port", [1, 22, 25, 445, 1023, 2375, 3306, 5432, 6379, 6667, 11211])
def test_a_port_of_another_service_is_refused(port: int) -> None:
    fetcher = public_fetcher(news_example=["127.0.0.1"])
    assert message(fetcher, f"http://news.example:{port}/").endswith(
        f":{port}/: port {port} is no web server's, and is not read"
    )


# --- names -------------------------------------------------------------------


def test_the_host_is_named_as_given_and_the_connection_goes_to_what_was_checked(server: Server) -> None:
    server.on("/a", page(b"one"))
    fetcher = public_fetcher(news_example=["127.0.0.1"])
    assert fetcher.get(server.url("/a", host="news.example")).data == b"one"
    assert server.requests[-1].headers["host"] == f"news.example:{server.port}"


def test_a_chinese_host_is_asked_for_in_ascii(server: Server) -> None:
    server.on("/a", page(b"one"))
    fetcher = Fetcher(
        network=Network(resolve=lambda host, _: {"xn--fiqs8stwm660c.cn": ["127.0.0.1"]}[host], is_public=this_machine)
    )
    found = fetcher.get(server.url("/a", host="中国新闻.cn"))
    assert found.url == server.url("/a", host="xn--fiqs8stwm660c.cn")


def test_one_private_address_among_public_ones_is_enough_to_refuse(server: Server) -> None:
    fetcher = public_fetcher(news_example=["127.0.0.1", "10.0.0.1"])
    assert message(fetcher, server.url("/a", host="news.example")).endswith(PRIVATE)
    assert not server.requests


def test_the_next_address_is_tried_where_one_does_not_answer(server: Server) -> None:
    server.on("/a", page(b"one"))
    fetcher = Fetcher(
        allow_private=True, network=Network(resolve=names(news_example=["::1", "127.0.0.1"])), clock=ManualClock()
    )
    assert fetcher.get(server.url("/a", host="news.example")).data == b"one"


def test_a_name_that_changes_its_address_after_the_check_changes_nothing(server: Server) -> None:
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    network = Network(resolve=lambda _host, _port: next(answers), is_public=this_machine)
    fetcher = Fetcher(robots=False, network=network, clock=ManualClock())
    url = server.on("/a", page(b"one")).replace("127.0.0.1", "news.example")
    assert fetcher.get(url).data == b"one", "one look-up serves the check and the connection"
    assert message(fetcher, url).endswith(PRIVATE), "and the next visit looks up, and checks, again"


def test_a_name_that_is_not_known_is_one_line() -> None:
    def unknown(_host: str, _port: int) -> Sequence[str]:
        raise OSError

    fetcher = Fetcher(robots=False, network=Network(resolve=unknown))
    assert message(fetcher, "http://news.example/a") == "http://news.example/a: its host could not be looked up"


def test_a_name_server_that_hangs_is_left() -> None:
    blocked = Event()

    def hang(_host: str, _port: int) -> Sequence[str]:
        blocked.wait(10)
        return []

    fetcher = Fetcher(robots=False, network=Network(resolve=hang), limits=Limits(connect=0.1))
    assert "its host could not be looked up within" in message(fetcher, "http://news.example/a")
    blocked.set()


# --- redirects ---------------------------------------------------------------


@pytest.mark.parametrize(
    "target",
    [
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]:9/",
        "//0x7f000002/",
        "http://inner.example/",
    ],
)
def test_a_redirect_into_a_private_network_is_refused(server: Server, target: str) -> None:
    server.on("/a", moved(target))
    fetcher = public_fetcher(news_example=["127.0.0.1"], inner_example=["192.168.0.9"])
    with pytest.raises(SourceRefused, match=PRIVATE):
        fetcher.get(server.url("/a", host="news.example"))


def test_a_redirect_to_another_service_is_refused(server: Server) -> None:
    server.on("/a", moved("http://news.example:6379/"))
    fetcher = public_fetcher(news_example=["127.0.0.1"])
    assert "port 6379 is no web server's" in message(fetcher, server.url("/a", host="news.example"))


# --- proxies -----------------------------------------------------------------


def test_a_proxy_of_the_environment_is_used_and_resolves(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", f"http://desk:p%40ss@127.0.0.1:{server.port}")
    server.on("http://news.example/a?b=1", page(b"through the proxy"))
    fetcher = public_fetcher()  # knows no name at all
    assert fetcher.get("http://news.example/a?b=1").data == b"through the proxy"
    request = server.requests[-1]
    assert request.headers["host"] == "news.example"
    assert request.headers["proxy-authorization"] == "Basic " + base64.b64encode(b"desk:p@ss").decode()


def test_no_proxy_goes_straight(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("NO_PROXY", "news.example")
    server.on("/a", page(b"straight"))
    fetcher = public_fetcher(news_example=["127.0.0.1"])
    assert fetcher.get(server.url("/a", host="news.example")).data == b"straight"


@pytest.mark.parametrize(
    "url",
    ["http://10.0.0.1/", "http://0x7f.1/", "http://[::1]/", "http://localhost/", "http://wiki/", "http://nas.local/"],
)
def test_a_proxy_is_not_asked_for_what_shows_to_be_private(
    server: Server, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{server.port}")
    fetcher = Fetcher(clock=ManualClock())
    assert message(fetcher, url).endswith(PRIVATE)
    assert not server.requests


def test_a_proxy_that_refuses_is_one_line(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", f"127.0.0.1:{server.port}")
    server.on("news.example:443", said(403))
    assert message(Fetcher(robots=False), "https://news.example/a") == (
        "https://news.example/a: the proxy refuses to connect"
    )


def test_a_secure_page_comes_through_a_proxy(server: Server, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    inside, trusting = server_context(tmp_path, "news.example")

    def tunnel(call: Call) -> None:
        call.send(b"HTTP/1.1 200 Connected\r\n\r\n")
        with inside.wrap_socket(call.socket, server_side=True) as secured:
            secured.recv(65536)
            secured.sendall(page(b"through a tunnel"))

    monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{server.port}")
    server.on("news.example:443", tunnel)
    fetcher = Fetcher(robots=False, network=Network(tls=lambda: trusting))
    assert fetcher.get("https://news.example/a").data == b"through a tunnel"


@pytest.mark.parametrize("proxy", ["socks5://127.0.0.1:1080", "ftp://127.0.0.1", "http://[::1"])
def test_a_proxy_that_cannot_be_used_is_one_line(monkeypatch: pytest.MonkeyPatch, proxy: str) -> None:
    monkeypatch.setenv("ALL_PROXY", proxy)
    with pytest.raises(UsageError, match="the proxy of the environment is"):
        Fetcher().get("http://news.example/")


# --- TLS ---------------------------------------------------------------------


def _secure(
    folder: Path, *, host: str = "news.example", days: int = 1, trusted: bool = True
) -> tuple[ssl.SSLContext, Fetcher]:
    inside, trusting = server_context(folder, host, days=days)
    network = Network(
        resolve=names(news_example=["127.0.0.1"]),
        is_public=this_machine,
        tls=(lambda: trusting) if trusted else ssl.create_default_context,
    )
    return inside, Fetcher(network=network, clock=ManualClock())


def test_a_secure_page_is_checked_against_its_name(tmp_path: Path) -> None:
    inside, fetcher = _secure(tmp_path)
    with serving(inside) as server:
        server.on("/a", page(b"secure"))
        assert fetcher.get(f"https://news.example:{server.port}/a").data == b"secure"


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"days": -1}, "certificate has expired"),
        ({"host": "other.example"}, "Hostname mismatch, certificate is not valid for 'news.example'"),
        ({"trusted": False}, "self-signed certificate"),
    ],
)
def test_a_certificate_that_is_not_good_is_one_line(tmp_path: Path, wrong: dict, reason: str) -> None:
    inside, fetcher = _secure(tmp_path, **wrong)
    with serving(inside) as server:
        url = f"https://news.example:{server.port}/a"
        assert message(fetcher, url) == f"{url}: its certificate is not accepted ({reason})"


def test_a_server_without_tls_is_one_line(tmp_path: Path) -> None:
    _, fetcher = _secure(tmp_path)
    with serving() as server:
        url = f"https://news.example:{server.port}/a"
        assert message(fetcher, url).startswith(f"{url}: no secure connection (")


def test_what_may_pass_tells_itself_apart_from_what_is_refused() -> None:
    fetcher = Fetcher(allow_private=True)
    with pytest.raises(SourceUnreachable):
        fetcher.get("http://127.0.0.1:9/")
