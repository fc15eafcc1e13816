// The page around the elements: `?theme=dark`, `?lang=fr`, `?dir=rtl`. The code beside each example is the example itself.
const wanted = new URLSearchParams(location.search);
const root = document.documentElement;
root.lang = wanted.get('lang') ?? 'en';
root.dir = wanted.get('dir') ?? 'ltr';
root.dataset.crmTheme = wanted.get('theme') ?? 'system';

function codeOf(place) {
  const lines = place.innerHTML.replace(/^\n|\s+$/g, '').split('\n');
  const indent = Math.min(...lines.map((line) => line.search(/\S|$/)));
  const code = document.createElement('code');
  code.textContent = lines.map((line) => line.slice(indent)).join('\n');
  const block = document.createElement('pre');
  block.tabIndex = 0;
  block.append(code);
  return block;
}

for (const place of document.querySelectorAll('.live')) place.after(codeOf(place));

const contents = document.querySelector('#contents');
for (const heading of document.querySelectorAll('h2')) {
  const tag = heading.textContent;
  heading.parentElement.id = tag;
  const link = document.createElement('a');
  link.href = `#${tag}`;
  link.textContent = tag;
  contents.append(link);
}

const settings = document.querySelector('#settings');
for (const [name, values] of [
  ['theme', ['light', 'dark']],
  ['lang', ['en', 'fr']],
  ['dir', ['ltr', 'rtl']],
])
  for (const value of values) {
    const link = document.createElement('a');
    const query = new URLSearchParams(wanted);
    query.set(name, value);
    link.href = `?${query}`;
    link.textContent = value;
    const now = { theme: root.dataset.crmTheme, lang: root.lang, dir: root.dir }[name];
    if (now === value) link.setAttribute('aria-current', 'true');
    settings.append(link);
  }

for (const button of document.querySelectorAll('[data-add]'))
  button.addEventListener('click', () => document.querySelector('crm-quick-add').show(button.dataset.add));

for (const button of document.querySelectorAll('[data-search]'))
  button.addEventListener('click', () => document.querySelector('crm-command-palette').show());

/** A record of the workspace for the elements that show one, as soon as there is any. */
function show(store) {
  const deal = [...store.all('deal')].find(({ hot, contact_id }) => hot && store.get('contact', contact_id));
  const lead = [...store.all('lead')].find(({ converted_at }) => converted_at === null);
  if (!deal || !lead) return false;
  for (const [tags, name, id] of [
    ['crm-deal-card, crm-deal-panel', 'deal-id', deal.id],
    ['crm-record', 'record-id', deal.id],
    ['crm-lead-panel', 'lead-id', lead.id],
    ['crm-contact-panel', 'contact-id', deal.contact_id],
  ])
    for (const element of document.querySelectorAll(tags)) if (element.getAttribute(name) === '…') element.setAttribute(name, id);
  return true;
}

document.addEventListener('crm-signed-in', ({ target: provider }) => {
  document.querySelector('.sign-in crm-sign-in').session = provider.session;
  const { store } = provider;
  if (show(store)) return;
  const stop = store.onStatus(() => show(store) && stop());
});
