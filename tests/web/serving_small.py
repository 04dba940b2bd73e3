"""What is at a folder, served by a process of its own, which can be ended at any moment.

python -m tests.web.serving_small FOLDER PORT [RECORDS [TELEMETRY]]
"""

from __future__ import annotations

import logging
import sys

from rounds.actions.office import Office
from rounds.actions.places import Places
from rounds.cli.serving import listening_at, served
from rounds.web.settings import Serving

if __name__ == "__main__":
    folder, port, records, telemetry = (*sys.argv[1:], "", "")[:4]
    told = {"ROUNDS_DATA": folder, "ROUNDS_RECORDS": records, "ROUNDS_TELEMETRY": telemetry}
    with listening_at("127.0.0.1", int(port)) as listening:
        here = Office.open(Places.told(told), {})
        try:
            served(
                here,
                Serving("127.0.0.1", int(port), f"http://127.0.0.1:{port}"),
                listening,
                level=logging.ERROR,
            )
        finally:
            here.close()
