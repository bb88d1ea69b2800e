"""A real Neo4j Community server for tests and benchmarks, assembled from Maven Central.

    python -m tests.neo4j_server start   # assembles it once into .neo4j/, starts it, prints the environment to set
    python -m tests.neo4j_server stop
    python -m tests.neo4j_server path    # the folder with its jars

Needs Java 17 or 21 and Maven, nothing else. Neo4j Community is GPL: fetched for testing, never shipped.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from neo4j import GraphDatabase

VERSION = "5.26.30"
CACHE = Path(__file__).parent.parent / ".neo4j"
PASSWORD = "communique"
START_SECONDS = 120
OPENS = [f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in ("java.nio", "java.io", "sun.nio.ch")]

POM = f"""<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>communique</groupId><artifactId>neo4j-for-tests</artifactId><version>1</version><packaging>pom</packaging>
  <dependencies><dependency>
    <groupId>org.neo4j.assembly</groupId><artifactId>neo4j-community-standalone</artifactId>
    <version>{VERSION}</version><type>pom</type>
  </dependency></dependencies>
</project>
"""

# Preallocated transaction logs would take 500 MB of disk for a graph of a few thousand nodes.
CONF = """server.bolt.listen_address=127.0.0.1:{port}
server.http.enabled=false
server.https.enabled=false
dbms.usage_report.enabled=false
server.memory.pagecache.size=128m
db.tx_log.preallocate=false
server.directories.logs={home}/logs
"""


class Unavailable(Exception):
    """This machine cannot run the server; the message says what is missing."""


@dataclass(frozen=True)
class Server:
    """A Bolt server that answers: where, as whom, and the name of its database."""

    uri: str
    user: str
    password: str
    database: str

    def query(self, text: str, **parameters: Any) -> list[list[Any]]:
        """The records of a query or a write, each as a list of its values."""
        return [list(row.values()) for row in self.rows(text, parameters)]

    def rows(self, text: str, parameters: dict[str, Any]) -> list[dict[str, Any]]:
        """The records by column."""
        logging.getLogger("neo4j.notifications").disabled = True    # it warns of every label that is not there yet
        with (GraphDatabase.driver(self.uri, auth=(self.user, self.password)) as driver,
              driver.session(database=self.database) as session):
            return session.execute_write(lambda tx: [dict(record) for record in tx.run(text, parameters)])


def given() -> Server | None:
    """The server that the environment names. Tests empty its database: Unavailable when there is data in it."""
    uri = os.environ.get("NEO4J_URI")
    if not uri:
        return None
    server = Server(uri, os.environ.get("NEO4J_USER", "neo4j"), os.environ.get("NEO4J_PASSWORD", ""),
                    os.environ.get("NEO4J_DATABASE", "neo4j"))
    if server.query("MATCH (n) RETURN count(n)") != [[0]]:
        raise Unavailable(f"at {uri} holds data: tests empty the database, so give them one of their own")
    return server


def missing() -> str | None:
    """What this machine lacks to assemble and run Neo4j, in words; None when nothing."""
    lacks = [tool for tool in ("java", "mvn") if not shutil.which(tool)]
    if lacks == ["mvn"] and complete():
        return None
    return f"needs {' and '.join(lacks)} on the PATH, or NEO4J_URI" if lacks else None


def complete() -> bool:
    """Whether the jars of this very version are in the cache folder."""
    return (CACHE / f"lib-{VERSION}" / ".complete").exists()


def assemble() -> Path:
    """The folder with the jars, fetched (125 MB) unless it is there. Raises Unavailable when Maven cannot."""
    lib = CACHE / f"lib-{VERSION}"
    if complete():
        return lib
    if not shutil.which("mvn"):
        raise Unavailable("needs mvn on the PATH, or NEO4J_URI")
    CACHE.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=CACHE, prefix="fetch-") as folder:
        pom, jars = Path(folder, "pom.xml"), Path(folder, "lib")
        pom.write_text(POM)
        done = subprocess.run(
            ["mvn", "-q", "-B", "-f", str(pom), "dependency:copy-dependencies", "-DincludeScope=runtime",
             f"-DoutputDirectory={jars}"], capture_output=True, text=True, stdin=subprocess.DEVNULL)
        if done.returncode:
            raise Unavailable(f"Maven could not fetch Neo4j {VERSION}: {(done.stdout + done.stderr).strip()[-500:]}")
        (jars / ".complete").touch()
        if not complete():   # another process may have been quicker
            shutil.rmtree(lib, ignore_errors=True)
            jars.rename(lib)
    return lib


def free_port() -> int:
    """A TCP port of the loopback interface that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def launch(home: Path, port: int) -> subprocess.Popen[bytes]:
    """Start a server that keeps its data in `home`; returns once it answers. Raises Unavailable with its last words."""
    if not shutil.which("java"):
        raise Unavailable("needs java on the PATH, or NEO4J_URI")
    classes = f"{assemble()}{os.sep}*"
    conf = home / "conf"
    fresh = not conf.exists()
    for folder in (conf, home / "logs"):
        folder.mkdir(parents=True, exist_ok=True)
    (conf / "neo4j.conf").write_text(CONF.format(port=port, home=home))
    environment = {**os.environ, "NEO4J_HOME": str(home), "NEO4J_CONF": str(conf)}
    small = ["java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"]
    if fresh:
        subprocess.run([*small, "-cp", classes, "org.neo4j.cli.AdminTool", "dbms", "set-initial-password", PASSWORD],
                       env=environment, check=True, capture_output=True, stdin=subprocess.DEVNULL)
    console = home / "logs" / "console.log"
    with console.open("wb") as out:
        process = subprocess.Popen(
            [*small, "-Xmx1g", *OPENS, "-cp", classes, "org.neo4j.server.CommunityEntryPoint", f"--home-dir={home}",
             f"--config-dir={conf}", "--console-mode"],
            env=environment, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT, start_new_session=True)
    deadline = time.monotonic() + START_SECONDS
    while b"Started." not in console.read_bytes():
        if process.poll() is not None or time.monotonic() > deadline:
            process.kill()
            raise Unavailable(f"Neo4j did not start: {console.read_text(errors='replace')[-500:]}")
        time.sleep(0.1)
    return process


@contextmanager
def neo4j() -> Iterator[Server]:
    """An empty Neo4j for the time of the block: data in a temporary folder, a free port, so any number may run."""
    with tempfile.TemporaryDirectory(prefix="neo4j-") as home:
        port = free_port()
        process = launch(Path(home), port)
        try:
            yield Server(f"bolt://127.0.0.1:{port}", "neo4j", PASSWORD, "neo4j")
        finally:
            process.kill()   # the data is thrown away: no reason to wait for a checkpoint
            process.wait()


@contextmanager
def arcadedb() -> Iterator[Server]:
    """The embedded engine's own Bolt listener, in this process, over an empty database in a temporary folder."""
    os.environ.setdefault("ARCADEDB_LOG_CONSOLE", "0")
    from arcadedb.server import ArcadeDBServer

    with tempfile.TemporaryDirectory(prefix="arcadedb-") as folder:
        port = free_port()
        server = ArcadeDBServer(folder, "communique-root", {
            "http_port": free_port(), "server_plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
            "bolt_port": port, "bolt_host": "127.0.0.1"})
        server.start()
        try:
            server.create_database("communique")
            yield Server(f"bolt://127.0.0.1:{port}", "root", "communique-root", "communique")
        finally:
            server.stop()


STATE = CACHE / "running.json"


def start() -> Server:
    """Start the one server that outlives this process, or find it already running; its data stays in `.neo4j/home`."""
    if STATE.exists() and _alive(json.loads(STATE.read_text())["pid"]):
        return Server(**json.loads(STATE.read_text())["server"])
    assemble()
    port = free_port()
    process = launch(CACHE / "home", port)
    server = Server(f"bolt://127.0.0.1:{port}", "neo4j", PASSWORD, "neo4j")
    STATE.write_text(json.dumps({"pid": process.pid, "server": asdict(server)}))
    return server


def stop() -> bool:
    """Stop it; True when it was running."""
    if not STATE.exists():
        return False
    pid = json.loads(STATE.read_text())["pid"]
    running = _alive(pid)
    if running:
        os.kill(pid, signal.SIGTERM)
        deadline = time.monotonic() + 30
        while _alive(pid) and time.monotonic() < deadline:
            time.sleep(0.1)
    STATE.unlink()
    return running


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    return "CommunityEntryPoint" in Path(f"/proc/{pid}/cmdline").read_text() if Path("/proc").exists() else True


def main(arguments: list[str]) -> int:
    match arguments:
        case ["start"]:
            server = start()
            print(f"export NEO4J_URI={server.uri} NEO4J_USER={server.user} NEO4J_PASSWORD={server.password}")
        case ["stop"]:
            print("stopped" if stop() else "was not running", file=sys.stderr)
        case ["path"]:
            print(assemble())
        case _:
            print("usage: python -m tests.neo4j_server start|stop|path", file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Unavailable as error:
        sys.exit(str(error))
