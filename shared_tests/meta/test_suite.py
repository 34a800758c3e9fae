"""How the suite is written: one file an operation, a test for each status, exact expectations."""

import ast
import re
from http import HTTPStatus

import pytest

from harness import specification
from harness.contract_tests import OPERATION_TESTS, TESTS, ContractTest, constant, contract_tests
from harness.specification import Operation
from shared_tests.meta.sources import files, relative, tree

OPERATIONS = specification.operations()
NAME = re.compile(r"test_(?P<status>\d{3})_[a-z][a-z0-9_]*")
SENTENCE = re.compile(r"test_[a-z][a-z0-9]*(_[a-z0-9]+)+|test_\d{3}(_[a-z0-9]+)+")


def of_operation(operation: Operation) -> list[ContractTest]:
    """Return the tests in an operation's own file."""
    path = OPERATION_TESTS / f"test_{operation.function_name}.py"
    return [test for test in contract_tests() if test.path == path]


def status_of(test: ContractTest) -> int | None:
    """Return the status that a test's name begins with."""
    match = NAME.fullmatch(test.name)
    return int(match["status"]) if match else None


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.id)
def test_an_operation_has_its_file(operation: Operation) -> None:
    path = OPERATION_TESTS / f"test_{operation.function_name}.py"

    assert path.exists()
    assert constant(path, "OPERATION") == operation.id


def test_every_file_has_its_operation() -> None:
    expected = {f"test_{operation.function_name}.py" for operation in OPERATIONS}

    assert {path.name for path in OPERATION_TESTS.glob("test_*.py")} - expected == set()


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.id)
def test_every_status_has_a_test_and_no_other_has(operation: Operation) -> None:
    assert {status_of(test) for test in of_operation(operation)} == set(operation.statuses)


def test_names_are_sentences() -> None:
    unreadable = [test.place for test in contract_tests() if not SENTENCE.fullmatch(test.name)]

    assert unreadable == []


def test_a_status_in_a_name_is_one() -> None:
    known = {int(status) for status in HTTPStatus}
    strange = [
        test.place for test in contract_tests() if (status_of(test) or HTTPStatus.OK) not in known
    ]

    assert strange == []


def test_no_two_tests_of_a_file_have_one_name() -> None:
    """The later one would silently take the place of the earlier."""
    places = [f"{relative(test.path)} {test.name}" for test in contract_tests()]

    assert sorted(set(places)) == sorted(places)


def about_statuses(node: ast.AST) -> bool:
    """Tell whether an expression speaks of HTTP statuses."""
    named = [
        child.attr if isinstance(child, ast.Attribute) else child.id
        for child in ast.walk(node)
        if isinstance(child, ast.Attribute | ast.Name)
    ]
    return any("status" in name for name in named)


def allows_several(node: ast.AST) -> bool:
    """Tell whether a comparison lets a status be one of several."""
    return (
        isinstance(node, ast.Compare)
        and any(isinstance(operator, ast.In | ast.NotIn) for operator in node.ops)
        and isinstance(node.comparators[0], ast.Set | ast.List | ast.Tuple | ast.Call)
        and about_statuses(node.left)
    )


def test_no_status_may_be_one_of_several() -> None:
    """A set of allowed statuses hides the very thing that readers want to know."""
    several = [
        f"{relative(path)}:{node.lineno}"
        for folder in ("operations", "general", "panels")
        for path in files(".py", below=TESTS / folder)
        for assertion in ast.walk(tree(path))
        if isinstance(assertion, ast.Assert)
        for node in ast.walk(assertion)
        if isinstance(node, ast.expr) and allows_several(node)
    ]

    assert several == []


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("assert response.status_code in {200, 404}", True),
        ("assert answer.status_code in (200, 404)", True),
        ("assert response.status_code not in [500]", True),
        ("assert (one.status_code, two) in {(1, 2)}", True),
        ("assert response.status_code == 200", False),
        ("assert 'x' in response.text", False),
        ("assert name in {'status'}", False),
    ],
)
def test_several_statuses_are_noticed(code: str, expected: bool) -> None:
    (assertion,) = ast.parse(code).body

    assert any(allows_several(node) for node in ast.walk(assertion)) is expected
