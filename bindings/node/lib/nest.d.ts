import type { Monitor } from './index';
/**
 * An interceptor that counts every request that reaches a route, and its error:
 * `app.useGlobalInterceptors(new ErrpredictInterceptor(monitor, service))`. What no route has, or a guard refuses, it does not see.
 */
export class ErrpredictInterceptor {
  constructor(monitor: Monitor, service: string, how?: { onError?: (error: unknown) => void });
  intercept(context: any, next: any): any;
}
