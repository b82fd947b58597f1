/** What is wrong with a rule book or a rubric, and where. */
import type { Message, TextParams } from '../text.ts';

export interface Problem {
  /** where, as `conditions[3].test.left` */
  readonly path: string;
  readonly problem: Message;
}

export function problem(path: string, key: string, params?: TextParams): Problem {
  return { path, problem: params ? { key: `schemes.problem.${key}`, params } : { key: `schemes.problem.${key}` } };
}
