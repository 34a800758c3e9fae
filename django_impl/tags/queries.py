"""What is read about tags."""

from django.db.models import Count

from articles.models import ArticleTag


def list_tags() -> list[str]:
    """Return every tag in use, most used first, then by name in code point order (TAG-1, TAG-2)."""
    uses = ArticleTag.objects.values_list("name").annotate(uses=Count("pk"))
    # Sorted here: databases differ in how they order text.
    return [name for name, _ in sorted(uses, key=lambda row: (-row[1], row[0]))]
