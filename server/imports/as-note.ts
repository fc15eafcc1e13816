import type { Language } from '../http/language.ts';
import type { Fields } from './plan.ts';

/** Texts and visits of another account, as the words of a note. */

const words = {
  en: {
    received: 'Text message received',
    sent: 'Text message sent',
    text: 'Text message',
    from: (from: string, to: string) => `From ${from} to ${to}`,
    fromAlone: (from: string) => `From ${from}`,
    toAlone: (to: string) => `To ${to}`,
    visit: 'Visit',
    place: (place: string) => `Place: ${place}`,
    outcome: (outcome: string) => `Outcome: ${outcome}`,
  },
  fr: {
    received: 'SMS reçu',
    sent: 'SMS envoyé',
    text: 'SMS',
    from: (from: string, to: string) => `De ${from} à ${to}`,
    fromAlone: (from: string) => `De ${from}`,
    toAlone: (to: string) => `À ${to}`,
    visit: 'Visite',
    place: (place: string) => `Lieu : ${place}`,
    outcome: (outcome: string) => `Résultat : ${outcome}`,
  },
} as const satisfies Record<Language, object>;

/** Puts what the fields of a text or a visit say into the words of its note. Changes the fields. */
export function asNote(kind: 'text' | 'visit', fields: Fields, language: Language = 'en'): void {
  const take = (field: string): string | undefined => {
    const value = fields[field];
    delete fields[field];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const said = take('content');
  const head = kind === 'text' ? headOfText(fields, take, language) : headOfVisit(take, language);
  fields['content'] = [head.filter((line) => line !== undefined).join('\n'), said].filter((part) => part !== undefined).join('\n\n');
}

type Take = (field: string) => string | undefined;

function headOfText(fields: Fields, take: Take, language: Language): (string | undefined)[] {
  const say = words[language];
  const { incoming } = fields;
  delete fields['incoming'];
  const [user, other] = [take('user_phone_number'), take('resource_phone_number')];
  const [from, to] = incoming === true ? [other, user] : [user, other];
  const numbers =
    from !== undefined && to !== undefined
      ? say.from(from, to)
      : from !== undefined
        ? say.fromAlone(from)
        : to !== undefined
          ? say.toAlone(to)
          : undefined;
  return [incoming === undefined ? say.text : incoming === true ? say.received : say.sent, numbers];
}

function headOfVisit(take: Take, language: Language): (string | undefined)[] {
  const say = words[language];
  const [place, outcome] = [take('location'), take('outcome')];
  return [say.visit, place === undefined ? undefined : say.place(place), outcome === undefined ? undefined : say.outcome(outcome)];
}
