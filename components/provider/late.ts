import { ContextRoot } from '@lit/context';

/**
 * An element may be defined before the provider around it, since each is fetched by itself: its question is kept, and
 * asked again when the provider has come.
 */
new ContextRoot().attach(document.documentElement);
