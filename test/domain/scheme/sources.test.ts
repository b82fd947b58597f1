/** Every sentence that a rule book quotes stands word for word in its document; spaces and the width of brackets aside. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { schemeIds, schemeNamed } from '../../fixtures/schemes.ts';

const folder = join(import.meta.dirname, '../../fixtures/sources');
const guide = readFileSync(join(import.meta.dirname, '../../../docs/schemes.md'), 'utf8');

function squeezed(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(/[\s\u2014\u2015-]/gu, '')
    .replaceAll(/[“”„"]/gu, '"');
}

const sources: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ['湘商电〔2024〕2号', 'hunan-2024-2'],
    ['湘政办发〔2023〕9号', 'hunan-2023-9'],
    ['郴政办发〔2021〕3号', 'chenzhou-2021-3'],
    ['zhongshan-recognition', 'zhongshan'],
    ['xiangtan-checklist-2020', 'xiangtan-plan'],
  ].map(([name, file]) => [name, squeezed(readFileSync(join(folder, `${file}.txt`), 'utf8'))]),
);

test.each(schemeIds)('what %s quotes is written in its document', (id) => {
  const scheme = schemeNamed(id);
  const source = sources[scheme.documentNo] ?? sources[id] ?? '';
  const quoted = [
    ...scheme.scope,
    ...scheme.conditions,
    ...scheme.conditions.flatMap((condition) => condition.relaxation ?? []),
    ...scheme.priorities,
    ...scheme.automatic,
    ...scheme.tiers,
    ...scheme.limits,
    ...scheme.results.revocation,
    ...(scheme.overlap ? [scheme.overlap] : []),
    ...(scheme.payment ? [scheme.payment] : []),
    ...(scheme.every ? [scheme.every] : []),
    ...(scheme.nameRule ? [scheme.nameRule] : []),
    ...(scheme.validity ? [scheme.validity] : []),
  ].map(({ text }) => text);
  expect(quoted.length).toBeGreaterThan(0);
  expect(quoted.filter((text) => !source.includes(squeezed(text)))).toEqual([]);
  // no sentence of the program says 一次性 of what its document does not
  expect(scheme.tiers.filter(({ once, text }) => once && !text.includes('一次性')).map((tier) => tier.id)).toEqual([]);
});

test('every_measure_of_the_two_reward_documents_is_a_rule_book_or_is_listed_with_its_sentence', () => {
  const articles = (documentNo: string) =>
    new Set(
      schemeIds.map(schemeNamed).flatMap((scheme) => (scheme.documentNo === documentNo ? scheme.conditions.map((one) => one.article) : [])),
    );
  expect([...articles('湘政办发〔2023〕9号')].toSorted()).toEqual(
    ['一（一）', '一（三）', '一（二）', '三（七）', '三（六）', '二（五）'].toSorted(),
  );
  expect([...articles('郴政办发〔2021〕3号')].toSorted()).toEqual(
    '二（一） 二（二） 三（一） 三（二） 三（三） 四（一） 四（二） 四（三） 四（四） 五（一） 五（二） 五（三） 五（四） 六（二） 七（一） 七（二） 七（四）'
      .split(' ')
      .toSorted(),
  );
  const listed = [...guide.matchAll(/^\| (湘政办发|郴政办发)[^|]*\| “([^”]+(?:“[^”]*”[^”]*)*)” \|/gmu)];
  expect(listed.length).toBeGreaterThanOrEqual(7);
  for (const [, document, sentence] of listed) {
    const source = sources[document === '湘政办发' ? '湘政办发〔2023〕9号' : '郴政办发〔2021〕3号'] ?? '';
    expect(source, sentence).toContain(squeezed(sentence ?? ''));
  }
});
