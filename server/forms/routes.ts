import type { Context } from 'hono';
import { Hono } from 'hono';
import type { AskedField, FormValues } from '../../shared/form-fields.ts';
import { trapName, utmOf } from '../../shared/form-fields.ts';
import { newId } from '../../shared/ids.ts';
import type { Form } from '../../shared/records/index.ts';
import type { AppDeps } from '../app.ts';
import type { AppEnv } from '../http/index.ts';
import { HttpError, checked, onError, parseJson, rateLimit, readBytes } from '../http/index.ts';
import type { Language } from '../http/language.ts';
import { languageOf, languages } from '../http/language.ts';
import type { Workspace } from '../workspace/index.ts';
import { findForm, followFormKeys } from './keys.ts';
import type { Outcome } from './outcome.ts';
import { RecentSubmissions, problemNames } from './outcome.ts';
import { formPage, pageStyle, wordsPage } from './page.ts';
import type { Submission } from './submission.ts';
import { carriedFields, leastMilliseconds, plainSubmission, submissionSchema, submit } from './submission.ts';
import { Tickets } from './ticket.ts';
import { pageWords, refusalWords } from './words.ts';

const maxBytes = 128 * 1024;

/** HTML of ours that any page may show in a frame, and that loads its own style and nothing else. */
const htmlPolicy = "default-src 'none'; style-src 'self'; form-action *; base-uri 'none'";

/** A form with its workspace, and what it asks by now. */
interface Found {
  workspace: Workspace;
  form: Form;
  asked: AskedField[];
}

type FormContext = Context<AppEnv, '/:key'>;

/** Lead forms, for any page: what they ask, their submissions, and each as a page that needs no script. */
export function formRoutes(deps: Pick<AppDeps, 'directory' | 'workspaces' | 'limiter' | 'secrets' | 'publicUrl'>) {
  const { directory, limiter, publicUrl } = deps;
  const tickets = new Tickets(deps.secrets.derive('form-ticket'));
  followFormKeys(deps.workspaces, directory);
  const home = new URL(publicUrl).origin;
  const recent = new RecentSubmissions();
  const note = (c: FormContext, submission: Outcome, more: { refused?: string; origin?: string } = {}) =>
    c.var.event.add({ submission, ...more });

  const found = async (c: FormContext): Promise<Found> => {
    const entry = await findForm(directory, c.req.param('key'));
    if (!entry) throw new HttpError('not_found', 'There is no such form.');
    c.var.event.add({ workspace: entry.workspace.id, form: entry.form.id });
    return entry;
  };
  const checkOrigin = (c: FormContext, form: Form) => {
    if (form.allowed_origins.length === 0 || atHome(c, home)) return;
    const origin = c.req.header('Origin');
    if (origin !== undefined && form.allowed_origins.includes(origin)) return;
    note(c, 'elsewhere', { origin: origin?.slice(0, 255) ?? 'none' });
    throw new HttpError('forbidden', 'This form is not for pages of this site.');
  };
  const show = (
    c: FormContext,
    { form, asked }: Found,
    carried: Record<string, string>,
    more: Partial<Parameters<typeof formPage>[0]> = {},
  ) => {
    const language = languageFor(c);
    return formPage({
      form,
      asked,
      language,
      action: `/forms/${form.key}/submissions?lang=${language}`,
      carried: { ...carried, _ticket: tickets.mint(form.key, Date.now()) },
      ...more,
    });
  };

  const take = async (c: FormContext, workspace: Workspace, form: Form, submission: Submission) => {
    // What a program filled in goes nowhere, and is thanked all the same.
    if (submission[trapName]) {
      note(c, 'trapped');
      return undefined;
    }
    const problems = await submit(workspace, form, submission);
    if (problems) note(c, 'refused', { refused: problemNames(problems) });
    else note(c, recent.take(submission.id) ? 'repeated' : 'taken');
    return problems;
  };

  const takeJson = async (c: FormContext, { workspace, form }: Found) => {
    const submission = checked(submissionSchema, parseJson(await readBytes(c, maxBytes)));
    const age = tickets.age(form.key, submission.ticket, Date.now());
    if (age === undefined) {
      note(c, 'unknown_ticket');
      throw new HttpError('invalid', 'This form was not shown by this server: load it again.', {
        fields: { ticket: { code: 'incorrect_value', message: 'is not of this form' } },
      });
    }
    if (age < leastMilliseconds) {
      note(c, 'too_soon');
      throw new HttpError('too_many_requests', 'That was quick: send it once more.', { headers: { 'Retry-After': '2' } });
    }
    const problems = await take(c, workspace, form, submission);
    if (problems) throw new HttpError('invalid', 'The form is not filled in rightly.', { fields: problems });
    return c.json({ thanks: { message: form.thanks_message, url: form.thanks_url } }, 201);
  };

  const takePlain = async (c: FormContext, found: Found) => {
    const { workspace, form, asked } = found;
    const values = await plainFields(c);
    const words = pageWords[languageFor(c)];
    const submission = plainSubmission(form, asked, values, c.req.header('Referer') ?? null, new Date().toISOString().slice(0, 10));
    const again = (more: Partial<Parameters<typeof formPage>[0]>) => show(c, found, carriedFields(submission), { values, ...more });
    const age = tickets.age(form.key, submission.ticket, Date.now());
    if (age !== undefined && age < leastMilliseconds) {
      note(c, 'too_soon');
      return page(c, again({ message: words.tooFast }), 429);
    }
    const problems = await take(c, workspace, form, submission);
    if (problems) return page(c, again({ problems, message: words.look }), 422);
    if (form.thanks_url) return c.redirect(form.thanks_url, 303);
    return page(c, wordsPage(languageFor(c), form.thanks_message ?? words.thanks, c.req.header('Referer')));
  };

  return new Hono<AppEnv>()
    .onError(async (error, c) => {
      const refused = await onError(error, c);
      if (!forReaders(c)) return refused;
      return page(c, wordsPage(languageFor(c), refusalWords(languageFor(c), refused.status), c.req.header('Referer')), refused.status);
    })
    .get('/style.css', (c) =>
      c.body(pageStyle, 200, { 'Content-Type': 'text/css; charset=utf-8', 'Cache-Control': 'public, max-age=86400' }),
    )
    .get('/:key', rateLimit(limiter, { name: 'form', limit: 120, seconds: 60 }), async (c) => {
      const { form, asked } = await found(c);
      checkOrigin(c, form);
      const { title, submit_label, consent_text, thanks_message, thanks_url } = form;
      c.header('Cache-Control', 'no-store');
      return c.json({
        form: { title, submit_label, fields: asked, consent_text, thanks_message, thanks_url },
        ticket: tickets.mint(form.key, Date.now()),
      });
    })
    .get('/:key/page', rateLimit(limiter, { name: 'form_page', limit: 120, seconds: 60 }), async (c) => {
      const shown = await found(c);
      const referrer = c.req.header('Referer') ?? null;
      return page(c, show(c, shown, carriedFields({ id: newId(), ticket: '', referrer, utm: utmOf((name) => c.req.query(name)) })));
    })
    .post('/:key/submissions', rateLimit(limiter, { name: 'submission', limit: 20, seconds: 60 }), async (c) => {
      const sent = await found(c);
      checkOrigin(c, sent.form);
      const type = contentType(c);
      // text/plain spares pages of other sites a preflight request.
      if (type === 'application/json' || type === 'text/plain') return takeJson(c, sent);
      if (isPlainForm(type)) return takePlain(c, sent);
      throw new HttpError('unsupported_media_type', 'Send a form, or JSON.');
    });
}

const contentType = (c: Context): string | undefined => c.req.header('Content-Type')?.split(';')[0]?.trim().toLowerCase();
const isPlainForm = (type: string | undefined) => type === 'application/x-www-form-urlencoded' || type === 'multipart/form-data';

/** Whether a person reads the answer in their browser, and no script. */
const forReaders = (c: Context<AppEnv>): boolean => c.req.path.endsWith('/page') || isPlainForm(contentType(c));

const languageFor = (c: Context<AppEnv>): Language => languages.find((one) => one === c.req.query('lang')) ?? languageOf(c);

function page(c: Context<AppEnv>, body: ReturnType<typeof formPage>, status = 200) {
  c.header('Content-Security-Policy', htmlPolicy);
  c.header('Cache-Control', 'no-store');
  c.status(status as Parameters<typeof c.status>[0]);
  return c.html(body);
}

/** Whether the form stands on a page of this server, by whichever of its names. A page's own GET carries no Origin. */
function atHome(c: Context<AppEnv>, home: string): boolean {
  const origin = c.req.header('Origin');
  if (origin === undefined) return c.req.header('Sec-Fetch-Site') === 'same-origin';
  return origin === home || (URL.canParse(origin) && new URL(origin).host === c.req.header('Host'));
}

/** What a plain form has sent; several values of one name, as of ticked boxes, in a list. */
async function plainFields(c: Context): Promise<FormValues> {
  const bytes = await readBytes(c, maxBytes);
  try {
    const data = await new Response(bytes, { headers: { 'Content-Type': c.req.header('Content-Type') ?? '' } }).formData();
    const fields = new Map<string, string | string[]>();
    for (const [name, value] of data) {
      if (typeof value !== 'string') continue;
      const before = fields.get(name);
      fields.set(name, before === undefined ? value : [before, value].flat());
    }
    return Object.fromEntries(fields);
  } catch (cause) {
    throw new HttpError('malformed', 'The form’s fields cannot be read.', { cause });
  }
}
