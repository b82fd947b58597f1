/**
 * 材料互查: what two applications of a round have in common although each park has its own – the same file, telephone, person, address,
 * operator or credit code. Told on both sides and never a verdict: there may be a good reason. A name alone is only a hint.
 */
import type { DocumentKind, FieldValue, Finding } from '../model.ts';
import type { Field } from '../condition/condition.ts';
import type { Scheme } from '../scheme/scheme.ts';
import { chineseNumber } from '../form/quantity/han.ts';
import { baseName } from './paths.ts';
import { foldParkName } from './plan-import.ts';
import { provincePattern } from '../place/provinces.ts';

export type TraceKind = 'file' | 'operator' | 'creditCode' | 'phone' | 'address' | 'person';

/** One thing by which an application can be recognised; `key` is equal where two say the same. */
export interface Trace {
  readonly kind: TraceKind;
  readonly key: string;
  /** as it stands there: the words of the field, or the name of the file */
  readonly shown: string;
  /** of what is said in a field */
  readonly field?: string;
}

/** Fields that are compared: a change of one of them may change what is found at any other park. */
export const tracedFields: ReadonlySet<string> = new Set([
  'operator',
  'creditCode',
  'phone',
  'contact',
  'legalRepresentative',
  'address',
  'registeredPlace',
]);

export interface TracedDocument {
  readonly path: string;
  readonly kind: DocumentKind;
  readonly bytes: number;
  readonly sha256: string;
}

/** Smaller files hold next to nothing, in bytes. */
export const smallestTraced = 1024;

/** Blank forms and rules to fill them in are handed to everybody. */
const handedOut = /模板|样表|样本|范本|空白|填表说明|填报说明/u;

/** What an application can be recognised by, each thing once. */
export function tracesOf(values: Readonly<Record<string, FieldValue>>, documents: readonly TracedDocument[]): Trace[] {
  const text = (field: string): string => (typeof values[field] === 'string' ? values[field] : '');
  const said = (kind: TraceKind, field: string, keys: readonly string[]): Trace[] =>
    keys.filter((key) => key !== '').map((key) => ({ kind, key, shown: text(field).trim(), field }));
  const traces = [
    ...said('operator', 'operator', [foldParkName(text('operator'))]),
    ...said('creditCode', 'creditCode', [text('creditCode')]),
    ...said('phone', 'phone', foldPhones(text('phone'))),
    ...said('phone', 'contact', foldPhones(text('contact'))),
    ...said('address', 'address', [foldAddress(text('address'), text('registeredPlace'))]),
    ...said('person', 'contact', foldPeople(text('contact'))),
    ...said('person', 'legalRepresentative', foldPeople(text('legalRepresentative'))),
    ...documents
      .filter(({ path, bytes }) => bytes >= smallestTraced && !handedOut.test(baseName(path)))
      .map(({ path, sha256 }): Trace => ({ kind: 'file', key: sha256, shown: baseName(path) })),
  ];
  return [...new Map(traces.map((trace) => [nameOf(trace), trace])).values()];
}

export function nameOf({ kind, key }: Trace): string {
  return `${kind} ${key}`;
}

/**
 * Telephone numbers as digits, without +86 and what goes between them: 0731-8888 0001 and （0731）88880001 are one. A stand-in
 * (0731-00000000) is none, nor what is too short to be one.
 */
export function foldPhones(text: string): string[] {
  return text
    .normalize('NFKC')
    .split(/[,、;；/|\n]|或|和|及/u)
    .flatMap((part) => {
      const digits = withoutCountry(withoutExtension(part).replaceAll(/\D/gu, ''));
      // several that only a space holds apart
      return digits.length > 13 ? part.split(/\s+/u).map((one) => withoutCountry(one.replaceAll(/\D/gu, ''))) : [digits];
    })
    .filter((digits) => digits.length >= 7 && digits.length <= 13 && !/(\d)\1{6}$/.test(digits));
}

/** 转802, 分机802, ext. 802, x802, #802; and -802 behind a whole number of its own. */
function withoutExtension(part: string): string {
  const plain = part.replace(/(?:转|分机|内线|ext|\bx|#|\*).*$/iu, '');
  return plain.replace(/^(.*?\b\d{7,8})\s*[-—–]\s*\d{1,6}\s*$/u, '$1');
}

/** Abroad the 0 of 0731 is left out. */
function withoutCountry(digits: string): string {
  const national = /^(?:00)?86(1[3-9]\d{9}|0\d{9,11}|[1-9]\d{8,10})$/.exec(digits)?.[1];
  if (national === undefined) return digits;
  return national.startsWith('0') || /^1[3-9]\d{9}$/.test(national) ? national : `0${national}`;
}

const title = '先生|女士|同志|副?总经理|副?总裁|经理|副?主任|副?局长|副?科长|董事长|法定代表人|联系人';
const titles = new RegExp(`^(?:${title})|(?:${title})$`, 'gu');
const nobody = /^(?:无|暂无|同上|详见|待定|某人?)/u;

/** Names of people without spaces, titles, numbers and what brackets add. */
export function foldPeople(text: string): string[] {
  return text
    .normalize('NFKC')
    .replaceAll(/\([^)]*\)/gu, '')
    .split(/[,、;；/|\n]/u)
    .map((one) =>
      one
        .replaceAll(/[\s\d+:.·-]/gu, '')
        .replaceAll(titles, '')
        .toLowerCase(),
    )
    .filter((name) => name.length >= 2 && name.length <= 30 && !nobody.test(name));
}

const country = /^(?:中国|中华人民共和国)/u;
const province = new RegExp(`^${provincePattern}(?!市|藏族)`, 'u');
/** 株洲市, 长沙县: the places that many parks lie in */
const places = /^(?:[\u4e00-\u9fff]{2,10}?(?:自治州|地区|盟|市|自治县|县|区|旗)){1,3}/u;
/** What is left beside them must be more than that, in characters. */
const leastAddress = 3;

/** 示例大道一号 is 示例大道1号; 五一路 is the name of a street. */
const counted = /(?<=[路街道巷园区村镇段院号栋幢座层楼])[〇零一二三四五六七八九十百]+(?=号|栋|幢|座|层|楼|室|单元)/gu;

function plainAddress(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(counted, (number) => chineseNumber(number) ?? number)
    .replaceAll(/[\s,。、;:()[\]"“”·-]/gu, '')
    .replace(country, '')
    .replace(province, '')
    .toLowerCase();
}

/**
 * An address without spaces, marks and its province; '' where it names nothing nearer than a county. One that names no place lies in
 * the place of registration: every town has a 人民路1号.
 */
export function foldAddress(text: string, registered = ''): string {
  const plain = plainAddress(text);
  const near = plain.replace(places, '');
  if (near.length < leastAddress) return '';
  return near === plain ? `${places.exec(plainAddress(registered))?.[0] ?? ''}${plain}` : plain;
}

export interface SharedWith {
  readonly applicationId: string;
  readonly parkName: string;
}

/** The other applications that have a trace; of a province there may be thousands, so that nothing is counted by going through them. */
export interface Others extends Iterable<SharedWith> {
  readonly count: number;
  readonly has: (applicationId: string) => boolean;
  /** equal where all the same applications have a trace */
  readonly group: number;
}

/** Who else has a trace; null: nobody. */
export type Holders = (trace: Trace) => Others | null;

/** So many parks and files are named; all are counted. */
const mostNamed = 3;
/** A name that more parks have is a common one, whatever else is shared. */
const commonName = 20;

function listed(names: Iterable<string>, count: number): string {
  const first: string[] = [];
  for (const name of names) if (first.push(name) === mostNamed) break;
  return `${first.join('、')}${count > first.length ? '…' : ''}`;
}

function* namesOf(others: Iterable<SharedWith>): Generator<string> {
  for (const { parkName } of others) yield parkName;
}

function withWhom(others: Iterable<SharedWith>, count: number): { count: number; parks: string } {
  return { count, parks: listed(namesOf(others), count) };
}

interface Shared {
  readonly trace: Trace;
  readonly others: Others;
}

/** The findings of one application, the weightiest first. */
export function findShared(scheme: Scheme, traces: readonly Trace[], holders: Holders): Finding[] {
  const shared = traces.flatMap((trace): Shared[] => {
    const others = holders(trace);
    return others ? [{ trace, others }] : [];
  });
  const of = (...kinds: TraceKind[]): Shared[] => shared.filter(({ trace }) => kinds.includes(trace.kind));
  const close = of('file', 'operator', 'creditCode', 'phone', 'address').map(({ others }) => others);
  const isClose = ({ applicationId }: SharedWith): boolean => close.some((others) => others.has(applicationId));
  const tell = (code: string, { trace }: Shared, others: Iterable<SharedWith>, count: number): Finding[] =>
    count === 0 ? [] : [{ code, params: { ...saidIn(scheme, trace), ...withWhom(others, count) } }];
  return [
    ...findFiles(of('file')),
    ...of('operator', 'creditCode', 'phone', 'address').flatMap((one) =>
      tell(`shared.${one.trace.kind}`, one, one.others, one.others.count),
    ),
    ...of('person').flatMap((one) => {
      if (one.others.count > commonName) return tell('shared.name', one, one.others, one.others.count);
      const [known, rest] = [[...one.others].filter(isClose), [...one.others].filter((other) => !isClose(other))];
      return [...tell('shared.person', one, known, known.length), ...tell('shared.name', one, rest, rest.length)];
    }),
  ];
}

/** One finding for all files that the same parks have. */
function findFiles(files: readonly Shared[]): Finding[] {
  return [...Map.groupBy(files, ({ others }) => others.group).values()].flatMap((group) => {
    const others = group[0]?.others;
    const paths = listed(
      group.map(({ trace }) => trace.shown),
      group.length,
    );
    return others ? [{ code: 'shared.file', params: { files: group.length, paths, ...withWhom(others, others.count) } }] : [];
  });
}

function saidIn({ fields }: Scheme, { field = '', shown }: Trace): { field: string; fieldEn: string; value: string } {
  const label = fields.find((one: Field) => one.key === field)?.label;
  return { field: label?.zh ?? field, fieldEn: label?.en ?? label?.zh ?? field, value: shown };
}

/** A hint weighs less than a finding: it is shown quietly and not counted. */
export function isHint(code: string): boolean {
  return code === 'shared.name';
}
