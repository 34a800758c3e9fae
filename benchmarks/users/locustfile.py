"""What Locust's own web page offers.

`make load` starts it, with the world in a file that `TRIPTYCH_WORLD` names, and the behaviours to
offer in `TRIPTYCH_BEHAVIOURS`, separated by commas.
"""

import json
import os
from pathlib import Path

from locust import events

from benchmarks.load_plan import World
from benchmarks.users.alone import new_nonce
from benchmarks.users.conduit import ConduitUser
from benchmarks.users.generator import users_of
from benchmarks.users.pace import ClosedLoop
from benchmarks.users.shift import Shift

WORLD_VARIABLE = "TRIPTYCH_WORLD"

BEHAVIOURS_VARIABLE = "TRIPTYCH_BEHAVIOURS"

offered = [users_of(name) for name in os.environ[BEHAVIOURS_VARIABLE].split(",")]
globals().update({user.__name__: user for users in offered for user in users})


@events.test_start.add_listener  # type: ignore[untyped-decorator]  # Locust's own
def begin(**_: object) -> None:
    """Let the clients begin anew, as after each press of the button."""
    world = json.loads(Path(os.environ[WORLD_VARIABLE]).read_text(encoding="utf-8"))
    ConduitUser.shift = Shift(World.from_json(world), ClosedLoop(), nonce=new_nonce())
