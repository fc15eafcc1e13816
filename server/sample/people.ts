import type { Profile, Role } from '../../shared/records/index.ts';

/** The people of the sample workspace: the three profiles, an administrator, a manager with reports. */
export interface SamplePerson {
  key: string;
  name: string;
  email: string;
  profile: Profile;
  role: Role;
  reportsTo?: string;
  /** What to say of them where people choose whom to sign in as. */
  knownFor: string;
}

export const samplePeople: readonly SamplePerson[] = [
  {
    key: 'camille',
    name: 'Camille Aubert',
    email: 'camille@meridian.example',
    profile: 'company',
    role: 'admin',
    knownFor: 'administrator, sees everything',
  },
  {
    key: 'priya',
    name: 'Priya Raman',
    email: 'priya@meridian.example',
    profile: 'manager',
    role: 'user',
    reportsTo: 'camille',
    knownFor: 'manager of Jonas and Ana',
  },
  {
    key: 'jonas',
    name: 'Jonas Lindt',
    email: 'jonas@meridian.example',
    profile: 'user',
    role: 'user',
    reportsTo: 'priya',
    knownFor: 'salesperson, sees own records',
  },
  {
    key: 'ana',
    name: 'Ana Becker',
    email: 'ana@meridian.example',
    profile: 'user',
    role: 'user',
    reportsTo: 'priya',
    knownFor: 'salesperson, sees own records',
  },
  {
    key: 'tomas',
    name: 'Tomás Ferreira',
    email: 'tomas@meridian.example',
    profile: 'user',
    role: 'user',
    reportsTo: 'camille',
    knownFor: 'salesperson, sees own records',
  },
];

/** Known to everyone who reads this file: accounts with it exist on a loopback address only. */
export const samplePassword = 'meridian-sample';

/** The key of the sample's lead form, which demo/landing.html shows. */
export const formKey = 'meridiansampleform';
