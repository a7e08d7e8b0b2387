"""Forecasts both public sets of the evaluation kit with one configuration, scores them with the kit's scorer and
writes the tables of docs/evaluation/forecast.md.

usage: forecast.py PROGRAM KIT_DIR OUTPUT.md
"""
import json, subprocess, sys, tempfile, resource
from pathlib import Path

SETS = [("m4_hourly", 48), ("ops_hourly", 24)]
NAMED = ["seasonal_naive", "ses", "theta", "ets", "mstl", "ar", "seasonal_median", "linear", "intermittent", "prophet", "lstm"]
# Each named method and the peer that it must come within 2 % of (more accurate is fine).
REFERENCES = [("seasonal_naive", "SeasonalNaive"), ("ses", "SES(0.3)"), ("ets", "AutoETS"), ("theta", "AutoTheta"),
              ("mstl", "MSTL(24,168)+AutoETS"), ("prophet", "Prophet")]
WITHIN = 1.02


def chosen(method, name):
    """What `--method` gets: the network learns across series where the kit allows it, else from each window alone (and
    then for a short time only: each window and its backtest need three trainings)."""
    alone = '{"method":"lstm","across":false,"steps":30,"batch":16,"rate":0.005}'
    return alone if method == "lstm" and name == "ops_hourly" else method


def forecast(program, data, horizon, method, out):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [program, "forecast", data / "history.csv.gz", "--horizon", str(horizon), "--method", method, "-o", out],
        check=True, env={"RAYON_NUM_THREADS": "1"})
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def score(kit, data, out, by_group):
    command = [sys.executable, kit / "score.py", data, out] + (["--by-group"] if by_group else [])
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def peers(kit, name):
    """The rows of the kit's own table of peers."""
    text = (kit / "README.md").read_text().split(f"### {name}\n")[1]
    lines = [line for line in text.split("\n###")[0].splitlines() if line.startswith("|")][2:]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [[cells[0], *cells[2:]] for cells in rows]


def beside_references(ours, peers):
    """The table of each named method over its reference; ratios above 1 are worse."""
    theirs = {cells[0]: dict(zip(["smape", "mase", "median_mase", "owa"], map(float, cells[1:5]))) for cells in peers}
    lines = ["", "Each named method over its reference on the same series (above 1 is worse; within 2 % is the demand):", "",
             row(["method", "reference", "sMAPE", "MASE", "OWA", "within 2 %"]), row(["---"] * 6)]
    for method, reference in REFERENCES:
        ratios = [ours[method][key] / theirs[reference][key] for key in ("smape", "mase", "owa")]
        verdict = "yes" if max(ratios) <= WITHIN else "**no**"
        lines.append(row([method, reference, *(f"{ratio:.3f}" for ratio in ratios), verdict]))
    return lines


def row(cells):
    return "| " + " | ".join(cells) + " |"


def numbers(r):
    return [f"{r['smape']:.3f}", f"{r['mase']:.3f}", f"{r['median_mase']:.3f}", f"{r['owa']:.3f}", f"{r['msis']:.2f}",
            f"{r['coverage95']:.3f}"]


def main():
    program, kit, target = Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3])
    version = subprocess.run([program, "version"], check=True, capture_output=True, text=True).stdout.strip()
    lines = ["# Forecasts on the evaluation sets", "",
             f"Written by `make eval-forecast` ({version}). One command, one configuration for both sets:", "",
             "    errpredict forecast history.csv.gz --horizon 48 (or 24) -o forecasts.csv", "",
             "Every series alone; only `lstm` on `m4_hourly` is trained across series. Settings were chosen by holding out the",
             "ends of the histories, never on the truth. Peers are the kit's own figures. `s/series` is processor time on",
             "one thread, fit (training included), backtest and interval. OWA on `ops_hourly` says little (hours with zero): judge by MASE.", ""]
    for name, horizon in SETS:
        data = kit / name
        lines += [f"## {name}", "", row(["method", "sMAPE", "MASE", "med. MASE", "OWA", "MSIS", "cov95", "s/series"]),
                  row(["---"] * 8)]
        groups, ours = [], {}
        with tempfile.TemporaryDirectory() as folder:
            out = Path(folder) / "forecasts.csv"
            for method in ["auto", *NAMED]:
                try:
                    seconds = forecast(program, data, horizon, chosen(method, name), out)
                except subprocess.CalledProcessError:
                    print(f"{method} failed on {name}", file=sys.stderr)
                    raise
                result = score(kit, data, out, name == "ops_hourly")
                ours[method] = result
                label = f"**errpredict {method}**" if method == "auto" else f"errpredict {method}"
                lines.append(row([label, *numbers(result), f"{seconds / result['series']:.4f}"]))
                print(lines[-1], flush=True)
                if method == "auto":
                    groups = [row([g, *numbers(r)]) for g, r in result.get("groups", {}).items()]
        lines += [row(cells) for cells in peers(kit, name)]
        if name == "m4_hourly":
            lines += beside_references(ours, peers(kit, name))
        if groups:
            lines += ["", "`auto` by group:", "", row(["group", "sMAPE", "MASE", "med. MASE", "OWA", "MSIS", "cov95"]),
                      row(["---"] * 7), *groups]
        lines.append("")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("\n".join(lines).rstrip() + "\n")


main()
