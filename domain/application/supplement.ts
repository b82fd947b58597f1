/** 补正: what an applicant is asked to hand in until a day, and what became of it. */

/** `received` on paper or as files, perhaps late; `lapsed`: the day passed without; `cancelled`: asked for by mistake, or no longer needed. */
export const supplementStates = ['open', 'received', 'lapsed', 'cancelled'] as const;
export type SupplementState = (typeof supplementStates)[number];

export const receipts = ['paper', 'files'] as const;
export type Receipt = (typeof receipts)[number];

/** One thing that is missing. */
export interface SupplementItem {
  readonly what: string;
  /** article or field that asks for it; '' where none is named */
  readonly of: string;
}

/** Dates are YYYY-MM-DD; the day itself still counts. */
export function isOverdue({ state, dueOn }: { readonly state: SupplementState; readonly dueOn: string }, today: string): boolean {
  return state === 'open' && today > dueOn;
}

export function isLate({ dueOn, receivedOn }: { readonly dueOn: string; readonly receivedOn: string | null }): boolean {
  return receivedOn !== null && receivedOn > dueOn;
}
