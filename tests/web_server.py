"""A web server on this machine that misbehaves as told, byte by byte.

Nothing between a test and the socket: what a behaviour writes is what arrives.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Event, Lock, Thread

Behaviour = Callable[["Call"], None]


@dataclass(frozen=True, slots=True)
class Request:
    method: str
    target: str
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Call:
    """One connection in the hands of a behaviour; ``stopped`` is set when the server goes."""

    socket: socket.socket
    request: Request
    stopped: Event

    def send(self, data: bytes) -> None:
        self.socket.sendall(data)

    def hang(self) -> None:
        self.stopped.wait()

    def reset(self) -> None:
        """Break the connection off without a goodbye."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")


@dataclass(slots=True)
class Server:
    """``on`` says what an address does: answers in turn, the last of them for ever after; else 404."""

    port: int
    requests: list[Request] = field(default_factory=list)
    _answers: dict[str, list[bytes | Behaviour]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def on(self, path: str, *answers: bytes | Behaviour) -> str:
        self._answers[path] = list(answers)
        return self.url(path)

    def asked(self, path: str) -> list[Request]:
        return [request for request in self.requests if request.target == path]

    def answer(self, call: Call) -> None:
        with self._lock:
            self.requests.append(call.request)
            planned = self._answers.get(call.request.target, [said(404)])
            chosen = planned.pop(0) if len(planned) > 1 else planned[0]
        if isinstance(chosen, bytes):
            call.send(chosen)
        else:
            chosen(call)


def said(status: int, body: bytes = b"", **headers: str) -> bytes:
    """An answer in good order; ``Content_Type="text/html"`` is a header."""
    lines = {"Content-Length": str(len(body)), **{name.replace("_", "-"): value for name, value in headers.items()}}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items() if value)
    return f"HTTP/1.1 {status} Said\r\n{head}\r\n".encode("latin-1") + body


def page(body: bytes = b"<p>page</p>", **headers: str) -> bytes:
    return said(200, body, **{"Content_Type": "text/html; charset=utf-8", **headers})


def moved(location: str, status: int = 302, **headers: str) -> bytes:
    return said(status, Location=location, **headers)


@contextmanager
def serving(context: ssl.SSLContext | None = None) -> Iterator[Server]:
    listener = socket.create_server(("127.0.0.1", 0))
    server, stopped = Server(listener.getsockname()[1]), Event()
    threads: list[Thread] = []

    def accept() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            threads.append(Thread(target=_serve, args=(connection, server, stopped, context)))
            threads[-1].start()

    accepting = Thread(target=accept)
    accepting.start()
    try:
        yield server
    finally:
        stopped.set()
        # Closing alone does not wake the thread that waits in accept.
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        for thread in (accepting, *threads):
            thread.join()


def _serve(connection: socket.socket, server: Server, stopped: Event, context: ssl.SSLContext | None) -> None:
    connection.settimeout(10)
    with suppress(OSError), connection:
        if context:
            connection = context.wrap_socket(connection, server_side=True)
        with connection:
            request = _request(connection)
            if request:
                server.answer(Call(connection, request, stopped))


def _request(connection: socket.socket) -> Request | None:
    data = b""
    while b"\r\n\r\n" not in data:
        piece = connection.recv(65536)
        if not piece:
            return None
        data += piece
        if data.startswith(b"\x16"):  # the greeting of TLS, to a server that speaks none
            return Request("TLS", "", {})
    first, *lines = data.split(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
    method, target, _ = first.split(" ")
    return Request(method, target, {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)})
