/** 还可以申报什么: only what is meant for such an applicant, there, then; fields by their meaning; 从优不重复 where a text says so. */
import { describe, expect, test } from 'vitest';
import type { FieldValues } from '../../../domain/model.ts';
import { offersOf, overlapsOf, type Offer } from '../../../domain/eligibility/best-of.ts';
import { evaluateAll } from '../../../domain/eligibility/evaluate-all.ts';
import { carry } from '../../../domain/scheme/meaning.ts';
import { parseScheme } from '../../../domain/scheme/parse.ts';
import { validityOn } from '../../../domain/scheme/validity.ts';
import { fromOneSource } from '../../../domain/condition/values.ts';
import { schemeIds, schemeJson, schemeNamed } from '../../fixtures/schemes.ts';

const schemes = schemeIds.map(schemeNamed);

/** Reaches every figure of the park schemes. */
const park: FieldValues = {
  ecommerceArea: 12000,
  companies: 30,
  activeTraders: 12,
  annualTrade: '6',
  annualTurnover: '25',
  services: ['通关服务'],
  operator: '甲',
};

function ask(values: FieldValues, { from = 'hunan-recognition-2024', appliedOn = '2025-09-15', usdRate = '7' } = {}) {
  return evaluateAll(schemes, { scheme: schemeNamed(from), values: fromOneSource(values, 'form'), appliedOn, usdRate });
}

const chenzhou = { address: '湖南省郴州市苏仙区', registeredPlace: '湖南省郴州市' };
const changsha = { address: '湖南省长沙市岳麓区', registeredPlace: '湖南省长沙市' };
const zhongshan = { address: '广东省中山市东区', registeredPlace: '广东省中山市' };

describe('region', () => {
  test.each<[string, FieldValues, string[]]>([
    ['郴州', chenzhou, ['chenzhou-park-2021', 'hunan-reward-2023']],
    ['长沙', changsha, ['hunan-reward-2023']],
    ['中山', zhongshan, ['zhongshan-recognition']],
    ['a park in 郴州 of an operator of 深圳', { ...chenzhou, registeredPlace: '广东省深圳市' }, ['hunan-reward-2023']],
    ['a park in 长沙 of an operator of 郴州', { ...changsha, registeredPlace: '郴州市' }, ['chenzhou-park-2021', 'hunan-reward-2023']],
    ['资兴, whose prefecture is not said', { address: '湖南省资兴市' }, ['chenzhou-park-2021', 'hunan-reward-2023']],
  ])('%s is offered what holds there', (_, places, offered) => {
    const { chances, leftOut } = ask({ ...park, ...places });
    expect([...new Set(chances.map((one) => one.schemeId))].filter((id) => id !== 'hunan-recognition-2024').toSorted()).toEqual(offered);
    for (const { schemeId, why } of leftOut) if (schemeNamed(schemeId).subject.kind === 'park') expect(why).toBe('region');
  });

  test('what_nobody_states_is_left_to_be_checked', () => {
    const open = (places: FieldValues) => ask({ ...park, ...places }).chances.find((one) => one.schemeId === 'chenzhou-park-2021')?.fit;
    expect(open(chenzhou)).toEqual({ verdict: 'unknown', open: ['taxed'] });
    expect(open({})).toEqual({ verdict: 'unknown', open: ['registered', 'taxed'] });
    expect(ask({ ...park, ...chenzhou }).chances.find((one) => one.schemeId === 'hunan-reward-2023')?.fit.verdict).toBe('inside');
  });
});

describe('subject', () => {
  test.each(schemeIds.filter((id) => id !== 'xiangtan-checklist-2020'))(
    'who applies under %s is offered nothing meant for another',
    (from) => {
      const { kind } = schemeNamed(from).subject;
      const values = Object.fromEntries(
        schemeNamed(from).fields.map((field) => [field.key, field.type === 'decimal' || field.type === 'integer' ? 99999 : '是']),
      );
      const { chances, leftOut } = ask(values, { from });
      expect(chances.filter((one) => schemeNamed(one.schemeId).subject.kind !== kind)).toEqual([]);
      expect(leftOut.filter((one) => one.why === 'subject').every((one) => schemeNamed(one.schemeId).subject.kind !== kind)).toBe(true);
    },
  );
});

describe('validity', () => {
  test.each([
    ['hunan-recognition-2024', '2024-03-17', 'notYet'],
    ['hunan-recognition-2024', '2024-03-18', 'inForce'],
    ['hunan-recognition-2024', '2027-03-17', 'inForce'],
    ['hunan-recognition-2024', '2027-03-18', 'expired'],
    ['chenzhou-park-2021', '2021-02-22', 'notYet'],
    ['chenzhou-park-2021', '2026-02-23', 'inForce'],
    ['chenzhou-park-2021', '2026-02-24', 'expired'],
    ['zhongshan-recognition', '2026-01-01', 'unknown'],
    ['hunan-reward-2023', '2026-01-01', 'unknown'],
  ])('%s on %s is %s', (id, on, state) => {
    expect(validityOn(schemeNamed(id), on).state).toBe(state);
  });

  test('what_has_expired_is_not_offered', () => {
    const on = (appliedOn: string) => ask({ ...park, ...chenzhou }, { appliedOn });
    expect(on('2026-02-23').chances.map((one) => one.schemeId)).toContain('chenzhou-park-2021');
    expect(on('2026-02-24').chances.map((one) => one.schemeId)).not.toContain('chenzhou-park-2021');
    expect(on('2026-02-24').leftOut).toContainEqual({ schemeId: 'chenzhou-park-2021', why: 'validity' });
  });

  test('the_round_s_own_rule_book_stays_among_them_for_its_other_types', () => {
    const { chances } = ask({ ...park, ...zhongshan }, { appliedOn: '2030-01-01' });
    expect(chances.filter((one) => one.schemeId === 'hunan-recognition-2024').map((one) => one.type)).toEqual(['培育型', '引领型']);
  });
});

describe('fields meet by meaning', () => {
  const carried = (to: string, values: FieldValues, from = 'hunan-recognition-2024') =>
    Object.fromEntries(
      Object.entries(carry(fromOneSource(values, 'form'), schemeNamed(from), schemeNamed(to))).map(([key, one]) => [key, one.value]),
    );

  test('a_park_s_trade_is_no_warehouse_s_and_no_platform_s', () => {
    for (const to of [
      'hunan-overseas-2023',
      'hunan-consolidation-2023',
      'hunan-belt-2023',
      'chenzhou-platform-2021',
      'chenzhou-tenant-2021',
    ])
      expect(carried(to, { annualTrade: '7.4' })).toEqual({});
  });

  test('one_thing_under_two_keys_is_one', () => {
    expect(carried('zhongshan-recognition', { totalArea: 30000, annualTurnover: '25' })).toEqual({
      buildingArea: 30000,
      annualTurnover: '25',
    });
  });

  test('what_is_in_yuan_stays_in_yuan_and_is_converted_there', () => {
    expect(carried('chenzhou-park-2021', { annualTrade: '6' })).toEqual({ annualTrade: '6' });
    expect(carried('hunan-reward-2023', { tradeUsd: 5000 }, 'chenzhou-park-2021')).toEqual({});
  });

  test('a_figure_in_wan_is_read_in_yi', () => {
    const json = schemeJson('hunan-reward-2023');
    const fields = (json['fields'] as { key: string }[]).map((field) => (field.key === 'annualTrade' ? { ...field, unit: 'wan' } : field));
    const inWan = parseScheme({ ...json, id: 'in-wan', fields });
    expect(carry(fromOneSource({ annualTrade: '60000' }, 'form'), inWan, schemeNamed('hunan-recognition-2024'))['annualTrade']?.value).toBe(
      '6',
    );
  });

  test('fields_of_one_meaning_can_be_read_by_each_other', () => {
    const kinds = new Map<string, Set<string>>();
    const money = new Set(['yi', 'wan', 'wanUsd']);
    for (const scheme of schemes)
      for (const field of scheme.fields)
        if (field.meaning !== undefined)
          kinds.set(
            field.meaning,
            (kinds.get(field.meaning) ?? new Set()).add(`${field.type} ${money.has(field.unit) ? 'money' : field.unit}`),
          );
    expect([...kinds].filter(([, found]) => found.size > 1)).toEqual([]);
  });
});

describe('从优不重复', () => {
  const offer = (schemeId: string, amount: string | null, cap: string): Offer => ({ schemeId, tier: schemeId, amount, cap });
  const like = (id: string, change: object) => parseScheme({ ...schemeJson('chenzhou-park-2021'), id, ...change });
  const other = like('other-city-2022', { documentNo: '郴政办发〔2022〕8号' });
  const silent = like('silent-2022', { documentNo: '郴政办发〔2022〕9号', overlap: undefined });
  const elsewhere = like('elsewhere-2022', { documentNo: '株政办发〔2022〕8号', region: { province: '湖南', prefecture: '株洲市' } });
  const all = [...schemes, other, silent, elsewhere];

  test('province_and_city_add_up', () => {
    expect(overlapsOf([offer('chenzhou-park-2021', '300', '300'), offer('hunan-reward-2023', null, '500')], all)).toEqual([]);
    expect(overlapsOf([offer('hunan-reward-2023', null, '500'), offer('hunan-belt-2023', null, '100')], all)).toEqual([]);
  });

  test('two_cities_add_up', () => {
    expect(overlapsOf([offer('chenzhou-park-2021', '300', '300'), offer('elsewhere-2022', '500', '500')], all)).toEqual([]);
  });

  test('measures_of_one_document_add_up_for_the_clause_speaks_of_other_ones', () => {
    expect(overlapsOf([offer('chenzhou-park-2021', '300', '300'), offer('chenzhou-platform-2021', null, '150')], all)).toEqual([]);
  });

  test('of_two_documents_of_the_city_the_better_one_is_paid_and_it_is_told_once', () => {
    const found = overlapsOf([offer('chenzhou-park-2021', '300', '300'), offer('other-city-2022', '500', '500')], all);
    expect(found.map(({ chosen, given, certain }) => [chosen.schemeId, given.map((one) => one.schemeId), certain])).toEqual([
      ['other-city-2022', ['chenzhou-park-2021'], true],
    ]);
    expect(found[0]).toMatchObject({ article: '全文末段', text: '以上措施与本市其他有关奖补政策发生重叠的，按照从优不重复原则执行。' });
  });

  test('a_document_without_such_a_clause_is_bound_by_the_other_s', () => {
    expect(overlapsOf([offer('silent-2022', '100', '100'), offer('chenzhou-park-2021', '300', '300')], all)).toHaveLength(1);
    expect(overlapsOf([offer('silent-2022', '100', '100')], all)).toEqual([]);
  });

  test('a_park_of_chenzhou_may_have_both', () => {
    const { chances } = ask({ ...park, ...chenzhou, parkType: '引领型' });
    const offers = offersOf(chances.map((one) => one.evaluation));
    expect(offers.map((one) => one.schemeId)).toEqual(['hunan-reward-2023']);
  });
});

test('the_day_of_publication_is_that_of_the_asking_rule_book_alone', () => {
  const own = schemeNamed('zhongshan-recognition');
  const asking = {
    scheme: own,
    values: fromOneSource({ ...park, ...zhongshan }, 'form'),
    appliedOn: '2026-09-30',
    publishedOn: '2023-10-01',
  };
  const states = (appliedOn: string) =>
    Object.fromEntries(
      evaluateAll([own, { ...own, id: 'another' }], { ...asking, appliedOn }).chances.map(({ schemeId, validity, evaluation }) => [
        schemeId,
        [validity.state, ...evaluation.notes.map(({ key }) => key).filter((key) => /expired|publicationUnknown/.test(key))],
      ]),
    );
  const another = ['unknown', 'schemes.note.publicationUnknown'];
  expect(states('2026-09-30')).toEqual({ [own.id]: ['inForce'], another });
  expect(states('2026-10-01')).toEqual({ [own.id]: ['expired', 'schemes.note.expired'], another });
});
