// Angular: an `ErrorHandler` that tells of what components throw. Plain objects and no decorators, so that no compiler of Angular's
// is needed to build the package.

import { ErrorHandler, type FactoryProvider } from '@angular/core';
import { init, report, type Options } from './index.js';

/** Tells of an error and writes it to the console, as Angular's own handler does. */
export class ErrpredictErrorHandler implements ErrorHandler {
  handleError(error: unknown): void {
    // Zones and promises wrap what was thrown.
    report((error as { rejection?: unknown } | undefined)?.rejection ?? error, { mechanism: 'angular' });
    console.error(error);
  }
}

/** For `providers` of `bootstrapApplication` or of the root module; without options the application calls `init` itself. */
export function provideErrpredict(options?: Options): FactoryProvider[] {
  // At once: what goes wrong before the application stands is told as well.
  if (options) init(options);
  return [{ provide: ErrorHandler, useFactory: () => new ErrpredictErrorHandler() }];
}
