"""Runs the commands of docs/deployment.md for backups and upgrades on real servers: `backup.py PROGRAM`.

A server is filled and written to while it is dumped and copied; dump and copy are brought back on other servers, and every row that was
there when it began is compared, the audit log verified, and an analysis made anew.
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "bindings/python/tests_django"))
import cluster as clusters  # noqa: E402

PAGE = (ROOT / "docs/deployment.md").read_text()
#: Tables of what is kept; views are made anew.
TABLES = """select format('%I.%I', n.nspname, c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('ai_models', 'ai_platform') and c.relkind in ('r', 'p') order by 1"""


def block(name):
    found = re.search(rf"<!-- run: {name} -->\n```sh\n(.*?)```", PAGE, re.S)
    assert found, f"docs/deployment.md has no block `{name}`"
    return found[1]


def shell(cluster, name, work, program):
    """Runs a block as the user of PostgreSQL, with the programs and the database as an operator has them."""
    programs = work / "bin"
    if not programs.exists():
        programs.mkdir()
        # What root built may stand where that user sees nothing.
        shutil.copy(program, programs / "errpredict")
    environment = {
        "PATH": f"{programs}:{clusters.programs()}:/usr/bin:/bin", "LC_ALL": "C", "PGHOST": cluster.socket, "PGUSER": "postgres",
        "DATABASE_URL": cluster.url, "HOME": str(work),
    }  # fmt: skip
    done = subprocess.run(
        ["bash", "-eu", "-o", "pipefail", "-c", block(name)], cwd=work, env=environment, capture_output=True, text=True, **cluster.user
    )
    assert done.returncode == 0, f"{name}: {done.stdout}{done.stderr}"
    return done.stdout


def facts(cluster, until):
    """Of every table the rows that nobody touched since a time: how many, and a digest of all of them. Of a table that does not say when
    its rows were made, how many there are."""
    found = {}
    for table in cluster.psql("errpredict", TABLES).split():
        columns = cluster.psql("errpredict", f"select string_agg(quote_ident(attname), ',' order by attname) from pg_attribute where attrelid = '{table}'::regclass and attnum > 0 and not attisdropped").strip()
        times = [name for name in ("created_at", "updated_at") if name in columns.split(",")]
        where = " and ".join(f"{name} <= '{until}'" for name in times)
        what = "count(*) || ' ' || md5(coalesce(string_agg(md5(r::text), '' order by md5(r::text)), ''))" if times else "count(*)"
        found[table] = cluster.psql("errpredict", f"select {what} from (select {columns} from {table} {'where ' + where if where else ''}) r").strip()
    return found


class Writing:
    """Somebody writes while a copy is made."""

    def __init__(self, program, cluster):
        self.program, self.cluster, self.ended, self.batches = program, cluster, threading.Event(), 0
        self.thread = threading.Thread(target=self._write)
        self.thread.start()

    def _write(self):
        while not self.ended.is_set():
            now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
            log = self.cluster.folder / "more.ndjson"
            log.write_text("".join(f'{{"timestamp":"{now}","service":"more","severity":"error","error_type":"E{self.batches} {k}"}}\n' for k in range(50)))
            clusters.run(self.cluster, "store", "import", log)
            self.batches += 1

    def end(self):
        self.ended.set()
        self.thread.join()
        assert self.batches > 0


def events(path, count):
    """So many events of four services within a day, each with a message of its own."""
    now = int(time.time())
    with open(path, "w") as file:
        for n in range(count):
            at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(now - n * 86_400 // count))
            service = ("shop", "stock", "mail", "search")[n % 4]
            file.write(f'{{"timestamp":"{at}","service":"{service}","severity":"error","error_type":"PaymentTimeout","message":"order {n * 7919 % 1_000_003} was not paid within 30 s","request_id":"r{n}"}}\n')


def check(original, copy, until, what):
    before, after = facts(original, until), facts(copy, until)
    assert len(before) > 40 and sum(int(found.split()[0]) for found in before.values()) > 10_000, before
    # Whoever writes meanwhile adds to tables without times: there the copy may have fewer rows than there are now, and no more.
    is_same = lambda was, now: now is not None and (was == now if " " in was else 0 <= int(was) - int(now) < 1_000)
    different = {table: (before[table], after.get(table)) for table in before if not is_same(before[table], after.get(table))}
    assert not different, f"{what}: {different}"
    clusters.run(copy, "store", "analyze")
    views = copy.psql("errpredict", "select count(*) from pg_matviews where schemaname = 'ai_models' and ispopulated").strip()
    assert views == "4", f"{what}: {views} of 4 views have a content"
    return len(before)


def main():
    program = os.path.abspath(sys.argv[1])
    os.environ["ERRPREDICT_PROGRAM"] = program
    begun, open_clusters = time.monotonic(), []
    try:
        original = clusters.Cluster()
        open_clusters.append(original)
        work = original.folder / "work"
        work.mkdir()
        if original.user:
            os.chown(work, original.user["user"], original.user["group"])
        clusters.fill(original)
        count = 200_000
        size = lambda: int(original.psql("errpredict", "select pg_database_size('errpredict')"))
        original.psql("errpredict", "vacuum full")
        small = size()
        events(original.folder / "log.ndjson", count)
        clusters.run(original, "store", "import", original.folder / "log.ndjson")
        original.psql("errpredict", "vacuum full")
        each = (size() - small) / count
        print(f"{each * 1e6 / 1e6:.0f} MB for 1,000,000 events ({count:,} were stored)")
        clusters.run(original, "token", "create", "ada", "--role", "admin")
        said = shell(original, "upgrade", work, program)
        assert "nothing to do" in said and "not run" not in said, said
        until = original.psql("errpredict", "select clock_timestamp()").strip()

        writing = Writing(program, original)
        try:
            shell(original, "dump", work, program)
            shell(original, "base", work, program)
        finally:
            writing.end()

        # The dump, on another server, whose role and database are made by its commands.
        other = clusters.Cluster()
        open_clusters.append(other)
        other.psql("postgres", "drop database errpredict")
        other.psql("postgres", "drop role errpredict")
        for name in ("roles.sql", "errpredict.dump"):
            (other.folder / name).write_bytes((work / name).read_bytes())
        if other.user:
            os.chown(other.folder, other.user["user"], other.user["group"])
        said = shell(other, "restore", other.folder, program)
        assert "not run" not in said, said
        tables = check(original, other, until, "the dump")
        said = shell(other, "after", other.folder, program)
        assert "shop" in said, said

        # The copy of the server, started as a server.
        third = clusters.Cluster.__new__(clusters.Cluster)
        third.folder, third.user, third.socket = work, original.user, str(work)
        start = f"-c fsync=off -c listen_addresses= -c unix_socket_directories={work} -c port=5432"
        third._run("pg_ctl", "start", "-w", "-D", work / "copy", "-l", work / "copy.log", "-o", start)
        try:
            check(original, third, until, "the copy")
        finally:
            third._run("pg_ctl", "stop", "-m", "immediate", "-D", work / "copy")
        print(f"a dump and a copy that were made while {writing.batches} batches were written are whole: {tables} tables each; {time.monotonic() - begun:.0f} s")
    finally:
        for one in open_clusters:
            one.stop()


if __name__ == "__main__":
    main()
