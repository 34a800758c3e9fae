"""HTTP for tags."""

from django.http import HttpRequest, HttpResponse
from ninja import Router

from rendering import respond
from tags import queries
from tags.schemas import TagsBody

router = Router(tags=["Tags"], by_alias=True)


@router.get("", response=TagsBody)
def get_tags(request: HttpRequest) -> HttpResponse:
    """List the tags in use, most used first."""
    return respond(TagsBody(tags=queries.list_tags()))
