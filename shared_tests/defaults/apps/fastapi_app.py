"""The barest application in FastAPI."""

from fastapi import FastAPI
from pydantic import BaseModel

app = FastAPI()


class Item(BaseModel):
    """A string and an integer."""

    name: str
    count: int


@app.get("/items")
async def list_items(page: int = 1) -> dict[str, int]:
    """Take an integer from the query."""
    return {"page": page}


@app.post("/items", status_code=201)
async def create_item(item: Item) -> Item:
    """Take a string and an integer from the body."""
    return item


@app.get("/broken")
async def broken() -> None:
    """Fail."""
    raise RuntimeError("out of order")
