"""A model hub on this machine: weights of a few bytes, laid out and served as the real one does."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

COMMIT = "0123456789abcdef0123456789abcdef01234567"
OTHER = "89abcdef0123456789abcdef0123456789abcdef"


def safetensors(size: int) -> bytes:
    """A file of the format with one tensor of ``size`` bytes."""
    header = json.dumps({"w": {"dtype": "U8", "shape": [size], "data_offsets": [0, size]}}).encode()
    return len(header).to_bytes(8, "little") + header + bytes(size)


def marian(size: int = 1000) -> dict[str, bytes]:
    """The files of a Marian model as its repository has them."""
    return {
        "config.json": b'{"model_type": "marian"}',
        "model.safetensors": safetensors(size),
        "source.spm": b"s" * 10,
        "target.spm": b"t" * 20,
        "vocab.json": b"{}",
    }


def place(cache: Path, repo: str, files: dict[str, bytes], *, commit: str = COMMIT, ref: str = "main") -> Path:
    """Lay ``files`` into a cache as the hub library does: blobs, links to them, a ref. Answers the snapshot."""
    top = cache / ("models--" + repo.replace("/", "--"))
    snapshot = top / "snapshots" / commit
    for folder in (top / "refs", top / "blobs", snapshot):
        folder.mkdir(parents=True, exist_ok=True)
    if ref:
        (top / "refs" / ref).parent.mkdir(parents=True, exist_ok=True)
        (top / "refs" / ref).write_text(commit, encoding="utf-8")
    for name, data in files.items():
        blob = top / "blobs" / hashlib.sha256(data).hexdigest()
        blob.write_bytes(data)
        (snapshot / name).symlink_to(Path("../..") / "blobs" / blob.name)
    return snapshot


class Hub:
    """Serves ``repos`` (repo id to files); every branch is at ``commit``. Remembers what was asked.

    ``during`` is called with a file's name before the last twentieth of it goes
    out; answering True drops the connection. Any ``status`` but 200 is the answer
    to everything.
    """

    def __init__(self, repos: dict[str, dict[str, bytes]]) -> None:
        self.repos = repos
        self.commit = COMMIT
        self.status = 200
        self.digests: dict[str, str] = {}
        self.asked: list[str] = []
        self.ranges: list[str] = []
        self.during: Callable[[str], bool] = lambda name: False
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    @property
    def got(self) -> list[str]:
        """The names of the files that were fetched, in order."""
        return [line.rsplit("/", 1)[1] for line in self.asked if line.startswith("GET") and "/resolve/" in line]

    def entry(self, name: str, data: bytes) -> dict[str, object]:
        """What the hub says of a file; of large ones also the sum (``digests`` has false ones)."""
        known: dict[str, object] = {"rfilename": name, "size": len(data)}
        if name.endswith(".safetensors"):
            digest = self.digests.get(name, hashlib.sha256(data).hexdigest())
            known["lfs"] = {"size": len(data), "sha256": digest, "pointerSize": 134}
        return known

    def __enter__(self) -> Hub:
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        hub = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_HEAD(self) -> None:
                self.do_GET()

            def do_GET(self) -> None:
                path = unquote(urlsplit(self.path).path)
                hub.asked.append(f"{self.command} {path}")
                if hub.status != 200:
                    self._answer(hub.status, b"")
                elif path.startswith("/api/models/"):
                    owner, name, _revision, revision = path.removeprefix("/api/models/").split("/", 3)
                    self._model(f"{owner}/{name}", revision)
                elif "/resolve/" in path:
                    repo, _, rest = path.lstrip("/").partition("/resolve/")
                    name = rest.partition("/")[2]
                    self._file(hub.repos[repo][name], name)
                else:
                    self._answer(404, b"")

            def _model(self, repo: str, revision: str) -> None:
                if repo not in hub.repos:
                    self._answer(404, b"", {"X-Error-Code": "RepoNotFound"})
                    return
                siblings = [hub.entry(name, data) for name, data in hub.repos[repo].items()]
                commit = revision if len(revision) == len(COMMIT) else hub.commit
                self._answer(200, json.dumps({"id": repo, "sha": commit, "siblings": siblings}).encode())

            def _file(self, data: bytes, name: str) -> None:
                headers = {
                    "X-Repo-Commit": self.path.split("/resolve/")[1].split("/")[0],
                    "ETag": f'"{hashlib.sha256(data).hexdigest()}"',
                }
                asked = self.headers.get("Range", "")
                if asked and self.command == "GET":
                    hub.ranges.append(asked)
                    start = int(asked.removeprefix("bytes=").rstrip("-"))
                    headers["Content-Range"] = f"bytes {start}-{len(data) - 1}/{len(data)}"
                    self._answer(206, data[start:], headers)
                else:
                    self._answer(200, data, headers, name=name)

            def _answer(self, status: int, data: bytes, headers: dict[str, str] | None = None, name: str = "") -> None:
                self.send_response(status)
                for key, value in (headers or {}).items():
                    self.send_header(key, value)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                if self.command == "HEAD":
                    return
                most = len(data) - len(data) // 20
                self.wfile.write(data[:most])
                self.wfile.flush()
                if name and hub.during(name):
                    self.close_connection = True
                    return
                self.wfile.write(data[most:])

            def log_message(self, *_args: object) -> None:
                pass

        return Handler
