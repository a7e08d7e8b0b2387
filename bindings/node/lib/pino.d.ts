import type { Writable } from 'node:stream';
import type { Monitor } from './index';
/** Lines of pino, counted in a monitor: `pino(counted(monitor, 'shop'))`, or one stream of `pino.multistream`. */
export function counted(monitor: Monitor, service: string, how?: { onError?: (error: unknown) => void }): Writable;
