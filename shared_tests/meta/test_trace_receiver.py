"""The receiver takes traces however an exporter sends them."""

from collections.abc import Iterator

import httpx2
import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1.trace_pb2 import ResourceSpans, ScopeSpans, Span

from harness.trace_receiver import NoTraceError, Receiver, receive
from harness.traces import PATH

TRACE = "ab" * 16
SERVER = Span(
    trace_id=bytes.fromhex(TRACE), span_id=b"1" * 8, name="GET /", kind=Span.SPAN_KIND_SERVER
)
VIEW = Span(trace_id=bytes.fromhex(TRACE), span_id=b"2" * 8, parent_span_id=b"1" * 8, name="view")


@pytest.fixture(scope="module")
def receiver() -> Iterator[Receiver]:
    with receive() as listening:
        yield listening


@pytest.fixture(autouse=True)
def _nothing_yet(receiver: Receiver) -> None:
    receiver.spans.clear()


def exported(*spans: Span) -> bytes:
    """Return what an exporter sends."""
    scope = ScopeSpans(spans=spans)
    request = ExportTraceServiceRequest(resource_spans=[ResourceSpans(scope_spans=[scope])])
    return request.SerializeToString()


def post(receiver: Receiver, content: bytes | Iterator[bytes], path: str = PATH) -> int:
    """Send a body to a receiver and return the status."""
    return httpx2.post(receiver.endpoint + path, content=content, trust_env=False).status_code


@pytest.mark.parametrize("pieces", [1, 3], ids=["in one piece", "in chunks"])
def test_a_trace_is_received(receiver: Receiver, pieces: int) -> None:
    body = exported(SERVER, VIEW)
    size = len(body) // pieces + 1
    chunks = (body[start : start + size] for start in range(0, len(body), size))

    assert post(receiver, body if pieces == 1 else chunks) == 200
    assert {span.name for span in receiver.trace(TRACE)} == {"GET /", "view"}


def test_a_trace_is_waited_for_until_it_is_whole(receiver: Receiver) -> None:
    post(receiver, exported(VIEW))
    with pytest.raises(NoTraceError, match=r"came \['view'\]"):
        receiver.trace(TRACE, seconds=0.05)

    post(receiver, exported(SERVER))
    assert len(receiver.trace(TRACE, seconds=0.05)) == 2


def test_what_is_no_trace_is_refused(receiver: Receiver) -> None:
    assert post(receiver, b"no protobuf") == 400
    assert post(receiver, b"", "/v1/metrics") == 404
    assert receiver.spans == []
