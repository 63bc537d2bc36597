"""What a user can cause, as exceptions.

    JixiaoError            one clear Chinese line: what, where, what to do
    ├── UsageError         a wrong option, rule, ruleset or output file   (exit code 2)
    └── InputError         an input that cannot be read                   (exit code 3)

Nothing else may reach the user as an exception: the command line prints the message and ends with the exit code.
"""

from __future__ import annotations


class JixiaoError(Exception):
    """Base of all errors that a user can cause; ``str(error)`` is the line to print."""

    exit_code = 4


class UsageError(JixiaoError):
    """Bad usage or configuration: the run cannot start."""

    exit_code = 2


class InputError(JixiaoError):
    """One input cannot be read; the other inputs of the run go on.

    ``skipped`` tells a file that this version cannot read at all (a format without a reader) from one that is broken;
    ``elsewhere`` says that another program may be able to read it.
    """

    exit_code = 3

    def __init__(self, message: str, *, skipped: bool = False, elsewhere: bool = False) -> None:
        super().__init__(message)
        self.skipped = skipped
        self.elsewhere = elsewhere
