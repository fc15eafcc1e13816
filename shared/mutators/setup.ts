import { standardStages } from '../records/index.ts';
import type { NamedMutation } from './index.ts';

/** The words of a new workspace, in the language of whoever makes it. */
const words = {
  en: {
    pipeline: 'Sales',
    stages: standardStages.map((stage) => stage.name),
    statuses: ['New', 'Active', 'Unqualified'],
    lossReasons: ['Price too high', 'Lost to a competitor', 'No budget', 'No decision', 'Missing feature'],
    unqualified: ['Not a fit', 'Wrong timing', 'Could not be reached', 'Duplicate'],
    callOutcomes: ['Interested', 'Not interested', 'To call again', 'Left a message', 'Wrong number'],
    sources: ['Website', 'Referral', 'Event', 'Cold call', 'Partner'],
  },
  fr: {
    pipeline: 'Ventes',
    stages: ['Entrante', 'Qualifiée', 'Devis', 'Conclusion', 'Gagnée', 'Perdue', 'Non qualifiée'],
    statuses: ['Nouvelle', 'Active', 'Non qualifiée'],
    lossReasons: ['Prix trop élevé', 'Gagnée par un concurrent', 'Pas de budget', 'Pas de décision', 'Fonction manquante'],
    unqualified: ['Ne correspond pas', 'Mauvais moment', 'Injoignable', 'Doublon'],
    callOutcomes: ['Intéressé', 'Pas intéressé', 'À rappeler', 'Message laissé', 'Mauvais numéro'],
    sources: ['Site web', 'Recommandation', 'Salon', 'Prospection', 'Partenaire'],
  },
} as const;

/** The mutations that set up a new workspace: settings, the first administrator, a pipeline, and the usual lists. */
export function standardSetup(options: {
  workspace: { name: string; currency?: string; timezone?: string };
  administrator: { id: string; name: string; email: string; timezone?: string };
  language?: 'en' | 'fr';
  newId: () => string;
}): NamedMutation[] {
  const { workspace, administrator, newId } = options;
  const say = words[options.language ?? 'en'];
  const categories = ['new', 'working', 'unqualified'] as const;
  return [
    { name: 'createWorkspaceSettings', args: { id: newId(), ...workspace } },
    { name: 'createUser', args: { ...administrator, profile: 'company', role: 'admin' } },
    {
      name: 'createPipeline',
      args: { id: newId(), name: say.pipeline, stages: say.stages.map((name) => ({ id: newId(), name })) },
    },
    ...say.statuses.map((name, position): NamedMutation => ({
      name: 'createLeadStatus',
      args: { id: newId(), name, category: categories[position] ?? 'working', position },
    })),
    ...say.lossReasons.map((name): NamedMutation => ({ name: 'createLossReason', args: { id: newId(), name } })),
    ...say.unqualified.flatMap((name): NamedMutation[] => [
      { name: 'createDealUnqualifiedReason', args: { id: newId(), name } },
      { name: 'createLeadUnqualifiedReason', args: { id: newId(), name } },
    ]),
    ...say.callOutcomes.map((name): NamedMutation => ({ name: 'createCallOutcome', args: { id: newId(), name } })),
    ...say.sources.flatMap((name): NamedMutation[] => [
      { name: 'createSource', args: { id: newId(), name, resource_type: 'lead' } },
      { name: 'createSource', args: { id: newId(), name, resource_type: 'deal' } },
    ]),
  ];
}
