/** Where an address lies: by province and prefecture, or left open where the words do not tell. */
import { expect, test } from 'vitest';
import { isPlace, placeOf } from '../../../domain/place/prefectures.ts';
import { provinceEnd, provinces } from '../../../domain/place/provinces.ts';

test.each([
  ['湖南省郴州市苏仙区白露塘镇', '湖南', '郴州市'],
  ['湖南郴州苏仙区', '湖南', '郴州市'],
  ['郴州市苏仙区', '湖南', '郴州市'],
  ['湖南省 株洲市 天元区', '湖南', '株洲市'],
  ['湖南省资兴市唐洞街道', '湖南', null],
  ['资兴市唐洞街道', null, null],
  ['浏阳市', null, null],
  ['湘西土家族苗族自治州吉首市', '湖南', '湘西土家族苗族自治州'],
  ['广东省中山市火炬开发区', '广东', '中山市'],
  ['中山路88号', null, null],
  ['广东中山路88号', null, null],
  ['黑龙江路3号', null, null],
  ['黑龙江省黑河市', '黑龙江', '黑河市'],
  ['吉林市昌邑区', '吉林', '吉林市'],
  ['海南藏族自治州共和县', '青海', '海南藏族自治州'],
  ['北京市朝阳区', '北京', '北京市'],
  ['广西壮族自治区崇左市', '广西', '崇左市'],
  ['内蒙古自治区兴安盟', '内蒙古', '兴安盟'],
  ['江苏省苏州市', '江苏', '苏州市'],
  ['湘潭综合保税区', null, null],
  ['', null, null],
])('%s lies in %s, %s', (address, province, prefecture) => {
  expect(placeOf(address)).toEqual({ province, prefecture });
});

test('a_rule_book_names_places_that_are_there', () => {
  expect(isPlace({ province: '湖南' })).toBe(true);
  expect(isPlace({ province: '湖南省' })).toBe(false);
  expect(isPlace({ province: '湖南', prefecture: '郴州市' })).toBe(true);
  expect(isPlace({ province: '湖南', prefecture: '郴州' })).toBe(false);
  expect(isPlace({ province: '广东', prefecture: '郴州市' })).toBe(false);
});

test('every_province_in_full_is_read_as_itself', () => {
  expect(provinces.map((name) => placeOf(`${name}${provinceEnd(name)}`).province)).toEqual(provinces);
});
