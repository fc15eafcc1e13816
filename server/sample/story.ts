/** What goes on in the sample workspace around today. Days count from today; times are the workspace's wall clock. */

export interface SampleDeal {
  name: string;
  organization: string;
  person: readonly [first: string, last: string];
  title: string;
  email: string;
  phone: string;
  city: string;
  country: string;
  value: string;
  currency: string;
  /** Index among the active stages; `won`, `lost` and `unqualified` are closed ones. */
  stage: 0 | 1 | 2 | 3 | 'won' | 'lost' | 'unqualified';
  owner: string;
  /** Days until the estimated close date, or since the deal was closed. */
  closes: number;
  hot?: boolean;
  tags?: readonly string[];
  /** Days since anything was done about it. */
  quiet?: number;
  task?: readonly [content: string, day: number, time?: string];
  note?: string;
  /** What was said on the telephone, and for how many minutes. */
  call?: readonly [summary: string, minutes: number];
}

const deal = (
  name: string,
  stage: SampleDeal['stage'],
  value: string,
  currency: string,
  owner: string,
  closes: number,
  who: readonly [
    organization: string,
    first: string,
    last: string,
    title: string,
    city: string,
    country: string,
    domain: string,
    phone: string,
  ],
  more: Pick<SampleDeal, 'hot' | 'tags' | 'quiet' | 'task' | 'note' | 'call'> = {},
): SampleDeal => ({
  name,
  stage,
  value,
  currency,
  owner,
  closes,
  organization: who[0],
  person: [who[1], who[2]],
  title: who[3],
  city: who[4],
  country: who[5],
  email: `${plain(who[1])}.${plain(who[2])}@${who[6]}`,
  phone: who[7],
  ...more,
});

const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/[^a-zA-Z]/g, '')
    .toLowerCase();

export const sampleDeals: readonly SampleDeal[] = [
  deal(
    'HPLC system, two columns',
    0,
    '48200',
    'EUR',
    'camille',
    34,
    ['Laboratoires Chevreul', 'Hélène', 'Marchand', 'Head of analytics', 'Lyon', 'France', 'chevreul.example', '+33 4 72 00 18 40'],
    {
      hot: true,
      tags: ['chromatography'],
      task: ['Call about column lengths', 0, '14:30'],
      call: ['Went through the two column lengths. She asks the bench team and comes back to us.', 12],
      note: 'They compare us with two other suppliers. Delivery before the audit in March matters more than the price.',
    },
  ),
  deal(
    'Replacement lamps 2027',
    0,
    '3940',
    'EUR',
    'jonas',
    20,
    ['Novakem s.r.o.', 'Petr', 'Dvořák', 'Buyer', 'Brno', 'Czechia', 'novakem.example', '+420 541 000 212'],
    { task: ['Send the price list', 3] },
  ),
  deal(
    'Framework agreement for material testing',
    0,
    '126000',
    'EUR',
    'priya',
    96,
    ['Zentrum für Werkstoffprüfung Mitte', 'Katrin', 'Vogel', 'Procurement', 'Magdeburg', 'Germany', 'zwm.example', '+49 391 5550 120'],
    { tags: ['framework', 'public'], task: ['Answer the tender questions', -2] },
  ),
  deal(
    'Water analysis pilot',
    0,
    '14750',
    'GBP',
    'ana',
    28,
    [
      'Harbour Water Authority',
      'Sinéad',
      'Burke',
      'Laboratory manager',
      'Bristol',
      'United Kingdom',
      'harbourwater.example',
      '+44 117 496 0233',
    ],
    { task: ['Visit the sampling station', 1] },
  ),
  deal('pH probes, 40 units', 0, '86400', 'NOK', 'jonas', 41, [
    'Fjordlab AS',
    'Ingrid',
    'Solberg',
    'Operations',
    'Bergen',
    'Norway',
    'fjordlab.example',
    '+47 55 50 21 10',
  ]),
  deal(
    'Moisture meter trial',
    0,
    '5280',
    'EUR',
    'camille',
    16,
    ['Coopérative laitière du Haut-Jura', 'Luc', 'Perrin', 'Quality', 'Saint-Claude', 'France', 'cooplait.example', '+33 3 84 00 41 07'],
    { task: ['Collect the trial results', 2] },
  ),
  deal(
    'Viscometer',
    0,
    '7900',
    'GBP',
    'ana',
    60,
    ['Kestrel Foods', 'Dan', 'Okafor', 'R&D lead', 'Leeds', 'United Kingdom', 'kestrelfoods.example', '+44 113 496 0150'],
    { quiet: 16 },
  ),
  deal(
    'Service plan, 3 sites',
    0,
    '11200',
    'USD',
    'priya',
    52,
    ['Okonkwo Agro', 'Chidi', 'Okonkwo', 'Managing director', 'Enugu', 'Nigeria', 'okonkwoagro.example', '+234 42 555 0119'],
    { tags: ['service'], task: ['Draft the service levels', 6] },
  ),
  deal('Titrator demo', 0, '9600', 'EUR', 'camille', 30, [
    'Sołtysik Pharma',
    'Marek',
    'Sołtysik',
    'Owner',
    'Poznań',
    'Poland',
    'soltysik.example',
    '+48 61 555 01 44',
  ]),
  deal(
    'Fume cupboard survey',
    0,
    '2150',
    'EUR',
    'tomas',
    44,
    ['Instituto Ribera', 'Lucía', 'Navarro', 'Facilities', 'Valencia', 'Spain', 'ribera.example', '+34 960 55 01 18'],
    { task: ['Book the survey', 4, '10:00'] },
  ),
  deal('Balance calibration, spring', 0, '4480', 'EUR', 'tomas', 70, [
    'Escola Técnica do Porto',
    'Rui',
    'Matos',
    'Laboratory teacher',
    'Porto',
    'Portugal',
    'etporto.example',
    '+351 22 555 0170',
  ]),
  deal(
    'Dissolution testers, 2 units',
    0,
    '39750',
    'EUR',
    'jonas',
    58,
    ['Brennfeld Pharma', 'Ulrike', 'Sommer', 'Validation', 'Ulm', 'Germany', 'brennfeld.example', '+49 731 5550 88'],
    { tags: ['validation'] },
  ),
  deal(
    'Spectrometer, 2 units',
    1,
    '38600',
    'EUR',
    'camille',
    24,
    ['Mizuno Keisoku', 'Aiko', 'Tanabe', 'Import manager', 'Osaka', 'Japan', 'mizuno-keisoku.example', '+81 6 5550 1290'],
    { hot: true, task: ['Video call about the optics', 0, '16:00'] },
  ),
  deal(
    'Thermal printers for the warehouse',
    1,
    '624000',
    'JPY',
    'camille',
    31,
    ['Tsubaki Buturyu', 'Ken', 'Morita', 'Logistics', 'Nagoya', 'Japan', 'tsubaki-buturyu.example', '+81 52 555 0102'],
    { task: ['Send samples of the labels', 5] },
  ),
  deal(
    'Calibration contract 2027',
    1,
    '312500',
    'SEK',
    'jonas',
    37,
    ['Bergström Biotech AB', 'Nils', 'Ek', 'Metrology', 'Uppsala', 'Sweden', 'bergstrombiotech.example', '+46 18 555 010'],
    { tags: ['service'], task: ['Confirm the list of instruments', 1] },
  ),
  deal(
    'Colour lab fit-out',
    1,
    '38400',
    'EUR',
    'camille',
    19,
    ['Aurelia Cosmetics', 'Giulia', 'Ferraro', 'Head of product', 'Bologna', 'Italy', 'aureliacosmetics.example', '+39 051 555 0161'],
    {
      task: ['Ask for the floor plan', -5],
      call: ['The electrician needs the load of each booth.', 4],
      note: 'Giulia wants daylight D65 in all three booths, not only the one by the window.',
    },
  ),
  deal(
    'Gas analyser rental',
    1,
    '4320.50',
    'GBP',
    'ana',
    12,
    [
      'Pemberton Quarries',
      'Ruth',
      'Pemberton',
      'Site manager',
      'Buxton',
      'United Kingdom',
      'pembertonquarries.example',
      '+44 1298 555 019',
    ],
    { task: ['Check the rental dates', 1] },
  ),
  deal(
    'Incubators, phase 2',
    1,
    '57800',
    'USD',
    'tomas',
    49,
    [
      'Tidewater Diagnostics',
      'Maya',
      'Brooks',
      'Chief of laboratory',
      'Norfolk',
      'United States',
      'tidewaterdx.example',
      '+1 757 555 0142',
    ],
    { task: ['Send references from phase 1', 2] },
  ),
  deal(
    'Clean-room sensors',
    1,
    '21900',
    'EUR',
    'tomas',
    65,
    ['Grupo Almazán', 'Inés', 'Robledo', 'Engineering', 'Zaragoza', 'Spain', 'almazan.example', '+34 976 55 01 77'],
    { quiet: 23 },
  ),
  deal(
    'Refractometers',
    1,
    '12650',
    'EUR',
    'camille',
    26,
    ['Delacroix Parfums', 'Anne', 'Delacroix', 'Perfumer', 'Grasse', 'France', 'delacroixparfums.example', '+33 4 93 00 22 61'],
    { task: ['Lend the handheld model', 3] },
  ),
  deal(
    'Autoclave',
    1,
    '18300',
    'GBP',
    'ana',
    47,
    [
      'Whitcombe & Daughters Brewing',
      'Rosalind',
      'Whitcombe',
      'Head brewer',
      'Bath',
      'United Kingdom',
      'whitcombebrewing.example',
      '+44 1225 555 016',
    ],
    { task: ['Measure the door', 7] },
  ),
  deal('Particle counter', 1, '94000', 'SEK', 'jonas', 55, [
    'Lindqvist Turbin',
    'Åsa',
    'Lindqvist',
    'Test bench',
    'Trollhättan',
    'Sweden',
    'lindqvistturbin.example',
    '+46 520 555 08',
  ]),
  deal(
    'Mass spectrometer with autosampler',
    2,
    '184900',
    'EUR',
    'camille',
    14,
    ['Institut Vauquelin', 'Samuel', 'Lévy', 'Professor', 'Paris', 'France', 'vauquelin.example', '+33 1 44 00 71 20'],
    {
      hot: true,
      tags: ['public', 'chromatography'],
      task: ['Chase the grant office', -1],
      note: 'The grant pays in **two parts**. The quote must show:\n- the autosampler on a line of its own\n- the training, *without* travel\n\nRules of the grant: https://grants.example.org/equipment',
    },
  ),
  deal(
    'Lab renewal, building C',
    2,
    '92750',
    'EUR',
    'priya',
    22,
    ['Universität Marburg', 'Katharina', 'Weiß', 'Laboratory planning', 'Marburg', 'Germany', 'uni-marburg.example', '+49 6421 555 017'],
    { task: ['Walk through with the planner', 0, '11:00'] },
  ),
  deal(
    'Thermal cyclers',
    2,
    '44100',
    'GBP',
    'ana',
    9,
    ['Caledon Genomics', 'Fiona', 'Reid', 'Genomics core', 'Edinburgh', 'United Kingdom', 'caledongenomics.example', '+44 131 555 0134'],
    { hot: true, task: ['Agree the discount', 0] },
  ),
  deal(
    'Dosing pumps, 12 units',
    2,
    '27480',
    'CHF',
    'priya',
    18,
    ['Rheintal Chemie AG', 'Urs', 'Ammann', 'Process engineer', 'Sargans', 'Switzerland', 'rheintalchemie.example', '+41 81 555 01 26'],
    { task: ['Clarify the seals', 1] },
  ),
  deal(
    'Training and validation',
    2,
    '6900',
    'EUR',
    'camille',
    11,
    ['Wójcik Diagnostyka', 'Ewa', 'Nowak', 'Quality', 'Kraków', 'Poland', 'wojcikdiag.example', '+48 12 555 01 60'],
    { tags: ['validation'], task: ['Propose three dates', 2] },
  ),
  deal(
    'Fume hoods',
    2,
    '33000',
    'EUR',
    'jonas',
    33,
    ['Tallinn Põlevkivi OÜ', 'Kadri', 'Tamm', 'Safety', 'Tallinn', 'Estonia', 'tpolevkivi.example', '+372 655 0117'],
    { task: ['Revise the quote', 6] },
  ),
  deal(
    'Five-year service contract',
    3,
    '215000',
    'CHF',
    'priya',
    6,
    ['Rheintal Chemie AG', 'Urs', 'Ammann', 'Process engineer', 'Sargans', 'Switzerland', 'rheintalchemie.example', '+41 81 555 01 26'],
    { hot: true, tags: ['service', 'framework'], task: ['Go through the contract', 0, '17:30'] },
  ),
  deal(
    'Texture analyser',
    3,
    '19850',
    'GBP',
    'ana',
    4,
    ['Kestrel Foods', 'Dan', 'Okafor', 'R&D lead', 'Leeds', 'United Kingdom', 'kestrelfoods.example', '+44 113 496 0150'],
    { task: ['Ask for the order number', 0] },
  ),
  deal(
    'Centrifuges, lot 3',
    3,
    '41375.80',
    'EUR',
    'camille',
    8,
    ['Hôpital Saint-Aubin', 'Claire', 'Morvan', 'Purchasing', 'Angers', 'France', 'saintaubin.example', '+33 2 41 00 35 11'],
    { tags: ['public'], task: ['File the tender papers', 1] },
  ),
  deal(
    'Elemental analyser',
    3,
    '68900',
    'USD',
    'tomas',
    3,
    ['Minera Quillota', 'Pablo', 'Araya', 'Assay office', 'Quillota', 'Chile', 'mineraquillota.example', '+56 33 555 0121'],
    { task: ['Send the proforma invoice', -3] },
  ),
  deal('Ultrasonic baths', 'won', '8400', 'EUR', 'camille', 2, [
    'Laboratoires Chevreul',
    'Hélène',
    'Marchand',
    'Head of analytics',
    'Lyon',
    'France',
    'chevreul.example',
    '+33 4 72 00 18 40',
  ]),
  deal('Sterile hoods', 'won', '61200', 'EUR', 'priya', 6, [
    'Brennfeld Pharma',
    'Ulrike',
    'Sommer',
    'Validation',
    'Ulm',
    'Germany',
    'brennfeld.example',
    '+49 731 5550 88',
  ]),
  deal('Freeze dryer', 'won', '47300', 'EUR', 'jonas', 11, [
    'Bergström Biotech AB',
    'Nils',
    'Ek',
    'Metrology',
    'Uppsala',
    'Sweden',
    'bergstrombiotech.example',
    '+46 18 555 010',
  ]),
  deal('Vacuum pumps', 'won', '18450', 'GBP', 'ana', 19, [
    'Caledon Genomics',
    'Fiona',
    'Reid',
    'Genomics core',
    'Edinburgh',
    'United Kingdom',
    'caledongenomics.example',
    '+44 131 555 0134',
  ]),
  deal('Rotary evaporators', 'lost', '22800', 'EUR', 'tomas', 5, [
    'Instituto Ribera',
    'Lucía',
    'Navarro',
    'Facilities',
    'Valencia',
    'Spain',
    'ribera.example',
    '+34 960 55 01 18',
  ]),
  deal('Muffle furnace', 'lost', '9150', 'EUR', 'camille', 14, [
    'Coopérative laitière du Haut-Jura',
    'Luc',
    'Perrin',
    'Quality',
    'Saint-Claude',
    'France',
    'cooplait.example',
    '+33 3 84 00 41 07',
  ]),
  deal('Student kit', 'unqualified', '1200', 'EUR', 'tomas', 9, [
    'Escola Técnica do Porto',
    'Rui',
    'Matos',
    'Laboratory teacher',
    'Porto',
    'Portugal',
    'etporto.example',
    '+351 22 555 0170',
  ]),
];

export interface SampleLead {
  first_name: string | null;
  last_name: string | null;
  organization_name: string | null;
  title: string | null;
  email: string | null;
  phone: string | null;
  /** Index among the lead statuses. */
  status: 0 | 1 | 2;
  source: string;
  owner: string;
  tags: readonly string[];
  note?: string;
}

const lead = (
  who: readonly [first: string | null, last: string | null, organization: string | null, title: string | null],
  reach: readonly [email: string | null, phone: string | null],
  status: SampleLead['status'],
  source: string,
  owner: string,
  tags: readonly string[] = [],
  note?: string,
): SampleLead => ({
  first_name: who[0],
  last_name: who[1],
  organization_name: who[2],
  title: who[3],
  email: reach[0],
  phone: reach[1],
  status,
  source,
  owner,
  tags,
  ...(note === undefined ? {} : { note }),
});

export const sampleLeads: readonly SampleLead[] = [
  lead(
    ['Yara', 'Haddad', 'Beirut Water Institute', 'Research lead'],
    ['yara.haddad@bwi.example', '+961 1 555 018'],
    0,
    'Website',
    'camille',
    ['trade fair'],
    'Asked for a quote on three portable turbidity meters.',
  ),
  lead(['Oskar', 'Nyman', 'Nyman Färg', 'Owner'], ['oskar@nymanfarg.example', '+46 31 555 044'], 0, 'Event', 'jonas', ['trade fair']),
  lead(
    ['Beatriz', 'Lourenço', 'Quinta do Vale', 'Winemaker'],
    ['beatriz@quintadovale.example', '+351 25 555 013'],
    1,
    'Referral',
    'tomas',
    ['wine'],
    'Referred by Rui Matos. Wants acidity and sulphite in one visit.',
  ),
  lead(['Grace', 'Mwangi', 'Rift Valley Coffee', 'Quality'], ['grace.mwangi@rvcoffee.example', '+254 51 555 0190'], 1, 'Website', 'priya'),
  lead(
    ['Stefan', 'Albrecht', 'Stadtwerke Ahlen', 'Laboratory'],
    ['s.albrecht@stadtwerke-ahlen.example', '+49 2382 555 07'],
    0,
    'Cold call',
    'ana',
    ['public'],
  ),
  lead(['Noor', 'van Dijk', 'Polderkwekerij', 'Agronomist'], ['noor@polderkwekerij.example', '+31 527 555 016'], 1, 'Partner', 'jonas'),
  lead(
    ['Paul', 'Chambon', 'Verrerie Chambon', 'Director'],
    ['p.chambon@verrerie-chambon.example', '+33 5 55 00 12 90'],
    0,
    'Website',
    'camille',
  ),
  lead(
    ['Sofia', 'Petrova', 'Rila Cosmetics', 'Procurement'],
    ['sofia.petrova@rilacosmetics.example', '+359 2 555 0143'],
    1,
    'Event',
    'camille',
    ['trade fair'],
  ),
  lead([null, null, 'Ateliers du Midi', null], ['contact@ateliersdumidi.example', '+33 4 67 00 53 21'], 0, 'Website', 'tomas'),
  lead(['Ibrahim', 'Sesay', 'Freetown Port Laboratory', 'Chemist'], ['i.sesay@fpl.example', '+232 22 555 012'], 0, 'Partner', 'priya'),
  lead(['Hanna', 'Kowalczyk', 'Browar Kowal', 'Head brewer'], ['hanna@browarkowal.example', '+48 71 555 01 39'], 1, 'Referral', 'ana', [
    'beer',
  ]),
  lead(
    ['Diego', 'Salas', 'Cementos Salas', 'Plant manager'],
    ['diego.salas@cementossalas.example', '+52 81 5550 0177'],
    0,
    'Cold call',
    'tomas',
  ),
  lead(['Mei', 'Chen', 'Harbour Aquaculture', 'Director'], ['mei.chen@harbouraqua.example', '+65 5550 0126'], 1, 'Website', 'priya'),
  lead(
    ['Erik', 'Dahl', 'Dahl Marine', 'Engineer'],
    ['erik@dahlmarine.example', '+47 70 55 01 82'],
    2,
    'Event',
    'jonas',
    ['trade fair'],
    'Student project, no budget before 2028.',
  ),
  lead(
    ['Louise', 'Tremblay', 'Sucrerie Tremblay', 'Owner'],
    ['louise@sucrerietremblay.example', '+1 418 555 0137'],
    0,
    'Website',
    'camille',
    ['maple'],
  ),
];

export interface SampleAppointment {
  name: string;
  owner: string;
  day: number;
  start: string;
  end: string;
  location?: string;
  /** The deal that it is about, by name. */
  deal?: string;
  attendees?: readonly string[];
  allDay?: number;
}

export const sampleAppointments: readonly SampleAppointment[] = [
  {
    name: 'Pipeline review',
    owner: 'priya',
    day: 0,
    start: '09:00',
    end: '09:45',
    location: 'Room 2',
    attendees: ['jonas', 'ana', 'camille'],
  },
  {
    name: 'Walk-through, building C',
    owner: 'priya',
    day: 0,
    start: '11:00',
    end: '12:30',
    location: 'Marburg',
    deal: 'Lab renewal, building C',
  },
  {
    name: 'Spectrometer: optics',
    owner: 'camille',
    day: 0,
    start: '16:00',
    end: '16:45',
    location: 'Video call',
    deal: 'Spectrometer, 2 units',
  },
  { name: 'Tender opening', owner: 'camille', day: 1, start: '10:00', end: '11:00', location: 'Angers', deal: 'Centrifuges, lot 3' },
  { name: 'Sampling station visit', owner: 'ana', day: 1, start: '13:30', end: '15:30', location: 'Bristol', deal: 'Water analysis pilot' },
  {
    name: 'Contract with legal',
    owner: 'priya',
    day: 2,
    start: '14:00',
    end: '15:00',
    deal: 'Five-year service contract',
    attendees: ['camille'],
  },
  {
    name: 'Demo: handheld refractometer',
    owner: 'camille',
    day: 3,
    start: '09:30',
    end: '10:30',
    location: 'Grasse',
    deal: 'Refractometers',
  },
  { name: 'Trade fair', owner: 'camille', day: 6, start: '', end: '', location: 'Lyon', allDay: 2, attendees: ['jonas', 'tomas'] },
  {
    name: 'Lunch with Urs Ammann',
    owner: 'priya',
    day: -1,
    start: '12:00',
    end: '13:30',
    location: 'Sargans',
    deal: 'Five-year service contract',
  },
  {
    name: 'Instrument list',
    owner: 'jonas',
    day: -2,
    start: '15:00',
    end: '15:30',
    location: 'Video call',
    deal: 'Calibration contract 2027',
  },
  { name: 'Assay office call', owner: 'tomas', day: 1, start: '17:00', end: '17:30', location: 'Phone', deal: 'Elemental analyser' },
];

/** Tasks that hang on nothing. */
export const sampleTasks: readonly (readonly [owner: string, content: string, day: number | null, time?: string])[] = [
  ['camille', 'Prepare the quarterly figures', 2],
  ['priya', 'Book trains for the trade fair', 0],
  ['jonas', 'Renew the demo loan agreement', -4],
  ['ana', 'Order new sample cases', 5],
  ['tomas', 'Expense report', 0, '18:00'],
  ['camille', 'Read the new export rules', null],
];
