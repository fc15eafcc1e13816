import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Id } from '../../shared/ids.ts';
import type { Actor } from '../../shared/mutators/index.ts';
import type { Config } from '../config.ts';
import type { Secrets } from '../secrets.ts';
import type { Workspace, Workspaces } from '../workspace/index.ts';
import type { NewDocument } from './adopt.ts';
import { adopt } from './adopt.ts';
import { folderStorage } from './folder.ts';
import { Incoming } from './incoming.ts';
import { Kept } from './kept.ts';
import { FileLinks } from './links.ts';
import type { S3Config } from './s3.ts';
import { s3Storage } from './s3.ts';
import { sweepDaily } from './sweep.ts';

export type { NewDocument } from './adopt.ts';
export { fileRoutes } from './routes.ts';

/** Where contents are kept: a folder, or a bucket in its place. */
export interface KeptConfig {
  folder: string;
  s3: S3Config | undefined;
}

export const keptConfig = ({ dataDir, files }: Pick<Config, 'dataDir' | 'files'>): KeptConfig => ({
  folder: join(dataDir, 'files'),
  s3: files.s3,
});

export const openKept = ({ folder, s3 }: KeptConfig): Kept => new Kept(s3 ? s3Storage(s3) : folderStorage(folder));

/** The files of documents: where they arrive, where they are kept, and the links that give them out. */
export async function openFiles(options: { config: Config; secrets: Secrets; publicUrl: string; workspaces: Workspaces; log: Logger }) {
  const { config, secrets, publicUrl, workspaces, log } = options;
  const incoming = new Incoming(join(config.dataDir, 'files', 'incoming'));
  await incoming.prepare();
  const kept = openKept(keptConfig(config));
  return {
    incoming,
    kept,
    links: new FileLinks({ secrets, publicUrl }),
    /** Makes a document of bytes that the server itself has. @throws HttpError, Rejection */
    add: (workspace: Workspace, actor: Actor, given: NewDocument, bytes: Uint8Array): Promise<Id> =>
      incoming.hold(bytes, (arrived) => adopt(kept, workspace, actor, given, arrived)),
    close: sweepDaily(workspaces, kept, log),
  };
}

export type Files = Awaited<ReturnType<typeof openFiles>>;
