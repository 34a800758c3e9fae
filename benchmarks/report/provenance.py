"""Where, when and how a study was made, and how to make it again."""

from benchmarks.report.again import command
from benchmarks.report.blocks import Block, Cell, Code, Fold, Heading, Prose, Table
from benchmarks.statistics.results import Study, Subject

HASH = 12
"""Digits of a hash that people read."""


def section(study: Study) -> list[Block]:
    """Return what a second run would need to know."""
    return [
        Heading(3, f"Reproduce: {study.kind}"),
        Code(f"git checkout {study.data['commit'].removesuffix('-dirty')}\n{command(study)}"),
        *_warnings(study),
        Table(["", study.kind], _facts(study), words=True),
        Fold(
            "Versions",
            [
                Table(
                    ["", "version"], [[Cell(n), Cell(v)] for n, v in study.data["versions"].items()]
                )
            ],
        ),
    ]


def _warnings(study: Study) -> list[Block]:
    found: list[Block] = []
    if study.data["settings"]["quick"]:
        found.append(Prose("A quick first look: few, short rounds. Not to be published.", "warn"))
    if study.data["commit"].endswith("-dirty"):
        found.append(Prose("Files differed from the commit when this was measured.", "warn"))
    return found


def _facts(study: Study) -> list[list[Cell]]:
    data, settings = study.data, study.data["settings"]
    machine = data["machine"]
    cores = {
        part: ", ".join(map(str, numbers)) or "any" for part, numbers in settings["cores"].items()
    }
    told = [
        ("measured", data["date"].replace("T", " ").replace("+00:00", " UTC")),
        ("commit", data["commit"]),
        (
            "machine",
            f"{machine['processor']}, {machine['cores']} cores, {machine['memory_mib']:,} MiB",
        ),
        ("system", machine["system"]),
        ("database", settings["database"] or settings["engine"] or "none known"),
        ("users, articles", f"{_count(settings['users'])}, {_count(settings['articles'])}"),
        (
            "rounds",
            f"{settings['rounds']} of {settings['seconds']:g} s each, after "
            f"{settings['warmup_seconds']:g} s of warm-up",
        ),
        ("cores", "; ".join(f"{part}: {numbers}" for part, numbers in cores.items())),
        ("generator processes", str(settings["generator_processes"])),
        ("seed", str(data["seed"])),
        *(_subject(each) for each in study.subjects.values()),
    ]
    return [[Cell(name), Cell(text)] for name, text in told]


def _count(number: int | None) -> str:
    return "unknown" if number is None else f"{number:,}"


def _subject(subject: Subject) -> tuple[str, str]:
    workers = f"{subject.workers} worker{'s' if subject.workers > 1 else ''}"
    contract = subject.contract
    if contract is None:
        return subject.title, f"{workers}; no contract result asked for"
    digest = f"`{contract['sha256'][:HASH]}`"
    return subject.title, f"{workers}; contract {digest}, {contract['tests']:,} tests passed"
