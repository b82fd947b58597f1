/**
 * The archive in an exchange file, up to its parts: the directory, the manifest, the signature. Whoever sealed the file to us is not known
 * before the signature is judged, and an archive may name 200 000 files: runs in a reader process.
 */
import { largestManifest, manifestName, signatureName, type Manifest } from '../../../domain/exchange/manifest.ts';
import { refuse } from '../../../domain/result.ts';
import { openLying, type FileKey } from '../at-rest/encrypted-file.ts';
import { readWhole } from '../zip/entry.ts';
import { packEntries, type PackedEntries } from '../zip/packed.ts';
import { readZip, type ZipEntry, type ZipLimits } from '../zip/zip.ts';
import { parseManifest } from './judge-manifest.ts';

export interface ReadArchive {
  readonly manifest: Manifest;
  readonly manifestBytes: Uint8Array;
  readonly signature: Uint8Array;
  /** of the parts that are there, in the order of the manifest */
  readonly entries: PackedEntries;
  /** by the order of the manifest: which of the entries is the part's; -1 where it has none */
  readonly places: Int32Array;
  /** the first file that the manifest does not list */
  readonly unlisted: string | null;
}

/** A signature with the certificates above it takes a few kB. */
const largestSignature = 1024 ** 2;
const limits: ZipLimits = { bytes: 256 * 1024 ** 3, entries: 200_010, ratio: 200, ratioFrom: 1024 ** 2 };

/**
 * `path`: as it is told in refusals; the archive lies at `unsealed` under `fileKey`.
 * @throws exchange/bad-manifest, exchange/other-version, and what {@link readZip} and {@link readWhole} refuse
 */
export async function readArchive(path: string, unsealed: string, fileKey: FileKey | null): Promise<ReadArchive> {
  const source = await openLying(unsealed, fileKey);
  try {
    const archive = await readZip(source, limits);
    const named = new Map<string, ZipEntry>();
    for (const entry of archive.entries) {
      if (named.has(entry.name)) refuse('exchange/bad-manifest', { path, reason: 'twice', name: entry.name });
      named.set(entry.name, entry);
    }
    const take = async (name: string, largest: number): Promise<Uint8Array> => {
      const entry = named.get(name) ?? refuse('exchange/bad-manifest', { path, reason: 'missing', name });
      named.delete(name);
      if (entry.size > largest) refuse('exchange/bad-manifest', { path, reason: 'size', name });
      return readWhole(archive, entry);
    };
    const manifestBytes = await take(manifestName, largestManifest);
    const signature = await take(signatureName, largestSignature);
    const manifest = await parseManifest(path, manifestBytes);
    const places = new Int32Array(manifest.parts.length).fill(-1);
    const entries: ZipEntry[] = [];
    for (const [index, { name }] of manifest.parts.entries()) {
      const entry = named.get(name);
      named.delete(name);
      if (entry) places[index] = entries.push(entry) - 1;
    }
    const [unlisted = null] = named.keys();
    return { manifest, manifestBytes, signature, entries: packEntries(entries), places, unlisted };
  } finally {
    await source.close();
  }
}
