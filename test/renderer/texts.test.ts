import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { texts } from '../../domain/texts/index.ts';

const home = join(import.meta.dirname, '../..');
const keys = Object.keys(texts.zh);
const nouns = [...new Set(keys.map((key) => key.split('.')[0] ?? ''))];

function read(folder: string): string {
  return globSync('**/*.{ts,tsx,mjs}', { cwd: join(home, folder) })
    .map((file) => readFileSync(join(home, folder, file), 'utf8'))
    .join('\n');
}

const window = read('renderer');
const all = ['domain', 'electron', 'db'].map(read).join('\n') + window;

/** Keys written out in the code. */
function written(source: string): Set<string> {
  return new Set(
    [...source.matchAll(new RegExp(`['"\`]((?:${nouns.join('|')})\\.[A-Za-z0-9./-]+)['"\`]`, 'g'))].map((match) => match[1] ?? ''),
  );
}

/** The shapes of keys put together in the code, as in `window.place.${place}`. */
function shapes(source: string): RegExp[] {
  return [...source.matchAll(new RegExp(`\`((?:${nouns.join('|')})\\.[^\`]*\\$\\{[^\`]+)\``, 'g'))].map((match) => {
    const parts = (match[1] ?? '').split(/\$\{[^}]+\}/).map((part) => part.replaceAll('.', '\\.'));
    return new RegExp(`^${parts.join('[A-Za-z0-9./-]+')}$`);
  });
}

/** Texts that the window shows: those that its own code names. */
const named = written(window);
const composed = shapes(window);
const own = keys.filter((key) => named.has(key) || composed.some((shape) => shape.test(key)));

/** English that must name a Chinese word: the other language, and what a file is called. */
const quotesChinese = new Set(['window.bar.otherLanguage', 'error.package/no-form']);

function bare(text: string): string {
  return text.replaceAll(/\{\{[^}]+\}\}/g, '');
}

describe('the window has words for everything it says', () => {
  test('every composed key has at least one text', () => {
    expect(composed.filter((shape) => !keys.some((key) => shape.test(key))).map(String)).toEqual([]);
  });

  test('no text lies about unused', () => {
    const used = written(all);
    const forms = shapes(all);
    const unused = keys.filter((key) => !used.has(key) && !forms.some((shape) => shape.test(key)));
    expect(unused).toEqual([]);
  });

  test('Chinese sentences carry no English words, English ones no Chinese', () => {
    // names of keys, formats and standards have no Chinese form
    const allowed =
      /EN|RSA|Shift|PgUp|PgDn|Ctrl|Alt|Delete|Enter|Esc|Tab|PDF|SHA-256|PKCS#12|m²|Word|Excel|docx?|xlsx|pdf|form|zip|rar|json|p12|pfx|jpg|png|webp|heic|age1|SQLite|glibc|Linux|UOS|Ubuntu|Debian|[A-Z]\b/g;
    expect(own.filter((key) => /[A-Za-z]{2,}/.test(bare(texts.zh[key] ?? '').replaceAll(allowed, '')))).toEqual([]);
    expect(own.filter((key) => /\p{Script=Han}/u.test(texts.en[key] ?? '') && !quotesChinese.has(key))).toEqual([]);
  });
});
