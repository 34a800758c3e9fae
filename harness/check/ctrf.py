"""The report in the Common Test Report Format (ctrf.io), JSON that many tools read."""

import json
from datetime import UTC, datetime
from typing import Any

from harness.check.verdict import Report, Tested
from harness.check.words import details, summary_of

SPEC_VERSION = "0.0.0"
STATUSES = ("passed", "failed", "skipped", "pending", "other")
MILLISECONDS = 1000


def document(report: Report) -> str:
    """Return the JSON.

    What failed and does not make the run fail (SHOULD, where only MUST counts, and known
    deviations) has the status `other`.
    """
    tests = [_test(test, report) for test in report.tests]
    counts = {status: sum(test["status"] == status for test in tests) for status in STATUSES}
    written = {
        "reportFormat": "CTRF",
        "specVersion": SPEC_VERSION,
        "timestamp": datetime.fromtimestamp(report.ended, UTC).isoformat(timespec="seconds"),
        "generatedBy": "triptych",
        "results": {
            "tool": {"name": "triptych", "version": report.commit},
            "summary": {
                "tests": len(tests),
                **counts,
                "start": _milliseconds(report.started),
                "stop": _milliseconds(report.ended),
            },
            "tests": tests,
            "environment": {"testEnvironment": report.base_url},
        },
    }
    return json.dumps(written, indent=1, ensure_ascii=False) + "\n"


def _test(test: Tested, report: Report) -> dict[str, Any]:
    labels: dict[str, Any] = {"level": test.level}
    if test.rules:
        labels["rules"] = list(test.rules)
    if test.operation:
        labels["operation"] = test.operation
    written = {
        "name": test.id,
        "status": _status(test, report),
        "duration": _milliseconds(test.seconds),
        "suite": [test.chapter],
        "filePath": test.id.partition("::")[0],
        "rawStatus": test.outcome,
        "labels": labels,
    }
    if test.outcome != "passed":
        written["message"] = summary_of(test)
    if test.outcome == "failed":
        written["trace"] = details(test)
    return written


def _status(test: Tested, report: Report) -> str:
    if test.outcome in {"passed", "skipped"}:
        return test.outcome
    return "failed" if report.counts_against(test) else "other"


def _milliseconds(seconds: float) -> int:
    return round(seconds * MILLISECONDS)
