import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { coreName, isSameName, likeness, splitNames, stemName } from '../../../domain/conflict/organisation.ts';
import { provinces } from '../../../domain/place/provinces.ts';
import { suggestConflicts, type SuggestPark } from '../../../domain/conflict/suggest.ts';

const park: SuggestPark = {
  applicationId: 'a',
  parkName: '长沙星湖跨境电商产业园',
  applicant: '长沙市星湖区商务局',
  operator: '湖南星湖园区运营管理有限公司',
  address: '湖南省长沙市岳麓大道8号湘江科技大学国家科技园',
  region: '长沙市',
  people: ['周明', '李 芳'],
};

test.each([
  ['湖南星湖跨境电商运营管理有限公司', '星湖'],
  ['长沙市星湖投资集团有限公司', '星湖'],
  ['湖南省株洲市清源区清源物流（集团）股份有限公司', '清源'],
  ['湖南大学', ''],
  ['国际贸易服务有限公司', ''],
])('the_core_of_%s_is_%s', (name, core) => {
  expect(coreName(name)).toBe(core);
});

test.each([
  ['甲运营有限公司', '湖南省甲运营有限公司', true],
  ['甲运营有限公司', '湖南省长沙市甲运营有限公司', true],
  ['甲运营有限公司', '甲运营有限公司工会委员会', true],
  ['甲运营有限公司', '湖南省甲运营有限公司工会', true],
  ['甲运营有限公司', '共青团甲运营有限公司委员会', true],
  ['甲运营有限公司', '甲运营有限公司党支部', true],
  ['郴州市高新区投资建设有限公司', '湖南省郴州市高新区投资建设有限公司', true],
  ['长沙市商务局', '湖南省长沙市商务局', true],
  // others
  ['甲运营有限公司', '新甲运营有限公司', false],
  ['长沙市商务局', '湖南省商务厅', false],
  ['中共长沙市委员会', '长沙市', false],
  ['湖南大学', '湖南省', false],
])('%s and %s are one name: %s', (left, right, same) => {
  expect(isSameName(stemName(left), stemName(right))).toBe(same);
});

test.each([
  ['示例大学；星湖投资有限公司', ['示例大学', '星湖投资有限公司']],
  ['湘江大学、省商务厅', ['湘江大学', '省商务厅']],
  ['', []],
])('%s_is_split', (text, parts) => {
  expect(splitNames(text)).toEqual(parts);
});

describe('grounds', () => {
  const cases: readonly [string, string, string, string | null, readonly string[]][] = [
    [
      'the operator itself',
      '王强',
      '湖南星湖园区运营管理有限公司',
      'likely',
      ['panel.suggest.same.operator', 'panel.suggest.shared.parkName'],
    ],
    [
      'the operator in full-width letters and spaces',
      '王强',
      '湖南星湖园区运营管理　有限责任公司',
      'likely',
      ['panel.suggest.same.operator', 'panel.suggest.shared.parkName'],
    ],
    [
      'its trade union',
      '王强',
      '湖南星湖园区运营管理有限公司工会委员会',
      'likely',
      ['panel.suggest.same.operator', 'panel.suggest.shared.parkName'],
    ],
    [
      'its party committee',
      '王强',
      '中共湖南星湖园区运营管理有限公司委员会',
      'likely',
      ['panel.suggest.same.operator', 'panel.suggest.shared.parkName'],
    ],
    ['the applicant with its province', '王强', '湖南省长沙市星湖区商务局', 'likely', ['panel.suggest.same.applicant']],
    ['a sister company', '王强', '星湖投资（长沙）有限公司', 'likely', ['panel.suggest.shared.operator', 'panel.suggest.shared.parkName']],
    ['the applicant', '王强', '长沙市星湖区商务局', 'likely', ['panel.suggest.same.applicant']],
    ['another authority of the city', '王强', '长沙市财政局', 'possible', ['panel.suggest.region']],
    ['an authority of another city', '王强', '株洲市财政局', null, []],
    ['the house in whose grounds it lies', '王强', '湘江科技大学', 'likely', ['panel.suggest.address']],
    [
      'a former post beside a present one',
      '王强',
      '示例大学；湖南星湖园区运营管理有限公司',
      'likely',
      ['panel.suggest.same.operator', 'panel.suggest.shared.parkName'],
    ],
    ['the contact’s name', '李芳', '示例大学', 'possible', ['panel.suggest.person']],
    ['nothing in common', '王强', '示例大学', null, []],
    ['only the trade in common', '王强', '湖南跨境电商产业园运营管理有限公司', null, []],
    ['only the province in common', '王强', '湖南大学', null, []],
    ['no organisation', '王强', '', null, []],
  ];
  test.each(cases)('%s', (_what, name, organisation, strength, keys) => {
    const [found] = suggestConflicts({ name, organisation }, [park]);
    expect(found?.strength ?? null).toBe(strength);
    expect(found?.grounds.map((ground) => ground.key) ?? []).toEqual(keys);
  });
});

test('there_are_34_provinces', () => {
  expect(new Set(provinces).size).toBe(34);
});

test.each(provinces)('%s_is_no_part_of_a_name', (province) => {
  expect(coreName(`${province}大学`)).toBe('');
  expect(coreName(`${province}星湖跨境电商运营管理有限公司`)).toBe('星湖');
  const nearby = {
    ...park,
    parkName: `${province}清源跨境电商产业园`,
    operator: `${province}星湖园区运营管理有限公司`,
    applicant: null,
    address: null,
  };
  expect(suggestConflicts({ name: '王强', organisation: `${province}大学` }, [nearby])).toEqual([]);
  expect(suggestConflicts({ name: '王强', organisation: `${province}星湖投资有限公司` }, [nearby])).toHaveLength(1);
});

test.each(['浙江省', '广西壮族自治区', '内蒙古自治区', '宁夏回族自治区', '新疆维吾尔自治区', '西藏自治区', '香港特别行政区', '北京市'])(
  '%s_written_out_is_none_either',
  (province) => {
    expect(coreName(`${province}星湖科技有限公司`)).toBe('星湖');
  },
);

test('a_letter_written_wrong_is_still_found', () => {
  const [found] = suggestConflicts({ name: '王强', organisation: '湖南清源联创供应链管理有限公司' }, [
    { ...park, parkName: '某园', operator: '湖南清塬联创供应链管理有限公司', applicant: null },
  ]);
  expect(found?.grounds[0]?.key).toBe('panel.suggest.alike.operator');
});

test('likely_parks_stand_first', () => {
  const other = { ...park, applicationId: 'b', parkName: '乙园', operator: '甲乙丙有限公司', applicant: null, address: null };
  const found = suggestConflicts({ name: '李芳', organisation: '湖南星湖园区运营管理有限公司' }, [other, park]);
  expect(found.map((one) => [one.applicationId, one.strength])).toEqual([
    ['a', 'likely'],
    ['b', 'possible'],
  ]);
});

test('likeness_is_symmetric_bounded_and_whole_for_the_same', () => {
  const name = fc.string({ unit: fc.constantFrom(...'湖南星清源投资园区运营商务'), minLength: 0, maxLength: 12 });
  fc.assert(
    fc.property(name, name, (a, b) => {
      const share = likeness(a, b);
      expect(share).toBe(likeness(b, a));
      expect(share).toBeGreaterThanOrEqual(0);
      expect(share).toBeLessThanOrEqual(100);
      if (a.length >= 2) expect(likeness(a, a)).toBe(100);
    }),
  );
});

test('any_name_at_all_is_judged_without_a_fault', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (organisation, operator) => {
      const found = suggestConflicts({ name: '王强', organisation }, [{ ...park, operator, applicant: null, address: null }]);
      for (const one of found) expect(one.grounds.length).toBeGreaterThan(0);
    }),
  );
});
