"""The smoke check finds what it is there to find: heavy pages, cookies, scripts, missing pages."""

from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from tools.serve_check import APRIL, USUAL, Answer, Checks, check_page, fetch, is_free


def answer(status=200, body=b"<p>Fine</p>", **headers):
    message = Message()
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    return Answer(status, message, body)


def broken(page):
    checks = Checks()
    check_page(checks, "/en/", page, USUAL)
    return checks.broken


def test_a_page_as_it_should_be_has_nothing_broken():
    assert broken(answer()) == 0


@pytest.mark.parametrize(
    "page",
    [
        answer(status=404),
        answer(body=b""),
        answer(body=b"x" * (USUAL + 1)),
        answer(Set_Cookie="sessionid=1"),
        answer(body=b"<SCRIPT>alert(1)</SCRIPT>"),
    ],
    ids=["missing", "empty", "heavy", "cookie", "script"],
)
def test_a_page_with_one_fault_has_one_thing_broken(page):
    assert broken(page) == 1


@pytest.mark.parametrize(
    "address", ["/en/dialogues/2024-04-05-firearms/", "http://127.0.0.1:8000/en/dialogues/firearms-april-2024/"]
)
def test_the_dialogue_of_april_2024_is_found_in_the_list(address):
    page = f'<a href="/en/dialogues/2022-11/">2022</a> <a href="{address}">2024</a>'.encode()

    assert APRIL.search(page)[1].decode() == address.removeprefix("http://127.0.0.1:8000")


@pytest.fixture
def server():
    """A server that sends readers from / to /en/."""

    class Pages(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(302 if self.path == "/" else 200)
            if self.path == "/":
                self.send_header("Location", "/en/")
            self.end_headers()
            self.wfile.write(self.path.encode())

        def log_message(self, *_arguments):
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


def test_a_reader_is_followed_to_the_page_they_are_sent_to(server):
    page = fetch(server, "/")

    assert (page.status, page.body) == (200, b"/en/")


def test_a_port_somebody_listens_on_is_not_free(server):
    assert not is_free(server)
