"""The specification, looked up: its operations and rules.

Nothing outside `spec/` states a path, a status or a schema; it asks here.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote

import yaml

from harness import ROOT

Security = Literal["none", "optional", "required"]

OPENAPI_FILE = ROOT / "spec" / "openapi.yaml"
RULES_FILE = ROOT / "spec" / "rules.md"
SCHEMA_FILE = ROOT / "spec" / "schema.sql"
COUNTS_FILE = SCHEMA_FILE.with_name("counts.sql")

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
RULE_LINE = re.compile(
    r"- \*\*(?P<number>[A-Z]+-\d+)\*\* \((?P<level>MUST|SHOULD)\) (?P<text>.+) "
    r"\[(?P<source>[^\]]+)\]"
)
JSON = "application/json"
FIRST_ERROR_STATUS = 400


def triggers_file(engine: str) -> Path:
    """Return the file with the triggers that belong to `spec/schema.sql` on an engine."""
    return SCHEMA_FILE.with_name(f"triggers.{engine}.sql")


class SpecificationError(Exception):
    """The specification does not have what was asked for, or cannot be read."""


@dataclass(frozen=True)
class Operation:
    """One operation of `spec/openapi.yaml`."""

    id: str
    method: str
    path: str
    chapter: str
    summary: str
    statuses: tuple[int, ...]
    security: Security
    rules: tuple[str, ...]
    path_parameters: tuple[str, ...]
    query_parameters: tuple[str, ...]
    has_body: bool

    @property
    def success_status(self) -> int:
        """The one status under 400 that the operation can answer."""
        return next(status for status in self.statuses if status < FIRST_ERROR_STATUS)

    @property
    def function_name(self) -> str:
        """The operation's name in Python: `create_article` for `createArticle`."""
        return re.sub(r"(?<=[a-z0-9])([A-Z])", r"_\1", self.id).lower()

    def url(self, **parameters: object) -> str:
        """Return the path with its parameters filled in and percent-encoded.

        Raises:
            SpecificationError: a parameter is missing, or one is not in the path.
        """
        if set(parameters) != set(self.path_parameters):
            raise SpecificationError(
                f"{self.id} takes the path parameters {list(self.path_parameters)}, "
                f"not {list(parameters)}"
            )
        encoded = {name: quote(str(value), safe="") for name, value in parameters.items()}
        return self.path.format_map(encoded)


@dataclass(frozen=True)
class Rule:
    """One numbered rule of `spec/rules.md`."""

    number: str
    level: str
    text: str
    source: str

    @property
    def chapter(self) -> str:
        """The letters of the number: `ART` for `ART-4`."""
        return self.number.partition("-")[0]


@cache
def document() -> dict[str, Any]:
    """Return `spec/openapi.yaml` as it stands; treat it as read-only."""
    loaded = yaml.load(OPENAPI_FILE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    if not isinstance(loaded, dict):
        raise SpecificationError(f"{OPENAPI_FILE} is no OpenAPI document")
    return loaded


@cache
def operations() -> tuple[Operation, ...]:
    """Return every operation, in the order of the document."""
    return tuple(
        _operation(method.upper(), path, item[method], item.get("parameters", []))
        for path, item in document()["paths"].items()
        for method in item
        if method in METHODS
    )


def operation(operation_id: str) -> Operation:
    """Return one operation.

    Raises:
        SpecificationError: there is none of that id.
    """
    for found in operations():
        if found.id == operation_id:
            return found
    known = ", ".join(found.id for found in operations())
    raise SpecificationError(f"there is no operation {operation_id!r}, only: {known}")


def operation_at(method: str, path: str) -> Operation | None:
    """Return the operation that a request calls; None where it calls none of the spec.

    Args:
        method: the request's method, in capitals.
        path: its path, percent-encoded, without a query.
    """
    fitting = [
        found
        for found in operations()
        if found.method == method and re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", found.path), path)
    ]
    # A path that is spelled out wins over one with parameters, as OpenAPI has it.
    return min(fitting, key=lambda found: len(found.path_parameters), default=None)


@cache
def rules() -> tuple[Rule, ...]:
    """Return every rule, in the order of the document.

    Raises:
        SpecificationError: a line looks like a rule and cannot be read.
    """
    found = []
    for line in RULES_FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("- **"):
            if not (match := RULE_LINE.fullmatch(line)):
                raise SpecificationError(f"{RULES_FILE}: cannot read the rule {line!r}")
            found.append(Rule(**match.groupdict()))
    return tuple(found)


def _operation(
    method: str, path: str, item: dict[str, Any], shared_parameters: list[dict[str, Any]]
) -> Operation:
    parameters = [resolve(entry) for entry in [*shared_parameters, *item.get("parameters", [])]]
    names = {
        place: [p["name"] for p in parameters if p["in"] == place] for place in ("path", "query")
    }
    return Operation(
        id=item["operationId"],
        method=method,
        path=path,
        chapter=item["tags"][0],
        summary=item["summary"],
        statuses=tuple(int(status) for status in item["responses"]),
        security=_security(item["security"]),
        rules=tuple(item.get("x-rules", ())),
        path_parameters=tuple(names["path"]),
        query_parameters=tuple(names["query"]),
        has_body="requestBody" in item,
    )


def _security(requirements: list[dict[str, Any]]) -> Security:
    return ("optional" if {} in requirements else "required") if requirements else "none"


def resolve(node: dict[str, Any]) -> dict[str, Any]:
    """Return what a `$ref` into the document points at; any other node unchanged."""
    while "$ref" in node:
        target: Any = document()
        for part in node["$ref"].removeprefix("#/").split("/"):
            target = target[part]
        node = target
    return node
