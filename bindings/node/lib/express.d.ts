import type { Fields, Monitor } from './index';
interface Request { baseUrl?: string; route?: { path: any } }
interface Response { statusCode: number; once(event: string, listener: () => void): unknown }
type Next = (error?: any) => void;
/** What is done with what could not be counted; without it the process is warned once. */
interface Told { onError?: (error: unknown) => void }
/** Counts every request: put it before the routes. */
export function requests(monitor: Monitor, service: string, how?: Told): (request: any, response: any, next: Next) => void;
/** Counts every error and hands it on: put it behind the routes. */
export function errors(monitor: Monitor, service: string, how?: Told): (error: any, request: any, response: any, next: Next) => void;
/** Counts what was thrown, once. */
export function observeError(monitor: Monitor, service: string, error: unknown, fields?: Fields): void;
