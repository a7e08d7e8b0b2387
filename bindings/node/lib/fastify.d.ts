import type { Monitor } from './index';
/** A plugin that counts every request and error: `app.register(errpredict, { monitor, service })`. */
declare function errpredict(app: any, options: { monitor: Monitor; service: string; onError?: (error: unknown) => void }, done: (error?: Error) => void): void;
export = errpredict;
