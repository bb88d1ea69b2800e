"""What whoever starts the server may choose."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address


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
        return loopback(self.host)


def loopback(host: str) -> bool:
    """Whether a name or an address means this machine, and only to itself."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


DEFAULT = Settings()
