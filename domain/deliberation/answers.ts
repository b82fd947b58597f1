/** The words of a vote, without anything that has to be read to check them: the window offers them. */

/** 记名, 无记名 */
export const ballotKinds = ['open', 'secret'] as const;
/** more than half of those present; at least two thirds of them */
export const majorities = ['half', 'twoThirds'] as const;
/** how many of those entitled have to be there: more than half; at least two thirds; all */
export const quorums = ['half', 'twoThirds', 'all'] as const;
/** 同意, 反对, 弃权 */
export const voteAnswers = ['agree', 'against', 'abstain'] as const;
export type VoteAnswer = (typeof voteAnswers)[number];
