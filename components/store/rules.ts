/** What the store needs to make changes, and not to show what there is: fetched by itself. */
export { applyMutation } from '../../shared/mutators/index.ts';
