/** Every kind of event that the program writes has words in both languages, and no words stand for a kind it never writes. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { texts } from '../../../domain/texts/index.ts';

const root = join(import.meta.dirname, '../../..');
const sources = globSync(['electron/services/**/*.ts', 'electron/io/**/*.ts', 'db/queries/**/*.ts', 'domain/**/*.ts'], { cwd: root }).map(
  (file) => readFileSync(join(root, file), 'utf8'),
);
const literals = new Set(
  sources.flatMap((source) => Array.from(source.matchAll(/'([a-zA-Z]+\.[a-zA-Z]+)'/g), ([, literal = '']) => literal)),
);
/** `kind: 'noun.verb'`, and the choices of `kind: which ? 'noun.verb' : 'noun.other'` */
const kinds = new Set(
  sources.flatMap((source) =>
    Array.from(source.matchAll(/\bkind: ((?:[^,{}\n]|\?\?)*)/g), ([, value = '']) =>
      Array.from(value.matchAll(/'([a-zA-Z]+\.[a-zA-Z]+)'/g), ([, kind = '']) => kind),
    ).flat(),
  ),
);
/** `noun.${verb}`: put together where many verbs share one way of writing */
const composed = new Set(sources.flatMap((source) => Array.from(source.matchAll(/kind: `([a-zA-Z]+)\.\$\{/g), ([, noun = '']) => noun)));
const worded = (language: 'zh' | 'en') =>
  new Set(Object.keys(texts[language]).flatMap((key) => (key.startsWith('event.') ? [key.slice('event.'.length)] : [])));

test('kinds are found in the source', () => {
  expect(kinds.size).toBeGreaterThan(40);
  expect(kinds).toContain('score.withdrawAbstention');
});

test.each(['zh', 'en'] as const)('every kind of event has words in %s', (language) => {
  const known = worded(language);
  expect(Array.from(kinds).filter((kind) => !known.has(kind))).toEqual([]);
});

test('no words are left of a kind that nothing writes', () => {
  expect(Array.from(worded('zh')).filter((kind) => !literals.has(kind) && !composed.has(kind.split('.')[0] ?? ''))).toEqual([]);
});
