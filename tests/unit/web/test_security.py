"""Who may call the page, from where, and with which headers."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from assistant.domain.wording import Wording
from assistant.web.framing import Surround, framed, script_hashes
from assistant.web.security import Guard, allowed_names, gradio_policy, name_of, valid_sid

KEYS = ("host", "origin", "closed", "too-long", "too-large", "too-large-word")
WORDS = Wording({f"web.refused.{k}": f"{k} {{host}} {{limit}}" for k in KEYS})


def page(request: Request) -> Response:
    return HTMLResponse("<p>hello</p>")


def plain(request: Request) -> Response:
    return PlainTextResponse("done")


@pytest.fixture
def client() -> TestClient:
    app = Starlette(routes=[Route("/", page), Route("/write", plain, methods=["POST"]), Route("/{rest:path}", plain)])
    return TestClient(
        Guard(app, names=allowed_names("127.0.0.1", "mou.district.example"), wording=WORDS),
        base_url="http://127.0.0.1:7860",
    )


@pytest.mark.parametrize("host", ["127.0.0.1:7860", "localhost", "LOCALHOST:1", "[::1]:7860", "mou.district.example"])
def test_our_own_names_are_answered(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:7860", "", "0.0.0.0"]
)
def test_a_strange_host_is_refused(client: TestClient, host: str) -> None:
    answer = client.get("/", headers={"host": host})
    assert answer.status_code == 421
    assert "hello" not in answer.text


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"origin": "http://127.0.0.1:7860"}, 200),
        ({"origin": "https://mou.district.example"}, 200),
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "http://localhost.evil.example"}, 403),
        ({"sec-fetch-site": "same-origin"}, 200),
        ({"sec-fetch-site": "cross-site"}, 403),
    ],
)
def test_a_write_must_come_from_our_own_page(client: TestClient, headers: dict[str, str], status: int) -> None:
    assert client.post("/write", headers=headers).status_code == status


def test_reading_needs_no_origin(client: TestClient) -> None:
    assert client.get("/", headers={"origin": "https://search.example"}).status_code == 200


@pytest.mark.parametrize("path", ["/gradio_api/upload", "/gradio_api/runs", "/monitoring/summary"])
def test_what_gradio_offers_beyond_the_pages_is_closed(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_body_of_five_megabytes_is_refused(client: TestClient) -> None:
    assert client.post("/write", content=b"x" * 5_000_000).status_code == 413


@pytest.mark.parametrize(
    ("path", "size", "says"),
    [
        ("/import", 20_000_001, "too-large-word 127.0.0.1 10"),
        ("/redline/riverton-1", 20_000_001, "too-large-word 127.0.0.1 10"),
        ("/library/own", 60_000_001, "too-large 127.0.0.1 60"),
        ("/import/im-1/item/term", 4_000_001, "too-long"),
    ],
)
def test_what_is_too_large_is_refused_before_it_is_read_with_the_limit_in_words(
    client: TestClient, path: str, size: int, says: str
) -> None:
    answer = client.post(path, content=b"x", headers={"content-length": str(size)})
    assert answer.status_code == 413
    assert says in answer.text
    assert client.post(path, content=b"x", headers={"content-length": str(size - 1)}).status_code != 413


def test_the_first_visit_gets_a_cookie_that_scripts_cannot_read(client: TestClient) -> None:
    first = client.get("/")
    cookie = first.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert valid_sid(first.cookies["sid"])
    assert "set-cookie" not in client.get("/").headers


def test_a_forged_cookie_is_replaced(client: TestClient) -> None:
    answer = client.get("/", headers={"cookie": "sid=../../etc"})
    assert valid_sid(answer.cookies["sid"])


def test_pages_carry_a_strict_policy_and_are_not_kept(client: TestClient) -> None:
    headers = client.get("/").headers
    assert "script-src 'self';" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cache-control"] == "no-store"


def test_a_refusal_carries_the_headers_too(client: TestClient) -> None:
    assert "content-security-policy" in client.get("/", headers={"host": "evil.example"}).headers


def test_binding_to_every_address_does_not_allow_every_name() -> None:
    assert "0.0.0.0" not in allowed_names("0.0.0.0", "")
    assert allowed_names("10.0.0.7", " a.example , B.example,") >= {"10.0.0.7", "a.example", "b.example", "127.0.0.1"}


@pytest.mark.parametrize(("netloc", "name"), [("A.b:80", "a.b"), ("[::1]:7860", "[::1]"), ("a", "a"), ("a:", "a")])
def test_the_port_is_not_part_of_the_name(netloc: str, name: str) -> None:
    assert name_of(netloc) == name


def test_a_page_is_framed_and_only_its_own_inline_scripts_are_allowed() -> None:
    page = (
        b'<html><head><base href="./"><title>x</title><meta property="og:url" content="u"></head><body class="a">'
        b'<script>one()</script><script src="b.js"></script></body></html>'
    )
    made = framed(page, Surround(head="<title>T</title>", top="<header></header>", bottom="<footer></footer>"))
    assert made == (
        b'<html><head><title>T</title></head><body class="a"><header></header><script>one()</script>'
        b'<script src="b.js"></script><footer></footer></body></html>'
    )
    hashes = script_hashes(made)
    assert hashes.count("sha256-") == 1
    assert f"'unsafe-eval' {hashes};" in gradio_policy(hashes)
