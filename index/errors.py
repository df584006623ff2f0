"""The one tree of errors. A message says what was wrong, where, and what to do next."""

from __future__ import annotations

from pathlib import Path


class TaskdexError(Exception):
    """Anything Taskdex itself reports; the command line prints it without a traceback."""

    def __reduce__(self) -> tuple[object, ...]:
        # Python would call __init__ with the message alone.
        return _from_another_process, (type(self), self.args, self.__dict__)


def _from_another_process(
    kind: type[TaskdexError], arguments: tuple[object, ...], attributes: dict[str, object]
) -> TaskdexError:
    error = kind.__new__(kind, *arguments)
    error.__dict__.update(attributes)
    return error


class SourceError(TaskdexError):
    """A publisher's file cannot be read as it should be.

    `path`, `line` (1-based, the header is line 1; None where the file as a whole is meant),
    `problem` and `remedy` make up the message.
    """

    def __init__(
        self,
        path: Path | str,
        line: int | None,
        problem: str,
        remedy: str = 'Fetch the release again with "taskdex fetch --force".',
    ) -> None:
        self.path = str(path)
        self.line = line
        self.problem = problem
        self.remedy = remedy
        where = self.path if line is None else f"{self.path}, line {line}"
        super().__init__(f"{where}: {problem} {remedy}")


class WordListError(TaskdexError):
    """A word list that comes with Taskdex is not written as it should be; `line` (1-based) is None
    where the file as a whole is meant."""

    def __init__(self, name: str, line: int | None, problem: str) -> None:
        self.line = line
        where = f"{name}.txt" if line is None else f"{name}.txt, line {line}"
        super().__init__(f"{where}: {problem} Word lists are in index/relevance/lists.")


class DownloadError(TaskdexError):
    """A publisher could not be reached, or what it sent was not what was asked for."""


class QueryError(TaskdexError):
    """A parameter of a request has a value that it cannot have; `parameter` names it."""

    def __init__(self, parameter: str, problem: str) -> None:
        self.parameter = parameter
        self.problem = problem
        super().__init__(f"{parameter}: {problem}")


class EngineError(TaskdexError):
    """The search engine is not there, or its files are not of this version."""


class ReleaseError(TaskdexError):
    """A release is missing, incomplete or damaged, or cannot be written."""


class NotFoundError(TaskdexError):
    """No record has this id."""
