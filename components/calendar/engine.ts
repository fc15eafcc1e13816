import { Calendar } from 'fullcalendar';
import type { CalendarOptions, EventDisplayInfo } from 'fullcalendar';
import dayGrid from 'fullcalendar/daygrid';
import interaction from 'fullcalendar/interaction';
import list from 'fullcalendar/list';
import timeGrid from 'fullcalendar/timegrid';
import theme from 'fullcalendar/themes/classic';
import { formatTime } from '../base/format/dates.ts';
import { hoursAndMinutes, msg, plural, str, type TimeFormat } from '../base/localisation/index.ts';
import type { Drawn, Placed, Range } from './events.ts';
import { weekStart } from './events.ts';

/** The views of the calendar, by the names that fullcalendar has for them. */
export const views = { month: 'dayGridMonth', week: 'timeGridWeek', day: 'timeGridDay', agenda: 'listWeek' } as const;
export type View = keyof typeof views;

/** What a view is drawn as: on a phone a week has no room, and three days stand for it. */
export const drawnAs = (view: View, narrow: boolean): string => (narrow && view === 'week' ? 'timeGridThreeDays' : views[view]);

/** What the calendar asks of its element, and tells it. */
export interface Hooks {
  draw: (range: Range) => Drawn[];
  /** Time was marked by dragging or clicking. */
  mark: (placed: Placed) => void;
  /** Something was moved or resized; false puts it back. */
  place: (kind: Drawn['extendedProps']['kind'], record: string, placed: Placed) => boolean;
  open: (kind: Drawn['extendedProps']['kind'], record: string) => void;
  /** Something was drawn, for the first time or anew. */
  drawn: (event: string, element: HTMLElement) => void;
  shown: (date: Date) => void;
}

export interface Setting {
  view: View;
  narrow: boolean;
  zone: string;
  locale: string;
  hours: TimeFormat | undefined;
  rtl: boolean;
}

/** What depends on language, zone, direction and how hours are counted. */
export function settings({ zone, locale, rtl }: Omit<Setting, 'view' | 'narrow'>): CalendarOptions {
  return {
    timeZone: zone,
    locale,
    firstDay: weekStart(locale),
    slotHeaderFormat: { hour: twelveHours(locale) ? 'numeric' : '2-digit', minute: '2-digit', ...hoursAndMinutes() },
    eventTimeFormat: { hour: 'numeric', minute: '2-digit', ...hoursAndMinutes() },
    direction: rtl ? 'rtl' : 'ltr',
    allDayText: msg('All day'),
    noEventsText: msg('Nothing planned'),
    moreLinkText: (count: number) => plural(count, { one: msg(str`${count} more`), other: msg(str`${count} more`) }),
  };
}

/** Draws a calendar into an element. The only module that knows fullcalendar. */
export function drawCalendar(place: HTMLElement, setting: Setting, hooks: Hooks): Calendar {
  const moved = ({ event, revert }: { event: EventDisplayInfo['event']; revert: () => void }) => {
    const { kind, record } = event.extendedProps as Drawn['extendedProps'];
    const { start, end, allDay } = event;
    if (!start || !hooks.place(kind, record, { start, end, allDay })) revert();
  };
  const calendar = new Calendar(place, {
    plugins: [dayGrid, timeGrid, list, interaction, theme],
    ...settings(setting),
    initialView: drawnAs(setting.view, setting.narrow),
    views: { timeGridThreeDays: { type: 'timeGrid', duration: { days: 3 } } },
    headerToolbar: false,
    height: '100%',
    nowIndicator: true,
    editable: true,
    selectable: true,
    selectMirror: true,
    eventInteractive: true,
    slotMinHeight: 28,
    eventShortHeight: 38,
    slotHeaderInterval: '01:00',
    slotDuration: '00:30',
    snapDuration: '00:15',
    scrollTime: '07:30',
    dayMaxEvents: true,
    eventDisplay: 'block',
    slotEventOverlap: false,
    viewClass: ({ view }) => (view.type === views.agenda ? 'sheet agenda' : 'sheet'),
    listItemEventBeforeClass: 'dot',
    dayHeaderAlign: 'start',
    dayHeaderContent: ({ weekdayText, dayNumberText, text }) => ({ domNodes: [dayHead(weekdayText, dayNumberText, text)] }),
    dayHeaderClass: ({ isToday, dow }) => `day-head${isToday ? ' today' : ''}${weekend(dow)}`,
    dayLaneClass: ({ dow }) => `lane${weekend(dow)}`,
    dayCellClass: ({ isToday, dow }) => `cell${isToday ? ' today' : ''}${weekend(dow)}`,
    dayCellDidMount: ({ el, view }) => {
      // Its name would hide from screen readers what stands in it; the head of its column says the day.
      if (view.type !== views.month) el.removeAttribute('aria-label');
    },
    slotLaneClass: ({ isMinor }) => (isMinor ? 'minor' : ''),
    slotHeaderClass: ({ isMinor }) => (isMinor ? 'minor' : ''),
    slotHeaderInnerClass: 'hour',
    allDayHeaderInnerClass: 'hour',
    allDayDividerClass: 'divider',
    nowIndicatorHeaderClass: 'now-head',
    listDayHeaderClass: 'list-day',
    defaultTimedEventDuration: '00:30',
    longPressDelay: 400,
    events: ({ start, end, startStr, endStr }, done) =>
      done(
        hooks.draw({ from: startStr.slice(0, 10), until: endStr.slice(0, 10), fromAt: start.toISOString(), untilAt: end.toISOString() }),
      ),
    eventContent: (info) => ({ domNodes: contentOf(info, String(calendar.getOption('timeZone'))) }),
    eventDidMount: ({ el, event, view }) => {
      el.dataset['event'] = event.id;
      // The agenda's events are buttons in a list without list items: a group says what it is.
      const around = el.parentElement;
      if (view.type === views.agenda && around?.getAttribute('role') === 'list') around.setAttribute('role', 'group');
      hooks.drawn(event.id, el);
    },
    eventClick: ({ event, jsEvent }) => {
      const { kind, record } = event.extendedProps as Drawn['extendedProps'];
      jsEvent.preventDefault();
      hooks.open(kind, record);
    },
    select: ({ start, end, allDay }) => {
      calendar.unselect();
      hooks.mark({ start, end, allDay });
    },
    eventDrop: moved,
    eventResize: moved,
    datesSet: () => hooks.shown(calendar.getDate()),
  });
  calendar.render();
  return calendar;
}

/** Whether the clock goes to twelve. */
const twelveHours = (locale: string): boolean =>
  new Intl.DateTimeFormat(locale, { hour: 'numeric', ...hoursAndMinutes() }).resolvedOptions().hour12 ?? false;

/** A class more for Saturday and Sunday. */
const weekend = (dow: number): string => (dow === 0 || dow === 6 ? ' weekend' : '');

/** The words inside an event: a task's circle, its title, its time and place. On one line where there is room for no more. */
function contentOf({ event, timeText, isShort, view }: EventDisplayInfo, zone: string): HTMLElement[] {
  const { kind, place } = event.extendedProps as Drawn['extendedProps'];
  const flat = isShort || event.allDay || view.type === views.month || view.type === views.agenda;
  const box = part('div', flat ? 'box flat' : 'box');
  if (kind === 'task') box.append(part('span', 'circle'));
  const words = part('div', 'words');
  words.append(part('bdi', 'name', event.title));
  const begins = event.start ? formatTime(event.start.toISOString(), { zone }) : '';
  const agenda = view.type === views.agenda;
  const time = event.allDay ? '' : flat && !agenda ? begins : timeText;
  const below = [time, flat && !agenda ? '' : place].filter(Boolean).join(' · ');
  if (below) words.append(part('span', 'below', below));
  box.append(words);
  return [box];
}

/** The head of a day's column: its weekday, and its number where the column is of one day. */
function dayHead(weekday: string, day: string, text: string): HTMLElement {
  const head = part('span', 'date', day ? '' : text);
  if (day) head.append(`${weekday} `, part('span', 'day', day));
  return head;
}

function part(tag: string, name: string, text = ''): HTMLElement {
  const element = document.createElement(tag);
  element.className = name;
  element.textContent = text;
  return element;
}
