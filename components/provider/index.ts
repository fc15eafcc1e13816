export { sessionContext, storeContext } from './contexts.ts';
export { QueryController, RecordController, StatusController, StoreController } from './controllers.ts';
export { ProviderErrorEvent, SignedInEvent, SignedOutEvent } from './events.ts';
export { CrmProvider } from './provider.ts';
export type { Place } from './session.ts';
export { Session } from './session.ts';
