"""Reads what pyarrow writes: Parquet and Arrow files in the product of its options, each with the same analysis as the
same events written as NDJSON.

usage: columns.py PROGRAM

Fails if any differs, naming the options of each that did; prints how many files were read. What is packed with Brotli is
refused by name.
"""
import datetime
import itertools
import json
import os
import random
import subprocess
import sys
import tempfile

import pyarrow as pa
from pyarrow import feather, ipc, parquet

ROWS = 20_000
START = datetime.datetime(2026, 11, 1, tzinfo=datetime.timezone.utc)


def events(rng):
    """Rows of every shape that a log has: constant, repeated, unlike, missing, nested, lists and nothing at all."""
    return {
        "timestamp": [START + datetime.timedelta(seconds=i) for i in range(ROWS)],
        "service": [rng.choice(["shop", "pay", "mail"]) for _ in range(ROWS)],
        "severity": ["error"] * ROWS,
        "error_type": [rng.choice(["Timeout", "KeyError"]) for _ in range(ROWS)],
        # A page of one text, which packs to nearly nothing, and pages of texts that are all unlike.
        "message": ["constant message"] * (ROWS // 2)
        + [f"order {i} failed {'x' * (i % 50)}" for i in range(ROWS // 2, ROWS)],
        "response_time_ms": [None if i % 3 else i % 100 / 1.0 for i in range(ROWS)],
        "user": [{"id": str(i % 77)} for i in range(ROWS)],
        "nothing": [None] * ROWS,
        "flags": [[True, False] * (i % 3) for i in range(ROWS)],
    }


def as_table(columns):
    types = {"timestamp": pa.timestamp("ms", "UTC"), "nothing": pa.string()}
    return pa.table({name: pa.array(values, types.get(name)) for name, values in columns.items()})


def as_ndjson(columns, path):
    with open(path, "w", encoding="utf-8") as out:
        for row in zip(*columns.values()):
            out.write(json.dumps(dict(zip(columns, row)), default=lambda time: time.isoformat()) + "\n")


def parquet_files(table, path):
    """Writes the table in one way after the other; yields what each way was."""
    ways = {
        "compression": ["none", "snappy", "gzip", "zstd", "lz4"],
        "version": ["1.0", "2.6"],
        "data_page_version": ["1.0", "2.0"],
        "use_dictionary": [True, False],
        "write_statistics": [True, False],
        "row_group_size": [ROWS, 1000],
        "data_page_size": [None, 2000],
        "write_page_index": [True, False],
    }
    for chosen in itertools.product(*ways.values()):
        options = dict(zip(ways, chosen))
        parquet.write_table(table, path, **options)
        yield options


def arrow_files(table, path):
    for compression, rows in itertools.product(["uncompressed", "lz4", "zstd"], [ROWS, 1000]):
        options = ipc.IpcWriteOptions(compression=None if compression == "uncompressed" else compression)
        feather.write_feather(table, path, compression=compression, chunksize=rows)
        yield {"kind": "file", "compression": compression, "rows": rows}
        with ipc.new_stream(path, table.schema, options=options) as out:
            for batch in table.to_batches(max_chunksize=rows):
                out.write_batch(batch)
        yield {"kind": "stream", "compression": compression, "rows": rows}


def analysis(program, path):
    """What `analyze` says of the file, or why it says nothing."""
    command = [program, "analyze", path, "--depth", "quick", "--json", "-"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        return done.stderr.strip()
    return json.loads(done.stdout)


def main(program):
    columns = events(random.Random(1))
    table = as_table(columns)
    n_files, differing = 0, []
    with tempfile.TemporaryDirectory() as folder:
        log = os.path.join(folder, "log.ndjson")
        as_ndjson(columns, log)
        expected = analysis(program, log)
        if not isinstance(expected, dict) or expected["events"] != ROWS:
            sys.exit(f"the NDJSON itself: {str(expected)[:300]}")
        for suffix, files in [("parquet", parquet_files), ("arrow", arrow_files)]:
            path = os.path.join(folder, f"log.{suffix}")
            for options in files(table, path):
                n_files += 1
                found = analysis(program, path)
                if found != expected:
                    differing.append(f"{options}: {str(found)[:200]}")
        path = os.path.join(folder, "brotli.parquet")
        parquet.write_table(table, path, compression="brotli")
        refused = str(analysis(program, path))
        if "BROTLI" not in refused or "snappy, gzip, zstd or lz4" not in refused:
            differing.append(f"brotli is not refused by name: {refused[:200]}")
    print(*differing, sep="\n", end="\n" if differing else "")
    print(f"{n_files} files of pyarrow {pa.__version__}, {len(differing)} read otherwise than the same NDJSON")
    sys.exit(1 if differing else 0)


if __name__ == "__main__":
    main(sys.argv[1])
