import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { texts } from '../../domain/texts/index.ts';

const home = join(import.meta.dirname, '../../renderer');
const source = globSync('**/*.{ts,tsx}', { cwd: home })
  .map((file) => readFileSync(join(home, file), 'utf8'))
  .join('\n');

/** Keys written out in the code, and the shapes of keys put together there (`window.place.${place}`). */
const written = new Set(
  [...source.matchAll(/'((?:window|desk|field|identity|common|(?:publicity|minutes|tally|shortlist)\.screen)\.[A-Za-z0-9.]+)'/g)].map(
    (match) => match[1] ?? '',
  ),
);
const shapes = [...source.matchAll(/`((?:window|desk|field|identity|common|(?:publicity|minutes|tally|shortlist)\.screen)\.[^`]+)`/g)].map(
  (match) => {
    const parts = (match[1] ?? '').split(/\$\{[^}]+\}/).map((part) => part.replaceAll('.', '\\.'));
    return new RegExp(`^${parts.join('[A-Za-z0-9.]+')}$`);
  },
);
const own = Object.keys(texts.zh).filter((key) =>
  /^(window|desk|field|identity|common|(publicity|minutes|tally|shortlist)\.screen)\./.test(key),
);

function bare(text: string): string {
  return text.replaceAll(/\{\{[^}]+\}\}/g, '');
}

describe('the window has words for everything it says', () => {
  test.each([...written])('%s is there in both languages', (key) => {
    expect(texts.zh).toHaveProperty([key]);
    expect(texts.en).toHaveProperty([key]);
  });

  test('every composed key has at least one text', () => {
    expect(shapes.filter((shape) => !own.some((key) => shape.test(key))).map(String)).toEqual([]);
  });

  test('no text of the window lies about unused', () => {
    const unused = own.filter((key) => !key.startsWith('common.') && !written.has(key) && !shapes.some((shape) => shape.test(key)));
    expect(unused).toEqual([]);
  });

  test('Chinese sentences carry no English words, English ones no Chinese', () => {
    const allowed = /EN|RSA|PgUp|PgDn|Ctrl|Alt|Delete|Enter|Esc|Tab|PDF|SHA-256|m²|[A-Z]\b/g;
    expect(own.filter((key) => /[A-Za-z]{2,}/.test(bare(texts.zh[key] ?? '').replaceAll(allowed, '')))).toEqual([]);
    expect(own.filter((key) => /\p{Script=Han}/u.test(texts.en[key] ?? '') && key !== 'window.bar.otherLanguage')).toEqual([]);
  });
});
