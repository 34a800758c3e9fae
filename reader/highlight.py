"""Source code as lines of HTML, in few and short elements: a page holds thousands of lines."""

from collections.abc import Iterator
from html import escape

from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name, get_lexer_for_filename
from pygments.token import Comment, Keyword, Name, Number, Operator, String, Token, _TokenType
from pygments.util import ClassNotFound

PLAIN = "text"

CLASSES: dict[_TokenType, str] = {
    Comment: "c",
    String.Doc: "d",
    String.Interpol: "",
    String: "s",
    Keyword.Constant: "m",
    Keyword: "k",
    Operator.Word: "k",
    Number: "m",
    Name.Function: "f",
    Name.Class: "n",
    Name.Tag: "n",
    Name.Decorator: "a",
    Token: "",
}
"""The class of an element by the kind of token, or the nearest kind above it; "" needs none."""


def highlight_file(name: str, text: str) -> list[str]:
    """Return the lines of a file in HTML, each escaped and complete in itself."""
    try:
        lexer = get_lexer_for_filename(name, stripnl=False, ensurenl=False)
    except ClassNotFound:
        lexer = get_lexer_by_name(PLAIN, stripnl=False, ensurenl=False)
    return _lines(lexer, text)


def highlight(language: str, text: str) -> list[str]:
    """Return the lines of a text in a language that Pygments knows, as `highlight_file` does."""
    return _lines(get_lexer_by_name(language, stripnl=False, ensurenl=False), text)


def _lines(lexer: Lexer, text: str) -> list[str]:
    lines: list[str] = [""]
    for kind, value in _merged(lexer, text):
        first, *others = value.split("\n")
        lines[-1] += _element(kind, first)
        lines += [_element(kind, other) for other in others]
    if lines[-1] == "":
        lines.pop()
    return lines


def _merged(lexer: Lexer, text: str) -> Iterator[tuple[str, str]]:
    """Yield runs of tokens of the same class; white space joins whatever is before it."""
    kind, run = "", ""
    for token, value in lexer.get_tokens(text):
        found = _class_of(token)
        if found == kind or (value.isspace() and "\n" not in value):
            run += value
            continue
        if run:
            yield kind, run
        kind, run = found, value
    if run:
        yield kind, run


def _class_of(token: _TokenType) -> str:
    kind: _TokenType | None = token
    while kind is not None and kind not in CLASSES:
        kind = kind.parent
    return CLASSES[kind] if kind is not None else ""


def _element(kind: str, text: str) -> str:
    if not text:
        return ""
    escaped = escape(text, quote=False)
    return f"<i class={kind}>{escaped}</i>" if kind and not text.isspace() else escaped
