import type { NamedMutation } from '../../shared/mutators/index.ts';
import type { StageCategory } from '../../shared/records/index.ts';
import { isActive, stageCategories, standardStages } from '../../shared/records/index.ts';
import type { Preparation } from './custom-columns.ts';
import { numberOfId } from './kept-numbers.ts';
import type { Known } from './known.ts';
import { rowId } from './row-id.ts';
import type { ImportOptions } from './plan.ts';
import type { SetUpRow } from './references.ts';

/** Pipelines and stages of another account: those of the same names here, and those that an administrator's import makes. */

/** Workspace ids by the file's. */
export interface Stages {
  pipelines: ReadonlyMap<string, string>;
  stages: ReadonlyMap<string, string>;
  preparations: Preparation[];
}

interface WantedStage {
  outerId: string | undefined;
  /** Of rows of the same name. */
  also: string[];
  name: string;
  category: StageCategory;
  position: number;
  likelihood: number | undefined;
}

interface WantedPipeline {
  outerId: string | undefined;
  /** Empty is the one that was chosen for deals without any, else the workspace's first. */
  name: string;
  stages: WantedStage[];
}

interface Tables {
  pipelines: readonly SetUpRow[];
  stages: readonly SetUpRow[];
  deals: readonly SetUpRow[];
}

/** More than this is no set-up, but something else in the wrong column. */
const most = { pipelines: 50, stages: 60 };

const isName = (name: string): boolean => name !== '' && name.length <= 255 && !/\p{Cc}/u.test(name);
const same = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();

/** Finds each pipeline and stage by its name, and says how those that are lacking are made. */
export function planStages(tables: Tables, common: Omit<ImportOptions, 'kind' | 'mapping'>, known: Known): Stages {
  const pipelines = new Map<string, string>();
  const stages = new Map<string, string>();
  const preparations: Preparation[] = [];
  const mayAdd = common.addEntries === true && known.administers;
  for (const wanted of wantedPipelines(tables)) {
    const id = idOf(known, common.source, 'pipeline', wanted.outerId, wanted.name);
    const there = pipelineOf(known, id, wanted, common.defaults['pipeline']);
    const tooMany = wanted.stages.length > most.stages || preparations.length >= most.pipelines;
    if (there === undefined && !(mayAdd && !tooMany && isName(wanted.name))) continue;
    const planning = new PipelinePlan(known, common, there ?? id, wanted);
    const preparation = there === undefined ? planning.make() : planning.complete(mayAdd && !tooMany);
    if (preparation) preparations.push(preparation);
    if (wanted.outerId) pipelines.set(wanted.outerId, there ?? id);
    for (const [outerId, stageId] of planning.found) stages.set(outerId, stageId);
  }
  return { pipelines, stages, preparations };
}

/** One and the same for a file's row for ever, so that a pipeline that was renamed since is known. */
const idOf = ({ workspaceId }: Known, source: string, kind: string, outerId: string | undefined, name: string): string =>
  rowId(workspaceId, source, kind, outerId ?? `name ${name.toLowerCase()}`);

function pipelineOf(known: Known, id: string, { name }: WantedPipeline, without: string | undefined): string | undefined {
  if (name === '') return known.pipelines.find((one) => one.id === without)?.id ?? known.pipelines[0]?.id;
  return (known.pipelines.find((one) => one.id === id) ?? known.pipelines.find((one) => same(one.name, name)))?.id;
}

class PipelinePlan {
  /** Of each stage with an id in the file: the workspace's. */
  readonly found = new Map<string, string>();
  readonly #known: Known;
  readonly #source: string;
  readonly #keepsIds: boolean;
  readonly #id: string;
  readonly #wanted: WantedPipeline;

  constructor(known: Known, { source, keepsIds = false }: Pick<ImportOptions, 'source' | 'keepsIds'>, id: string, wanted: WantedPipeline) {
    this.#known = known;
    this.#source = source;
    this.#keepsIds = keepsIds;
    this.#id = id;
    this.#wanted = wanted;
  }

  /** A pipeline that is not there: its first stages take the places of the standard ones, which it is made with. */
  make(): Preparation {
    const active = this.#wanted.stages.filter(({ category }) => isActive(category));
    const places = standardStages.filter(({ category }) => isActive(category)).length;
    const made = standardStages.map((standard, at) => {
      const given = isActive(standard.category)
        ? active.length > 0
          ? active[at]
          : undefined
        : this.#wanted.stages.find(({ category }) => category === standard.category);
      const surplus = isActive(standard.category) && active.length > 0 && given === undefined;
      const name = given?.name ?? standard.name;
      return { ...standard, given, surplus, name, id: this.#stageId(given ?? { outerId: undefined, name: `standard ${standard.name}` }) };
    });
    const mutations: NamedMutation[] = [
      {
        name: 'createPipeline',
        args: {
          id: this.#id,
          name: this.#wanted.name,
          ...this.#numbered(this.#wanted),
          stages: made.map(({ id, name, given }) => ({ id, name, ...this.#numbered(given) })),
        },
      },
    ];
    for (const { id, surplus } of made) if (surplus) mutations.push({ name: 'removeStage', args: { id } });
    for (const { id, given, likelihood } of made)
      if (given?.likelihood !== undefined && isActive(given.category) && given.likelihood !== likelihood)
        mutations.push({ name: 'updateStage', args: { id, likelihood: given.likelihood } });
    this.#known.pipelines.push({ id: this.#id, name: this.#wanted.name });
    made.forEach(({ id, name, category, given, surplus }, at) => {
      if (!surplus) this.#add({ id, name, category, position: at + 1 }, given);
    });
    const further = active.slice(places).map((stage, at) => this.#creation(stage, places + at + 1));
    const names = [...made.filter(({ surplus }) => !surplus).map(({ name }) => name), ...active.slice(places).map(({ name }) => name)];
    for (const { outerId, category } of this.#wanted.stages) if (outerId) this.#foundClosed(outerId, category);
    return { what: 'new_pipeline', id: this.#id, name: this.#wanted.name, choices: names, mutations: [...mutations, ...further] };
  }

  /** A pipeline that is there, and the stages that it lacks. */
  complete(mayAdd: boolean): Preparation | undefined {
    const there = this.#known.stages.filter(({ pipeline_id }) => pipeline_id === this.#id);
    const lacking: WantedStage[] = [];
    for (const stage of this.#wanted.stages) {
      const id = this.#stageId(stage);
      const match =
        there.find((one) => one.id === id) ??
        there.find((one) => same(one.name, stage.name)) ??
        (isActive(stage.category) ? undefined : there.find((one) => one.category === stage.category));
      if (match) this.#is(stage, match.id);
      else if (isName(stage.name) && isActive(stage.category)) lacking.push(stage);
    }
    if (!mayAdd || lacking.length === 0) return undefined;
    const open = there.filter(({ category }) => category === 'incoming' || category === 'in_progress').length;
    const mutations = lacking.map((stage, at) => this.#creation(stage, open + at + 1));
    const [first] = mutations;
    const name = this.#known.pipelines.find(({ id }) => id === this.#id)?.name ?? '';
    const id = first?.name === 'createStage' ? first.args.id : this.#id;
    return { what: 'new_stages', id, name, choices: lacking.map((stage) => stage.name), mutations };
  }

  #creation(stage: WantedStage, position: number): NamedMutation {
    const { name, category, likelihood } = stage;
    const id = this.#stageId(stage);
    this.#add({ id, name, category, position }, stage);
    return {
      name: 'createStage',
      args: {
        id,
        pipeline_id: this.#id,
        name,
        category,
        position,
        ...(likelihood !== undefined && { likelihood }),
        ...this.#numbered(stage),
      },
    };
  }

  #add(stage: { id: string; name: string; category: string; position: number }, given: WantedStage | undefined): void {
    this.#known.stages.push({ ...stage, pipeline_id: this.#id });
    if (given) this.#is(given, stage.id);
  }

  #is({ outerId, also }: WantedStage, id: string): void {
    for (const outer of [outerId, ...also]) if (outer !== undefined) this.found.set(outer, id);
  }

  /** A second closed stage of a category is the first: a pipeline has one of each. */
  #foundClosed(outerId: string, category: StageCategory): void {
    if (isActive(category) || this.found.has(outerId)) return;
    const closed = this.#known.stages.find((one) => one.pipeline_id === this.#id && one.category === category);
    if (closed) this.found.set(outerId, closed.id);
  }

  /** The number that a pipeline or a stage keeps from elsewhere. */
  #numbered(of: { outerId: string | undefined } | undefined): { number?: number } {
    const number = this.#keepsIds ? numberOfId(of?.outerId) : undefined;
    return number === undefined ? {} : { number };
  }

  #stageId({ outerId, name }: Pick<WantedStage, 'outerId' | 'name'>): string {
    return idOf(this.#known, this.#source, 'stage', outerId, `${this.#id} ${name}`);
  }
}

/** What the tables of pipelines and stages say there is, and what the deals name besides. */
function wantedPipelines({ pipelines, stages, deals }: Tables): WantedPipeline[] {
  const wanted: WantedPipeline[] = [];
  const stageIds = new Set(stages.map((row) => row['external_id']).filter(Boolean));
  const of = (cell: string): WantedPipeline | undefined => {
    const known = wanted.find(({ outerId, name }) => (cell !== '' && outerId === cell) || same(name, cell));
    // An id that no table explains is none that can be made.
    if (known || /^\d+$/.test(cell)) return known;
    const made: WantedPipeline = { outerId: undefined, name: cell, stages: [] };
    wanted.push(made);
    return made;
  };
  for (const { external_id: id, name = '' } of pipelines)
    if (name !== '' && !wanted.some((one) => same(one.name, name))) wanted.push({ outerId: id || undefined, name, stages: [] });
  for (const row of stages) {
    const { external_id: id, name = '' } = row;
    const list = (of(row['pipeline'] ?? '') ?? of(''))?.stages;
    const twin = list?.find((one) => same(one.name, name));
    if (twin && id) twin.also.push(id);
    else if (name !== '') list?.push(wantedStage(name, id || undefined, row));
  }
  for (const { pipeline = '', stage_id: name = '' } of deals) {
    if (name === '' || stageIds.has(name) || /^\d+$/.test(name)) continue;
    // One that a pipeline of the file has tells the pipeline.
    if (pipeline === '' && wanted.some((one) => one.stages.some((stage) => same(stage.name, name)))) continue;
    const { stages: list } = of(pipeline) ?? {};
    if (list && !list.some((one) => same(one.name, name))) list.push(wantedStage(name, undefined, {}));
  }
  for (const { stages: list } of wanted) list.sort((a, b) => a.position - b.position);
  return wanted;
}

function wantedStage(name: string, outerId: string | undefined, row: SetUpRow): WantedStage {
  const likelihood = Number((row['likelihood'] ?? '').replace('%', '').trim() || Number.NaN);
  const position = Number(row['position'] || Number.NaN);
  return {
    outerId,
    also: [],
    name,
    category: categoryOf(row['category'] ?? '', name),
    position: Number.isFinite(position) ? position : Number.MAX_SAFE_INTEGER,
    likelihood: Number.isInteger(likelihood) && likelihood >= 0 && likelihood <= 100 ? likelihood : undefined,
  };
}

/** As the table says; else by what closed stages are called. */
function categoryOf(cell: string, name: string): StageCategory {
  const said = cell
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_');
  const known = stageCategories.find((category) => category === said);
  if (known) return known;
  const word = name.toLowerCase();
  if (/\bunqualified\b|\bdisqualified\b|non qualifié/.test(word)) return 'unqualified';
  if (/\bwon\b|\bgagnée?\b/.test(word)) return 'won';
  if (/\blost\b|\bperdue?\b/.test(word)) return 'lost';
  return 'in_progress';
}
