import type { BackgroundLink } from '../../link/background-link.ts';
import type { BackgroundToSidebar, SidebarToBackground } from '../../messages.ts';

/** The sidebar's own port to the background. */
export type SidebarLink = BackgroundLink<SidebarToBackground, BackgroundToSidebar>;
