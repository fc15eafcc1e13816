import { documentName } from '../../shared/file-types.ts';
import type { Id } from '../../shared/ids.ts';
import { newId } from '../../shared/ids.ts';
import type { Actor } from '../../shared/mutators/index.ts';
import type { ResourceType } from '../../shared/records/index.ts';
import type { Workspace } from '../workspace/index.ts';
import type { ArrivedFile } from './incoming.ts';
import type { Kept } from './kept.ts';
import { recognise } from './recognise.ts';

export interface NewDocument {
  id?: Id;
  name: string;
  resource_type: ResourceType;
  resource_id: Id;
}

/**
 * Makes a document of a file that has arrived: recognises it, keeps its content, then writes its record, so that no record
 * is ever without its content. Gives the document's id. @throws HttpError of a type that is not taken; Rejection
 */
export async function adopt(kept: Kept, workspace: Workspace, actor: Actor, given: NewDocument, arrived: ArrivedFile): Promise<Id> {
  const { id = newId(), name, resource_type, resource_id } = given;
  const { path, size, hash: content_hash } = arrived;
  const content_type = await recognise(path, name);
  await kept.keep(workspace, content_hash, { path, size });
  const args = { id, name: documentName(name, content_type), content_type, size, content_hash, resource_type, resource_id };
  await workspace.mutate(actor.kind === 'person' ? { ...actor, uploads: true } : actor, [{ name: 'createDocument', args }]);
  return id;
}
