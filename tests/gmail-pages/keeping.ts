/**
 * Runs in the page's world and remembers which nodes are the page's own, where they stand and what they say, to find out whether
 * anything has moved, removed or renamed one. Nodes that come later and carry no mark of ours are the page's too only if it says so.
 */
export const keeping = `
window.keeping = (() => {
  let kept = [];
  const mine = new Set();
  const allowed = (name) => name.startsWith('data-inlay');
  const attributes = (node) => node.nodeType === 1
    ? [...node.attributes].filter(({ name }) => !allowed(name)).map(({ name, value }) => name + '=' + value).join(' ')
    : node.nodeValue;
  const editable = (node) => (node.nodeType === 1 ? node : node.parentElement)?.closest('[contenteditable=true], textarea');
  const walk = (node, found) => { for (const child of node.childNodes) { found.push(child); walk(child, found); } return found; };
  const say = (node) => node.nodeType === 1 ? node.outerHTML.slice(0, 120) : JSON.stringify(node.nodeValue.slice(0, 60));
  const record = (nodes) => nodes.filter((node) => !editable(node) || node === editable(node))
    .map((node) => ({ node, parent: node.parentNode, attributes: attributes(node) }));
  const api = {
    take() { mine.clear(); for (const node of walk(document, [])) mine.add(node); kept = record([...mine]); },
    // Around a change by the page itself: what was added in between is the page's own.
    pause() { api.before = new Set(walk(document, [])); },
    resume() {
      const now = walk(document, []);
      for (const node of now) if (!api.before.has(node)) mine.add(node);
      kept = record(now.filter((node) => mine.has(node)));
    },
    broken() {
      const faults = [];
      const places = new Map();
      for (const { node, parent, attributes: was } of kept) {
        if (node.parentNode !== parent) faults.push('moved or removed: ' + say(node));
        else if (attributes(node) !== was) faults.push('changed: ' + say(node) + ' from ' + was);
        if (!places.has(parent)) places.set(parent, []);
        places.get(parent).push(node);
      }
      for (const [parent, nodes] of places) {
        const now = [...parent.childNodes].filter((node) => nodes.includes(node));
        if (now.some((node, at) => node !== nodes[at])) faults.push('reordered in ' + say(parent));
      }
      return faults;
    },
  };
  return api;
})();
`;
