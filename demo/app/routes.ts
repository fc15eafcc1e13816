/** Where somebody is in the app: `#/deals/<id>`. */
export interface Route {
  screen: string;
  rest: readonly string[];
  query: URLSearchParams;
}

export function currentRoute(hash = location.hash): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?');
  const [screen = '', ...rest] = path.split('/').map(decodeURIComponent);
  return { screen: screen || 'deals', rest, query: new URLSearchParams(query) };
}

export const go = (path: string): void => {
  location.hash = `#/${path}`;
};
