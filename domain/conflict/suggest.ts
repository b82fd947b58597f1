/**
 * 回避提示: parks with which an expert may have a relation, judged by names alone. A hint with its grounds, never a
 * declaration: the expert is asked, and answers.
 */
import type { Message } from '../text.ts';
import { regionOfAddress } from '../package/region.ts';
import { coreName, isAuthority, isSameName, likeness, plainName, splitNames, stemName } from './organisation.ts';

export interface SuggestPerson {
  readonly name: string;
  /** one organisation or several: present and past */
  readonly organisation: string;
}

export interface SuggestPark {
  readonly applicationId: string;
  readonly parkName: string;
  readonly applicant: string | null;
  readonly operator: string | null;
  readonly address: string | null;
  readonly region: string | null;
  /** 法定代表人, 联系人 */
  readonly people: readonly string[];
}

export type Strength = 'likely' | 'possible';

export interface Suggestion {
  readonly applicationId: string;
  readonly strength: Strength;
  /** what was found alike, the stronger first; texts `panel.suggest.*` */
  readonly grounds: readonly Message[];
}

interface Ground {
  readonly strength: Strength;
  readonly message: Message;
}

/** Above these (percent of letter pairs) two names are alike. */
const alike = { likely: 85, possible: 70 };

const roles = ['operator', 'applicant', 'parkName'] as const;

function compareNames(own: string, role: (typeof roles)[number], theirs: string): Ground | null {
  const words = { organisation: own, name: theirs };
  const left = stemName(own);
  const right = stemName(theirs);
  if (isSameName(left, right)) return { strength: 'likely', message: { key: `panel.suggest.same.${role}`, params: words } };
  const [ownCore, theirCore] = [coreName(own), coreName(theirs)];
  const shorter = ownCore.length <= theirCore.length ? ownCore : theirCore;
  const longer = shorter === ownCore ? theirCore : ownCore;
  // two authorities of one place share nothing but the place, which is told apart below
  if (shorter.length >= 2 && longer.includes(shorter) && !isAuthority(own)) {
    return {
      strength: shorter.length >= 3 || shorter === longer ? 'likely' : 'possible',
      message: { key: `panel.suggest.shared.${role}`, params: { ...words, part: shorter } },
    };
  }
  const share = Math.min(left.length, right.length) >= 4 && ownCore.length >= 2 ? likeness(left, right) : 0;
  if (share < alike.possible) return null;
  return {
    strength: share >= alike.likely ? 'likely' : 'possible',
    message: { key: `panel.suggest.alike.${role}`, params: { ...words, share } },
  };
}

function groundsOf(person: SuggestPerson, park: SuggestPark): Ground[] {
  const found: Ground[] = [];
  for (const own of splitNames(person.organisation)) {
    for (const role of roles) {
      const theirs = park[role];
      const ground = theirs ? compareNames(own, role, theirs) : null;
      if (ground) found.push(ground);
    }
    const address = park.address ?? '';
    const stem = stemName(own);
    if (stem.length >= 4 && plainName(address).includes(stem)) {
      found.push({ strength: 'likely', message: { key: 'panel.suggest.address', params: { organisation: own, address } } });
    }
    const region = regionOfAddress(plainName(own));
    if (isAuthority(own) && region !== null && region === park.region && !isSameName(stem, stemName(park.applicant ?? ''))) {
      found.push({ strength: 'possible', message: { key: 'panel.suggest.region', params: { organisation: own, region } } });
    }
  }
  if (park.people.some((name) => plainName(name) === plainName(person.name))) {
    found.push({ strength: 'possible', message: { key: 'panel.suggest.person', params: { name: person.name } } });
  }
  return found;
}

function byStrength(a: { readonly strength: Strength }, b: { readonly strength: Strength }): number {
  return Number(a.strength === 'possible') - Number(b.strength === 'possible');
}

/** The parks with grounds, likely ones first, otherwise in the order given. */
export function suggestConflicts(person: SuggestPerson, parks: readonly SuggestPark[]): Suggestion[] {
  return parks
    .flatMap((park) => {
      const grounds = groundsOf(person, park).sort(byStrength);
      const [first] = grounds;
      return first ? [{ applicationId: park.applicationId, strength: first.strength, grounds: grounds.map((one) => one.message) }] : [];
    })
    .sort(byStrength);
}
