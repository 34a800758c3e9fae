"""The barest application in Flask."""

from typing import NoReturn

from flask import Flask, request

app = Flask(__name__)


@app.get("/items")
def list_items() -> dict[str, object]:
    """Take an integer from the query."""
    return {"page": request.args.get("page", 1, type=int)}


@app.post("/items")
def create_item() -> tuple[dict[str, object], int]:
    """Take a string and an integer from the body."""
    item = request.get_json()
    return {"name": item["name"], "count": item["count"]}, 201


@app.get("/broken")
def broken() -> NoReturn:
    """Fail."""
    raise RuntimeError("out of order")
