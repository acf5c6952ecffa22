"""A static host as schools have it: a folder under a base path, and the root's 404.html for whatever is missing."""

from __future__ import annotations

import sys
import threading
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        # A page that is closed hangs up on what it still waits for.
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


class StaticHost:
    """Serves `folder` at `url`, on a free port of this machine; the address is known before the folder is filled."""

    def __init__(self, folder: Path, base: str = "/") -> None:
        self.folder = folder
        self.base = base
        self._server = _Server(("127.0.0.1", 0), self._handler())
        self.origin = f"http://127.0.0.1:{self._server.server_address[1]}"
        self.url = self.origin + base
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def _handler(self) -> type[SimpleHTTPRequestHandler]:
        host = self

        class Handler(SimpleHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def guess_type(self, path: Any) -> str:
                # Some systems' tables give scripts a type that browsers refuse for modules.
                return "text/javascript" if str(path).endswith(".js") else super().guess_type(path)

            def translate_path(self, path: str) -> str:
                path = unquote(urlsplit(path).path)
                if not path.startswith(host.base) or ".." in path:
                    return str(host.folder / "outside-the-site")
                return f"{host.folder}/{path.removeprefix(host.base)}"

            def list_directory(self, path: Any) -> None:
                self.send_error(HTTPStatus.NOT_FOUND)

            def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
                if code != HTTPStatus.NOT_FOUND:
                    super().send_error(code, message, explain)
                    return
                body = (host.folder / "404.html").read_bytes()
                self.send_response(code)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: Any) -> None:
                """Requests are of no interest in a test report."""

        return Handler

    def close(self) -> None:
        """Stop serving."""
        self._server.shutdown()
        self._server.server_close()
