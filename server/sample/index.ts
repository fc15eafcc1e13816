import type { Id } from '../../shared/ids.ts';
import { newId } from '../../shared/ids.ts';
import type { NamedMutation } from '../../shared/mutators/index.ts';
import { Rejection, standardSetup } from '../../shared/mutators/index.ts';
import { standardStages } from '../../shared/records/index.ts';
import type { AppDeps } from '../app.ts';
import type { Workspace } from '../workspace/index.ts';
import { importNpsp } from './npsp.ts';
import type { SamplePerson } from './people.ts';
import { formKey, samplePassword, samplePeople } from './people.ts';
import { setScene } from './scene.ts';

const zone = 'Europe/Paris';
const system = { kind: 'system', name: 'set-up' } as const;

/** Fills a server without accounts with the sample workspace, and gives what to print about signing in. For loopback alone. */
export async function fillSample({ directory, workspaces }: Pick<AppDeps, 'directory' | 'workspaces'>): Promise<string[]> {
  if (!(await directory.setUp.done())) {
    const id = newId();
    const people = new Map(samplePeople.map(({ key }) => [key, newId()]));
    await fill(await workspaces.create(id), people);
    // Accounts come last: a start that was interrupted before begins anew, and leaves nobody with half a workspace.
    for (const { key, name, email } of samplePeople) {
      const account = await directory.createAccount({ name, email, password: samplePassword, sample: true });
      const personId = people.get(key) ?? '';
      if (key === samplePeople[0]?.key) await directory.members.register(id, account.id, personId);
      else await directory.members.add(id, account.id, personId);
    }
    await directory.keys.forms.put(formKey, id);
  } else if (!(await directory.findAccount(samplePeople[0]?.email ?? ''))) return [];
  return [
    `Sign in with the password ${samplePassword} as`,
    ...samplePeople.map(({ email, knownFor }) => `  ${email.padEnd(26)} ${knownFor}`),
  ];
}

async function fill(workspace: Workspace, people: ReadonlyMap<string, Id>): Promise<void> {
  await workspace.mutate(system, peopleAndLists(people));
  const fundraising = newId();
  await workspace.mutate(system, [{ name: 'createPipeline', args: { id: fundraising, name: 'Fundraising', stages: fundraisingStages() } }]);
  await importNpsp({
    owners: [...people.values()],
    pipelineId: fundraising,
    workspace,
    apply: (mutations) => workspace.mutateEach(system, mutations),
  });
  const acts = setScene({ people, lists: (type) => workspace.every(type), zone, now: new Date().toISOString() });
  for (const { person, mutation } of acts) await act(workspace, person, mutation);
}

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
