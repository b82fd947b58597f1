/** The largest photo that a visit takes, in bytes; the same by hand and from a file. */
export const largestPhoto = 64 * 1024 ** 2;
