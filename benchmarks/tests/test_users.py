"""The users of the load generator, without any load."""

import json
import random
import statistics
import subprocess
import sys
from itertools import pairwise
from typing import Any

import pytest

from benchmarks.errors import WorldError
from benchmarks.load_plan import World
from benchmarks.tests.stub_conduit import WORLD, article
from benchmarks.users.arrivals import poisson_arrivals
from benchmarks.users.facts import CHECKS, Asked, wrong_facts
from benchmarks.users.shift import Shift
from harness import ROOT, specification

Options = Any

OPERATIONS = {operation.id for operation in specification.operations()}
PEOPLE_SCRIPT = """
import json
from benchmarks.users.behaviours import BEHAVIOURS
from benchmarks.users.operations import LEFT_OUT, OPERATIONS
print(json.dumps([sorted(BEHAVIOURS), sorted(LEFT_OUT), sorted(OPERATIONS)]))
"""

LEFT_BEHIND_SCRIPT = """
import random
from types import SimpleNamespace
from benchmarks.users.behaviours import lasting_slug
from benchmarks.users.content import PASSING_SLUG
reader = SimpleNamespace(draw=random.Random(1), any_slug=lambda: "any")
passing = [{"slug": PASSING_SLUG + str(number)} for number in range(20)]
print(lasting_slug(reader, [*passing, {"slug": "lasting"}]), lasting_slug(reader, passing))
"""


def shift(world: World = WORLD, **options: Options) -> Shift:
    return Shift(world, None, nonce="abc", **options)  # type: ignore[arg-type]  # nobody sends


def test_arrivals_are_exactly_as_many_as_the_rate_says() -> None:
    arrivals = poisson_arrivals(1234.5, 2.0, random.Random(1))

    assert len(arrivals) == 2469
    assert arrivals == sorted(arrivals)
    assert 0 <= arrivals[0] < arrivals[-1] <= 2.0


def test_distances_between_arrivals_are_exponential() -> None:
    arrivals = poisson_arrivals(2000, 10.0, random.Random(1))
    distances = [later - earlier for earlier, later in pairwise(arrivals)]

    mean = statistics.fmean(distances)
    assert statistics.stdev(distances) / mean == pytest.approx(1.0, abs=0.03)
    longer = sum(distance > mean for distance in distances) / len(distances)
    assert longer == pytest.approx(0.368, abs=0.01)  # 1 / e


def test_counts_in_equal_spans_are_poisson() -> None:
    arrivals = poisson_arrivals(2000, 10.0, random.Random(1))
    counts = [0] * 1000
    for moment in arrivals:
        counts[min(999, int(moment * 100))] += 1

    assert statistics.variance(counts) / statistics.fmean(counts) == pytest.approx(1.0, abs=0.15)


def test_processes_share_the_arrivals() -> None:
    shares = [poisson_arrivals(7, 1, random.Random(n), share=n, shares=3) for n in range(3)]

    assert [len(share) for share in shares] == [3, 2, 2]


def test_the_same_seed_draws_the_same_arrivals() -> None:
    first, second = (poisson_arrivals(50, 1, random.Random(3)) for _ in range(2))

    assert first == second


def test_no_pair_comes_twice() -> None:
    world = World(
        slugs=tuple(map(str, range(25))), usernames=(), tokens=tuple("abcdefghij"), tags=()
    )
    processes = [shift(world, share=share, shares=2) for share in range(2)]
    pairs = [each.next_pair(world.slugs, "an article") for each in processes for _ in range(125)]

    assert len(set(pairs)) == 250
    assert all(left[1] != right[1] for left, right in pairwise(pairs[:125]))
    with pytest.raises(WorldError, match="all 250 pairs"):
        processes[0].next_pair(world.slugs, "an article")


def test_the_first_answer_of_an_operation_is_checked_and_then_every_nth() -> None:
    one = shift(check_every=3)

    assert [one.is_checked("getTags") for _ in range(5)] == [True, False, False, True, False]
    assert one.is_checked("getArticle")


def test_every_operation_can_be_measured_alone_or_is_left_out_by_name() -> None:
    # In a process of its own: importing Locust replaces Python's sockets.
    command = [sys.executable, "-c", PEOPLE_SCRIPT]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout
    behaviours, left_out, alone = json.loads(told)

    assert set(alone) | set(left_out) == OPERATIONS
    assert not set(alone) & set(left_out)
    assert behaviours == ["Author", "Commenter", "Everybody", "Follower", "Newcomer", "Reader"]


def test_what_interrupted_authors_left_behind_is_read_by_nobody() -> None:
    command = [sys.executable, "-c", LEFT_BEHIND_SCRIPT]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout

    assert told.split() == ["lasting", "any"]


def test_facts_are_about_operations_of_the_spec() -> None:
    assert set(CHECKS) <= OPERATIONS


def page(count: int, total: int, **changes: Options) -> dict[str, Any]:
    shown = [{**article(f"a-{number}"), **changes} for number in range(count)]
    return {"articles": shown, "articlesCount": total}


FOLLOWED = {"username": "jake", "following": True}
FAVORITE = {**article("a"), "favorited": True, "favoritesCount": 1}
SENT = {"article": {"title": "T", "tagList": ["b", "a", "b"]}}


@pytest.mark.parametrize(
    ("asked", "right", "wrong"),
    [
        (Asked("getArticle", {"slug": "a"}), {"article": article("a")}, {"article": article("b")}),
        (Asked("getArticles"), page(20, 30), page(19, 30)),
        (Asked("getArticles", query={"limit": 5, "offset": 28}), page(2, 30), page(3, 30)),
        (Asked("getArticles", query={"offset": 40}), page(0, 30), page(1, 30)),
        (Asked("getArticles", query={"tag": "dragons"}), page(1, 1), page(1, 1, tagList=["other"])),
        (
            Asked("getArticles", query={"author": "jake"}),
            page(1, 1),
            page(1, 1, author={"username": "anna"}),
        ),
        (
            Asked("getArticles"),
            page(2, 2),
            {
                "articles": [article("a"), {**article("b"), "createdAt": "2027-01-01T00:00:00.0Z"}],
                "articlesCount": 2,
            },
        ),
        (Asked("getArticlesFeed"), page(1, 1, author=FOLLOWED), page(1, 1)),
        (
            Asked("createArticle", body=SENT),
            {"article": {"title": "T", "tagList": ["a", "b"]}},
            {"article": {"title": "T", "tagList": ["a"]}},
        ),
        (
            Asked("updateArticle", {"slug": "a"}, body={"article": {"body": "New."}}),
            {"article": {"body": "New."}},
            {"article": {"body": "Old."}},
        ),
        (
            Asked("createArticleComment", body={"comment": {"body": "Yes."}}),
            {"comment": {"body": "Yes."}},
            {"comment": {"body": "No."}},
        ),
        (
            Asked("createArticleFavorite", {"slug": "a"}),
            {"article": FAVORITE},
            {"article": {**FAVORITE, "favorited": False}},
        ),
        (
            Asked("createArticleFavorite", {"slug": "a"}),
            {"article": FAVORITE},
            {"article": {**FAVORITE, "favoritesCount": 0}},
        ),
        (
            Asked("deleteArticleFavorite", {"slug": "a"}),
            {"article": article("a")},
            {"article": FAVORITE},
        ),
        (
            Asked("getProfileByUsername", {"username": "jake"}),
            {"profile": FOLLOWED},
            {"profile": {"username": "anna"}},
        ),
        (
            Asked("followUserByUsername", {"username": "jake"}),
            {"profile": FOLLOWED},
            {"profile": {**FOLLOWED, "following": False}},
        ),
        (
            Asked("unfollowUserByUsername", {"username": "jake"}),
            {"profile": {**FOLLOWED, "following": False}},
            {"profile": FOLLOWED},
        ),
        (
            Asked("login", body={"user": {"email": "a@b.c", "password": "password"}}),
            {"user": {"email": "a@b.c"}},
            {"user": {"email": "d@b.c"}},
        ),
        (
            Asked("updateCurrentUser", body={"user": {"bio": "New."}}),
            {"user": {"bio": "New."}},
            {"user": {"bio": None}},
        ),
    ],
    ids=lambda value: value.operation_id if isinstance(value, Asked) else "",
)
def test_a_wrong_fact_is_noticed(asked: Asked, right: object, wrong: object) -> None:
    assert wrong_facts(asked, right) == []
    assert wrong_facts(asked, wrong) != []
