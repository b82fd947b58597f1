/** The ids of conditions that rest on what the workspace has on record, for the window too. */
const prefix = 'record.';

/** 不得重新申报 */
export const barId = `${prefix}bar`;

/** 一次性奖励 */
export const awardId = `${prefix}award`;

/** A condition that rests on the record: people may decide it otherwise, with a reason that is printed. */
export function isOnRecord(conditionId: string): boolean {
  return conditionId.startsWith(prefix);
}
