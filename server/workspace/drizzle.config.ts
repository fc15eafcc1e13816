import { defineConfig } from 'drizzle-kit';

export default defineConfig({ dialect: 'sqlite', schema: './server/workspace/schema.ts', out: './server/workspace/migrations' });
