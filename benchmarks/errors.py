"""What goes wrong in this room, as one line that is all a user needs."""


class BenchmarkError(Exception):
    """A benchmark cannot be run or read; every other error of this room is one of these."""


class LoadError(BenchmarkError):
    """The load generator did not do its work; no server's answer, right or wrong, is one."""


class ResultsError(BenchmarkError):
    """A result file is not there, is not what a result file has to be, or fits no other."""


class WorldError(BenchmarkError):
    """It cannot be told what requests could ask for, or there is too little of it."""
