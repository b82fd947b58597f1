/** What the sentences of the log are put together from. */
import { formatPoints } from '../numbers/points.ts';
import { localText, type Language, type LocalText, type TextParams, type Translate } from '../text.ts';
import type { FieldNamed, Names } from './names.ts';

/** An event as it stands in the record, its JSON parsed. */
export interface EventFacts {
  readonly kind: string;
  readonly entity: string;
  readonly old: unknown;
  readonly new: unknown;
  readonly reason: string | null;
}

/** What fills the sentence of a kind; `as`: which of its sentences, where it has several. */
export interface Said {
  readonly as?: string;
  readonly params: TextParams;
}

export type Teller = (event: EventFacts, words: Words) => Said;

/** A member of what an event says, whatever an older program or another laptop wrote there. */
export function part(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
}

export function textOf(value: unknown, name: string): string {
  const found = part(value, name);
  return typeof found === 'string' || typeof found === 'number' ? String(found) : '';
}

export function textsOf(value: unknown, name: string): string[] {
  const found = part(value, name);
  return Array.isArray(found) ? found.filter((one) => typeof one === 'string') : [];
}

export function countOf(value: unknown, name: string): number {
  const found = part(value, name);
  return Array.isArray(found) ? found.length : typeof found === 'number' ? found : 0;
}

/** What an entity's key is made of; a criterion or name may hold a stroke, and is the last. */
export function keyOf(entity: string, parts = 2): string[] {
  const all = entity.slice(entity.indexOf(':') + 1).split('/');
  return [...all.slice(0, parts - 1), all.slice(parts - 1).join('/')];
}

/** So many names are written out. */
const mostNames = 6;
/** So much of a long text is quoted, in characters. */
const mostText = 60;

export class Words {
  readonly t: Translate;
  readonly names: Names;
  readonly #language: Language;

  constructor(names: Names, language: Language, t: Translate) {
    this.names = names;
    this.#language = language;
    this.t = t;
  }

  local(text: LocalText | null, otherwise: string): string {
    return text === null ? otherwise : localText(text, this.#language);
  }

  park(applicationId: string): string {
    return this.names.park(applicationId) ?? this.t('record.unknown.park');
  }

  person(personId: string): string {
    if (personId === 'secretary') return this.t('common.role.secretary');
    return this.names.person(personId) ?? this.t('record.unknown.person');
  }

  round(roundId: string): string {
    return this.names.round(roundId) ?? this.t('record.unknown.round');
  }

  expert(expertId: string): string {
    return this.names.expert(expertId) ?? this.t('record.unknown.person');
  }

  criterion(applicationId: string, criterionId: string): string {
    if (criterionId === '') return this.t('record.wholePark');
    return this.local(this.names.criterion(applicationId, criterionId), criterionId);
  }

  field(applicationId: string, key: string): string {
    return this.local(this.names.field(applicationId, key)?.label ?? null, key);
  }

  type(ofId: string, type: string): string {
    return this.local(this.names.type(ofId, type), type);
  }

  /** Several of them, and of many the first and how many they are. */
  list(all: readonly string[]): string {
    const names = all.slice(0, mostNames).join(this.t('common.comma'));
    return all.length > mostNames ? this.t('record.andMore', { names, count: all.length }) : names || this.t('record.none');
  }

  parks(applicationIds: readonly string[]): string {
    return this.list(applicationIds.map((id) => this.park(id)));
  }

  people(personIds: readonly string[]): string {
    return this.list(personIds.map((id) => this.person(id)));
  }

  /** The beginning of what somebody wrote, in one line. */
  quote(text: string): string {
    const line = text.replaceAll(/\s+/gu, ' ').trim();
    const signs = Array.from(line);
    return signs.length > mostText ? `${signs.slice(0, mostText).join('')}……` : line || this.t('record.none');
  }

  /** Before → after; the latter alone where nothing stood before. */
  change(before: string | null, after: string | null): string {
    const to = after === null || after === '' ? this.t('record.none') : after;
    return before === null || before === '' ? to : this.t('record.change', { from: before, to });
  }

  /** What of some named values is another now; `label` names each, `word` says it. */
  changes(
    before: unknown,
    after: unknown,
    names: readonly string[],
    label: (name: string) => string,
    word: (name: string, value: unknown) => string | null = (_, value) => plain(value),
  ): string {
    const changed = names.flatMap((name) => {
      const [from, to] = [word(name, part(before, name)), word(name, part(after, name))];
      return from === to ? [] : [this.t('record.changed', { name: label(name), change: this.change(from, to) })];
    });
    return changed.join(this.t('common.semicolon')) || this.t('record.none');
  }

  points(value: unknown): string | null {
    const points100 = part(value, 'points100');
    return typeof points100 === 'number' ? this.t('record.points', { points: formatPoints(points100) }) : null;
  }

  /** A value of a field as people write it; null where nothing is said. */
  value(value: unknown, field: FieldNamed | null): string | null {
    const word = (one: unknown): string => {
      if (typeof one === 'boolean') return this.t(one ? 'common.yes' : 'common.no');
      const option = field?.options.find((known) => known.value === one);
      if (option) return this.local(option.label ?? null, option.words[0] ?? option.value);
      return plain(one) ?? this.t('record.none');
    };
    if (value === undefined || value === null || value === '') return null;
    if (Array.isArray(value)) return value.length === 0 ? null : this.list(value.map(word));
    const isFigure = (typeof value === 'string' || typeof value === 'number') && field !== null && field.unit !== 'none';
    return isFigure ? this.t('record.figure', { value: String(value), unit: this.t(`common.unit.${field.unit}`) }) : word(value);
  }

  /** 长沙星湖（2026-10-15 考察） */
  visit(visitId: string): string {
    const found = this.names.visit(visitId);
    return found ? this.t('record.visitOf', { park: this.park(found.applicationId), on: found.on }) : this.t('record.unknown.visit');
  }

  /** 评审报告（长沙星湖） */
  document(kind: string, applicationId: string | null, personId: string | null): string {
    const of = [...(personId === null ? [] : [this.person(personId)]), ...(applicationId === null ? [] : [this.park(applicationId)])];
    const name = this.t(`reports.kind.${kind}`);
    return of.length === 0 ? name : this.t('record.of', { name, of: of.join(this.t('common.comma')) });
  }

  documentOf(exportId: string): string {
    const found = this.names.document(exportId);
    return found ? this.document(found.kind, found.applicationId, found.personId) : this.t('record.unknown.document');
  }
}

/** A bare value in one line. */
export function plain(value: unknown): string | null {
  if (value === undefined || value === null || value === '') return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
