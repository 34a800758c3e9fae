"""HTTP: tags."""

from fastapi import APIRouter

from database import EngineDep
from tags import queries
from tags.schemas import TagsBody

router = APIRouter(prefix="/tags", tags=["Tags"])


@router.get("")
async def get_tags(engine: EngineDep) -> TagsBody:
    """List the tags in use, most used first."""
    tags = await queries.list_tags(engine)
    return TagsBody(tags=tags)
