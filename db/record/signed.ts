/** What was signed of a file that came, as it is kept: the manifest, and the parts that the manifest names by their hash. */
import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Cell } from '../../domain/exchange/lineage.ts';
import { cellsName, taskParts, type Manifest } from '../../domain/exchange/manifest.ts';
import { unpackParts, type Statement } from '../queries/exchange/statements.ts';

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

/** The parts of a task that are kept, if they are those that its manifest names, and all of them. */
export function statedParts(statement: Statement): ReadonlyMap<string, Buffer> | null {
  const { manifest, manifestSha256, cells } = statement;
  const parts = cells && unpackParts(cells);
  if (!parts || sha256(signedManifest(statement)) !== manifestSha256) return null;
  const named = ((JSON.parse(manifest) as Partial<Manifest>).parts ?? []).filter(({ name }) => taskParts.includes(name));
  const isWhole = named.length === parts.size;
  return isWhole && named.every((part) => sha256(parts.get(part.name) ?? '') === part.sha256) ? parts : null;
}

/** The JSON of a part of a task. */
export function partOf(parts: ReadonlyMap<string, Buffer>, name: string): unknown {
  return JSON.parse(parts.get(name)?.toString('utf8') ?? 'null');
}

export function statedTaskCells(statement: Statement): Cell[] | null {
  const parts = statedParts(statement);
  return parts && (partOf(parts, cellsName) as Cell[]);
}
