/** What the people of the sample have written and got. Days count back from today; times are the workspace's wall clock. */

export interface SampleMessage {
  from: 'us' | 'them';
  day: number;
  time: string;
  text: string;
  /** Sent with tracking: hours after which somebody opened it; below zero, those after which a machine fetched its picture. */
  opened?: readonly number[];
  /** For nobody but who has it in their mailbox. */
  private?: boolean;
}

export interface SampleThread {
  /** The deal by its name, or the lead by its e-mail address. */
  on: { deal: string } | { lead: string };
  subject: string;
  messages: readonly SampleMessage[];
}

const us = (day: number, time: string, text: string, opened?: readonly number[]) =>
  ({ from: 'us', day, time, text, ...(opened ? { opened } : {}) }) as const satisfies SampleMessage;
const them = (day: number, time: string, text: string, more: Pick<SampleMessage, 'private'> = {}) =>
  ({ from: 'them', day, time, text, ...more }) as const satisfies SampleMessage;

export const sampleThreads: readonly SampleThread[] = [
  {
    on: { deal: 'HPLC system, two columns' },
    subject: 'Two columns or one',
    messages: [
      them(6, '09:12', 'Good morning Camille,\n\nwe are not sure about the second column yet. What would it cost to add it later?'),
      us(
        6,
        '11:40',
        'Dear Hélène,\n\nlater it is €6,900 with the fitting; with the system it is €5,200. I attach both lines.',
        [1.4, 22, 23.5],
      ),
      them(5, '16:03', 'Thank you. I have asked the bench team about the lengths and come back to you this week.'),
      us(
        1,
        '10:25',
        'Dear Hélène,\n\nhas the bench team decided? Delivery before the audit in March needs your order by the 12th.',
        [2.2, -0.002],
      ),
    ],
  },
  {
    on: { deal: 'Spectrometer, 2 units' },
    subject: 'Optics of the second unit',
    messages: [
      us(
        4,
        '08:50',
        'Hello,\n\nthe second unit can have the extended range. The data sheet is below; page 3 compares the two.',
        [0.9, 5.1, 29],
      ),
      them(3, '13:37', 'Page 3 is what we needed. Let us go through the optics on the telephone.'),
      us(3, '14:02', 'Gladly. You have my invitation.', [0.2]),
    ],
  },
  {
    on: { deal: 'Centrifuges, lot 3' },
    subject: 'Tender 2027-114, lot 3',
    messages: [
      them(8, '10:00', 'Please confirm that your offer holds for 90 days from the opening.'),
      us(8, '15:22', 'We confirm that our offer for lot 3 holds for 90 days from the opening.', [18, 19]),
      them(2, '18:10', 'Between us: the committee has €45,000, and you did not hear that from me.', { private: true }),
    ],
  },
  {
    on: { deal: 'Refractometers' },
    subject: 'Demonstration of the handheld',
    messages: [
      us(7, '09:05', 'Hello,\n\nI could bring the handheld refractometer to you. Would a morning suit?', [3, 3.2]),
      them(6, '08:47', 'A morning is best: we blend in the afternoon. Bring the one with the small prism.'),
    ],
  },
  {
    on: { deal: 'Framework agreement for material testing' },
    subject: 'Questions on the tender, section 4',
    messages: [
      them(9, '11:15', 'Section 4 asks for a service engineer within one day. Where are yours?'),
      us(5, '17:20', 'Ours are in Leipzig and Hannover: both reach Magdeburg within three hours.', [15.5, -0.001, 39]),
    ],
  },
  {
    on: { deal: 'Lab renewal, building C' },
    subject: 'Plans of building C',
    messages: [
      them(6, '14:30', 'Here are the plans. The fume cupboards on the north side cannot move.'),
      us(5, '09:45', 'Thank you. We plan around them, and bring a drawing to the walk-through.', [0.6]),
      us(1, '16:15', 'For the walk-through: we are three, and need the keys of the loading bay.', [1.1, 16]),
    ],
  },
  {
    on: { deal: 'Five-year service contract' },
    subject: 'Draft of the service contract',
    messages: [
      us(4, '12:00', 'Dear Urs,\n\nthe draft is attached. Clause 7 is the one we spoke of over lunch.', [2, 20, 26, 44]),
      them(2, '09:31', 'Legal has two remarks on clause 7. Can you bring yours to the table?'),
      them(1, '20:05', 'From my own address: without clause 7 they would sign this month. Please keep it to yourself.', { private: true }),
    ],
  },
  {
    on: { deal: 'Replacement lamps 2027' },
    subject: 'Lamps for next year',
    messages: [
      them(5, '07:58', 'Good morning,\n\nwe need prices for 24 deuterium lamps, delivered in two parts.'),
      us(4, '10:44', 'Dear Mr Dvořák,\n\n24 lamps in two parts are possible. The list follows with the new prices.', [0.4, -0.001]),
    ],
  },
  {
    on: { deal: 'Calibration contract 2027' },
    subject: 'List of instruments',
    messages: [
      us(6, '13:00', 'Hello,\n\ncould you fill in the attached list? Serial numbers are enough.', [4]),
      them(3, '15:26', 'Attached. The two balances of room 12 are new.'),
      us(2, '09:18', 'Thank you: 46 instruments. You have our offer on Friday.', [0.3, 7.5]),
    ],
  },
  {
    on: { deal: 'Water analysis pilot' },
    subject: 'Visit to the sampling station',
    messages: [
      us(5, '11:30', 'Dear Sinéad,\n\nwhen may we see the sampling station? Two hours are enough.', [21, 22]),
      them(3, '10:02', 'Tomorrow week is low water: come before three. Bring boots.'),
    ],
  },
  {
    on: { deal: 'Elemental analyser' },
    subject: 'Assay office: which gases',
    messages: [
      them(4, '16:55', 'Our building has helium and oxygen. Argon would have to be bottled. Is that a problem?'),
      us(3, '08:35', 'None at all: helium and oxygen are what it needs.', [1.7, -0.002]),
    ],
  },
  {
    on: { lead: 'beatriz@quintadovale.example' },
    subject: 'Acidity and sulphite in one visit',
    messages: [
      us(4, '10:15', 'Dear Beatriz,\n\nRui Matos told me what you measure. Both can be done in one visit.', [30]),
      them(2, '19:40', 'Good. After the harvest, please: from the 15th.'),
    ],
  },
  {
    on: { lead: 'grace.mwangi@rvcoffee.example' },
    subject: 'Moisture of green coffee',
    messages: [
      them(5, '06:20', 'We measure moisture of green coffee at three stations. What would you advise?'),
      us(5, '09:30', 'Dear Grace,\n\none meter at each, with one calibration for all. I can lend you one to try.', [1, 26]),
    ],
  },
  {
    on: { lead: 'hanna@browarkowal.example' },
    subject: 'Bitterness on the bench',
    messages: [us(3, '14:48', 'Dear Hanna,\n\nthe method for bitterness runs on the small spectrometer as well. May I show you?')],
  },
  {
    on: { lead: 'p.chambon@verrerie-chambon.example' },
    subject: 'Your question about glass colour',
    messages: [us(2, '11:05', 'Dear Mr Chambon,\n\nthe answer is yes, through the bottle. May I call you tomorrow?', [-0.002])],
  },
];
