import type { MergeField } from '../../../../shared/templates.ts';
import { msg } from '../../../../components/base/localisation/index.ts';

export const mergeFieldWords = (field: MergeField): string =>
  ({
    first_name: msg('First name'),
    last_name: msg('Last name'),
    full_name: msg('Full name'),
    organization: msg('Organization'),
    deal: msg('Deal'),
    my_name: msg('Your name'),
    my_first_name: msg('Your first name'),
  })[field];
