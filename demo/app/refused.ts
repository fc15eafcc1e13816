import { msg, refusalWords } from '../../components/base/localisation/index.ts';
import { Refusal } from '../../components/store/index.ts';

/** Why the server has not done what it was asked: what it says, and what it says of single fields besides; or that it is out of reach. */
export function refusedBy(error: unknown): string {
  if (!(error instanceof Refusal)) return msg('The server cannot be reached.');
  const fields = Object.entries(error.fields ?? {}).filter(([, { message }]) => !error.message.includes(message));
  return [refusalWords(error), ...fields.map(([field, { message }]) => refusalWords({ message: `${field} ${message}.` }))].join(' ');
}
