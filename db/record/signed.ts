/** What the owner of a return signed, as it is kept: the manifest, and the rows that the manifest names by their hash. */
import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Cell } from '../../domain/exchange/lineage.ts';
import { cellsName, type Manifest } from '../../domain/exchange/manifest.ts';
import type { Statement } from '../queries/exchange/statements.ts';

const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex');

/** The bytes that were signed. */
export function signedManifest({ manifest }: Pick<Statement, 'manifest'>): string {
  return canonicalize(JSON.parse(manifest)) ?? '';
}

/** The rows of a statement, if they are the ones that its manifest names. */
export function statedCells(statement: Statement): Cell[] | null {
  const { manifest, manifestSha256, cells } = statement;
  if (cells === null || sha256(signedManifest(statement)) !== manifestSha256) return null;
  const part = (JSON.parse(manifest) as Partial<Manifest>).parts?.find(({ name }) => name === cellsName);
  return part && sha256(cells) === part.sha256 ? (JSON.parse(cells.toString('utf8')) as Cell[]) : null;
}
