import createRouter from 'find-my-way';
import type { Route } from './route.ts';

export interface Found {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

/** Finds the route of a request. @returns a function that answers undefined if there is none */
export function createRoutes(routes: readonly Route[]): (method: string, path: string) => Found | undefined {
  const router = createRouter();
  for (const route of routes) {
    router.on(route.method, route.path.replace(/\{(\w+)\}/g, ':$1'), () => undefined, route);
  }
  return (method, path) => {
    const found = router.find(method as Route['method'], path);
    if (found === null) return undefined;
    const params = Object.entries(found.params).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    );
    return { route: found.store as Route, params: Object.fromEntries(params) };
  };
}
