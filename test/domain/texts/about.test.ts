/** Texts are written about parks, and spoken of those whom a round is about. */
import { expect, test } from 'vitest';
import { textsAbout } from '../../../domain/texts/about.ts';
import { texts } from '../../../domain/texts/index.ts';

const firms = { subject: '企业', subjects: '企业', counter: '家' };
const warehouses = { subject: '海外仓', subjects: '海外仓', counter: '个' };
const english = { subject: 'enterprise', subjects: 'enterprises', counter: '家' };

test('of_parks_they_are_the_very_same', () => {
  expect(textsAbout(texts.zh, 'zh', { subject: '园区', subjects: '园区', counter: '个' })).toBe(texts.zh);
  expect(textsAbout(texts.en, 'en', { subject: 'park', subjects: 'parks', counter: '个' })).toBe(texts.en);
});

test.each([
  ['共 {{count}} 家园区，可拖入', firms, '共 {{count}} 家企业，可拖入'],
  ['共 {{count}} 家园区，可拖入', warehouses, '共 {{count}} 个海外仓，可拖入'],
  ['这家园区没有分配', warehouses, '这个海外仓没有分配'],
  ['名称应为跨境电商产业园区', firms, '名称应为跨境电商产业园区'],
  ['{{park}}与园区{{园区}}', firms, '{{park}}与企业{{园区}}'],
])('%s', (text, spoken, said) => {
  expect(textsAbout({ 'window.x': text }, 'zh', spoken)['window.x']).toBe(said);
});

test.each([
  ['Choose a park. Parks: {{parks}}, of each park', 'Choose an enterprise. Enterprises: {{parks}}, of each enterprise'],
  ['A park’s name, and the parks of ParkPanel', 'An enterprise’s name, and the enterprises of ParkPanel'],
])('%s', (text, said) => {
  expect(textsAbout({ 'window.x': text }, 'en', english)['window.x']).toBe(said);
});

test('nothing_of_the_window_speaks_of_parks_then_and_what_is_filled_in_stays', () => {
  const filledIn = (text: string): string[] => text.match(/\{\{[^}]*\}\}/g) ?? [];
  for (const [language, spoken] of [
    ['zh', firms],
    ['en', english],
  ] as const) {
    const about = textsAbout(texts[language], language, spoken);
    expect(Object.keys(about)).toEqual(Object.keys(texts[language]));
    for (const [key, text] of Object.entries(about)) {
      expect(filledIn(text), key).toEqual(filledIn(texts[language][key] ?? ''));
      if (/^(titles|reports|cli|schemes|identities|start)\./.test(key)) continue;
      const plain = text.replaceAll(/\{\{[^}]*\}\}/g, '').replaceAll('产业园区', '');
      expect(plain, key).not.toMatch(/园区|\bparks?\b/i);
    }
  }
});
