import type { Monitor } from './index';
/** An interceptor that counts every request and error: `app.useGlobalInterceptors(new ErrpredictInterceptor(monitor, service))`. */
export class ErrpredictInterceptor {
  constructor(monitor: Monitor, service: string, how?: { onError?: (error: unknown) => void });
  intercept(context: any, next: any): any;
}
