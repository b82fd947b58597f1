/**
 * 重新打开评分表的四种事由: the only causes for which a submitted sheet may be changed, after 财政部令第87号 第六十四条.
 * Their names are the texts `tally.reopen.<cause>`.
 */
export const reopenCauses = ['sumWrong', 'outOfRange', 'objectiveDiffers', 'extreme'] as const;
export type ReopenCause = (typeof reopenCauses)[number];
