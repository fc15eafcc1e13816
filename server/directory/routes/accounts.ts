import { Hono } from 'hono';
import * as z from 'zod';
import type { AppEnv } from '../../http/index.ts';
import { HttpError, count, jsonBody, rateLimit } from '../../http/index.ts';
import { languageOf } from '../../http/language.ts';
import { createAccount } from '../accounts.ts';
import type { Directory } from '../directory.ts';
import { signIn } from '../session.ts';
import { signUpHours } from '../sign-up.ts';
import * as input from './inputs.ts';
import { limits } from './limits.ts';

/** New accounts: by a link that proves the address, and the very first one by the token in the server's log. */
export function accountRoutes(directory: Directory) {
  const { auth, behind, limiter, mailer, members, publicUrl, setUp, signUp, signUpLinks } = directory;
  const linkInvalid = () => new HttpError('link_invalid', 'This link is used up or too old. Sign up again.');
  return new Hono<AppEnv>()
    .post('/sign-up', rateLimit(limiter, limits.lettersByAddress), jsonBody(z.strictObject({ email: input.email })), async (c) => {
      if (signUp !== 'open') throw new HttpError('forbidden', 'Accounts are by invitation here.');
      mailer.requireSetUp();
      const { email } = c.req.valid('json');
      await count(c, limiter, limits.lettersByAccount, email);
      const language = languageOf(c);
      const write = async () => {
        if (await directory.findAccount(email))
          return mailer.post({ to: email, language, kind: 'account-exists', facts: { link: `${publicUrl}/#/sign-in` } });
        const link = `${publicUrl}/#/sign-up?token=${await signUpLinks.mint(email)}`;
        mailer.post({ to: email, language, kind: 'sign-up', facts: { link, hours: signUpHours } });
      };
      behind(write());
      return c.json({ status: 'sent' }, 202);
    })
    .post(
      '/sign-up/complete',
      rateLimit(limiter, limits.links),
      jsonBody(
        z.strictObject({
          token: input.token,
          name: input.name,
          password: input.newPassword,
          workspace: input.workspace.optional(),
          session: input.session,
        }),
      ),
      async (c) => {
        const { token, name, password, workspace, session } = c.req.valid('json');
        const email = await signUpLinks.verify(token);
        if (email === undefined || (await directory.findAccount(email))) throw linkInvalid();
        const owner = await createAccount(auth, { email, name, password });
        const place = workspace && (await members.create({ ...workspace, language: languageOf(c), owner }));
        const started = await signIn(auth, c, { email, password, session });
        return c.json({ ...started, ...(place && { workspace: { id: place.workspace.id, name: place.name } }) }, 201);
      },
    )
    .get('/setup', async (c) => c.json({ needed: !(await setUp.done()), sign_up: signUp, letters: mailer.letters }))
    .post(
      '/setup',
      rateLimit(limiter, limits.setUp),
      jsonBody(
        z.strictObject({
          token: input.token,
          name: input.name,
          email: input.email,
          password: input.newPassword,
          workspace: input.workspace,
          session: input.session,
        }),
      ),
      async (c) => {
        const { token, session, ...owner } = c.req.valid('json');
        const place = await setUp.run(token, { ...owner, language: languageOf(c) });
        const started = await signIn(auth, c, { email: owner.email, password: owner.password, session });
        return c.json({ ...started, workspace: { id: place.workspace.id, name: place.name } }, 201);
      },
    );
}
