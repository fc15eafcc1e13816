import { version } from './version.ts';

/** Under which key a class keeps the version of the kit that it came with. */
const kitVersion = Symbol.for('crm.version');

type KitClass = CustomElementConstructor & { [kitVersion]?: string };

/**
 * Registers an element. It never throws: a page may carry two copies of the kit, or a script may run twice, and the first
 * definition of a tag stands. When that one is of another version, or not of the kit at all, a warning says so.
 * Without a registry (content scripts of an extension) nothing happens.
 */
export function define(tag: string, element: CustomElementConstructor): void {
  const registry = globalThis.customElements as CustomElementRegistry | null | undefined;
  if (!registry) return;
  const known: KitClass | undefined = registry.get(tag);
  if (!known) {
    Object.defineProperty(element, kitVersion, { value: version });
    registry.define(tag, element);
    return;
  }
  if (known === element) return;
  const other = Object.hasOwn(known, kitVersion) ? known[kitVersion] : undefined;
  if (other === version) return;
  console.warn(
    other === undefined
      ? `<${tag}> is already defined on this page by something else. Inlay ${version} leaves it as it is.`
      : `<${tag}> is already defined by Inlay ${other}. Version ${version} leaves it as it is: load one version only.`,
  );
}
