"""Makes the Parquet and Arrow samples beside it, and the same events as NDJSON, with pyarrow.

usage: columns.py [FOLDER]          needs: pip install pyarrow (26.0 made the files that are kept)
"""

import json
import pathlib
import sys

import pyarrow as pa
import pyarrow.feather
import pyarrow.parquet as pq

START_MS = 1_795_417_042_125
SERVICES = ["pay", "cart", "search", "mail"]
LEVELS = ["error", "warning", "info", "critical"]
ODD = ["no answer", "", None, 'a "quote", a comma', "<script>alert(1)</script>", "=cmd()", "Käse\nline 2"]


def event(n):
    """Every odd thing comes in a turn of its own, so that all of them meet."""
    service = SERVICES[n % 4]
    found = {
        "timestamp": START_MS + n * 7_919,
        "service": service,
        "level": LEVELS[n % 3] if n % 11 else LEVELS[3],
        "message": ODD[n % 7],
        "exception": {"type": f"Error{n % 5}", "stacktrace": None} if n % 3 else None,
        "http": {"status_code": 500 + n % 4} if n % 5 else None,
        "response_time_ms": n * 0.125 if n % 13 else None,
        "user_id": n % 17 if n % 6 else None,
        "shop": n,
    }
    if n == 100:
        found["service"] = None  # a bad line: no service
    if n == 101:
        found["http"] = {"status_code": 42}  # a value that is left out
    return found


def main(folder):
    events = [event(n) for n in range(200)]
    schema = pa.schema(
        [
            ("timestamp", pa.timestamp("ms", tz="UTC")),
            ("service", pa.dictionary(pa.int8(), pa.string())),
            ("level", pa.string()),
            ("message", pa.large_string()),
            ("exception", pa.struct([("type", pa.string()), ("stacktrace", pa.string())])),
            ("http", pa.struct([("status_code", pa.uint16())])),
            ("response_time_ms", pa.float64()),
            ("user_id", pa.int64()),
            ("shop", pa.int32()),
        ]
    )
    table = pa.Table.from_pylist(events, schema)
    pq.write_table(table, folder / "events.parquet", row_group_size=128, compression="zstd")
    pyarrow.feather.write_feather(table, folder / "events.arrow", compression="lz4", chunksize=128)
    lines = (json.dumps(one, ensure_ascii=False) + "\n" for one in events)
    (folder / "events.ndjson").write_text("".join(lines), encoding="utf-8")


main(pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).parent)
