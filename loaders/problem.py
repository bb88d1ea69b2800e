"""What could not be read, and why."""

from __future__ import annotations


class Problem(Exception):
    """One input that is left out: `path` as the user gave it (with ":LINE" for a line of a file), `message` why."""

    def __init__(self, path: str, message: str) -> None:
        super().__init__(path, message)
        self.path = path
        self.message = message

    def __str__(self) -> str:
        return f"{self.path}: {self.message}"


class ReaderMissing(RuntimeError):
    """There is no such reader, or it is an extra that is not installed."""
