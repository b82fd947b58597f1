/** What importing a package would mean for the round. Pure: the store applies the plan in one transaction. */

/** A park's application already in the round, with the package that now counts for it. */
export interface ExistingPackage {
  readonly applicationId: string;
  /** null when its form has not been read (a scan) */
  readonly parkName: string | null;
  readonly sha256: string;
  /** what its forms called the park, where a person gave it another name */
  readonly statedNames?: readonly string[];
}

export interface IncomingPackage {
  readonly sha256: string;
  readonly parkName: string | null;
}

export type ImportPlan =
  | { readonly kind: 'new' }
  /** the same bytes are there already: nothing to do, and that is said */
  | { readonly kind: 'duplicate'; readonly applicationId: string }
  /** another package of a park in the round: needs a confirmation, and the old one is kept */
  | { readonly kind: 'newVersion'; readonly applicationId: string; readonly parkName: string };

/** Names that differ by width, spaces or brackets are one park's. */
export function foldParkName(name: string): string {
  return name
    .normalize('NFKC')
    .replaceAll(/[\s()[\]"“”'·.]/gu, '')
    .toLowerCase();
}

export function planImport(existing: readonly ExistingPackage[], incoming: IncomingPackage): ImportPlan {
  const same = existing.find((each) => each.sha256 === incoming.sha256);
  if (same) return { kind: 'duplicate', applicationId: same.applicationId };
  const { parkName } = incoming;
  const folded = parkName === null ? '' : foldParkName(parkName);
  if (parkName === null || folded === '') return { kind: 'new' };
  const isCalled = (name: string | null): boolean => name !== null && foldParkName(name) === folded;
  const park =
    existing.find((each) => isCalled(each.parkName)) ?? existing.find(({ statedNames = [] }) => statedNames.some((name) => isCalled(name)));
  return park ? { kind: 'newVersion', applicationId: park.applicationId, parkName } : { kind: 'new' };
}
