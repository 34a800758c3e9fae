"""What is read about tags."""

from django.db.models import BigIntegerField, Sum

from articles.models import TagCount

USES = (
    TagCount.objects.values_list("name")
    .annotate(uses=Sum("n", output_field=BigIntegerField()))
    .filter(uses__gt=0)
)
"""Made once: to annotate a queryset takes longer than to run it."""


def list_tags() -> list[str]:
    """Return every tag in use, most used first, then by name in code point order (TAG-1, TAG-2)."""
    # Sorted here: databases differ in how they order text.
    return [name for _, name in sorted((-uses, name) for name, uses in USES.all())]
