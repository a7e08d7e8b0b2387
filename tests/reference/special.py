"""Expected numbers of crates/errpredict/src/stats/special.rs: python special.py > special.in (scipy 1.17)."""
from scipy import stats

def line(name, call, value):
    print(f'check("{name}", {call}, {float(value)!r});')

for count, mean, size in [(1, .01, .5), (10, 1., 3.), (250, 200., 168.), (40, 20., 1e6), (5, 2.5, 40.), (400, 20., 72.5)]:
    p = size / (size + mean)
    line(f"nb upper {count} {mean} {size}", f"count_upper_tail({count}.0, {mean}, {size:.1f})", stats.nbinom.sf(count - 1, size, p))
    line(f"nb lower {count} {mean} {size}", f"count_lower_tail({count}.0, {mean}, {size:.1f})", stats.nbinom.cdf(count, size, p))
for count, mean in [(3, .1), (40, 20.), (120, 200.), (600, 200.)]:
    line(f"poisson upper {count} {mean}", f"count_upper_tail({count}.0, {mean}, f64::INFINITY)", stats.poisson.sf(count - 1, mean))
    line(f"poisson lower {count} {mean}", f"count_lower_tail({count}.0, {mean}, f64::INFINITY)", stats.poisson.cdf(count, mean))
for a, x in [(.5, .1), (3., 20.), (40., 10.), (100., 130.)]:
    line(f"gamma {a} {x}", f"gamma_upper({a}, {x})", stats.gamma.sf(x, a))
for z in [-3., 0.1, 2.5, 12.]:
    line(f"normal {z}", f"normal_upper_tail({z})", stats.norm.sf(z))
for p in [.3, .01, 1e-6, 1e-30]:
    line(f"quantile {p}", f"normal_upper_quantile({p})", stats.norm.isf(p))
