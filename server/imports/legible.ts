import { HttpError } from '../http/index.ts';
import { UnreadableFile } from './read.ts';

/** A file that cannot be read is refused, saying why. @throws HttpError invalid */
export async function legible<T>(result: Promise<T>): Promise<T> {
  try {
    return await result;
  } catch (error) {
    if (error instanceof UnreadableFile)
      throw new HttpError('invalid', error.message, { fields: { file: { code: 'incorrect_value', message: error.message } } });
    throw error;
  }
}
