import { defineConfig } from 'drizzle-kit';

/** `npx drizzle-kit generate --config server/directory/drizzle.config.ts` after a change of schema.ts. */
export default defineConfig({
  dialect: 'sqlite',
  schema: './server/directory/schema.ts',
  out: './server/directory/migrations',
});
