import type { AskedField } from '../../shared/form-fields.ts';
import type { Form } from '../../shared/records/index.ts';
import { askedFields } from '../../shared/records/index.ts';
import type { Directory } from '../directory/index.ts';
import type { Workspace, Workspaces } from '../workspace/index.ts';

/** Keeps the directory's list of form keys in step with the forms of the workspaces. */
export function followFormKeys(workspaces: Workspaces, directory: Directory): void {
  workspaces.onOpen((workspace) => {
    const listed = new Set<string>();
    const list = () => {
      for (const { key } of workspace.every('form')) {
        if (listed.has(key)) continue;
        listed.add(key);
        // A workspace that the directory does not know yet: the next commit, or the next start, tries again.
        directory.behind(directory.keys.forms.put(key, workspace.id).catch(() => void listed.delete(key)));
      }
    };
    list();
    workspace.onCommit(list);
  });
}

/**
 * The form of a key, with its workspace and what it asks; undefined for an unknown key, for a form that is put away, and for
 * one that has nothing to ask any more.
 */
export async function findForm(
  directory: Directory,
  key: string,
): Promise<{ workspace: Workspace; form: Form; asked: AskedField[] } | undefined> {
  if (!/^[0-9a-z]{16,64}$/.test(key)) return undefined;
  const workspaceId = await directory.keys.forms.find(key);
  if (workspaceId === undefined) return undefined;
  const workspace = await directory.openWorkspace(workspaceId);
  const form = workspace.every('form').find((row) => row.key === key && !row.disabled);
  if (!form) return undefined;
  const asked = askedFields(form, workspace.every('custom_field'));
  return asked.length === 0 ? undefined : { workspace, form, asked };
}
