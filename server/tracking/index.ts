export type { Hit } from './hit.ts';
export { pixelAnswers } from './pixel.ts';
export { clickRoutes, pixelRoutes, trackingRoutes } from './routes.ts';
export { Tracking } from './tracking.ts';
export { Whereabouts } from './whereabouts.ts';
