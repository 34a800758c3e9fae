"""Runs one command and makes sure that nothing of it outlives whoever asked for it.

    python guardian.py --log FILE [--stop-signal SIGTERM] [--user NAME] [--remove FOLDER] COMMAND...

The log receives what the command prints. Standard input is the lifeline: when it closes, because
the owner asks for it or has died in whatever way, the command's process group gets the stop signal
and, after a grace period, SIGKILL; then the folder to remove is removed, unless the command ended
by itself: its owner will want to read the log. The command's process id is printed first; the exit
status is the command's.

A process of its own, and not `PR_SET_PDEATHSIG` set by the owner: that signal comes as soon as the
*thread* that started the command ends, and it reaches one process only. It knows nothing but the
standard library, so that it starts in a few milliseconds.
"""

import argparse
import contextlib
import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import BinaryIO

GRACE_SECONDS = 5.0
COMMAND_NOT_FOUND = 127
PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36
LINUX = sys.platform == "linux"
_C_LIBRARY = ctypes.CDLL(None) if LINUX else None


def main(arguments: argparse.Namespace) -> int:
    """Run the command until it ends or the lifeline closes; return its exit status."""
    _prctl(PR_SET_CHILD_SUBREAPER, 1)
    with arguments.log.open("ab") as output:
        try:
            child = _start(arguments.command, arguments.user, output)
        except OSError as error:
            output.write(f"cannot run {arguments.command[0]}: {error}\n".encode())
            return COMMAND_NOT_FOUND
    print(child.pid, flush=True)  # noqa: T201 (the protocol)
    lifeline_closed = threading.Event()
    stop_signal = signal.Signals[arguments.stop_signal]
    watch = (child, stop_signal, lifeline_closed)
    threading.Thread(target=_stop_when_lifeline_closes, args=watch, daemon=True).start()
    status = child.wait()
    _kill_group(child.pid, signal.SIGKILL)
    _kill_adopted()
    if arguments.remove and lifeline_closed.is_set():
        shutil.rmtree(arguments.remove, ignore_errors=True)
    return status if status >= 0 else 128 - status


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--log", type=Path, required=True)
    parser.add_argument("--stop-signal", default="SIGTERM")
    parser.add_argument("--user")
    parser.add_argument("--remove", type=Path)
    parser.add_argument("command", nargs=argparse.REMAINDER)
    return parser.parse_args()


def _start(command: list[str], user: str | None, output: BinaryIO) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 (running a command is the whole point)
        command,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        user=user,
        group=pwd.getpwnam(user).pw_gid if user else None,
        extra_groups=[] if user else None,
        preexec_fn=_prepare,  # noqa: PLW1509 (there are no threads yet)
    )


def _prctl(option: int, value: int) -> None:
    if _C_LIBRARY is not None:
        _C_LIBRARY.prctl(option, value)


def _prepare() -> None:
    """Make the command die with its guardian, and hear an interrupt even if the owner does not."""
    _prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _stop_when_lifeline_closes(
    child: subprocess.Popen[bytes], stop_signal: signal.Signals, closed: threading.Event
) -> None:
    while os.read(sys.stdin.fileno(), 1):
        pass
    closed.set()
    _kill_group(child.pid, stop_signal)
    try:
        child.wait(GRACE_SECONDS)
    except subprocess.TimeoutExpired:
        _kill_group(child.pid, signal.SIGKILL)


def _kill_group(group: int, signal_number: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(group, signal_number)


def _kill_adopted() -> None:
    """Kill descendants that left the group: as subreaper this process inherits them."""
    children = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children")
    while LINUX and children.exists() and (adopted := children.read_text().split()):
        for pid in map(int, adopted):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
            with contextlib.suppress(ChildProcessError):
                os.waitpid(pid, 0)


if __name__ == "__main__":
    sys.exit(main(_arguments()))
