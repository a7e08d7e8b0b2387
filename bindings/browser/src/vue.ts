// Vue 3: a plugin that tells of what components throw and which route is shown, and a composable to tell of the rest.

import type { App, Plugin } from 'vue';
import { init, report, setRoute, setUser, type More, type Options } from './index.js';

/** A router of `vue-router`: what is needed of it. */
export interface RouterLike {
  afterEach(guard: (to: { matched: { path: string }[]; path: string }) => void): unknown;
}

/** What {@link errpredict} is told; without `dsn` the application calls `init` itself. */
export type VueOptions = (Options | Partial<Record<keyof Options, undefined>>) & {
  /** Events then name the route by its pattern: `/orders/:id`. */
  router?: RouterLike;
};

/** `app.use(errpredict({ dsn, service, router }))`. An error handler that is there already is called as before. */
export function errpredict(options: VueOptions = {}): Plugin {
  return {
    install(app: App) {
      const { router, ...rest } = options;
      if (rest.dsn) init(rest as Options);
      router?.afterEach((to) => setRoute(to.matched[to.matched.length - 1]?.path ?? to.path));
      const before = app.config.errorHandler;
      app.config.errorHandler = (error, instance, info) => {
        // In production an address whose end is the code.
        report(error, { mechanism: 'vue', tags: { vue_hook: info.replace(/^.*#/, '') } });
        // With a handler Vue itself no longer says anything.
        if (before) before(error, instance, info);
        else console.error(error);
      };
    },
  };
}

/** What a component tells itself. */
export function useErrpredict(): { report: (error: unknown, more?: More) => void; setRoute: (name: string) => void; setUser: (id: string) => void } {
  return { report: (error, more) => report(error, { mechanism: 'vue', ...more }), setRoute, setUser };
}
