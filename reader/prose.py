"""Markdown of the repository as HTML, its links led to the pages of the site."""

import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from harness import ROOT
from harness.specification import RULES_FILE
from reader import addresses
from reader.highlight import highlight
from reader.sources import Sources

RULE = re.compile(r"\b((?:GEN|ACC|PRO|ART|COM|TAG|OPS)-\d+)\b")
EXTERNAL = re.compile(r"[a-z]+:")

_parser = MarkdownIt("commonmark", {"html": True}).enable("table")


class Prose:
    """Turns Markdown into HTML for one page after the other."""

    def __init__(self, sources: Sources, documents: set[Path], rules: set[str]) -> None:
        self.sources = sources
        self.documents = documents
        self.rules = rules

    def html(self, text: str, *, origin: Path, here: str) -> Markup:
        """Return a text as HTML.

        Args:
            text: in Markdown.
            origin: the file that it stands in, from which its links lead.
            here: the address of the page that will show it.
        """
        tokens = _parser.parse(text)
        self._lead_links(tokens, lambda link: self._target(link, origin, here))
        _name_headings(tokens)
        html = _parser.renderer.render(_highlighted(tokens), _parser.options, {})
        return Markup(self._link_rules(html, here))  # noqa: S704 (the repository's own)

    def inline(self, text: str, here: str) -> Markup:
        """Return one line of Markdown as HTML without a paragraph around it."""
        return Markup(self._link_rules(_parser.renderInline(text), here))  # noqa: S704

    def _lead_links(self, tokens: list[Token], lead: Callable[[str], str]) -> None:
        for token in tokens:
            if token.type == "link_open":
                token.attrs["href"] = lead(str(token.attrs["href"]))
            elif token.type == "image":
                token.attrs["src"] = lead(str(token.attrs["src"]))
                token.attrs["loading"] = "lazy"
            self._lead_links(token.children or [], lead)

    def _target(self, link: str, origin: Path, here: str) -> str:
        if EXTERNAL.match(link) or link.startswith("#"):
            return link
        path, hash_sign, anchor = link.partition("#")
        return addresses.relative(
            self._page_of((origin.parent / path).resolve()) + hash_sign + anchor, here
        )

    def _page_of(self, path: Path) -> str:
        if path == RULES_FILE:
            return addresses.RULES
        if path in self.documents:
            return addresses.document(path)
        if path in self.sources:
            return addresses.file(path)
        if path.is_dir():
            return addresses.DOCUMENTS if ROOT / "docs" in path.parents else addresses.FILES
        return f"assets/{path.name}"

    def _link_rules(self, html: str, here: str) -> str:
        """Lead every number of a rule that stands in a text, and in no link or tag, to the rule."""
        parts = re.split(r"(<a\b.*?</a>|<pre\b.*?</pre>|<[^>]+>)", html, flags=re.DOTALL)
        return "".join(
            part if part.startswith("<") else RULE.sub(lambda m: self._rule_link(m[1], here), part)
            for part in parts
        )

    def _rule_link(self, number: str, here: str) -> str:
        if number not in self.rules:
            return number
        link = addresses.relative(addresses.rule(number), here)
        return f'<a class="rule" href="{link}">{number}</a>'


def anchor_of(heading: str) -> str:
    """Return the anchor of a heading, as GitHub makes it."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def _name_headings(tokens: list[Token]) -> None:
    for token, following in pairwise(tokens):
        if token.type == "heading_open":
            token.attrs["id"] = anchor_of(following.content)


def _highlighted(tokens: list[Token]) -> list[Token]:
    for token in tokens:
        if token.type == "fence" and token.info.strip() in {"python", "js", "sql", "yaml", "toml"}:
            lines = "\n".join(highlight(token.info.strip(), token.content))
            token.type, token.content = "html_block", _block(lines)
        elif token.type in {"fence", "code_block"}:
            content = token.content.replace("&", "&amp;").replace("<", "&lt;")
            token.type, token.content = (
                "html_block",
                f"<pre tabindex=0><code>{content}</code></pre>",
            )
        elif token.type == "table_open":
            token.attrs["class"] = "prose-table"
    return tokens


def _block(content: str) -> str:
    """Return a block of code, which the keyboard can reach since it may have to be scrolled."""
    return f'<pre tabindex="0"><code>{content}</code></pre>'
