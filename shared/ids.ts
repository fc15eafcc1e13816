import * as z from 'zod/mini';
import { idPattern } from './new-id.ts';

export { isId, newId } from './new-id.ts';
export type { Id } from './new-id.ts';

export const idSchema = z.string().check(z.regex(idPattern, { error: 'must be a UUID in lower case' }));
