/** Documents on record against the events of their making and signing: what each is, its SHA-256, and who signed it. */
import type { ReadStore } from '../store/open.ts';

interface Row {
  readonly id: string;
  readonly kind: string;
  readonly applicationId: string | null;
  readonly personId: string | null;
  readonly sha256: string;
  readonly pages: number;
  readonly signedBy: readonly string[];
  readonly chainHead: string | null;
}

/** What the events come to; a name that none of them gives is not compared. */
function replayExports({ sqlite }: ReadStore): Map<string, Partial<Row>> {
  const said = new Map<string, Partial<Row>>();
  const events = sqlite
    .prepare(
      "SELECT kind, substr(entity, instr(entity, ':') + 1) AS id, new FROM event WHERE kind IN ('report.export', 'report.sign') AND entity GLOB 'export:*' ORDER BY seq",
    )
    .all() as { kind: string; id: string; new: string }[];
  for (const { kind, id, new: text } of events) {
    const now = JSON.parse(text) as Partial<Row> & { readonly signer?: string };
    const before = said.get(id) ?? {};
    if (kind === 'report.export') said.set(id, now);
    else said.set(id, { ...before, sha256: now.sha256 ?? '', signedBy: [...(before.signedBy ?? []), now.signer ?? ''] });
  }
  return said;
}

const names = ['kind', 'applicationId', 'personId', 'sha256', 'pages', 'signedBy', 'chainHead'] as const;

/** Documents that are not what the events say, are gone, or of which none tells. */
export function findUntoldExports(store: ReadStore): string[] {
  const said = replayExports(store);
  const rows = store.sqlite
    .prepare(
      'SELECT id, kind, application_id AS applicationId, person_id AS personId, sha256, pages, signed_by AS signedBy, chain_head AS chainHead FROM export',
    )
    .all() as (Omit<Row, 'signedBy'> & { readonly signedBy: string })[];
  const held = new Map(rows.map((row): [string, Row] => [row.id, { ...row, signedBy: JSON.parse(row.signedBy) as string[] }]));
  return [...new Set([...said.keys(), ...held.keys()])]
    .filter((id) => {
      const [told, row] = [said.get(id), held.get(id)];
      return !told || !row || names.some((name) => told[name] !== undefined && JSON.stringify(told[name]) !== JSON.stringify(row[name]));
    })
    .map((id) => `export:${id}`);
}
