import type { Monitor } from './index';
/** A transport of winston that counts what is logged: `new Counted({ monitor, service })`. */
export class Counted {
  constructor(options: { monitor: Monitor; service: string; onError?: (error: unknown) => void; level?: string; [option: string]: unknown });
  log(info: any, done: (error?: Error) => void): void;
}
