"""The tags in use."""

from flask import Response
from flask_openapi3 import APIBlueprint, Tag

from documentation import operation_id
from schemas import respond
from tags import queries
from tags.schemas import TagsBody

tags = APIBlueprint(
    "tags",
    __name__,
    url_prefix="/api/tags",
    abp_tags=[Tag(name="Tags")],
    operation_id_callback=operation_id,
)


@tags.get("", responses={200: TagsBody})
def get_tags() -> Response:
    """List the tags in use, most used first."""
    return respond(TagsBody(tags=queries.list_tags()))
