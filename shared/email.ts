/** An e-mail address as people write it: stricter than the standard allows, so that what is taken can be written to. */
export const emailPattern = /^[^\s@<>"(),:;]+@[^\s@<>"(),:;]+\.[^\s@<>"(),:;]+$/;
