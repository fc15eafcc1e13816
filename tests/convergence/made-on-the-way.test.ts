import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '../../shared/ids.ts';
import { keyOf } from '../../shared/mutators/index.ts';
import { Browser } from './browser.ts';
import { World } from './world.ts';

const world = new World();
beforeAll(() => world.open());
afterAll(() => world.close());

/** Few words in several spellings, so that some tags are there already and others are new. */
const tags = fc.uniqueArray(fc.constantFrom('vip', 'VIP', 'partner', 'Partner ', 'north', 'fair 2026'), { maxLength: 4 });
const act = fc.record({ does: fc.constantFrom('lead', 'contact', 'again'), tags });

const shown = ({ replica }: Browser): Set<string> =>
  new Set([...replica.rows.types()].flatMap((type) => [...replica.rows.all(type)].map(({ id }) => keyOf(type, id))));

it('what is shown before the server has answered has the ids that it has afterwards', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 12 }), fc.boolean(), async (acts, crashes) => {
      await world.clear();
      const browser = new Browser(world, 'boss', {});
      await browser.rebuild();
      const leads: string[] = [];
      for (const { does, tags: named } of acts) {
        const lead = leads.at(-1);
        if (does === 'again' && lead !== undefined) browser.mutate('updateLead', { id: lead, tags: named });
        else if (does === 'contact') browser.mutate('createContact', { id: newId(), is_organization: true, name: 'Harbour', tags: named });
        else {
          leads.push(newId());
          browser.mutate('createLead', { id: leads.at(-1) ?? '', last_name: 'Curie', tags: named });
        }
      }
      if (crashes) await browser.crash();
      // What was just made may be changed before the server knows of it.
      const [tag] = [...browser.replica.rows.every('tag')];
      if (tag) browser.mutate('updateTag', { id: tag.id, name: 'renamed' });
      const before = shown(browser);
      await browser.push();
      const page = await browser.ask(1000);
      if (!page) throw new Error('There is no page.');
      await browser.take(page);
      expect(browser.replica.outbox).toEqual([]);
      expect(browser.replica.refused).toEqual([]);
      expect(browser.problems).toEqual([]);
      expect(shown(browser)).toEqual(before);
    }),
    { numRuns: 60 },
  );
}, 120_000);
