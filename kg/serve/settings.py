"""What whoever starts the server may choose."""

from __future__ import annotations

from dataclasses import dataclass

LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True)
class Settings:
    """`seconds` and `rows` are the most that one query may take and return; the pages say so where they cut."""

    host: str = "127.0.0.1"
    port: int = 8400
    seconds: float = 10
    rows: int = 1000

    @property
    def loopback(self) -> bool:
        """Whether only this machine can reach the server."""
        return self.host in LOOPBACK


DEFAULT = Settings()
