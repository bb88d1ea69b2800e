"""Named questions: twins in Cypher and SPARQL (`NAME.cypher`, `NAME.rq`) that return the same rows.

The head of a file says what it asks, its parameters (all optional, most of them names), its columns and what its claims
are. A parameter is `$name` in Cypher and `$_name` in SPARQL, where it is an unbound variable unless a value is put in
its place: so each file runs as it stands on any Neo4j or SPARQL 1.1 server, and asks the whole graph.

Every query returns a last column `claims`, the uris of the claims behind the row. `ask` hides it, and turns it into the
passages of the documents when asked for evidence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from kg.errors import UnknownQuestion, WrongParameter
from kg.questions.evidence import passages
from kg.questions.names import NAMED, Asked, known_as, nearest

__all__ = ["Parameter", "Question", "all", "answers", "ask", "get", "names", "written"]

FOLDER = Path(__file__).parent
SEPARATOR = "\u001f"    # between the members of a list, which SPARQL can only hand out as one string
HEAD = re.compile(r"(?://|#) (?:(param|column) (\w+)(?: \((\w+)\))?|(claims))?:? ?(.*)")
VALUE = re.compile(r"\$(\w+)")
PARAMETER = re.compile(r"\bBOUND\(\$_(\w+)\)|\$_(\w+)")

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Parameter:
    """`kind` is text, date (ISO 8601), or what it names: actor, outlet, meeting, proposal, thing."""

    kind: str
    about: str


@dataclass(frozen=True, slots=True)
class Question:
    """`sentence` is what it asks; `columns` has the type of each: string, edtf, date, integer, list, or names.

    A list is a set, sorted; names are one string, "A, B". `claims` says what the claims behind a row are.
    """

    name: str
    sentence: str
    params: Mapping[str, Parameter]
    columns: Mapping[str, str]
    claims: str
    cypher: str
    sparql: str


def names() -> list[str]:
    """What can be asked, by name, sorted."""
    return sorted(path.stem for path in FOLDER.glob("*.cypher"))


def all() -> list[Question]:
    """Every question, by name."""
    return [get(name) for name in names()]


@cache
def get(name: str) -> Question:
    """The question of that name. Raises `UnknownQuestion`, which says what is near."""
    if not re.fullmatch(r"[a-z][a-z-]*", name) or not (FOLDER / f"{name}.cypher").exists():
        raise UnknownQuestion(f"no question is called {name!r}" + nearest(name, names()))
    cypher = (FOLDER / f"{name}.cypher").read_text(encoding="utf-8")
    sentence, params, columns, claims = "", {}, {}, ""
    for line in cypher.splitlines():
        head = HEAD.fullmatch(line)
        if not head or claims:
            break
        what, word, kind, last, text = head.groups()
        if what == "param":
            params[word] = Parameter("text" if kind == "string" else kind, text)
        elif what == "column":
            columns[word] = text
        elif last:
            claims = text
        else:
            sentence = text
    sparql = (FOLDER / f"{name}.rq").read_text(encoding="utf-8")
    return Question(name, sentence, params, columns, claims, cypher, sparql)


def ask(graph: Asked, name: str, engine: str = "cypher", params: Mapping[str, Any] | None = None,
        evidence: bool = False) -> list[Row]:
    """The rows of a question, the same from both engines ("cypher" and "sparql"), distinct and in one order.

    `graph` is a `kg.Graph` or anything with its `cypher` and `sparql`. A name among `params` may be an alias or some of
    its words; a list of names means any of them. With `evidence` each row has a further column, the passages that it
    rests on (see `kg.questions.evidence`). Raises `UnknownQuestion` and `WrongParameter`.
    """
    rows = answers(graph, name, engine, params)
    behind = [row.pop("claims") for row in rows]
    if evidence:
        texts = passages(graph, engine, sorted({claim for claims in behind for claim in claims}))
        for row, claims in zip(rows, behind, strict=True):
            row["evidence"] = sorted((texts[claim] for claim in claims if claim in texts), key=lambda one: (
                one["published"] or "", one["document"] or "", one["start"], one["end"], one["claim"]))
    return rows


def answers(graph: Asked, name: str, engine: str = "cypher", params: Mapping[str, Any] | None = None) -> list[Row]:
    """The rows of `ask`, each with its `claims`: the uris of those behind it."""
    question = get(name)
    given = _values(graph, question, engine, params or {})
    if engine == "cypher":
        found = graph.cypher(question.cypher, **{key: given.get(key) for key in question.params})
    elif engine == "sparql":
        found = graph.sparql(bound(question.sparql, given))
    else:
        raise WrongParameter(f"there is no engine {engine!r}: cypher or sparql")
    return _tidy(question, found)


def written(graph: Asked, name: str, engine: str = "cypher", params: Mapping[str, Any] | None = None) -> str:
    """One of the twins with the values of its parameters written in: a query that stands alone. Errors as `ask`.

    Of its head what it asks is kept.
    """
    question = get(name)
    given = _values(graph, question, engine, params or {})
    asks, *lines = (question.sparql if engine == "sparql" else question.cypher).splitlines()
    text = "\n".join([asks, *(line for line in lines if not HEAD.fullmatch(line)), ""])
    if engine == "sparql":
        return bound(text, given)
    return VALUE.sub(lambda match: _cypher_literal(given.get(match[1])), text)


def bound(sparql: str, values: Mapping[str, Any]) -> str:
    """The query with values (text, date or a list of texts) in place of its parameters: ready for any server."""
    def put(match: re.Match[str]) -> str:
        asked, name = match.groups()
        if asked:
            return "true" if values.get(asked) is not None else match[0]
        value = values.get(name)
        if value is None:
            return match[0]
        return ", ".join(map(_literal, value)) if isinstance(value, list) else _literal(value)

    return PARAMETER.sub(put, sparql)


def _literal(value: str | date) -> str:
    if isinstance(value, date):
        return f'"{value.isoformat()}"^^<http://www.w3.org/2001/XMLSchema#date>'
    for raw, escaped in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\r", "\\r")):
        value = value.replace(raw, escaped)
    return f'"{value}"'


def _cypher_literal(value: str | date | list[str] | None) -> str:
    if value is None:
        return "null"
    if isinstance(value, list):
        return f"[{', '.join(map(_cypher_literal, value))}]"
    text = str(value)
    for raw, escaped in (("\\", "\\\\"), ("'", "\\'"), ("\n", "\\n"), ("\r", "\\r")):
        text = text.replace(raw, escaped)
    return f"'{text}'"


def _values(graph: Asked, question: Question, engine: str, params: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters that were given, as the queries want them: names as lists of canonical ones, days as dates."""
    values: dict[str, Any] = {}
    for name, value in params.items():
        if name not in question.params:
            has = f"it has {', '.join(question.params)}" if question.params else "it has none"
            raise WrongParameter(f"{question.name} has no parameter {name!r}: {has}" + nearest(name, question.params))
        kind = question.params[name].kind
        if value is None or value == "":
            continue
        if kind in NAMED:
            asked = value if isinstance(value, (list, tuple)) else [value]
            values[name] = sorted({one for typed in asked for one in known_as(graph, engine, kind, str(typed))})
        elif kind == "date":
            values[name] = _day(question.name, name, value)
        elif isinstance(value, str):
            values[name] = value
        else:
            raise WrongParameter(f"{name} of {question.name} is a text, not {value!r}")
    return values


def _day(question: str, name: str, value: Any) -> date:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise WrongParameter(f"{name} of {question} is a day such as 2025-01-31, not {value!r}") from None


def _tidy(question: Question, found: list[Row]) -> list[Row]:
    """One row for each distinct answer, its claims joined, in the order of the columns' values, nothing first."""
    merged: dict[tuple[Any, ...], set[str]] = {}
    for row in found:
        values = tuple(_value(row.get(name), kind) for name, kind in question.columns.items())
        merged.setdefault(values, set()).update(_members(row.get("claims")))
    return [{**{name: list(value) if isinstance(value, tuple) else value
                for name, value in zip(question.columns, values, strict=True)}, "claims": sorted(claims)}
            for values, claims in sorted(merged.items(), key=lambda item: [_order(value) for value in item[0]])]


def _value(value: Any, kind: str) -> Any:
    if kind == "list":
        return tuple(_members(value))
    if kind == "names":
        return ", ".join(_members(value)) or None
    if kind == "integer":
        return int(value or 0)
    return None if value in (None, "") else str(value)


def _members(value: Any) -> list[str]:
    parts = value.split(SEPARATOR) if isinstance(value, str) else value or []
    return sorted({part for part in parts if part})


def _order(value: Any) -> tuple[Any, ...]:
    return (value is not None, value)
