"""HTTP for tags."""

from django.http import HttpRequest
from ninja import Router

from tags import queries
from tags.schemas import TagsBody

router = Router(tags=["Tags"], by_alias=True)


@router.get("", response=TagsBody)
def get_tags(request: HttpRequest) -> TagsBody:
    """List the tags in use, most used first."""
    return TagsBody(tags=queries.list_tags())
