import type { Id } from '../../shared/ids.ts';
import { newId } from '../../shared/ids.ts';
import type { NamedMutation } from '../../shared/mutators/index.ts';
import { Rejection, standardSetup } from '../../shared/mutators/index.ts';
import { standardStages } from '../../shared/records/index.ts';
import type { AppDeps } from '../app.ts';
import type { Workspace } from '../workspace/index.ts';
import { addDocuments } from './documents.ts';
import { importNpsp } from './npsp.ts';
import type { SamplePerson } from './people.ts';
import { formKey, samplePassword, samplePeople } from './people.ts';
import type { Opening } from './mail.ts';
import type { Hit } from '../tracking/index.ts';
import { setScene } from './scene.ts';

const zone = 'Europe/Paris';
const system = { kind: 'system', name: 'set-up' } as const;

/** Fills a server without accounts with the sample workspace, and gives what to print about signing in. For loopback alone. */
export async function fillSample({
  directory,
  workspaces,
  files,
  tracking,
}: Pick<AppDeps, 'directory' | 'workspaces' | 'files' | 'tracking'>): Promise<string[]> {
  const owner = await directory.findAccount(samplePeople[0]?.email ?? '');
  if (!owner || !(await directory.members.hasPlace(owner.id))) {
    if (await directory.setUp.owned()) return [];
    const id = newId();
    const people = new Map(samplePeople.map(({ key }) => [key, newId()]));
    const clock = new StoryClock();
    const filled = workspaces.create(id, clock.now).then(async (workspace) => {
      const openings = await fill(workspace, people, clock);
      await addDocuments(files, workspace);
      return openings;
    });
    // Hashing the passwords takes the time of other threads. Accounts of a start that was interrupted are there already.
    const [accounts, openings] = await Promise.all([Promise.all(samplePeople.map((person) => accountOf(directory, person))), filled]);
    // Last, and in one step: a start that was interrupted before begins anew, and leaves nobody with half a workspace.
    await directory.members.register(
      id,
      accounts.map(({ key, accountId }) => ({ accountId, personId: people.get(key) ?? '' })),
    );
    await directory.keys.forms.put(formKey, id);
    openings.forEach((opening, index) => tracking.take(hitOf(opening, index)));
    await tracking.flush();
  }
  return [
    `Sign in with the password ${samplePassword} as`,
    ...samplePeople.map(({ email, knownFor }) => `  ${email.padEnd(26)} ${knownFor}`),
  ];
}

async function accountOf(directory: AppDeps['directory'], { key, name, email }: SamplePerson): Promise<{ key: string; accountId: string }> {
  const account =
    (await directory.findAccount(email)) ?? (await directory.createAccount({ name, email, password: samplePassword, sample: true }));
  return { key, accountId: account.id };
}

/** The time of the story while it is told, and that of the world once it has been. */
class StoryClock {
  ago = 0;
  readonly now = (): number => Date.now() - this.ago * 86_400_000;
}

/** What a unit of the story's other currencies is worth in euro. */
const rates = { CHF: '1.07', CZK: '0.041', GBP: '1.15', JPY: '0.0056', NOK: '0.085', SEK: '0.091', USD: '0.86' };

/** Days before today on which the donors' files were read. */
const importedAgo = 45;

async function fill(workspace: Workspace, people: ReadonlyMap<string, Id>, clock: StoryClock): Promise<Opening[]> {
  clock.ago = importedAgo;
  await workspace.mutate(system, peopleAndLists(people));
  const fundraising = newId();
  await workspace.mutate(system, [
    { name: 'createPipeline', args: { id: fundraising, name: 'Fundraising', stages: fundraisingStages() } },
    ...workspace.every('workspace_settings').map(({ id }): NamedMutation => ({ name: 'updateWorkspaceSettings', args: { id, rates } })),
  ]);
  await importNpsp({
    owners: [...people.values()],
    pipelineId: fundraising,
    workspace,
    apply: (mutations) => workspace.mutateEach(system, mutations),
  });
  const { acts, openings } = setScene({ people, lists: (type) => workspace.every(type), zone, now: new Date().toISOString() });
  for (const [ago, ofDay] of Map.groupBy(acts, (one) => one.ago)) {
    clock.ago = ago;
    // Asked for together they are done in their order, and share a few commits.
    await Promise.all(ofDay.map(({ person, mutation }) => act(workspace, person, mutation)));
  }
  clock.ago = 0;
  return openings;
}

/** What mailboxes call themselves: Gmail's proxy asks when somebody reads, Apple's fetches every picture. */
const agents = {
  reader: 'Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)',
  machine: 'Mozilla/5.0',
};

/** Each from an address of those that nobody has. */
const hitOf = ({ person, token, at, by }: Opening, index: number): Hit => ({
  person,
  token,
  kind: 'open',
  at,
  address: `198.51.100.${index % 250}`,
  agent: agents[by],
  head: false,
  prefetch: false,
  url: null,
});

async function act(workspace: Workspace, person: Id, mutation: NamedMutation): Promise<void> {
  try {
    await workspace.mutate({ kind: 'person', id: person }, [mutation]);
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
    throw new Error(`The sample's ${mutation.name} is refused: ${error.message} ${JSON.stringify(mutation.args)}`, { cause: error });
  }
}

function peopleAndLists(people: ReadonlyMap<string, Id>): NamedMutation[] {
  const idOf = (key: string): Id => people.get(key) ?? newId();
  const [owner, ...others] = samplePeople;
  if (!owner) return [];
  return [
    ...standardSetup({
      workspace: { name: 'Meridian Labs', currency: 'EUR', timezone: zone },
      administrator: { id: idOf(owner.key), name: owner.name, email: owner.email, timezone: zone },
      newId,
    }),
    ...others.map(({ key, name, email, profile, role, reportsTo }: SamplePerson): NamedMutation => ({
      name: 'createUser',
      args: { id: idOf(key), name, email, profile, role, reports_to: reportsTo ? idOf(reportsTo) : null, timezone: zone },
    })),
  ];
}

/** The standard stages, the second one called as in the donors' files. */
const fundraisingStages = () => standardStages.map(({ name }) => ({ id: newId(), name: name === 'Qualified' ? 'Pledged' : name }));
