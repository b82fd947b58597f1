/** What a panel lacks (评审组人数): warnings, never refusals, because recusals shrink a panel after it was seated. */
import type { Scheme } from '../scheme/scheme.ts';
import type { Message } from '../text.ts';

/** Warnings for a panel, or for what recusals left of it at one park; `experts` are those of `members` who are experts. */
export function panelWarnings(
  rule: Scheme['panel'],
  { members, experts }: { readonly members: number; readonly experts: number },
): Message[] {
  const [part, whole] = rule.expertShare;
  const warnings: Message[] = [];
  if (members < rule.minimum) warnings.push({ key: 'tally.panel.tooFew', params: { members, minimum: rule.minimum } });
  if (rule.odd && members % 2 === 0) warnings.push({ key: 'tally.panel.even', params: { members } });
  if (experts * whole < members * part) warnings.push({ key: 'tally.panel.tooFewExperts', params: { experts, members, part, whole } });
  return warnings;
}
