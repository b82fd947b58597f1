/** What two laptops left different is seen in the table of a choice, whatever row it is of. */
import { expect, test } from 'vitest';
import i18next from 'i18next';
import { contentNames, ownedTables } from '../../domain/exchange/owned-tables.ts';
import { texts } from '../../domain/texts/index.ts';
import { linesOf } from '../../renderer/screens/exchange/conflicts/content.ts';

const instance = i18next.createInstance();
void instance.init({ lng: 'zh', keySeparator: false, nsSeparator: false, resources: { zh: { translation: texts.zh } }, initAsync: false });
const t = instance.getFixedT('zh');

/** Who and when stand beside the words; of a photo only its caption can be changed; where a score was seen is counted. */
const beside = new Set(['author', 'begunAt', 'openedBy', 'openedAt', 'applicationId', 'evidence']);
const ofPhoto = new Set(['caption']);
const once = new Set(ownedTables.filter((table) => table.once === true).map(({ name }) => name));

const closed: Readonly<Record<string, readonly [unknown, unknown]>> = {
  state: ['draft', 'submitted'],
  relation: ['none', 'kinship'],
  recommendation: ['recommend', 'notRecommend'],
  outcome: ['holds', 'notSeen'],
  method: ['tape', 'counted'],
  found: ['there', 'notThere'],
  points100: [100, 200],
  staff: [1, 2],
  people: [['甲'], ['乙']],
  posts: [{ 甲: '经理' }, { 甲: '主任' }],
  digest: [null, 'a'.repeat(64)],
};

test.each(
  ownedTables
    .filter(({ name }) => !once.has(name))
    .flatMap((table) =>
      contentNames(table).flatMap((name) =>
        beside.has(name) || (table.name === 'visit/photo' && !ofPhoto.has(name)) ? [] : [[table.name, name] as const],
      ),
    ),
)('%s %s', (table, name) => {
  const whole = ownedTables.find((one) => one.name === table);
  const nothing = Object.fromEntries(contentNames(whole ?? (undefined as never)).map((one) => [one, null]));
  const [one, other] = (closed[name] ?? ['甲', '乙']).map((value) => linesOf({ ...nothing, [name]: value }, t));
  expect(one).not.toEqual(other);
  // no key without its text
  for (const line of [...(one ?? []), ...(other ?? [])]) expect(line).not.toMatch(/^[a-z]+\.[A-Za-z.]+$/);
});
