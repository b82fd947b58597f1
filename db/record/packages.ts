/** 申报材料 against the events that took them in: which file each package was, and which documents, under which SHA-256, were in it. */
import { listTaskOwners } from '../queries/exchange/files.ts';
import { statements, type ReadStore } from '../store/open.ts';

interface Said {
  readonly packageId?: string;
  readonly name?: string;
  readonly sha256?: string;
  readonly documents?: readonly { readonly path: string; readonly sha256: string }[];
}

/** Packages that are gone, of another content than was taken in, or, at an office, that nothing tells of. */
export function findUntoldPackages(store: ReadStore): string[] {
  const { sqlite } = store;
  const events = sqlite
    .prepare(
      "SELECT new FROM event WHERE kind IN ('package.import', 'package.replace', 'package.takeOver', 'application.add') AND new IS NOT NULL ORDER BY seq",
    )
    .pluck()
    .all() as string[];
  const told = new Map(events.map((text) => JSON.parse(text) as Said).map((said) => [said.packageId ?? '', said]));
  const held = new Map(
    (sqlite.prepare('SELECT id, name, sha256 FROM package').all() as { id: string; name: string; sha256: string }[]).map((row) => [
      row.id,
      row,
    ]),
  );
  const documentsOf = statements(store)("SELECT path || ' ' || sha256 FROM document WHERE package_id = ?").pluck();
  const found = [...told].filter(([id, { name, sha256, documents }]) => {
    const row = held.get(id);
    if (!row || (name !== undefined && name !== row.name) || (sha256 !== undefined && sha256 !== row.sha256)) return true;
    if (documents === undefined) return false;
    const here = (documentsOf.all(id) as string[]).sort();
    const said = documents.map((one) => `${one.path} ${one.sha256}`).sort();
    return here.length !== said.length || said.some((line, index) => line !== here[index]);
  });
  // on a member's laptop packages come in a task file, whose events stay at the office
  const isWhole = listTaskOwners(store).length === 0;
  const untold = isWhole ? [...held.keys()].filter((id) => !told.has(id)) : [];
  return [...found.map(([id]) => id), ...untold].map((id) => `package:${id}`);
}
