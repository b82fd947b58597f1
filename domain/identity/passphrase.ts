/** 口令: how long a passphrase counts, and how hard it is to guess. A hint, not a promise. */

/** The least length that is taken at all, in letters. */
export const shortestPassphrase = 8;

export const strengths = ['tooShort', 'weak', 'fair', 'strong'] as const;
export type Strength = (typeof strengths)[number];

/** Bits from which a passphrase is more than weak, and from which it stands a search of years. */
const from = { fair: 45, strong: 65 } as const;

/** Letters that count: a Chinese character is guessed harder than a Latin letter and counts as two. */
export function countLetters(passphrase: string): number {
  return Array.from(passphrase).reduce((sum, letter) => sum + (letter > '\u007f' ? 2 : 1), 0);
}

/** Bits of one letter, by the kind that it comes from. */
function bitsOf(letter: string): number {
  if (letter > '\u007f') return 10;
  if (/[0-9]/.test(letter)) return 3.3;
  return /[a-z ]/.test(letter) ? 4 : 5;
}

/** Whether a letter only goes on as the ones before it: the same again, the next in order, or a repeated beginning. */
function goesOn(letters: readonly string[], at: number): boolean {
  const code = (place: number): number => letters[place]?.codePointAt(0) ?? 0;
  if (at === 0) return false;
  const step = code(at) - code(at - 1);
  return (
    Math.abs(step) <= 1 ||
    (at >= 2 &&
      letters
        .slice(0, at - 1)
        .join('')
        .includes(`${letters[at - 1] ?? ''}${letters[at] ?? ''}`))
  );
}

/** How a passphrase would stand a search, by its letters alone; what runs on by itself counts one bit a letter. */
export function strengthOf(passphrase: string): Strength {
  if (countLetters(passphrase) < shortestPassphrase) return 'tooShort';
  const letters = Array.from(passphrase);
  const bits = letters.reduce((sum, letter, at) => sum + (goesOn(letters, at) ? 1 : bitsOf(letter)), 0);
  if (bits < from.fair) return 'weak';
  return bits < from.strong ? 'fair' : 'strong';
}

/** Letters that nobody takes for another when reading them aloud or off paper. */
const clear = 'abcdefghjkmnpqrstuvwxyz23456789';
const groups = 4;
const groupLength = 4;

/** How many random bytes {@link proposePassphrase} asks for. */
export const proposalBytes = groups * groupLength * 2;

/** A passphrase to hand over on paper, "k7mq-3xpf-9wdt-h2ra" (79 bits). `random`: {@link proposalBytes} of them, used two by two so that every letter is as likely. */
export function proposePassphrase(random: Uint8Array): string {
  const letters = Array.from(
    { length: groups * groupLength },
    (_, at) => clear[(((random[at * 2] ?? 0) << 8) | (random[at * 2 + 1] ?? 0)) % clear.length],
  );
  return Array.from({ length: groups }, (_, group) => letters.slice(group * groupLength, (group + 1) * groupLength).join('')).join('-');
}
