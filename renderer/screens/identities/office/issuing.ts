/**
 * 一次签发: key files for many members, one after another. What a passphrase locks and the passphrase itself are shown as soon as
 * the file is there, before the next is begun, and stay until somebody says that they were handed over, whatever screen is open.
 */
import { create } from 'zustand';
import { proposalBytes, proposePassphrase } from '../../../../domain/identity/passphrase.ts';
import type { Input } from '../../../../domain/contract/api.ts';
import { safeFileName } from '../../../../domain/names.ts';
import { asApiError, call, type ApiError } from '../../../client/api.ts';
import { joinPath } from '../../../ui/words.ts';

export interface Issued {
  personId: string;
  name: string;
  /** tells namesakes apart */
  organisation: string;
  path: string;
  passphrase: string;
}

interface Failed {
  personId: string;
  name: string;
  error: ApiError;
}

type Member = Pick<Issued, 'personId' | 'name' | 'organisation'>;
type Institution = Pick<Input<'identities.issue'>, 'institutionPath' | 'institutionPassphrase'>;

interface Issuing {
  slips: readonly Issued[];
  failed: readonly Failed[];
  /** while it runs: how many are done, and of how many */
  at: { readonly done: number; readonly of: number } | null;
  /** one asked to stop after the member whose turn it is */
  stopping: boolean;
  /** @throws what is wrong with the key of the institution, which is the same for all */
  issue: (members: readonly Member[], folder: string, institution: Institution) => Promise<void>;
  stop: () => void;
  /** the slips are in the members' hands: they are forgotten here */
  handOver: () => void;
}

/** Files of one folder that bear one name, at most: the members may be namesakes, and earlier files may lie there. */
const sameName = 50;

const ofInstitution = new Set(['identity/bad-passphrase', 'identity/no-institution', 'identity/unreadable']);

/** The first name that is free, after the member, with a number from the second on. */
async function issueOne({ personId, name }: Member, folder: string, passphrase: string, institution: Institution): Promise<string> {
  for (let number = 1; ; number += 1) {
    const path = joinPath(folder, `${safeFileName(number === 1 ? name : `${name}-${number}`)}.p12`);
    try {
      await call('identities.issue', { personId, path, passphrase, ...institution });
      return path;
    } catch (thrown) {
      const error = asApiError(thrown);
      if (error.code !== 'identity/exists' || number === sameName) throw error;
    }
  }
}

export const useIssuing = create<Issuing>((set, get) => ({
  slips: [],
  failed: [],
  at: null,
  stopping: false,
  async issue(members, folder, institution) {
    if (get().at !== null) return;
    set({ failed: [], stopping: false, at: { done: 0, of: members.length } });
    try {
      for (const [done, member] of members.entries()) {
        if (get().stopping) break;
        set({ at: { done, of: members.length } });
        const passphrase = proposePassphrase(crypto.getRandomValues(new Uint8Array(proposalBytes)));
        try {
          const path = await issueOne(member, folder, passphrase, institution);
          set(({ slips }) => ({ slips: [...slips, { ...member, path, passphrase }] }));
        } catch (thrown) {
          const error = asApiError(thrown);
          if (ofInstitution.has(error.code)) throw error;
          set(({ failed }) => ({ failed: [...failed, { personId: member.personId, name: member.name, error }] }));
        }
      }
    } finally {
      set({ at: null, stopping: false });
    }
  },
  stop: () => set({ stopping: true }),
  handOver: () => (get().at === null ? set({ slips: [], failed: [] }) : undefined),
}));
