"""Slugs (ART-3, ART-4)."""

import re
import secrets
import unicodedata
from collections.abc import Container

LONGEST = 248
RESERVED = "feed"


def slug_of(title: str, *, lower: bool = True, decompose: bool = True) -> str:
    """Return a title in ASCII kebab case, which may be empty."""
    text = unicodedata.normalize("NFKD", title) if decompose else title
    text = text.encode("ascii", "ignore").decode()
    text = re.sub(r"[^\w\s-]", "", text.lower() if lower else text, flags=re.ASCII)
    return re.sub(r"[\s-]+", "-", text).strip("-_")[:LONGEST].strip("-_")


def free_slug(plain: str, taken: Container[str], *, reserved: str = RESERVED) -> str:
    """Return the slug, with a suffix where it is not to be had."""
    slug = plain
    while slug in {"", reserved} or slug in taken:
        slug = f"{plain}-{secrets.token_hex(4)}".lstrip("-")
    return slug
