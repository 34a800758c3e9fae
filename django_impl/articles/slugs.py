"""Slugs: titles in URLs."""

import string
from collections.abc import Iterator

from django.utils.crypto import get_random_string
from django.utils.text import slugify

RESERVED = {"", "feed"}
SUFFIX_ALPHABET = string.ascii_lowercase + string.digits
SUFFIX_LENGTH = 6
LONGEST = 255 - len("-") - SUFFIX_LENGTH
CANDIDATES = 10


def plain_slug(title: str) -> str:
    """Return the title in ASCII kebab case (ART-3): Django's `slugify` does exactly that.

    A title is shorter than the slug's column, but some characters decompose into several.
    """
    return slugify(title)[:LONGEST].rstrip("-_")


def candidates(title: str) -> Iterator[str]:
    """Yield slugs to try: the plain one if it can be used, then some with suffixes (ART-4)."""
    plain = plain_slug(title)
    if plain not in RESERVED:
        yield plain
    for _ in range(CANDIDATES):
        suffix = get_random_string(SUFFIX_LENGTH, SUFFIX_ALPHABET)
        yield f"{plain}-{suffix}" if plain else suffix
