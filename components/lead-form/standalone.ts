/** `<script type="module" src="https://…/inlay-form.js">`: the lead form, and all that it needs, in one file. */
import { define } from '../base/element/define.ts';
import { LeadForm } from './lead-form.ts';

define('crm-lead-form', LeadForm);
