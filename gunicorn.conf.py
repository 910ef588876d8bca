"""Read by gunicorn by itself: an access log, where one is kept, names no token (see civic/logs.py)."""

from datetime import timedelta
from typing import Any

from gunicorn.glogging import Logger

from civic.logs import masked


class MaskingLogger(Logger):
    """gunicorn's own logger, with tokens masked in addresses and referrers."""

    def atoms(self, resp: Any, req: Any, environ: dict[str, Any], request_time: timedelta) -> dict[str, Any]:
        atoms: dict[str, Any] = super().atoms(resp, req, environ, request_time)
        return {name: masked(value) if isinstance(value, str) else value for name, value in atoms.items()}


logger_class = MaskingLogger
