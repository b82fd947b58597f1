import { expect, test } from 'vitest';
import { regionOf, regionOfAddress } from '../../../domain/package/region.ts';

test.each([
  ['湖南省株洲市示例大道1号', '株洲市'],
  ['湖南省 长沙市 长沙县', '长沙市'],
  ['湖南省湘西土家族苗族自治州吉首市人民路', '湘西土家族苗族自治州'],
  ['长沙市开福区', '长沙市'],
  ['广东省中山市火炬区', '中山市'],
  ['内蒙古自治区锡林郭勒盟', '锡林郭勒盟'],
  ['浙江杭州市西湖区', '杭州市'],
  ['湖南湘西土家族苗族自治州吉首市', '湘西土家族苗族自治州'],
  ['广西壮族自治区南宁市', '南宁市'],
  ['广西自治区 南宁市', '南宁市'],
  ['新疆维吾尔自治区喀什地区', '喀什地区'],
  ['宁夏银川市', '银川市'],
  ['黑龙江省哈尔滨市', '哈尔滨市'],
  ['吉林省吉林市昌邑区', '吉林市'],
  ['吉林市昌邑区', '吉林市'],
  ['青海省海南藏族自治州共和县', '海南藏族自治州'],
  ['海南藏族自治州共和县', '海南藏族自治州'],
  ['北京市海淀区', '北京市'],
  ['重庆市渝北区', '重庆市'],
  ['香港特别行政区九龙', null],
  ['示例大道1号', null],
  ['', null],
])('%s lies in %s', (address, region) => {
  expect(regionOfAddress(address)).toBe(region);
});

test('the_address_of_the_park_counts_before_the_place_of_registration', () => {
  expect(regionOf({ address: '湖南省株洲市示例大道1号', registeredPlace: '湖南省 长沙市 长沙县' })).toBe('株洲市');
  expect(regionOf({ address: null, registeredPlace: '湖南省 长沙市 长沙县' })).toBe('长沙市');
  expect(regionOf({})).toBeNull();
});
