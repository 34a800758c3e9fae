"""Reading what panels send over OTLP/HTTP: spans, as OpenTelemetry's protocol has them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from google.protobuf.message import DecodeError
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.common.v1.common_pb2 import AnyValue
from opentelemetry.proto.trace.v1 import trace_pb2

Kind = Literal["internal", "server", "client", "producer", "consumer"]

PATH = "/v1/traces"
"""Where a receiver is sent them, below its endpoint."""
KINDS: tuple[Kind, ...] = ("internal", "internal", "server", "client", "producer", "consumer")
"""By their numbers; a kind that is not said counts as internal."""


class TraceError(Exception):
    """What was sent is no request of the protocol."""


@dataclass(frozen=True)
class Span:
    """A part of the work on one request; times are nanoseconds since 1970."""

    trace_id: str
    id: str
    parent_id: str
    """Empty where nobody called."""
    service: str
    name: str
    kind: Kind
    start: int
    end: int
    failed: bool
    message: str
    """What went wrong, in words; the panels send none."""
    events: int
    attributes: dict[str, str | int | float | bool]

    @property
    def sql(self) -> str | None:
        """The statement, by the stable name of the attribute or by the older one."""
        text = self.attributes.get("db.query.text", self.attributes.get("db.statement"))
        return str(text) if text else None


def read_spans(body: bytes) -> list[Span]:
    """Return the spans of one request to a receiver.

    Raises:
        TraceError: the body is no such request.
    """
    try:
        request = ExportTraceServiceRequest.FromString(body)
    except DecodeError as error:
        raise TraceError("this is no ExportTraceServiceRequest in protobuf") from error
    return [
        _span(span, _service(resource))
        for resource in request.resource_spans
        for scope in resource.scope_spans
        for span in scope.spans
    ]


def is_whole(spans: Sequence[Span]) -> bool:
    """Tell whether all spans hang together below one, that of the server."""
    known = {span.id for span in spans}
    roots = [span for span in spans if span.parent_id not in known]
    return len(roots) == 1 and roots[0].kind == "server"


def _service(resource: trace_pb2.ResourceSpans) -> str:
    named = {pair.key: pair.value.string_value for pair in resource.resource.attributes}
    return named.get("service.name", "")


def _span(span: trace_pb2.Span, service: str) -> Span:
    return Span(
        trace_id=span.trace_id.hex(),
        id=span.span_id.hex(),
        parent_id=span.parent_span_id.hex(),
        service=service,
        name=span.name,
        kind=KINDS[span.kind] if span.kind < len(KINDS) else "internal",
        start=span.start_time_unix_nano,
        end=span.end_time_unix_nano,
        failed=span.status.code == trace_pb2.Status.STATUS_CODE_ERROR,
        message=span.status.message,
        events=len(span.events),
        attributes={pair.key: _value(pair.value) for pair in span.attributes},
    )


def _value(value: AnyValue) -> str | int | float | bool:
    match value.WhichOneof("value"):
        case "string_value":
            return value.string_value
        case "int_value":
            return value.int_value
        case "double_value":
            return value.double_value
        case "bool_value":
            return value.bool_value
        case _:
            return str(value)
