"""What we say of a task’s statement."""

from __future__ import annotations

from typing import Final, get_args

from index.facts.fact import ONET, Fact, Origin
from index.facts.null import NO_TYPE
from index.records.terms import TaskType

_STATEMENTS: Final = "Task Statements.txt"

TASK_ID: Final = Fact(
    name="task_id",
    kind="integer",
    meaning="O*NET’s number of the task, and the key to it everywhere here.",
    low=1,
    origin=Origin(ONET, _STATEMENTS, "Task ID"),
)

STATEMENT: Final = Fact(
    name="task",
    meaning="The statement, word for word.",
    origin=Origin(ONET, _STATEMENTS, "Task"),
    read="text",
)

TYPE: Final = Fact(
    name="type",
    meaning="Core: relevance of at least 67% and importance of at least 3, as published.",
    null=(NO_TYPE,),
    origin=Origin(ONET, _STATEMENTS, "Task Type"),
    values=get_args(TaskType),
    label="Type",
)

URL: Final = Fact(
    name="url",
    kind="address",
    meaning="The page of the task; with .json after it, these facts.",
    link="task",
    read="task_id",
)
