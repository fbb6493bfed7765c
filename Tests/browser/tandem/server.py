"""The real server, as a person would start it, on a free port and with data of its own."""

import json
import os
import re
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


class Server:
    """A server that can be stopped, killed and started again on what it had stored."""

    def __init__(self, folder: Path):
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Starts it and waits until it says that it is healthy."""
        log = (self.folder / "server.log").open("ab")
        self._process = subprocess.Popen(
            [_binary()],
            cwd=ROOT,
            env={**os.environ, "TANDEM_PORT": str(self.port), "TANDEM_DATA": str(self.folder / "data")},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        deadline = time.monotonic() + 30
        while not self._is_healthy():
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"the server did not start:\n{self.log()}")
            time.sleep(0.05)

    def stop(self) -> None:
        """Ends it as Ctrl-C does."""
        self._end(signal.SIGINT)

    def kill(self) -> None:
        """Ends it as a power cut does."""
        self._end(signal.SIGKILL)

    def log(self) -> str:
        """What it wrote so far."""
        return (self.folder / "server.log").read_text(errors="replace")

    def code(self, number: str) -> str:
        """The newest verification code in the local outbox for a number."""
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            for message in sorted(self._outbox(), key=lambda message: message["at"], reverse=True):
                digits = re.search(r"\b\d{3}[ -]?\d{3}\b", message["text"])
                if message["number"] == number and digits:
                    return re.sub(r"\D", "", digits.group())
            time.sleep(0.1)
        raise AssertionError(f"no code for {number} in the outbox")

    def files(self) -> list[Path]:
        """Everything that it keeps on disk."""
        return [file for file in (self.folder / "data").rglob("*") if file.is_file()]

    def _outbox(self) -> list[dict[str, str]]:
        with urllib.request.urlopen(f"{self.url}/outbox.json", timeout=5) as answer:
            return json.load(answer)

    def _is_healthy(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=1) as answer:
                return answer.status == 200
        except (urllib.error.URLError, OSError):
            return False

    def _end(self, number: signal.Signals) -> None:
        if self._process is None:
            return
        self._process.send_signal(number)
        self._process.wait(timeout=30)
        self._process = None


def _binary() -> str:
    """The built server; TANDEM_SERVER names another."""
    named = os.environ.get("TANDEM_SERVER")
    if named:
        return named
    built = [ROOT / ".build" / kind / "tandem-server" for kind in ("debug", "release")]
    existing = [file for file in built if file.exists()]
    if not existing:
        raise RuntimeError("build the server first: swift build --product tandem-server")
    return str(max(existing, key=lambda file: file.stat().st_mtime))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
