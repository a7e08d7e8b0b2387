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
