/**
 * An e-mail address as people write it: stricter than the standard allows, so that what is taken can be written to. RFC 5321
 * limits it to 254 characters; that stands in the pattern too, since its time grows with the square of what it looks at.
 */
export const emailPattern = /^(?=.{1,254}$)[^\s@<>"(),:;]+@[^\s@<>"(),:;]+\.[^\s@<>"(),:;]+$/;
