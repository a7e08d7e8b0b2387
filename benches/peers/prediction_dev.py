"""Development protocol of error prediction: decides inside the train and validation spans, never on test (`make dev-prediction`).

Rolling origins: for each origin the history up to that share of a group's train and validation span is all there is
(three quarters of it train, the last quarter validates); the queries from there to the next origin are scored. As in
the kit, half of the services fall silent at the origin (alternating after sorting by their failures until then), the
other half is scored. Drift, silent services and the refit are met as they are on test.
"""
import argparse, json, subprocess, sys, tempfile
from pathlib import Path
import numpy as np, pandas as pd
from prediction import HORIZON_H, alarms, cpu

ORIGINS = (.5, .625, .8, 1.0)
INNER = .75


def score(y, p):
    from sklearn.metrics import average_precision_score, roc_auc_score
    bins = np.minimum((p * 15).astype(int), 14)
    clipped = np.clip(p, 1e-7, 1 - 1e-7)
    return {'base_rate': y.mean(), 'pr_auc': average_precision_score(y, p), 'roc_auc': roc_auc_score(y, p),
            'brier': np.mean((p - y) ** 2), 'ece15': np.abs(np.bincount(bins, y, 15) - np.bincount(bins, p, 15)).sum() / len(y),
            'log_loss': -np.mean(np.where(y > 0, np.log(clipped), np.log(1 - clipped))), 'bias': p.mean() / y.mean()}


def shares(times, groups, first, last):
    return (times - groups.map(first)) / (groups.map(last) - groups.map(first))


def run(program, folder, name, k, scratch, extra):
    origin, until, horizon_s = ORIGINS[k], ORIGINS[k + 1], HORIZON_H[name] * 3600
    group = pd.read_csv(folder / 'services.csv.gz').set_index('service')['group'].astype(str)
    q = pd.read_csv(folder / 'queries.csv.gz').merge(pd.read_csv(folder / 'labels.csv.gz'), on='query_id')
    q = q[q.split != 'test'].reset_index(drop=True)
    groups = q.service.map(group)
    first, last = q.timestamp.groupby(groups).min(), q.timestamp.groupby(groups).max() + horizon_s
    start, end = shares(q.timestamp, groups, first, last), shares(q.timestamp + horizon_s, groups, first, last)
    failures = q[end <= origin].groupby('service').label.sum().reindex(sorted(group.index)).fillna(0)
    kept = set(failures.sort_values(kind='stable').index[k % 2::2])
    q['split'] = np.where(end <= INNER * origin, 'train', np.where((start >= INNER * origin) & (end <= origin), 'val', 'rest'))
    tested = q[(start >= origin) & (end <= until) & q.service.isin(kept)]
    events = pd.read_csv(folder / 'events.csv.gz')
    at = shares(events.timestamp, events.service.map(group), first, last)
    log = scratch / 'events.csv'
    events[(at <= origin) | ((at <= until) & events.service.isin(kept))].to_csv(log, index=False)
    queries, test, model, out = (scratch / part for part in ('queries.csv', 'test.csv', 'model', 'out.csv'))
    q[q.split != 'rest'][['query_id', 'service', 'timestamp', 'split']].to_csv(queries, index=False)
    tested[['query_id', 'service', 'timestamp']].to_csv(test, index=False)
    common = [log, '--services', folder / 'services.csv.gz']
    fit_s, said = cpu([program, 'train', *common, '--queries', queries, '--horizon', f'{HORIZON_H[name]}h', '-o', model, *extra])
    cpu([program, 'predict', *common, '--model', model, '--queries', test, '-o', out])
    predictions = pd.read_csv(out)
    tested = tested.merge(predictions, on='query_id')
    raised, wrong, weeks = alarms(tested, horizon_s)
    result = score(tested.label.to_numpy(float), tested.probability.to_numpy())
    return said, result | {'false_a_week': wrong / weeks, 'right_alarms': raised - wrong, 'fit_s': fit_s}


def page(rows, version, doc):
    lines = ['# Error prediction: the development protocol', '', f'`make dev-prediction`, {version}. Generated: do not edit.', '',
             *doc.strip().split('\n')[2:], '',
             'Bias is the mean probability over the share that came. Every default of training is chosen here; the page',
             '`prediction.md` is only read afterwards.', '',
             '| set | history | base rate | PR-AUC | ROC-AUC | Brier | ECE15 | log loss | bias | false alarms a service and week | right alarms | train s |',
             '|---|---|---|---|---|---|---|---|---|---|---|---|']
    for name, origin, r in rows:
        lines.append(f"| {name} | {origin:.1%} | {r['base_rate']:.4f} | {r['pr_auc']:.4f} | {r['roc_auc']:.4f} | {r['brier']:.4f} | "
                     f"{r['ece15']:.4f} | {r['log_loss']:.4f} | {r['bias']:.2f} | {r['false_a_week']:.2f} | {r['right_alarms']} | {r['fit_s']:.1f} |")
    return '\n'.join(lines) + '\n'


if __name__ == '__main__':
    ap = argparse.ArgumentParser()
    ap.add_argument('program')
    ap.add_argument('kit', type=Path)
    ap.add_argument('--sets', nargs='*', default=list(HORIZON_H), choices=list(HORIZON_H))
    ap.add_argument('--origins', nargs='*', type=int, default=list(range(len(ORIGINS) - 1)), help='places in the list of origins')
    ap.add_argument('--said', action='store_true', help='also what `errpredict train` says')
    ap.add_argument('--config', help='configuration file of `errpredict train`')
    ap.add_argument('--method', default='auto')
    ap.add_argument('-o', '--output', type=Path, help='page to write')
    a = ap.parse_args()
    rows = []
    extra = ['--method', a.method] + (['--config', a.config] if a.config else [])
    for name in a.sets:
        for k in a.origins:
            with tempfile.TemporaryDirectory() as scratch:
                said, result = run(a.program, a.kit / name, name, k, Path(scratch), extra)
            if a.said:
                sys.stdout.write(said)
            rows.append((name, ORIGINS[k], result))
            print(name, ORIGINS[k], json.dumps({key: round(float(value), 4) for key, value in result.items()}), flush=True)
    if a.output:
        a.output.write_text(page(rows, subprocess.run([a.program, '--version'], capture_output=True, text=True).stdout.strip(), __doc__))
