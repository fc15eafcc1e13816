import { v7 } from 'uuid';

/** A UUIDv7 in lower case, made where the record is created (RFC 9562, section 5.7). */
export type Id = string;

export const idPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export const newId = (): Id => v7();

/** The bytes that an id stands for, of whatever version it says that it is. */
export const idBytes = (id: Id): Uint8Array =>
  Uint8Array.from(id.replaceAll('-', '').match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));

export const isId = (value: unknown): value is Id => typeof value === 'string' && idPattern.test(value);
