import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countLetters, proposalBytes, proposePassphrase, strengthOf } from '../../../domain/identity/passphrase.ts';

describe('passphrases', () => {
  test.each([
    ['', 'tooShort'],
    ['1234567', 'tooShort'],
    ['短口令', 'tooShort'],
    ['12345678', 'weak'],
    ['aaaaaaaaaaaaaaaaaaaa', 'weak'],
    ['abcabcabcabcabcabcabc', 'weak'],
    ['20261120', 'weak'],
    ['园区评审口令', 'fair'],
    ['correct horse', 'weak'],
    ['Zhongshan-2026', 'fair'],
    ['correct horse battery', 'strong'],
    ['k7mq-3xpf-9wdt-h2ra', 'strong'],
    ['correct horse battery staple', 'strong'],
    ['潭州星沙浏水湘江', 'strong'],
  ] as const)('%s is %s', (passphrase, strength) => {
    expect(strengthOf(passphrase)).toBe(strength);
  });

  test('a_longer_passphrase_is_never_weaker', () => {
    const order = ['tooShort', 'weak', 'fair', 'strong'];
    fc.assert(
      fc.property(
        fc.string({ maxLength: 40 }),
        fc.string({ minLength: 1, maxLength: 3 }),
        (start, more) => order.indexOf(strengthOf(start + more)) >= order.indexOf(strengthOf(start)),
      ),
    );
  });

  test('a_proposal_is_strong_and_can_be_read_off_paper', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: proposalBytes, maxLength: proposalBytes }), (random) => {
        const proposed = proposePassphrase(random);
        expect(proposed).toMatch(/^([abcdefghjkmnp-z2-9]{4}-){3}[abcdefghjkmnp-z2-9]{4}$/);
        expect(countLetters(proposed)).toBe(19);
      }),
    );
  });

  test('every_letter_of_a_proposal_depends_on_the_random_bytes', () => {
    const zero = proposePassphrase(new Uint8Array(proposalBytes));
    const all = Array.from({ length: 16 }, (_, at) => proposePassphrase(new Uint8Array(proposalBytes).fill(7, at * 2, at * 2 + 2)));
    expect(new Set([zero, ...all]).size).toBe(17);
  });
});
