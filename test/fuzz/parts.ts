/** Damage inside a sound archive: checksums and sizes are right, what they are of is not. */
import { bytesSource } from '../../electron/io/zip/byte-source.ts';
import { readWhole } from '../../electron/io/zip/entry.ts';
import { readZip } from '../../electron/io/zip/zip.ts';
import { buildZip, type Part } from '../fixtures/archives.ts';
import { mutate, mutateXml, type Roll } from '../fixtures/mutants.ts';

export async function partsOf(bytes: Buffer): Promise<Map<string, Buffer>> {
  const archive = await readZip(bytesSource(bytes));
  const parts = new Map<string, Buffer>();
  for (const entry of archive.entries) parts.set(entry.name, Buffer.from(await readWhole(archive, entry)));
  return parts;
}

/** One of the parts that `wanted` names is damaged, XML so that it is still XML in most cases. */
export async function mutateParts(bytes: Buffer, wanted: RegExp, roll: Roll, words: readonly string[] = []): Promise<Buffer> {
  const parts = [...(await partsOf(bytes))];
  const open = parts.filter(([name]) => wanted.test(name));
  const [chosen] = open[roll(Math.max(1, open.length))] ?? [];
  const change = (data: Buffer): Buffer =>
    chosen?.endsWith('.xml') && roll(3) > 0 ? mutateXml(data, roll) : mutate(data, roll, { words });
  return buildZip(parts.map(([name, data]): Part => ({ name, data: name === chosen ? change(data) : data })));
}
