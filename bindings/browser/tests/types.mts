// The types as a strict application sees them, by import.
import { createApp } from 'vue';
import { createElement } from 'react';
import type { FactoryProvider } from '@angular/core';
import type { UserConfig } from 'vite';
import { flush, init, report, setRoute, setUser, type Body, type Options } from 'errpredict-browser';
import { ErrorBoundary, useReport } from 'errpredict-browser/react';
import { errpredict as plugin, useErrpredict } from 'errpredict-browser/vue';
import { ErrpredictErrorHandler, provideErrpredict } from 'errpredict-browser/angular';
import { errpredict as vite } from 'errpredict-browser/vite';
import { ErrpredictError, load, type Core, type Handle, type Monitor } from 'errpredict-browser/wasm';

const options: Options = { dsn: 'https://key@errors.example/1', service: 'shop', beforeSend: (event: Body) => (event.level === 'debug' ? null : event) };
init(options);
report(new Error('x'), { level: 'warning', tags: { a: 1 } });
setRoute('/orders/:id');
setUser('7');
const sent: Promise<void> = flush();
const element = createElement(ErrorBoundary, { fallback: ({ error, reset }) => createElement('button', { onClick: reset }, String(error)) });
const tell: (error: unknown) => void = useReport();
createApp({}).use(plugin(options)).use(plugin());
useErrpredict().report('x');
const providers: FactoryProvider[] = provideErrpredict(options);
new ErrpredictErrorHandler().handleError(0);
const config: UserConfig = { plugins: [vite({ url: 'https://errors.example', key: process.env['KEY'], release: '1' })] };
const core: Core = await load(new URL('https://shop.example/errpredict.wasm'));
const monitor: Monitor = core.monitor({ rollup: {} });
monitor.observe({ timestamp: new Date().toISOString(), service: 'shop' });
const scores: Float64Array = core.scoreSeries([1, 2, 3], { detector: { method: 'stream' }, stepMs: 60_000 });
const rollup: Handle = core.open('rollup');
const code: string = new ErrpredictError('internal', 'x').code;
// @ts-expect-error there is no such kind
core.open('thing');
// @ts-expect-error a service must be named
init({ dsn: 'https://key@errors.example/1' });
// @ts-expect-error there is no such level
report('x', { level: 'loud' });
// @ts-expect-error an option that does not exist
vite({ colour: 'red' });
export { code, config, element, monitor, providers, rollup, scores, sent, tell };
