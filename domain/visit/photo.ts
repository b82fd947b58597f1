import { z } from 'zod';

/** The largest photo that a visit takes, in bytes; the same by hand and from a file. */
export const largestPhoto = 64 * 1024 ** 2;

/** What a photo shows: a check (`check:<id>`), a measured field (`measure:<key>`) or a tenant (`firm:<name>`). */
export const photoAbout = z
  .string()
  .max(210)
  .regex(/^(check|measure|firm):./);
