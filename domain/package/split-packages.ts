/**
 * Which applications an archive or folder holds: one, or a prefecture's bundle of zips, or a folder for each
 * park, or folders of such. What lies beside several applications (推荐函) belongs to each of them. Judged by
 * names alone, without opening anything.
 */
import { baseName, isArchive, isFormName, isSummaryName, volumeOf } from './paths.ts';

export interface Part {
  /** the folder of the application ('' for the whole), or the archive that holds it, or the first volume of one */
  readonly path: string;
  readonly kind: 'folder' | 'archive' | 'volumes';
  /** files outside it that belong to it as well */
  readonly shared: readonly string[];
}

/** 证明材料.zip inside a package is a document of it, not an application. */
const material = /证明|附件|材料清单|佐证|照片|图片|影像|视频|报告|合同|执照|财务|审计/;

/** Folders that hold one application in several shapes. */
const shape = /电子版|电子档|扫描|盖章|纸质|正本|副本|^word$|^pdf$/i;

interface Folder {
  readonly path: string;
  readonly files: string[];
  readonly folders: Map<string, Folder>;
}

/** At least one part. `archives: false` keeps archives as documents (they are nested too deep). */
export function splitPackages(paths: readonly string[], { archives = true } = {}): Part[] {
  const root: Folder = { path: '', files: [], folders: new Map() };
  for (const path of paths) {
    let folder = root;
    for (const name of path.split('/').slice(0, -1)) {
      const below = folder.folders.get(name) ?? {
        path: folder.path === '' ? name : `${folder.path}/${name}`,
        files: [],
        folders: new Map<string, Folder>(),
      };
      folder.folders.set(name, below);
      folder = below;
    }
    folder.files.push(path);
  }
  return split(root, archives);
}

function split(folder: Folder, archives: boolean): Part[] {
  const whole: Part[] = [{ path: folder.path, kind: 'folder', shared: [] }];
  if (folder.files.some(isFormName)) return whole;
  const inner = [...folder.folders.values()].filter((each) => holdsApplication(each, archives));
  const zips = archives ? folder.files.filter(isApplicationArchive) : [];
  if (inner.length === 0 && zips.length === 0) return whole;
  const parts = inner.map((each) => split(each, archives));
  // 1.申报表/申报表.docx beside 2.申请报告.pdf: one application with its form in a folder
  const [only] = parts;
  if (
    inner.length === 1 &&
    only?.length === 1 &&
    only[0]?.kind === 'folder' &&
    (zips.length === 0 || inner.every((each) => holdsFormOnly(each)))
  )
    return whole;
  if (zips.length === 0 && inner.every((each) => shape.test(baseName(each.path)))) return whole;
  const others = [...folder.folders.values()].filter((each) => !inner.includes(each));
  const shared = [...folder.files.filter((path) => !zips.includes(path)), ...others.flatMap(filesBelow)].filter(
    (path) => !isSummaryName(path),
  );
  const all = [...parts.flat(), ...archiveParts(zips)];
  return all.map((part) => ({ ...part, shared: [...shared, ...part.shared] }));
}

function stemOf(path: string): string {
  return volumeOf(path) ?? baseName(path).replace(/\.[^.]+$/, '');
}

/** Of an archive in volumes the last may be named like a whole one (甲园.zip beside 甲园.z01): together they are one part. */
function archiveParts(paths: readonly string[]): Part[] {
  const inVolumes = new Set(paths.flatMap((path) => volumeOf(path) ?? []));
  const whole = paths.filter((path) => !inVolumes.has(stemOf(path)));
  const volumes = [
    ...Map.groupBy(
      paths.filter((path) => inVolumes.has(stemOf(path))),
      stemOf,
    ).values(),
  ];
  return [
    ...whole.map((path): Part => ({ path, kind: 'archive', shared: [] })),
    ...volumes.flatMap((files) => [...files].sort().slice(0, 1)).map((path): Part => ({ path, kind: 'volumes', shared: [] })),
  ];
}

/** One that cannot be opened here as well: its park is refused by name, and it is nobody else's document. */
function isApplicationArchive(path: string): boolean {
  return (isArchive(path) || volumeOf(path) !== null) && !material.test(baseName(path));
}

function holdsApplication(folder: Folder, archives: boolean): boolean {
  if (material.test(baseName(folder.path)) && !folder.files.some(isFormName)) return false;
  return (
    folder.files.some((path) => isFormName(path) || (archives && isApplicationArchive(path))) ||
    [...folder.folders.values()].some((each) => holdsApplication(each, archives))
  );
}

function holdsFormOnly(folder: Folder): boolean {
  return filesBelow(folder).every(isFormName);
}

function filesBelow(folder: Folder): string[] {
  return [...folder.files, ...[...folder.folders.values()].flatMap(filesBelow)];
}
