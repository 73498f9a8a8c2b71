"""A request as Django reads it, out of what an ASGI server says of it."""

import io
import sys
from collections.abc import MutableMapping
from typing import Any
from urllib.parse import unquote_to_bytes


def environ_of(scope: MutableMapping[str, Any], body: bytes) -> dict[str, Any]:
    """Give the WSGI environment of a request with its body."""
    server = scope.get("server") or ("localhost", 80)
    client = scope.get("client") or ("", 0)
    environ = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(scope["raw_path"].split(b"?")[0]).decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": server[0],
        "SERVER_PORT": str(server[1] or 80),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": client[0],
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    for raw, value in scope["headers"]:
        name = raw.decode("latin-1").upper().replace("-", "_")
        if name == "CONTENT_TYPE":
            environ[name] = value.decode("latin-1")
        elif name != "CONTENT_LENGTH":
            joined = "; " if name == "COOKIE" else ","
            before = environ.get(f"HTTP_{name}")
            environ[f"HTTP_{name}"] = (
                f"{before}{joined}{value.decode('latin-1')}" if before else value.decode("latin-1")
            )
    return environ
