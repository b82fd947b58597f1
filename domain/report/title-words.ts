/**
 * The words that titles of this field are made of, which a line does not end within (GB/T 9704—2012, 7.3.1). A list and no
 * dictionary: one that comes with the machine changes with it, and a document must be drawn alike everywhere.
 */
const words = `
  跨境电商产业园区 跨境电商产业园 跨境电子商务 跨境电商 综合试验区 综试区
  产业园区 产业园 产业带 集聚发展园区 发展园区 示范园区 示范基地 示范区
  孵化中心 集货仓 海外仓 公共服务平台 物流基地
  管理办法 实地考察记录 会议记录 评审报告 评审汇总表 汇总表 评分表 考核评估 完成情况 责任清单
  最终名单 名单 公示 通报 通知 认定 奖励 补贴 扶持 支持 评审 结果 报告 企业 建设 入驻
`
  .trim()
  .split(/\s+/)
  .toSorted((a, b) => b.length - a.length);

/** Longest first, and after them the names of places. */
export const titleWords = new RegExp(`${words.join('|')}|[\\u4e00-\\u9fff]{2}[省市县]`, 'gu');
