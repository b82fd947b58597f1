/**
 * Names inside a package: which are safe, which are junk, which kind of document they announce.
 * Paths use `/` and are relative to the package.
 */
import type { DocumentKind } from '../model.ts';
import { controls } from '../names.ts';

/** Why a name is not accepted; goes into the details of `package/unsafe-path`. */
export type PathFault = 'empty' | 'parent' | 'absolute' | 'drive' | 'control' | 'too-long' | 'link' | 'duplicate' | 'file-as-folder';

const longestPath = 1024;

/**
 * A path as it stands in an archive made into a safe relative one: back slashes become slashes, `.` and
 * empty segments go, letters are composed (NFC). A fault instead when it would leave the package.
 */
export function safePath(stated: string): { path: string } | { fault: PathFault } {
  const slashed = stated.replaceAll('\\', '/');
  if (slashed.search(controls) >= 0) return { fault: 'control' };
  if (slashed.length > longestPath) return { fault: 'too-long' };
  if (/^[A-Za-z]:/.test(slashed)) return { fault: 'drive' };
  if (slashed.startsWith('/')) return { fault: 'absolute' };
  const segments = slashed.split('/').filter((segment) => segment !== '' && segment !== '.');
  // Windows drops trailing dots and spaces: "..  " and "... " would climb as well
  if (segments.some((segment) => /^\.\.[. ]*$/.test(segment))) return { fault: 'parent' };
  const path = segments.join('/').normalize('NFC');
  return path === '' ? { fault: 'empty' } : { path };
}

/** Two names that some file system takes for one give the same key. */
export function collisionKey(path: string): string {
  return path.normalize('NFC').toLowerCase();
}

/**
 * The first pair of paths that cannot both exist everywhere: equal but for case or composition, or a file
 * where another path needs a folder.
 */
export function findCollision(paths: readonly string[]): { fault: 'duplicate' | 'file-as-folder'; path: string; other: string } | null {
  const seen = new Map<string, string>();
  for (const path of paths) {
    const key = collisionKey(path);
    const other = seen.get(key);
    if (other !== undefined) return { fault: 'duplicate', path, other };
    seen.set(key, path);
  }
  for (const path of paths) {
    const key = collisionKey(path);
    for (let at = key.indexOf('/'); at >= 0; at = key.indexOf('/', at + 1)) {
      const other = seen.get(key.slice(0, at));
      if (other !== undefined) return { fault: 'file-as-folder', path, other };
    }
  }
  return null;
}

const junkNames = new Set(['.ds_store', 'thumbs.db', 'ehthumbs.db', 'desktop.ini', '.localized']);

/** What operating systems and editors leave behind; never a document. */
export function isJunk(path: string): boolean {
  const segments = path.split('/');
  const name = (segments.at(-1) ?? '').toLowerCase();
  if (segments.some((segment) => segment === '__MACOSX' || segment === '@eaDir')) return true;
  return junkNames.has(name) || name.startsWith('~$') || name.startsWith('._') || name.startsWith('.~') || /^~.*\.tmp$/.test(name);
}

export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The extension in lower case, without its dot; '' when there is none. */
export function extension(path: string): string {
  return /\.([A-Za-z0-9]+)$/.exec(baseName(path))?.[1]?.toLowerCase() ?? '';
}

const archives = new Set(['zip', 'zipx', 'rar', '7z', 'tar', 'gz', 'tgz', 'bz2', 'xz', 'arj', 'lzh', 'cab', 'iso']);
const volume = /^(.*)\.(?:z\d{2}|r\d{2}|part\d+\.rar|(?:zip|7z|rar)\.\d{3})$/i;

/** A file of files, whether it can be opened here or not. */
export function isArchive(path: string): boolean {
  return archives.has(extension(path));
}

/** The name that the volumes of one archive (甲园.z01, 甲园.part2.rar, 甲园.7z.003) have in common, without their folder; null for others. */
export function volumeOf(path: string): string | null {
  return volume.exec(baseName(path))?.[1] ?? null;
}

const pictures = new Set(['jpg', 'jpeg', 'png', 'gif', 'bmp', 'webp', 'tif', 'tiff', 'heic']);

export function isPicture(path: string): boolean {
  return pictures.has(extension(path));
}

/** 汇总表, a table over many parks, is not the form of one. */
export function isSummaryName(path: string): boolean {
  return /汇总表|一览表/.test(baseName(path)) && ['xlsx', 'xlsm'].includes(extension(path));
}

/** Whether the name says that the file is the form 申报表. */
export function isFormName(path: string): boolean {
  const name = baseName(path).toLowerCase();
  if (name === 'form.json') return true;
  if (/汇总|一览|推荐|模板|样表|样本|范本|空白|填表说明|填报说明/.test(name)) return false;
  // 对外贸易经营者备案登记表, 商标注册申请表 are proofs
  return /申[报報]表|申[报報][书書]|申报信息表|认定申请|认定表|园.*申请表/.test(name);
}

/** The kind of a document by its name and the folder it lies in; the name weighs more than the folder. */
export function kindByName(path: string): DocumentKind {
  const name = baseName(path);
  if (isFormName(path)) return 'form';
  const inOrder: readonly [RegExp, DocumentKind][] = [
    [/推[荐薦](?:函|文|意[见見]|表)|初[审審]意[见見]|[请請]示/, 'recommendation'],
    [/(?:申[请請報报]|情[况況]|自[评評])[报報]告|建[设設]方案/, 'report'],
    [/[证證]明|[执執]照|登记|备案|合同|协议|清单|名单|台账|发票|报关|凭证|证书|产权|租赁|规划|政策|批复|审计/, 'proof'],
  ];
  for (const [pattern, kind] of inOrder) if (pattern.test(name)) return kind;
  if (isPicture(path)) return 'photo';
  const folders = path.slice(0, path.length - name.length);
  for (const [pattern, kind] of inOrder) if (pattern.test(folders)) return kind;
  return 'other';
}
