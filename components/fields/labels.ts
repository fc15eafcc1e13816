import type { Field, ListType } from '../../shared/filters/index.ts';
import { msg, str } from '@lit/localize';

/** The words of a page's language are known only once it has loaded: each is asked for when it is shown. */
const labels: Record<string, () => string> = {
  text: () => msg('Any text'),
  name: () => msg('Name'),
  first_name: () => msg('First name'),
  last_name: () => msg('Last name'),
  organization_name: () => msg('Organization'),
  contact_name: () => msg('Contact'),
  content: () => msg('Task'),
  resource_name: () => msg('Belongs to'),
  resource_type: () => msg('Kind of record'),
  resource_id: () => msg('Record'),
  title: () => msg('Title'),
  description: () => msg('Description'),
  industry: () => msg('Industry'),
  website: () => msg('Website'),
  email: () => msg('E-mail'),
  phone: () => msg('Phone'),
  mobile: () => msg('Mobile'),
  fax: () => msg('Fax'),
  address: () => msg('Address'),
  billing_address: () => msg('Billing address'),
  shipping_address: () => msg('Shipping address'),
  twitter: () => 'Twitter',
  facebook: () => 'Facebook',
  linkedin: () => 'LinkedIn',
  skype: () => 'Skype',
  status_id: () => msg('Status'),
  source_id: () => msg('Source'),
  unqualified_reason_id: () => msg('Unqualified reason'),
  loss_reason_id: () => msg('Loss reason'),
  tags: () => msg('Tags'),
  form_id: () => msg('Form'),
  referrer: () => msg('Referrer'),
  is_organization: () => msg('Is an organization'),
  contact_id: () => msg('Contact'),
  lead_id: () => msg('Lead'),
  parent_organization_id: () => msg('Part of'),
  organization_id: () => msg('Organization'),
  customer_status: () => msg('Customer status'),
  prospect_status: () => msg('Prospect status'),
  value: () => msg('Value'),
  currency: () => msg('Currency'),
  stage_id: () => msg('Stage'),
  pipeline_id: () => msg('Pipeline'),
  stage_category: () => msg('Outcome'),
  hot: () => msg('Hot'),
  estimated_close_date: () => msg('Closes'),
  customized_win_likelihood: () => msg('Own likelihood, %'),
  last_stage_change_at: () => msg('Stage changed'),
  last_stage_change_by_id: () => msg('Stage changed by'),
  added_at: () => msg('Added on'),
  due_date: () => msg('Due'),
  overdue: () => msg('Overdue'),
  completed: () => msg('Done'),
  completed_at: () => msg('Done on'),
  reminder_offset: () => msg('Reminder, minutes before'),
  converted_at: () => msg('Converted'),
  last_activity_at: () => msg('Last activity'),
  owner_id: () => msg('Owner'),
  creator_id: () => msg('Created by'),
  created_at: () => msg('Created'),
  updated_at: () => msg('Changed'),
};

const parts: Record<string, () => string> = {
  line1: () => msg('Street'),
  city: () => msg('City'),
  postal_code: () => msg('Postal code'),
  state: () => msg('State'),
  country: () => msg('Country'),
};

/** The parts of an address in the order in which people write them. */
export const addressParts = ['line1', 'postal_code', 'city', 'state', 'country'] as const;

/** A field in words: `Owner`, `Billing address: City`, or the name that the workspace gave it. */
export function labelOf(field: Pick<Field, 'name' | 'custom'>): string {
  const { name, custom } = field;
  const part = parts[name.slice(name.lastIndexOf('.') + 1)];
  if (custom) return part && custom.type === 'address' ? msg(str`${custom.name}: ${part()}`) : custom.name;
  if (name.startsWith('utm.')) return `UTM ${name.slice(4)}`;
  if (part && name.startsWith('address.')) return part();
  if (part && name.startsWith('billing_address.')) return msg(str`${msg('Billing address')}: ${part()}`);
  if (part && name.startsWith('shipping_address.')) return msg(str`${msg('Shipping address')}: ${part()}`);
  return labels[name]?.() ?? name.replaceAll('_', ' ');
}

/** The words for a field that every workspace has; nothing for one that is not shown anywhere. */
export const knownLabel = (name: string): string | undefined => labels[name]?.();

const lists: Record<ListType, () => string> = {
  lead: () => msg('Leads'),
  contact: () => msg('Contacts'),
  deal: () => msg('Deals'),
  task: () => msg('Tasks'),
};

export const listLabel = (type: ListType): string => lists[type]();
