/** 省级行政区: the 34, by the short names with which addresses and the names of organisations begin. */
export const provinces = (
  '北京 天津 上海 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 云南 陕西 甘肃 青海 台湾 ' +
  '内蒙古 广西 西藏 宁夏 新疆 香港 澳门'
).split(' ');

/** One of them, with or without its 省, 自治区 or 特别行政区; the 市 of 北京市 is that of a city. */
export const provincePattern = `(?:${provinces.join('|')})(?:省|(?:壮族|回族|维吾尔)?自治区|特别行政区)?`;

const ends: Readonly<Record<string, string>> = {
  北京: '市',
  天津: '市',
  上海: '市',
  重庆: '市',
  内蒙古: '自治区',
  广西: '壮族自治区',
  西藏: '自治区',
  宁夏: '回族自治区',
  新疆: '维吾尔自治区',
  香港: '特别行政区',
  澳门: '特别行政区',
};

/** What stands after the short name in full: 湖南 省, 广西 壮族自治区. */
export function provinceEnd(province: string): string {
  return ends[province] ?? '省';
}
