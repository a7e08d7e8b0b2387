// What a typed program writes; `tsc --strict` must take it, and must refuse what is marked.
import * as errpredict from 'errpredict';
import { requests, errors } from 'errpredict/express';
import plugin = require('errpredict/fastify');
import { ErrpredictInterceptor } from 'errpredict/nest';
import { counted } from 'errpredict/pino';
import { Counted } from 'errpredict/winston';

async function main(): Promise<number> {
  const monitor = new errpredict.Monitor();
  monitor.observe(new Date(), 'shop', 'high', 'TimeoutError', 'did not answer', { statusCode: 504 });
  // @ts-expect-error a severity is one of the scale
  monitor.observe(0, 'shop', 'loud');
  // @ts-expect-error numbers lie in a Float64Array
  errpredict.Detector.fit('zscore', [1, 2, 3]);
  const points: errpredict.Points = await errpredict.forecast(new Float64Array(48), { horizon: 3, signal: new AbortController().signal });
  const scores: Float64Array = errpredict.Detector.fit({ method: 'lof', k: 5 }, new Float64Array(100)).score(new Float64Array(10));
  const said: errpredict.messages.Severity = (await errpredict.call('severity', { level: 'WARN' })).severity;
  const found = await monitor.analyze(new Date(), { config: { horizons_minutes: [60] } });
  const first: number | undefined = found.services[0]?.anomalies.length;
  // @ts-expect-error a request has no such field
  await errpredict.call('severity', { lvel: 'WARN' });
  // @ts-expect-error nor is there such an operation
  await errpredict.call('severities', {});
  // @ts-expect-error nor such a setting
  await monitor.analyze(0, { config: { horizon_minutes: [60] } });
  errpredict.callSync('version').version.padEnd(3);
  const rollup = await errpredict.Rollup.readAsync('a.log', { options: { service: 'shop' }, signal: new AbortController().signal });
  rollup.observeAll([{ timestamp: '2026-11-20T00:00:00Z', service: 'shop', severity: 'high' }]);
  const model = new errpredict.Model((await rollup.train({ task: { horizon_ms: 3600000 } }, { every_ms: 3600000 })).model);
  (await rollup.backtest({}, { every_ms: 3600000 })).alerts.map((alert) => alert.service);
  void [said, first, model.describe().alert?.threshold, await errpredict.Predictor.fitAsync('logistic', new Float64Array(10), new Uint8Array(10))];
  try {
    await errpredict.call('severity', { level: 'loud' });
  } catch (error) {
    if (error instanceof errpredict.ErrpredictError && error.code === 'unknown_name') return 1;
  }
  const again: errpredict.Monitor = errpredict.Monitor.load(monitor.save());
  void [requests(again, 'shop'), errors(again, 'shop'), plugin, new ErrpredictInterceptor(again, 'shop'), counted(again, 'shop'), new Counted({ monitor: again, service: 'shop' })];
  return points.values.length + scores.length;
}

void main();
