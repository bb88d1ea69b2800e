"""What whoever starts the server may choose."""

from __future__ import annotations

from dataclasses import dataclass

LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True)
class Settings:
    """`seconds` is the most that one free query may take, `rows` the most of any answer; the pages say so."""

    host: str = "127.0.0.1"
    port: int = 8400
    seconds: float = 10
    rows: int = 1000

    @property
    def loopback(self) -> bool:
        """Whether only this machine can reach the server."""
        return self.host in LOOPBACK


DEFAULT = Settings()
