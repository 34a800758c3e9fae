"""OpenTelemetry: what each request did, and when, for the receiver that the environment names.

settings.py installs this application only where OTEL_EXPORTER_OTLP_ENDPOINT is set, as it brings
the whole SDK.
The parameters of SQL are not recorded, and neither are the words of errors.
"""

import os
from collections.abc import Callable, Sequence
from importlib import import_module
from inspect import getmembers, isfunction
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.db import connection
from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.instrumentation.django import DjangoInstrumentor
from opentelemetry.instrumentation.psycopg import PsycopgInstrumentor
from opentelemetry.instrumentation.pymysql import PyMySQLInstrumentor
from opentelemetry.instrumentation.sqlite3 import SQLite3Instrumentor
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExportResult

DEFAULTS = {
    "OTEL_SERVICE_NAME": "conduit-django",
    # The names of attributes that are stable by now.
    "OTEL_SEMCONV_STABILITY_OPT_IN": "http,database",
    # Seconds for a receiver that is down: the process ends no sooner than that.
    "OTEL_EXPORTER_OTLP_TIMEOUT": "2",
}
"""What the SDK reads from the environment, where nobody has said otherwise."""
ROOMS = {"services", "queries"}
"""Modules of a chapter whose functions get a span each."""

tracer = trace.get_tracer("conduit")


class DiscreetExporter(OTLPSpanExporter):
    """Leaves out the words of errors: in them a database quotes what was to be stored."""

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        """Send spans to the receiver."""
        return super().export([_without_words(span) for span in spans])


DRIVERS: dict[str, Callable[[], Any]] = {
    "sqlite": SQLite3Instrumentor,
    "postgresql": PsycopgInstrumentor,
    "mysql": PyMySQLInstrumentor,
}


class Tracing(AppConfig):
    """The application that traces the others: requests, views, services, queries and SQL."""

    name = "tracing"

    def ready(self) -> None:
        """Start, before Django loads the middleware and the URLs."""
        _start_exporting()
        DjangoInstrumentor().instrument()
        DRIVERS[connection.vendor]().instrument()
        _trace_views()
        _trace_rooms()


def _trace_views() -> None:
    for file in Path(__file__).parent.glob("*/views.py"):
        router = import_module(f"{file.parent.name}.views").router
        for path in router.path_operations.values():
            for operation in path.operations:
                operation.view_func = _traced(operation.view_func)


def _start_exporting() -> None:
    """Set the SDK up; its thread starts anew in each process that the server forks."""
    for name, value in DEFAULTS.items():
        os.environ.setdefault(name, value)
    provider = TracerProvider()
    provider.add_span_processor(BatchSpanProcessor(DiscreetExporter()))
    trace.set_tracer_provider(provider)


def _trace_rooms() -> None:
    for file in Path(__file__).parent.glob("*/*.py"):
        if file.stem in ROOMS:
            module = import_module(f"{file.parent.name}.{file.stem}")
            for name, function in getmembers(module, isfunction):
                if function.__module__ == module.__name__ and not name.startswith("_"):
                    setattr(module, name, _traced(function))


def _traced(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give each call of a function a span."""
    name = f"{function.__module__}.{function.__name__}"
    in_span = tracer.start_as_current_span(
        name,
        attributes={"code.function.name": name},
        # A refusal is an exception, and no fault.
        record_exception=False,
        set_status_on_exception=False,
    )
    return in_span(function)


def _without_words(span: ReadableSpan) -> ReadableSpan:
    return ReadableSpan(
        name=span.name,
        context=span.context,
        parent=span.parent,
        resource=span.resource,
        attributes=span.attributes,
        kind=span.kind,
        status=trace.Status(span.status.status_code),
        start_time=span.start_time,
        end_time=span.end_time,
        instrumentation_scope=span.instrumentation_scope,
    )
