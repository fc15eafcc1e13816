import { describe, expect, it } from 'vitest';
import { mergeValues, renderTemplate } from './templates.ts';

const values = mergeValues({
  to: { name: 'Bo Li', first_name: 'Bo', last_name: 'Li', organization_name: 'Acme & Co' },
  deal: { name: 'Lamps' },
  from: { name: 'Rita Rep' },
});

describe('a template', () => {
  it('is filled in', () => {
    expect(renderTemplate('Hello {{first_name}} of {{ Organization }}, about {{deal}}: {{my_first_name}}', values)).toEqual({
      text: 'Hello Bo of Acme & Co, about Lamps: Rita',
      unknown: [],
      empty: [],
    });
    expect(renderTemplate('<p>{{organization}}</p>', values, (value) => value.replaceAll('&', '&amp;')).text).toBe('<p>Acme &amp; Co</p>');
  });

  it('shows what it does not know, and reports what has no value, each once', () => {
    const given = renderTemplate('{{frist_name}} {{frist_name}} {{deal}}{{deal}} {{}} {x} }} {{', mergeValues({ from: { name: 'Rita' } }));
    expect(given).toEqual({ text: '{{frist_name}} {{frist_name}}  {{}} {x} }} {{', unknown: ['frist_name', ''], empty: ['deal'] });
  });

  it('takes what a value says for words, never for fields', () => {
    expect(renderTemplate('{{deal}}', { deal: '{{my_name}} $& $1' }).text).toBe('{{my_name}} $& $1');
  });

  it('knows an organization by its name, and by none of a person’s', () => {
    const to = { name: 'Acme', first_name: null, last_name: null, is_organization: true, organization_name: null };
    expect(mergeValues({ to, from: { name: 'Rita' } })).toMatchObject({ organization: 'Acme', full_name: null, first_name: null });
  });
});
