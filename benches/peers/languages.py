"""What Java and PHP cost over the C library: languages.py BUILT FOLDER PAGE. `make bench-languages` calls it.

BUILT has the release library and the program `bindings`; FOLDER what the tests of the languages built (their jars and package).
"""

import json
import os
import pathlib
import platform
import statistics
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
ROUNDS = 3


def run(*command, **environment):
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True, env={**os.environ, **environment})
    if done.returncode:
        sys.exit(f"{command}: {done.stdout}{done.stderr}")
    return done.stdout


def least(tries):
    """The least of each figure over several runs: others use the machine at the same time."""
    return {name: min(one[name] for one in tries) for name in tries[0]}


def main():
    built, folder, page = map(pathlib.Path, sys.argv[1:4])
    library = built / "liberrpredict_c.so"
    with tempfile.TemporaryDirectory() as work:
        run(ROOT / "bindings/c/install.sh", built, work)
        run("cc", "-O2", "-I", f"{work}/include", ROOT / "benches/peers/languages.c", "-o", f"{work}/c", "-L", f"{work}/lib", "-lerrpredict")
        class_path = (folder / "java/class-path").read_text().strip()
        java = pathlib.Path(os.environ["JAVA_HOME"]) / "bin/java"
        tried = {"rust": [], "c": [], "java": [], "php": []}
        for _ in range(ROUNDS):
            tried["rust"].append(json.loads(run(built / "bindings")))
            tried["c"].append(json.loads(run(f"{work}/c", LD_LIBRARY_PATH=f"{work}/lib")))
            tried["java"].append(json.loads(run(
                java, "--enable-native-access=ALL-UNNAMED", f"-Derrpredict.library={library}", "-cp", class_path, "io.errpredict.spring.Costs"
            )))
            tried["php"].append(json.loads(run(
                "php", ROOT / "bindings/php/tests/costs.php",
                ERRPREDICT_LIBRARY=str(library), ERRPREDICT_AUTOLOAD=str(folder / "php/package/vendor/autoload.php"),
            )))
    rust, c, java_costs, php = (least(tried[name]) for name in ("rust", "c", "java", "php"))
    # Of one run: what the machine did meanwhile is in both.
    added = {name: statistics.median(one["with_us"] - one["without_us"] for one in tried[name]) for name in ("java", "php")}
    version = subprocess.run([str(java), "-version"], capture_output=True, text=True).stderr.splitlines()[1]
    observed = java_costs["observe_ns"] - c["observe_ns"]
    called = php["call_ns"] - c["call_ns"]
    told = php["json_ns"] - c["json_ns"]
    lines = [
        "# What Java and PHP cost",
        "",
        f"Printed by `make bench-languages` on {platform.machine()}, {os.cpu_count()} cores; {version}; "
        f"PHP {run('php', '-r', 'echo PHP_VERSION;')}; the least of {ROUNDS} runs, in time of the processor, all in one go.",
        "",
        "| | Measured | Stated |",
        "|---|---|---|",
        f"| an empty call from Java (FFM) | {java_costs['empty_ns']:.0f} ns | 200 ns |",
        f"| `Monitor.observe` from Java, five fields, over the same from C ({c['observe_ns']:.0f} ns) | {observed:+.0f} ns ({java_costs['observe_ns']:.0f} ns) | 200 ns |",
        f"| an operation from Java with its JSON as text, over C ({c['call_ns']:.0f} ns) | {java_costs['call_ns'] - c['call_ns']:+.0f} ns | |",
        f"| 1 M f64 by z-score from Java, over Rust ({rust['zscore_ms']:.2f} ms): rows are copied | {java_costs['zscore_ms'] / rust['zscore_ms']:.2f} times ({java_costs['zscore_ms']:.2f} ms) | 1.3 times |",
        f"| 1 M f64 as a series by `stream` from Java, over C ({c['series_ms']:.0f} ms): copied, as the call is long | {java_costs['series_ms'] / c['series_ms']:.2f} times ({java_costs['series_ms']:.0f} ms) | 1.3 times |",
        f"| the Spring filter on one request, median | {java_costs['filter_us']:.1f} µs | 20 µs |",
        f"| the starter on a request to a Spring Boot application on Tomcat over a kept connection, p50: {java_costs['with_us']:.0f} µs with it, without {java_costs['without_us']:.0f} µs | {added['java']:+.1f} µs | 20 µs |",
        f"| an empty call from PHP | {php['raw_ns']:.0f} ns | |",
        f"| an operation from PHP, over C ({c['call_ns']:.0f} ns) | {called:+.0f} ns | 2,500 ns |",
        f"| `observe` from PHP with its JSON as text, over C ({c['json_ns']:.0f} ns) | {told:+.0f} ns | 2,500 ns |",
        f"| the Laravel middleware on one request, median, the event written to its file | {php['middleware_us']:.0f} µs | 200 µs |",
        f"| the package on a request to a Laravel application in PHP's own server with opcache, p50: {php['with_us'] / 1e3:.2f} ms with it, without {php['without_us'] / 1e3:.2f} ms | {added['php']:+.0f} µs | 200 µs |",
        "",
        "The filter and the middleware alone are called as their frameworks call them, with requests of the frameworks' own. The requests over HTTP "
        "go to two copies of an application in turns, one with and one without, so that whatever else the machine does meets both; their medians "
        f"are those of wall time, client and server on one machine, the least of {ROUNDS} runs; what is added is the median of what it is in each run, and "
        "a few µs of it are noise.",
        "",
    ]
    page.write_text("\n".join(lines))
    print("\n".join(lines))


if __name__ == "__main__":
    main()
