"""Where answers differ is marked, and what is each panel's own is told apart."""

import json

from reader.live.comparison import Line, compare_bodies, compare_headers


def marks(lines: list[Line]) -> dict[str, str]:
    return {line.text.strip().rstrip(","): line.mark for line in lines}


def compared(*values: object) -> list[list[Line]]:
    bodies = {str(number): json.dumps(value) for number, value in enumerate(values)}
    return list(compare_bodies(bodies).values())


def test_the_same_in_another_order_is_the_same() -> None:
    first, second = compared({"a": 1, "b": [2, None]}, {"b": [2, None], "a": 1})

    assert first == second
    assert {line.mark for line in first} == {"same"}
    assert [line.text for line in first] == [
        "{", '  "a": 1,', '  "b": [', "    2,", "    null", "  ]", "}",
    ]  # fmt: skip


def test_ids_tokens_and_times_are_apart() -> None:
    first, _ = compared(
        {"user": {"token": "x", "bio": ""}, "comment": {"id": 1, "createdAt": "then"}},
        {"user": {"token": "y", "bio": ""}, "comment": {"id": 2, "createdAt": "now"}},
    )

    assert {text: mark for text, mark in marks(first).items() if mark != "same"} == {
        '"token": "x"': "apart",
        '"id": 1': "apart",
        '"createdAt": "then"': "apart",
    }


def test_another_value_differs() -> None:
    first, second, third = compared({"a": 1, "b": 2}, {"a": 1, "b": 3}, {"a": 1, "b": 2})

    assert marks(first)['"b": 2'] == marks(second)['"b": 3'] == "different"
    assert marks(third)['"a": 1'] == "same"


def test_a_missing_property_differs_whatever_its_name() -> None:
    first, second = compared({"a": 1, "id": 1}, {"a": 1})

    assert marks(first)['"id": 1'] == "different"
    assert marks(first)['"a": 1'] == marks(second)['"a": 1'] == "same"


def test_text_that_is_no_json_is_compared_by_line() -> None:
    found = compare_bodies({"a": "one\ntwo", "b": "one\n2", "c": ""})

    assert [line.mark for line in found["a"]] == ["different", "different"]
    assert found["c"] == []


def test_headers_of_each_server_s_own_are_apart() -> None:
    found = compare_headers(
        {
            "a": [("server", "x"), ("content-type", "application/json"), ("vary", "Origin")],
            "b": [("date", "now"), ("content-type", "application/json"), ("vary", "origin")],
        }
    )

    assert [line.mark for line in found["a"]] == ["same", "apart", "different"]
    assert [line.mark for line in found["b"]] == ["same", "apart", "different"]
