/**
 * 合并: what a return file changes here. Pure; the history of a row is a set of versions, merging is their union,
 * and the heads follow from it. Union is idempotent, commutative and associative, and so is the merge: in
 * whatever order and however often files come in, every laptop ends with the same rows and the same conflicts.
 */
import { contentText, isConflict, shownHead, superseded, type Cell, type Content, type Head, type Version } from './lineage.ts';
import { ownedKey } from './owned-tables.ts';

export interface CellChange {
  readonly entity: string;
  readonly addVersions: readonly Version[];
  readonly addHeads: readonly Head[];
  /** names of heads that are heads no longer */
  readonly dropHeads: readonly string[];
  /** all that stand after the merge */
  readonly heads: readonly Head[];
  /** what the row says from now on; null where it stays as it is */
  readonly show: Head | null;
  readonly conflict: boolean;
}

export interface MergePlan {
  readonly changes: readonly CellChange[];
  /** rows whose history was all here */
  readonly alreadyThere: number;
  /** rows that two laptops left different, after this merge */
  readonly conflicts: readonly string[];
  /** rows where one event is said to have written two things: the file is not to be believed */
  readonly contradictions: readonly string[];
}

/** Versions that a side knows and that are no heads there: somebody took their place, who need not be known here. */
function passed({ versions, heads }: Cell): string[] {
  const standing = new Set(heads.map((head) => head.id));
  return versions.flatMap(({ id }) => (standing.has(id) ? [] : [id]));
}

/** The union of two histories of one row. What is passed on one side is passed. */
export function joinCells(a: Cell, b: Cell): Cell {
  const versions = new Map<string, Version>();
  for (const version of [...a.versions, ...b.versions]) versions.set(version.id, version);
  const all = [...versions.values()];
  const gone = new Set([...superseded(all), ...passed(a), ...passed(b)]);
  const heads = new Map<string, Head>();
  for (const head of [...a.heads, ...b.heads]) if (!gone.has(head.id)) heads.set(head.id, head);
  return { entity: a.entity, versions: all, heads: [...heads.values()] };
}

function sameContent(a: Content, b: Content): boolean {
  return contentText(a) === contentText(b);
}

/** One event with two contents, or with two pasts; or another version of what is written once. */
function contradicts(local: Cell, incoming: Cell): boolean {
  if (ownedKey(local.entity)?.table.once && incoming.versions.some(({ id }) => id !== local.versions[0]?.id)) return true;
  const heads = new Map(local.heads.map((head) => [head.id, head]));
  const versions = new Map(local.versions.map((version) => [version.id, version]));
  return (
    incoming.heads.some((head) => {
      const known = heads.get(head.id);
      return known !== undefined && (!sameContent(known.content, head.content) || known.at !== head.at);
    }) ||
    incoming.versions.some((version) => {
      const known = versions.get(version.id);
      return (
        known !== undefined &&
        (known.sealed !== version.sealed ||
          known.device !== version.device ||
          [...known.parents].sort().join(' ') !== [...version.parents].sort().join(' '))
      );
    })
  );
}

function planCell(local: Cell, incoming: Cell): CellChange | null {
  const known = new Set(local.versions.map((version) => version.id));
  const addVersions = incoming.versions.filter((version) => !known.has(version.id));
  const joined = joinCells(local, incoming);
  const was = new Set(local.heads.map((head) => head.id));
  const is = new Set(joined.heads.map((head) => head.id));
  if (addVersions.length === 0 && [...was].every((id) => is.has(id))) return null;
  const before = shownHead(local);
  const after = shownHead(joined);
  const stays = before !== undefined && after !== undefined && before.at === after.at && sameContent(before.content, after.content);
  return {
    entity: incoming.entity,
    addVersions,
    addHeads: joined.heads.filter((head) => !was.has(head.id)),
    dropHeads: local.heads.filter((head) => !is.has(head.id)).map((head) => head.id),
    heads: joined.heads,
    show: stays ? null : (after ?? null),
    conflict: isConflict(joined),
  };
}

/** Plans the merge of one file's rows into what is here. `local` gives the row's history, where it has one. */
export function planMerge(local: (entity: string) => Cell | undefined, incoming: readonly Cell[]): MergePlan {
  const changes: CellChange[] = [];
  const conflicts: string[] = [];
  const contradictions: string[] = [];
  let alreadyThere = 0;
  for (const cell of incoming) {
    const known = local(cell.entity);
    if (known && contradicts(known, cell)) {
      contradictions.push(cell.entity);
      continue;
    }
    const change = known
      ? planCell(known, cell)
      : {
          entity: cell.entity,
          addVersions: cell.versions,
          addHeads: cell.heads,
          dropHeads: [],
          heads: cell.heads,
          show: shownHead(cell) ?? null,
          conflict: isConflict(cell),
        };
    if (!change) {
      alreadyThere += 1;
      if (known && isConflict(known)) conflicts.push(cell.entity);
      continue;
    }
    changes.push(change);
    if (change.conflict) conflicts.push(cell.entity);
  }
  return { changes, alreadyThere, conflicts, contradictions };
}

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

/** Histories in their one order: equal states give equal texts. */
export function orderCells(cells: readonly Cell[]): Cell[] {
  return [...cells]
    .sort((a, b) => (a.entity < b.entity ? -1 : a.entity > b.entity ? 1 : 0))
    .map((cell) => ({
      entity: cell.entity,
      versions: [...cell.versions]
        .sort(byId)
        .map(({ id, device, parents, sealed }) => ({ id, device, parents: [...parents].sort(), sealed })),
      heads: [...cell.heads].sort(byId).map(({ id, content, at }) => ({ id, content, at })),
    }));
}
