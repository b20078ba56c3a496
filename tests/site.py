"""A web server of a test's own on the loopback address, and pages in our own words."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BufferedIOBase
from threading import Event, Thread

HTML = "text/html; charset=utf-8"


@dataclass(frozen=True)
class Answer:
    """What the server says for one path; a body may write itself, as slowly as it likes."""

    body: bytes | Callable[[BufferedIOBase], object] = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": HTML})


class Site:
    """A server with pages that a test puts there, and the requests that came."""

    def __init__(self) -> None:
        self.pages: dict[str, Answer] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.closing = Event()
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append((self.path, dict(self.headers)))
                _send(self, site.pages.get(self.path, Answer(status=404)))

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002  its own word
                del format, args

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self._server.server_address[1])

    def url(self, path: str = "/") -> str:
        """The address of a page."""
        return f"http://127.0.0.1:{self.port}{path}"

    def put(self, path: str, body: str | bytes, *, kind: str = HTML) -> str:
        """Put a page there; returns its address."""
        content = body.encode() if isinstance(body, str) else body
        self.pages[path] = Answer(content, headers={"Content-Type": kind})
        return self.url(path)

    def send(self, path: str, answer: Answer) -> str:
        """Put any answer there; returns its address."""
        self.pages[path] = answer
        return self.url(path)

    def close(self) -> None:
        """Let nobody wait any more."""
        self.closing.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


def _send(request: BaseHTTPRequestHandler, answer: Answer) -> None:
    request.send_response(answer.status)
    for name, value in answer.headers.items():
        request.send_header(name, value)
    if isinstance(answer.body, bytes):
        if "Content-Length" not in answer.headers:
            request.send_header("Content-Length", str(len(answer.body)))
        request.end_headers()
        request.wfile.write(answer.body)
        return
    request.end_headers()
    try:
        answer.body(request.wfile)
    except OSError:
        request.close_connection = True  # whoever asked has gone, as they should


@contextmanager
def open_site() -> Iterator[Site]:
    """A server for as long as the block lasts."""
    site = Site()
    try:
        yield site
    finally:
        site.close()


FIRST = (
    "The agency said on Wednesday that around 4,700 soldiers had been killed or wounded in the "
    "border region, of whom about 600 are thought to have died."
)
SECOND = (
    "A lawmaker who was at the briefing added that the number was likely to rise, and that it "
    "rests on more than one source."
)


def article(*paragraphs: str, head: str = "", title: str = "Losses mount", lang: str = "en") -> str:
    """An article with all that a site puts around it."""
    body = "".join(f"<p>{one}</p>" for one in paragraphs or (FIRST, SECOND))
    return (
        f'<!doctype html><html lang="{lang}"><head><title>{title}</title>{head}</head><body>'
        '<header><nav><a href="/">Home</a> <a href="/world">World</a></nav></header>'
        f"<main><article><h1>{title}</h1>{body}</article></main>"
        "<aside><a href='/more'>More stories</a></aside><footer>All rights reserved</footer>"
        "</body></html>"
    )


STATED = (
    '<meta property="og:site_name" content="The Paper">'
    '<meta name="author" content="Kim Park">'
    '<meta property="article:published_time" content="2025-04-30T09:00:00+09:00">'
)
