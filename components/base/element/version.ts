/** The version of the kit, as in package.json. Two copies on one page compare it to tell a clash from a repeat. */
export const version = '0.1.0';
