"""HTTP by hand, so that requests can be wrong in ways that no client library allows."""

import re
import socket
from dataclasses import dataclass

ANSWER_SECONDS_MAX = 60.0
READ_BYTES = 65536
_STATUS = re.compile(rb"HTTP/1\.[01] (\d{3}) ")


@dataclass(frozen=True)
class Request:
    """One request as bytes; the length of the body is told truly unless a header says otherwise."""

    method: bytes
    target: bytes
    headers: tuple[tuple[bytes, bytes], ...] = ()
    body: bytes = b""

    def as_bytes(self) -> bytes:
        lines = [
            b"%s %s HTTP/1.1" % (self.method, self.target),
            b"Host: 127.0.0.1",
            *(b"%s: %s" % header for header in self.headers),
            b"Content-Length: %d" % len(self.body),
            b"Connection: close",
        ]
        return b"\r\n".join(lines) + b"\r\n\r\n" + self.body


def status_of(port: int, sent: bytes, *, is_all: bool = False) -> int:
    """The status that the server answers to these bytes; 0 if it hangs up without a word.

    `is_all` tells the server that no more bytes follow, whatever the request has promised.
    """
    with socket.create_connection(("127.0.0.1", port), timeout=ANSWER_SECONDS_MAX) as connection:
        try:
            connection.sendall(sent)
            if is_all:
                connection.shutdown(socket.SHUT_WR)
            answer = connection.recv(READ_BYTES)
        except (BrokenPipeError, ConnectionResetError):
            return 0
    found = _STATUS.match(answer)
    return int(found.group(1)) if found else 0
