"""Traces are kept for the console's own requests, and waited for until they are whole."""

import asyncio

from harness.traces import is_whole
from reader.live.traces import KEPT, Traces
from reader.tests.spans import TRACE, span

SERVER = span("server", kind="server", parent="the console")
VIEW = span("view", parent="server")


def test_a_trace_is_whole_when_all_hangs_together() -> None:
    assert is_whole([VIEW, SERVER])
    assert not is_whole([VIEW])
    assert not is_whole([SERVER, span("query", parent="not here yet")])
    assert not is_whole([])


def test_it_waits_for_what_is_still_to_come() -> None:
    async def scenario() -> list[str]:
        traces = Traces()
        traces.expect(TRACE)
        await traces.add([VIEW])
        waiting = asyncio.create_task(traces.wait(TRACE, seconds=5))
        await asyncio.sleep(0)
        await traces.add([SERVER])
        return [each.name for each in await waiting]

    assert asyncio.run(scenario()) == ["view", "server"]


def test_it_does_not_wait_for_ever() -> None:
    async def scenario() -> list[str]:
        traces = Traces()
        traces.expect(TRACE)
        await traces.add([VIEW])
        return [each.name for each in await traces.wait(TRACE, seconds=0.01)]

    assert asyncio.run(scenario()) == ["view"]


def test_other_traces_are_not_kept_and_old_ones_are_forgotten() -> None:
    async def scenario() -> Traces:
        traces = Traces()
        await traces.add([SERVER])
        for number in range(KEPT + 1):
            traces.expect(str(number))
        return traces

    traces = asyncio.run(scenario())

    assert not traces.expects(TRACE)
    assert not traces.expects("0")
    assert traces.expects("1")
