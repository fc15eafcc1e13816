import { plain } from './headers.ts';

/**
 * What headers in French, Spanish and German are in English: the wordings of fields, and what tells a table from others, are
 * written in that. Words that are a field's own in these languages stand among its wordings.
 */
const english: Readonly<Record<string, readonly string[]>> = {
  // Who it is.
  'first name': ['prénom', 'prénom du contact', 'prénom du prospect', 'vorname'],
  'last name': ['nom de famille', 'apellido', 'apellidos', 'nachname', 'familienname'],
  'full name': ['nom complet', 'nom et prénom', 'prénom et nom', 'nom prénom', 'prénom nom', 'nombre completo', 'vollständiger name'],
  'contact name': ['nom du contact', 'nombre del contacto', 'kontaktname', 'ansprechpartner', 'ansprechperson'],
  'lead name': ['nom du prospect', 'nom de la piste', 'nom du lead'],
  name: ['nombre'],
  'company name': [
    'société',
    'entreprise',
    'organisation',
    'nom de la société',
    'nom de l’entreprise',
    'nom de l’organisation',
    'nom société',
    'nom entreprise',
    'raison sociale',
    'client',
    'empresa',
    'compañía',
    'razón social',
    'firma',
    'firmenname',
    'unternehmen',
    'organización',
  ],
  'account name': ['compte', 'nom du compte', 'cuenta'],
  'job title': ['poste', 'intitulé du poste', 'fonction', 'cargo', 'puesto', 'funktion'],
  // How to reach them.
  email: [
    'courriel',
    'adresse e-mail',
    'adresse mail',
    'adresse électronique',
    'adresse de messagerie',
    'e-mail professionnel',
    'courriel professionnel',
    'correo',
    'correo electrónico',
    'e-mail-adresse',
  ],
  phone: ['téléphone', 'tél', 'numéro de téléphone', 'téléphone fixe', 'téléphone professionnel', 'teléfono', 'telefon', 'telefonnummer'],
  mobile: ['portable', 'téléphone portable', 'téléphone mobile', 'tél portable', 'numéro de portable', 'gsm', 'móvil', 'mobil', 'handy'],
  website: ['site web', 'site internet', 'sitio web', 'página web', 'webseite', 'internetseite'],
  street: ['rue', 'adresse postale', 'dirección', 'straße'],
  zip: ['cp', 'code postal', 'código postal', 'plz', 'postleitzahl'],
  city: ['ville', 'commune', 'localité', 'ciudad', 'ort', 'stadt'],
  state: ['provincia', 'bundesland'],
  country: ['pays', 'país', 'land'],
  industry: ['secteur', 'secteur d’activité', 'sector', 'branche'],
  tags: ['étiquettes', 'mots-clés', 'etiquetas', 'schlagwörter'],
  notes: ['remarques', 'commentaires', 'notas', 'notizen', 'bemerkungen'],
  owner: ['propriétaire', 'commercial', 'vendeur', 'propietario', 'besitzer', 'zuständig'],
  'assigned to': ['attribué à', 'assigné à', 'affecté à', 'asignado a', 'zugewiesen an'],
  'contact owner': ['propriétaire du contact'],
  'lead owner': ['propriétaire de la piste', 'propriétaire du lead', 'propriétaire du prospect'],
  'deal owner': ['propriétaire de l’affaire', 'propriétaire de la transaction'],
  'created date': ['créé le', 'date de création', 'fecha de creación', 'erstellt am'],
  // What has come of it.
  status: ['statut'],
  'lead status': ['statut du lead', 'statut de la piste', 'statut du prospect'],
  'deal status': ['statut de l’affaire', 'statut du deal', 'statut de l’opportunité', 'état de l’affaire'],
  'lead source': ['source de la piste', 'source du lead', 'provenance'],
  'deal name': [
    'affaire',
    'nom de l’affaire',
    'titre de l’affaire',
    'nom du deal',
    'opportunité',
    'nom de l’opportunité',
    'nom de la transaction',
    'negocio',
    'oportunidad',
    'geschäft',
  ],
  amount: ['montant', 'importe', 'betrag'],
  value: ['valeur', 'valor', 'wert'],
  currency: ['devise', 'monnaie', 'moneda', 'währung'],
  stage: ['étape', 'phase', 'etapa'],
  'deal stage': ['étape du pipeline', 'étape de vente', 'étape de l’affaire', 'phase de la transaction'],
  'close date': ['date de clôture', 'date de fermeture', 'fecha de cierre', 'abschlussdatum'],
  'expected close date': ['date de clôture prévue', 'date de clôture estimée', 'date de signature prévue'],
  probability: ['probabilité', 'probabilidad', 'wahrscheinlichkeit'],
  'lost reason': ['motif de perte', 'raison de la perte', 'motif de la perte', 'raison de perte', 'verlustgrund'],
  // What there is to do.
  task: ['tâche', 'tarea', 'aufgabe'],
  title: ['intitulé', 'titre'],
  'due date': ['échéance', 'date d’échéance', 'fecha de vencimiento', 'fällig am', 'fälligkeitsdatum'],
  done: ['terminé', 'terminée', 'fait', 'faite', 'erledigt'],
  start: ['début', 'date de début', 'heure de début', 'beginn'],
  end: ['fin', 'date de fin', 'heure de fin', 'ende'],
  location: ['lieu', 'lugar'],
  duration: ['durée', 'durée de l’appel', 'duración', 'dauer'],
  'called at': ['appelé le', 'date de l’appel'],
  // What is sold.
  'product name': ['produit', 'nom du produit', 'producto', 'produkt'],
  'unit price': ['prix unitaire', 'precio unitario', 'einzelpreis'],
  price: ['prix', 'precio', 'preis'],
  quantity: ['quantité', 'cantidad', 'menge'],
};

const known = new Map(Object.entries(english).flatMap(([wording, words]) => words.map((word) => [plain(word), plain(wording)] as const)));

const firstNames = new Set(['firstname', 'givenname', ...(english['first name']?.map(plain) ?? [])]);
const wholeNames = new Set(['contact name', 'lead name'].flatMap((wording) => english[wording]?.map(plain) ?? []));

/** What a header may be called, without what does not count: as it stands, and in English. @param all the headers of its table */
export function meaningsOf(header: string, all: readonly string[]): string[] {
  const word = plain(header);
  const beside = (some: ReadonlySet<string>): boolean => all.some((other) => some.has(plain(other)));
  // « Nom du contact » is the last name where « Prénom du contact » stands beside it, and « Nombre » the first one of « Apellidos ».
  if (wholeNames.has(word) && beside(firstNames)) return [word, 'lastname'];
  if (word === 'nombre' && beside(spanishLastNames)) return [word, 'firstname'];
  // In Spanish it is where somebody lives as well.
  if (word === 'estado') return [word, beside(spanishCities) ? 'state' : 'status'];
  const meaning = known.get(word);
  return meaning === undefined ? [word] : [word, meaning];
}

const spanishLastNames = new Set(['apellido', 'apellidos']);
const spanishCities = new Set(['ciudad', 'provincia', 'pais']);
