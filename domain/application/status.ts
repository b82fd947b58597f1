/**
 * 申报状态: whether an application is under review. At the door it is accepted (受理) or turned away (不予受理); the applicant may take it
 * back at any time before the list is public (撤回). Nothing of it is lost: what was handed in, scored and said stays on record.
 */
export const applicationStatuses = ['open', 'admitted', 'refused', 'withdrawn'] as const;
/** `open`: nothing was decided at the door; it is reviewed like one that was admitted. */
export type ApplicationStatus = (typeof applicationStatuses)[number];

/** Of which nothing is asked, counted, ranked, listed or reported any more. */
export const leftReview = ['refused', 'withdrawn'] as const satisfies readonly ApplicationStatus[];
export type LeftReview = (typeof leftReview)[number];

export function hasLeft(status: ApplicationStatus): status is LeftReview {
  return leftReview.some((one) => one === status);
}

/** What is said of an application, from which status; only taking back leads on from one that left. */
const from: Readonly<Record<Exclude<ApplicationStatus, 'open'>, readonly ApplicationStatus[]>> = {
  admitted: ['open'],
  refused: ['open'],
  withdrawn: ['open', 'admitted'],
};

export function mayBecome(status: ApplicationStatus, next: Exclude<ApplicationStatus, 'open'>): boolean {
  return from[next].includes(status);
}
