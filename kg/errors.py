"""What can go wrong with a store, one class for each thing that a caller can do something about."""

from __future__ import annotations


class GraphError(Exception):
    """Any error of this package; its text is one line, fit to be shown."""


class StoreTooNew(GraphError):
    """The store was written by a newer version: use that version, or load the documents into another folder."""


class StoreBroken(GraphError):
    """The folder holds something that is not a store of ours, or one that cannot be read."""


class StoreBusy(GraphError):
    """Another process is writing to the store, and did not finish while we waited: try again."""


class ReaderMissing(GraphError):
    """The reader that was asked for is not installed: the message says how to get it."""


class NotInStore(GraphError):
    """The document or node that was named is not there."""


class MergeRefused(GraphError):
    """The two nodes cannot be one: they are of different kinds, or one is a source that nobody named."""


class QueryError(GraphError):
    """The query cannot be understood or has failed: correct it."""


class QueryRefused(QueryError):
    """The query would write, and queries only read."""

    def __init__(self, message: str = "this query would write, and queries only read: load or withdraw documents "
                                      "to change the graph") -> None:
        super().__init__(message)


class ExportError(GraphError):
    """The graph could not be taken there: the server or the file is not what was named, or the connection was lost."""


class UnknownQuestion(GraphError):
    """No question has that name: the message says which are near."""


class WrongParameter(GraphError):
    """The question has no such parameter, or the value is none of its kind."""
