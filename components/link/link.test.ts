import { expect } from 'chai';
import { newId } from '../../shared/ids.ts';
import { Sample } from '../pipeline-board/testing/sample.ts';
import type { Store } from '../store/index.ts';
import { linkOption, linkSource, readLink } from './link.ts';

describe('what something is about, found while typing', () => {
  let store: Store;
  let deal: string;
  const lead = newId();

  beforeEach(async () => {
    const sample = new Sample();
    deal = sample.deal('Mass spectrometer', { organization: 'Bergström Biotech' });
    sample.workspace.do(sample.camille, 'createLead', { id: lead, last_name: 'Walsh', organization_name: 'Harbour Water' });
    store = await sample.store();
  });
  afterEach(() => store.close());

  const labels = async (query: string): Promise<string[]> => {
    const found = await linkSource(store)(query, new AbortController().signal);
    return found.map(({ label }) => label);
  };

  it('finds deals, contacts and leads by all the words, accents apart', async () => {
    expect(await labels('bergstrom')).to.deep.equal(['Bergström Biotech', 'Mass spectrometer']);
    expect(await labels('spectro berg')).to.deep.equal(['Mass spectrometer']);
    expect(await labels('walsh harbour')).to.deep.equal(['Walsh']);
    expect(await labels('nothing like it')).to.deep.equal([]);
  });

  it('leaves out leads that were converted', async () => {
    expect(store.mutate.convertLead({ id: lead, conversion_id: newId(), individual_id: newId(), organization_id: newId() }).ok).to.equal(
      true,
    );
    const found = await linkSource(store)('walsh', new AbortController().signal);
    expect(found.some(({ value }) => value.startsWith('lead:'))).to.equal(false);
  });

  it('reads a value back', () => {
    expect(readLink(`deal:${deal}`)).to.deep.equal({ resource_type: 'deal', resource_id: deal });
    expect(readLink('')).to.deep.equal({ resource_type: null, resource_id: null });
    expect(linkOption(store, { resource_type: 'deal', resource_id: deal })?.label).to.equal('Mass spectrometer');
    expect(linkOption(store, { resource_type: 'deal', resource_id: newId() })).to.equal(undefined);
  });
});
