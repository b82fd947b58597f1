/** What is sealed of an opinion (专家意见) when its sheet is submitted: the conclusion and the words. Dissent (保留意见) comes with the discussion. */
import type { Recommendation } from '../model.ts';

export interface CanonicalOpinion {
  readonly format: 'parkpanel-opinion-1';
  readonly roundId: string;
  readonly applicationId: string;
  readonly personId: string;
  readonly recommendation: Recommendation;
  readonly text: string;
}

/** The caller writes it as canonical JSON (RFC 8785) and takes SHA-256. */
export function canonicalOpinion(opinion: Omit<CanonicalOpinion, 'format'>): CanonicalOpinion {
  const { roundId, applicationId, personId, recommendation, text } = opinion;
  return { format: 'parkpanel-opinion-1', roundId, applicationId, personId, recommendation, text };
}
