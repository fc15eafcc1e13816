/** `<script type="module" src="https://…/inlay-form.js">`: the lead form, and all that it needs, in one file. */
import { LeadForm } from './lead-form.ts';

if (!customElements.get('crm-lead-form')) customElements.define('crm-lead-form', LeadForm);
