/** Templates of e-mails: what stands in double braces is filled in for whom the message is to. */

export const mergeFields = ['first_name', 'last_name', 'full_name', 'organization', 'deal', 'my_name', 'my_first_name'] as const;
export type MergeField = (typeof mergeFields)[number];

export const isMergeField = (name: string): name is MergeField => mergeFields.some((field) => field === name);

/** What is known; what is null or blank is reported when a template asks for it. */
export type MergeValues = Readonly<Partial<Record<MergeField, string | null>>>;

export interface Rendered {
  text: string;
  /** Names in braces that are no merge fields: they stay in the text as they are. Each once. */
  unknown: string[];
  /** Merge fields without a value: nothing stands in their place. Each once. */
  empty: MergeField[];
}

const braces = /\{\{\s*([^{}]*?)\s*\}\}/g;

/**
 * Fills in a template's subject or content.
 *
 * @param write how a value stands in the text: as it is, or escaped where the text is HTML
 */
export function renderTemplate(template: string, values: MergeValues, write: (value: string) => string = (value) => value): Rendered {
  const unknown = new Set<string>();
  const empty = new Set<MergeField>();
  const text = template.replace(braces, (whole, inner: string) => {
    const name = inner.toLowerCase();
    if (!isMergeField(name)) {
      unknown.add(inner);
      return whole;
    }
    const value = values[name]?.trim();
    if (!value) empty.add(name);
    return value ? write(value) : '';
  });
  return { text, unknown: [...unknown], empty: [...empty] };
}

interface Named {
  name: string;
  first_name?: string | null;
  last_name?: string | null;
  is_organization?: boolean;
  organization_name?: string | null;
}

/** The values for a message to a lead or a contact, about a deal, from one of the workspace. */
export function mergeValues({
  to,
  deal,
  from,
}: {
  to?: Named | undefined;
  deal?: { name: string } | undefined;
  from: { name: string };
}): MergeValues {
  const organization = to?.is_organization === true;
  return {
    first_name: to?.first_name ?? null,
    last_name: to?.last_name ?? null,
    full_name: to === undefined || organization ? null : [to.first_name, to.last_name].filter(Boolean).join(' ') || null,
    organization: organization ? to.name : (to?.organization_name ?? null),
    deal: deal?.name ?? null,
    my_name: from.name,
    my_first_name: from.name.trim().split(/\s+/)[0] ?? null,
  };
}
