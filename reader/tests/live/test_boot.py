"""The whole: a panel that boots, one that does not, a trace, and an end that leaves nothing."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx2
import psutil
import pytest

from harness import ROOT, registry
from harness.registry import Implementation, Profile
from harness.servers import free_port
from reader.live.panels import LiveError, boot_panels
from reader.tests.live.conftest import PAGE

START_SECONDS = 90.0
STOP_SECONDS = 30.0


def broken(folder: Path) -> Implementation:
    """Return an implementation whose migrations fail."""
    command = ("{python}", "-c", "raise SystemExit('the schema is lost')")
    return Implementation(
        name="broken",
        title="Broken",
        framework="None",
        language="Python",
        folder=folder,
        engines=("sqlite",),
        migrate=command,
        develop=command,
        profiles=(Profile("only", command),),
    )


def test_a_panel_that_does_not_boot_is_left_out_in_one_line(tmp_path: Path) -> None:
    said: list[str] = []
    both = [broken(tmp_path), registry.get("fastapi")]

    with boot_panels(both, "sqlite", "http://127.0.0.1:9", said.append) as panels:
        assert [panel.name for panel in panels] == ["fastapi"]
        assert httpx2.get(f"{panels[0].base_url}/api/tags", trust_env=False).status_code == 200

    assert len(said) == 2
    assert said[0].startswith("Broken is left out: ")
    assert said[0].endswith("the schema is lost")


def test_without_any_panel_there_is_no_console(tmp_path: Path) -> None:
    nothing = boot_panels([broken(tmp_path)], "sqlite", "http://127.0.0.1:9", lambda _: None)
    with pytest.raises(LiveError, match="nothing to send requests to"), nothing:
        pass


@contextmanager
def live(site: Path, names: Sequence[str]) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Yield the command with some panels, and its address, once it says where the console is."""
    port = free_port()
    options = ["--impl", ",".join(names), "--port", str(port), "--site", str(site)]
    process = subprocess.Popen(
        [sys.executable, "-m", "reader.live", *options],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    patience = threading.Timer(START_SECONDS, process.kill)
    patience.start()
    try:
        assert process.stdout is not None
        said = []
        for line in process.stdout:
            said.append(line)
            if "Ctrl-C" in line:
                break
        patience.cancel()
        assert process.poll() is None, said
        yield process, f"http://127.0.0.1:{port}"
    finally:
        patience.cancel()
        process.kill()
        process.communicate()


def test_one_panel_answers_sends_its_trace_and_ends(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(PAGE, encoding="utf-8")
    with live(tmp_path, ["fastapi"]) as (process, address):
        with httpx2.Client(base_url=address, trust_env=False, timeout=60) as client:
            told = client.post("/live/story", json={}).json()
            (answer,) = told["steps"][-1]["answers"]
            rows = client.get(f"/live/traces/{answer['trace']}").json()["rows"]
        family = psutil.Process(process.pid).children(recursive=True)
        os.kill(process.pid, signal.SIGINT)
        status = process.wait(STOP_SECONDS)

    assert [step["answers"][0]["status"] for step in told["steps"]] == [201, 201, 201, 200]
    assert set(told["values"]["fastapi"]) == {"token", "username", "slug", "id"}
    assert rows[0]["role"] == "server"
    assert {"view", "service", "sql"} <= {row["role"] for row in rows}
    assert family
    assert [each for each in family if each.is_running()] == []
    assert status == 130
