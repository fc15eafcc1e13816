import type { Profile } from '../../shared/records/index.ts';

/** The people of the sample workspace: the three profiles, an administrator, a manager with reports. */
export interface SamplePerson {
  key: string;
  name: string;
  email: string;
  profile: Profile;
  administrator: boolean;
  reportsTo?: string;
  /** What to say of them where people choose whom to sign in as. */
  role: string;
}

export const samplePeople: readonly SamplePerson[] = [
  {
    key: 'camille',
    name: 'Camille Aubert',
    email: 'camille@meridian.example',
    profile: 'company',
    administrator: true,
    role: 'administrator, sees everything',
  },
  {
    key: 'priya',
    name: 'Priya Raman',
    email: 'priya@meridian.example',
    profile: 'manager',
    administrator: false,
    reportsTo: 'camille',
    role: 'manager of Jonas and Ana',
  },
  {
    key: 'jonas',
    name: 'Jonas Lindt',
    email: 'jonas@meridian.example',
    profile: 'user',
    administrator: false,
    reportsTo: 'priya',
    role: 'salesperson, sees own records',
  },
  {
    key: 'ana',
    name: 'Ana Becker',
    email: 'ana@meridian.example',
    profile: 'user',
    administrator: false,
    reportsTo: 'priya',
    role: 'salesperson, sees own records',
  },
  {
    key: 'tomas',
    name: 'Tomás Ferreira',
    email: 'tomas@meridian.example',
    profile: 'user',
    administrator: false,
    reportsTo: 'camille',
    role: 'salesperson, sees own records',
  },
];

/** Known to everyone who reads this file: accounts with it exist on a loopback address only. */
export const samplePassword = 'meridian-sample';

/** The key of the sample's lead form, which demo/landing.html shows. */
export const formKey = 'meridiansampleform';
