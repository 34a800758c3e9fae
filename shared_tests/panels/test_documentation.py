"""The documentation that a panel generates and shows."""

import re
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import pytest
from openapi_spec_validator import validate

from harness import specification
from harness.specification import Operation
from harness.targets import Target
from shared_tests.client import Caller
from shared_tests.general.stage import OPERATIONS, operation_id
from shared_tests.panels.outlines import outlines
from shared_tests.rules import rule

LOADED_BY = {"src", "href", "srcset", "data", "poster", "action", "manifest"}
"""Attributes whose address a browser goes to."""
LOADED_BY_STYLE = re.compile(r"""(?:url\(|@import)\s*["']?([^"')\s]+)""")
VALIDATOR = re.compile(r"""["']?validatorUrl["']?\s*:\s*null""")
"""Swagger UI asks a host of its makers about a document unless it is told not to."""


class Page(HTMLParser):
    """The addresses that a page loads, and its scripts and styles."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.code = ""
        self._inside = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what an element loads."""
        self._inside = tag
        self.addresses += [value for name, value in attrs if name in LOADED_BY and value]

    def handle_data(self, data: str) -> None:
        """Note a script or a style."""
        if self._inside == "style":
            self.addresses += LOADED_BY_STYLE.findall(data)
        if self._inside in {"script", "style"}:
            self.code += data


@pytest.fixture
def documented(booted: Target, anonymous: Caller) -> Caller:
    """Return a caller of a panel of ours."""
    assert booted.implementation is not None
    return anonymous


@rule("OPS-4")
def test_200_docs_and_everything_they_load(documented: Caller) -> None:
    response = documented.request("GET", "/docs")
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("text/html")
    waiting = Page(response.text).addresses
    assert waiting

    loaded: dict[str, int] = {}
    while waiting:
        address = urljoin("/docs", waiting.pop())
        if urlsplit(address).scheme == "data" or address in loaded:
            continue
        assert not urlsplit(address).netloc, f"/docs loads {address} from another host"
        asset = documented.request("GET", address)
        loaded[address] = asset.status_code
        if asset.headers.get("content-type", "").startswith("text/css"):
            waiting += [urljoin(address, found) for found in LOADED_BY_STYLE.findall(asset.text)]

    assert loaded == dict.fromkeys(loaded, 200)


@rule("OPS-4")
def test_docs_are_interactive_and_ask_nobody_else(documented: Caller) -> None:
    text = documented.request("GET", "/docs").text
    code = Page(text).code

    assert "swagger-ui" in text
    assert "openapi.json" in code
    assert VALIDATOR.search(code), "Swagger UI would ask validator.swagger.io"
    assert re.findall(r"https?://[^\s\"'`]+", code) == []


@rule("OPS-4")
def test_200_the_generated_document_is_openapi(documented: Caller) -> None:
    response = documented.request("GET", "/openapi.json")

    assert response.status_code == 200
    assert response.headers["content-type"].startswith("application/json")
    assert response.json()["openapi"].startswith("3.1")
    validate(response.json())


@rule("OPS-5")
def test_the_generated_document_has_the_operations_of_the_spec(documented: Caller) -> None:
    generated = documented.request("GET", "/openapi.json").json()

    # As sets: the order of a JSON object says nothing (RFC 8259 section 4).
    assert set(outlines(generated)) == set(outlines(specification.document()))


@rule("OPS-5")
@pytest.mark.parametrize("operation", OPERATIONS, ids=operation_id)
def test_the_generated_document_says_of_an_operation_what_the_spec_does(
    documented: Caller, operation: Operation
) -> None:
    generated = documented.request("GET", "/openapi.json").json()
    name = f"{operation.method} {operation.path}"

    assert outlines(generated)[name] == outlines(specification.document())[name]
