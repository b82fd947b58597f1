/**
 * Blindness at the contract: whoever carries the call, an expert who has not submitted learns nothing of another's
 * scores. Every method stands in the table; a new one does not compile until it is there.
 */
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { api, type MethodName } from '../../../domain/contract/api.ts';
import { Refusal, type Result } from '../../../domain/result.ts';
import { findServedFile } from '../../../electron/services/workspace/files.ts';
import { drivers, root, type Driver } from '../../contract/drivers.ts';
import { samplePhoto } from '../../fixtures/photos.ts';
import { seatReview, submitSheet } from '../../fixtures/review.ts';

/** Written into every comment of the others: it must come out nowhere. */
const secret = '密不外传';

interface Ids {
  readonly roundId: string;
  /** scored and submitted by the other; `recusedPark` is one the acting expert is recused from */
  readonly park: string;
  readonly recusedPark: string;
  readonly other: string;
  readonly actor: string;
  readonly criterionId: string;
  /** of the park of the recusal */
  readonly visitId: string;
  readonly photoId: string;
  readonly dir: string;
}

/** What an expert who has submitted nothing is answered when asking about another: a code, or `open`. */
const table: Readonly<Record<MethodName, { payload: (ids: Ids) => unknown; answer: string }>> = {
  'schemes.list': { payload: () => ({}), answer: 'open' },
  'schemes.get': { payload: () => ({ id: 'hunan-recognition-2024' }), answer: 'open' },
  'schemes.form': {
    payload: ({ dir }) => ({ schemeId: 'hunan-recognition-2024', format: 'docx', path: join(dir, 'blank.docx') }),
    answer: 'open',
  },
  'schemes.evaluate': {
    payload: () => ({ schemeId: 'hunan-recognition-2024', type: '引领型', values: {}, appliedOn: '2026-09-30' }),
    answer: 'open',
  },
  'schemes.faults': { payload: () => ({}), answer: 'open' },
  'schemes.check': { payload: ({ dir }) => ({ path: join(dir, 'no.json') }), answer: 'call/not-allowed' },
  'schemes.import': { payload: ({ dir }) => ({ path: join(dir, 'no.json') }), answer: 'call/not-allowed' },
  'rounds.create': {
    payload: () => ({ schemeId: 'hunan-recognition-2024', name: 'x', appliedOn: '2026-09-30' }),
    answer: 'call/not-allowed',
  },
  'rewards.list': { payload: ({ roundId }) => ({ roundId }), answer: 'call/not-allowed' },
  'rewards.propose': { payload: ({ park }) => ({ applicationId: park, tier: 'x', amount: '1', reason: 'x' }), answer: 'call/not-allowed' },
  'rewards.record': {
    payload: () => ({ parkName: 'x', schemeId: 'chenzhou-park-2021', tier: '2.1-1', amount: '1', on: '2025-01-01', reason: 'x' }),
    answer: 'call/not-allowed',
  },
  'rewards.correct': { payload: ({ park }) => ({ grantedId: park, now: null, reason: 'x' }), answer: 'call/not-allowed' },
  'rewards.granted': { payload: () => ({}), answer: 'call/not-allowed' },
  'rounds.check': { payload: () => ({ schemeId: 'hunan-recognition-2024', appliedOn: '2026-09-30' }), answer: 'call/not-allowed' },
  'rounds.setPublished': {
    payload: ({ roundId }) => ({ roundId, publishedOn: '2026-09-30', reason: 'x' }),
    answer: 'call/not-allowed',
  },
  'rounds.edit': {
    payload: ({ roundId }) => ({ roundId, name: 'x', appliedOn: '2026-09-30', institution: '', commission: '', usdRate: '', reason: 'x' }),
    answer: 'call/not-allowed',
  },
  'rounds.copy': { payload: ({ roundId }) => ({ roundId, name: 'x', appliedOn: '2026-09-30', people: true }), answer: 'call/not-allowed' },
  'rounds.archive': { payload: ({ roundId }) => ({ roundId, archived: true }), answer: 'call/not-allowed' },
  'rounds.delete': { payload: ({ roundId }) => ({ roundId }), answer: 'call/not-allowed' },
  'rounds.list': { payload: () => ({}), answer: 'open' },
  'rounds.get': { payload: ({ roundId }) => ({ roundId }), answer: 'open' },
  'rounds.readiness': { payload: ({ roundId }) => ({ roundId, moment: 'final' }), answer: 'call/not-allowed' },
  'rounds.openScoring': { payload: ({ roundId }) => ({ roundId }), answer: 'call/not-allowed' },
  'rounds.setQuotas': { payload: ({ roundId }) => ({ roundId, quotas: {} }), answer: 'call/not-allowed' },
  'packages.checkSummary': { payload: ({ roundId }) => ({ roundId, paths: ['/nowhere.xlsx'] }), answer: 'call/not-allowed' },
  'eligibility.elsewhere': { payload: ({ park }) => ({ applicationId: park }), answer: 'open' },
  'rounds.setRubric': {
    payload: ({ roundId }) => ({ roundId, rubric: { criteria: [{ id: '1', name: { zh: 'x' }, max100: 100 }] } }),
    answer: 'call/not-allowed',
  },
  'rounds.endScoring': { payload: ({ roundId }) => ({ roundId }), answer: 'call/not-allowed' },
  'rounds.resumeScoring': { payload: ({ roundId }) => ({ roundId, reason: 'x' }), answer: 'call/not-allowed' },
  'rounds.reopenRubric': { payload: ({ roundId }) => ({ roundId, reason: 'x' }), answer: 'call/not-allowed' },
  'rounds.exportRubric': { payload: ({ roundId, dir }) => ({ roundId, path: join(dir, 'leak.xlsx') }), answer: 'call/not-allowed' },
  'rounds.importRubric': { payload: ({ roundId, dir }) => ({ roundId, path: join(dir, 'none.xlsx') }), answer: 'call/not-allowed' },
  'rounds.setGrades': { payload: ({ roundId }) => ({ roundId, from: {} }), answer: 'call/not-allowed' },
  'titles.list': { payload: () => ({}), answer: 'open' },
  'titles.record': { payload: () => ({ parkName: 'x', kind: 'restored', on: '2026-01-01', reason: 'x' }), answer: 'call/not-allowed' },
  'titles.settle': { payload: ({ roundId }) => ({ roundId, noticeOn: '2026-01-01' }), answer: 'call/not-allowed' },
  'titles.followUp': { payload: ({ roundId }) => ({ roundId, name: 'x', appliedOn: '2026-01-01' }), answer: 'call/not-allowed' },
  'packages.import': { payload: ({ roundId }) => ({ roundId, paths: ['/nowhere.zip'] }), answer: 'call/not-allowed' },
  'applications.add': { payload: ({ roundId }) => ({ roundId, parkName: 'x' }), answer: 'call/not-allowed' },
  'applications.list': { payload: ({ roundId }) => ({ roundId }), answer: 'open' },
  'applications.admit': {
    payload: ({ roundId, park }) => ({ roundId, applicationIds: [park], on: '2026-10-01' }),
    answer: 'call/not-allowed',
  },
  'applications.refuse': {
    payload: ({ roundId, park }) => ({ roundId, applicationId: park, on: '2026-10-01', reason: 'x' }),
    answer: 'call/not-allowed',
  },
  'applications.withdraw': {
    payload: ({ roundId, park }) => ({ roundId, applicationId: park, on: '2026-10-01', reason: 'x', askedBy: 'x' }),
    answer: 'call/not-allowed',
  },
  'applications.restore': {
    payload: ({ roundId, park }) => ({ roundId, applicationId: park, reason: 'x' }),
    answer: 'call/not-allowed',
  },
  'supplements.propose': { payload: ({ park }) => ({ applicationId: park }), answer: 'call/not-allowed' },
  'supplements.request': {
    payload: ({ park }) => ({ applicationId: park, items: [{ what: 'x' }], dueOn: '2099-10-01' }),
    answer: 'call/not-allowed',
  },
  'supplements.receive': { payload: ({ other }) => ({ supplementId: other, receivedOn: '2026-10-01' }), answer: 'call/not-allowed' },
  'supplements.check': { payload: ({ other }) => ({ supplementId: other }), answer: 'call/not-allowed' },
  'supplements.close': {
    payload: ({ other }) => ({ supplementId: other, outcome: 'cancelled', follows: 'x' }),
    answer: 'call/not-allowed',
  },
  'supplements.list': { payload: ({ roundId }) => ({ roundId }), answer: 'call/not-allowed' },
  'applications.statuses': { payload: ({ roundId }) => ({ roundId }), answer: 'call/not-allowed' },
  'applications.waiting': { payload: ({ roundId }) => ({ roundId }), answer: 'call/not-allowed' },
  'applications.get': { payload: ({ park }) => ({ applicationId: park }), answer: 'open' },
  'applications.setField': {
    payload: ({ park }) => ({ applicationId: park, key: 'companies', value: 1, reason: 'x' }),
    answer: 'call/not-allowed',
  },
  'eligibility.evaluate': { payload: ({ park }) => ({ applicationId: park }), answer: 'open' },
  'eligibility.matrix': { payload: ({ roundId }) => ({ roundId }), answer: 'open' },
  'eligibility.decide': {
    payload: ({ park }) => ({ applicationId: park, conditionId: 'x', outcome: 'met', reason: 'x' }),
    answer: 'call/not-allowed',
  },
  'panel.add': {
    payload: ({ roundId }) => ({ roundId, name: 'x', organisation: 'x', title: 'x', role: 'expert' }),
    answer: 'call/not-allowed',
  },
  'panel.list': { payload: ({ roundId }) => ({ roundId }), answer: 'open' },
  'panel.assign': { payload: ({ actor }) => ({ personId: actor, applicationIds: [] }), answer: 'call/not-allowed' },
  'roster.list': { payload: () => ({}), answer: 'call/not-allowed' },
  'roster.add': { payload: () => ({ name: 'x' }), answer: 'call/not-allowed' },
  'roster.edit': { payload: ({ other }) => ({ expertId: other, name: 'x' }), answer: 'call/not-allowed' },
  'roster.pause': { payload: ({ other }) => ({ expertId: other, reason: 'x' }), answer: 'call/not-allowed' },
  'roster.remove': { payload: ({ other }) => ({ expertId: other }), answer: 'call/not-allowed' },
  'roster.merge': { payload: ({ other, actor }) => ({ keep: other, drop: actor }), answer: 'call/not-allowed' },
  'roster.import': { payload: ({ dir }) => ({ path: join(dir, 'x.xlsx') }), answer: 'call/not-allowed' },
  'roster.takeFrom': { payload: ({ roundId }) => ({ roundId }), answer: 'call/not-allowed' },
  'roster.check': { payload: ({ roundId }) => ({ roundId }), answer: 'call/not-allowed' },
  'roster.seat': { payload: ({ roundId, other }) => ({ roundId, expertIds: [other] }), answer: 'call/not-allowed' },
  'roster.draw': { payload: ({ roundId }) => ({ roundId, size: 1 }), answer: 'call/not-allowed' },
  'roster.draws': { payload: ({ roundId }) => ({ roundId }), answer: 'call/not-allowed' },
  'roster.answer': { payload: ({ other }) => ({ drawId: other, expertId: other, accepts: true }), answer: 'call/not-allowed' },
  'panel.unassign': { payload: ({ actor, park }) => ({ personId: actor, applicationIds: [park] }), answer: 'call/not-allowed' },
  'panel.edit': {
    payload: ({ actor }) => ({ personId: actor, name: 'x', organisation: 'x', title: 'x', role: 'leader', reason: 'x' }),
    answer: 'call/not-allowed',
  },
  'panel.remove': { payload: ({ other }) => ({ personId: other }), answer: 'call/not-allowed' },
  'conflicts.declare': {
    payload: ({ other, park }) => ({ personId: other, applicationId: park, relation: 'other', reason: 'x' }),
    answer: 'call/not-allowed',
  },
  'conflicts.list': { payload: ({ other }) => ({ personId: other }), answer: 'call/not-allowed' },
  'conflicts.suggest': { payload: ({ other }) => ({ personId: other }), answer: 'call/not-allowed' },
  'panel.replace': {
    payload: ({ other }) => ({ personId: other, by: { name: 'x', organisation: 'x', title: 'x' }, reason: 'x' }),
    answer: 'call/not-allowed',
  },
  'panel.replacements': { payload: ({ roundId }) => ({ roundId }), answer: 'open' },
  'panel.balance': { payload: ({ roundId }) => ({ roundId, perApplication: 1 }), answer: 'call/not-allowed' },
  'scores.abstain': {
    payload: ({ other, park }) => ({ personId: other, applicationId: park, criterionId: null, reason: 'x' }),
    answer: 'call/not-allowed',
  },
  'scores.set': {
    payload: ({ other, park, criterionId }) => ({ personId: other, applicationId: park, criterionId, points: 0 }),
    answer: 'call/not-allowed',
  },
  'scores.clear': {
    payload: ({ other, park, criterionId }) => ({ personId: other, applicationId: park, criterionId }),
    answer: 'call/not-allowed',
  },
  'scores.undo': {
    payload: ({ other, park, criterionId }) => ({ personId: other, applicationId: park, criterionId, seq: 1, expectedVersion: 1 }),
    answer: 'call/not-allowed',
  },
  'reentry.set': {
    payload: ({ other, park, criterionId }) => ({ personId: other, applicationId: park, criterionId, points: 1 }),
    answer: 'call/not-allowed',
  },
  'reentry.get': { payload: ({ other }) => ({ personId: other }), answer: 'call/not-allowed' },
  'reentry.settle': {
    payload: ({ other, park, criterionId }) => ({ personId: other, applicationId: park, criterionId, take: 'second' }),
    answer: 'call/not-allowed',
  },
  'scores.get': { payload: ({ other, park }) => ({ personId: other, applicationId: park }), answer: 'score/not-visible' },
  'scores.history': { payload: ({ other, park }) => ({ personId: other, applicationId: park }), answer: 'score/not-visible' },
  'scores.submit': { payload: ({ other, park }) => ({ personId: other, applicationId: park }), answer: 'call/not-allowed' },
  'scores.reopen': {
    payload: ({ other, park }) => ({ personId: other, applicationId: park, cause: 'extreme', reason: 'x' }),
    answer: 'call/not-allowed',
  },
  'scores.exportSheet': { payload: ({ other, dir }) => ({ personId: other, path: join(dir, 'leak.xlsx') }), answer: 'call/not-allowed' },
  'scores.importSheet': { payload: ({ other, dir }) => ({ personId: other, path: join(dir, 'leak.xlsx') }), answer: 'call/not-allowed' },
  'opinions.set': {
    payload: ({ other, park }) => ({ personId: other, applicationId: park, text: 'x', recommendation: 'recommend' }),
    answer: 'call/not-allowed',
  },
  'opinions.get': { payload: ({ other, park }) => ({ personId: other, applicationId: park }), answer: 'score/not-visible' },
  'visits.open': { payload: ({ recusedPark }) => ({ applicationId: recusedPark, visitedOn: '2026-10-10' }), answer: 'conflict/recused' },
  'visits.list': { payload: ({ roundId }) => ({ roundId }), answer: 'open' },
  'visits.get': { payload: ({ visitId }) => ({ visitId }), answer: 'conflict/recused' },
  'visits.edit': { payload: ({ visitId }) => ({ visitId }), answer: 'conflict/recused' },
  'visits.note': { payload: ({ visitId }) => ({ visitId, text: 'x' }), answer: 'conflict/recused' },
  'visits.check': { payload: ({ visitId }) => ({ visitId, checkId: 'area', outcome: 'holds' }), answer: 'conflict/recused' },
  'visits.measure': { payload: ({ visitId }) => ({ visitId, key: 'companies', value: 1 }), answer: 'conflict/recused' },
  'visits.photo': { payload: ({ visitId }) => ({ visitId, path: '/nowhere.jpg' }), answer: 'conflict/recused' },
  'visits.thumbnail': { payload: ({ photoId }) => ({ photoId, jpeg: '/9j/' }), answer: 'conflict/recused' },
  'visits.caption': { payload: ({ photoId }) => ({ photoId, caption: 'x' }), answer: 'conflict/recused' },
  'visits.removePhoto': { payload: ({ photoId }) => ({ photoId, reason: 'x' }), answer: 'conflict/recused' },
  'visits.sign': {
    payload: ({ visitId }) => ({
      visitId,
      name: 'x',
      strokes: [
        [
          [0, 0, 0],
          [1, 1, 1],
        ],
      ],
    }),
    answer: 'conflict/recused',
  },
  'visits.interview': {
    payload: ({ visitId }) => ({ visitId, interview: { person: 'x', post: null, said: 'x' } }),
    answer: 'conflict/recused',
  },
  'visits.matter': {
    payload: ({ visitId }) => ({ visitId, matter: { matter: 'x', dueOn: null, responsible: null } }),
    answer: 'conflict/recused',
  },
  'visits.opinion': { payload: ({ visitId }) => ({ visitId, opinion: { leader: 'x', text: 'x' } }), answer: 'conflict/recused' },
  'visits.draw': { payload: ({ visitId }) => ({ visitId, firms: ['x'], size: 1 }), answer: 'conflict/recused' },
  'visits.firm': {
    payload: ({ visitId }) => ({ visitId, name: 'x', seenThere: { found: 'there', staff: null, business: null, note: null } }),
    answer: 'conflict/recused',
  },
  'visits.close': { payload: ({ visitId }) => ({ visitId }), answer: 'conflict/recused' },
  'visits.draft': { payload: ({ visitId }) => ({ visitId, text: 'x' }), answer: 'conflict/recused' },
  'visits.addendum': { payload: ({ visitId }) => ({ visitId, text: 'x' }), answer: 'conflict/recused' },
  'tally.run': { payload: ({ roundId }) => ({ roundId, rules: { trim: 'none' } }), answer: 'score/not-visible' },
  'tally.overview': { payload: ({ roundId }) => ({ roundId }), answer: 'score/not-visible' },
  'tally.derivation': { payload: ({ roundId, park }) => ({ roundId, applicationId: park }), answer: 'score/not-visible' },
  'tally.heat': { payload: ({ roundId }) => ({ roundId }), answer: 'score/not-visible' },
  'tally.spread': { payload: ({ roundId }) => ({ roundId }), answer: 'score/not-visible' },
  'tally.profile': { payload: ({ roundId, park }) => ({ roundId, applicationId: park }), answer: 'score/not-visible' },
  'stages.list': { payload: ({ roundId }) => ({ roundId }), answer: 'call/not-allowed' },
  'stages.standing': { payload: ({ roundId }) => ({ roundId, stage: 'paper' }), answer: 'call/not-allowed' },
  'stages.open': { payload: ({ roundId }) => ({ roundId, stage: 'paper' }), answer: 'call/not-allowed' },
  'stages.close': { payload: ({ roundId }) => ({ roundId, stage: 'paper' }), answer: 'call/not-allowed' },
  'stages.reopen': { payload: ({ roundId }) => ({ roundId, stage: 'paper', reason: 'x' }), answer: 'call/not-allowed' },
  'stages.name': { payload: ({ actor }) => ({ personId: actor, stage: null }), answer: 'call/not-allowed' },
  'tally.presets': { payload: () => ({}), answer: 'open' },
  'tally.setRules': { payload: ({ roundId }) => ({ roundId, preset: 'plainMean' }), answer: 'call/not-allowed' },
  'tally.robustness': { payload: ({ roundId }) => ({ roundId }), answer: 'score/not-visible' },
  'tally.explain': { payload: ({ other, park }) => ({ personId: other, applicationId: park, text: 'x' }), answer: 'call/not-allowed' },
  'tally.exportSheet': { payload: ({ roundId, dir }) => ({ roundId, path: join(dir, 'leak.xlsx') }), answer: 'call/not-allowed' },
  'tally.agreement': { payload: ({ roundId }) => ({ roundId }), answer: 'score/not-visible' },
  'statistics.agreement': {
    payload: () => ({
      matrix: [
        [1, 2],
        [3, 4],
        [5, 7],
      ],
    }),
    answer: 'open',
  },
  'statistics.tally': { payload: () => ({ scores: [[1, 2, 3]], rules: { trim: 'none' } }), answer: 'open' },
  'shortlist.propose': { payload: ({ roundId }) => ({ roundId }), answer: 'score/not-visible' },
  'shortlist.decide': { payload: ({ park }) => ({ applicationId: park, result: 'listed' }), answer: 'call/not-allowed' },
  'shortlist.takeBack': { payload: ({ park }) => ({ applicationId: park }), answer: 'call/not-allowed' },
  'shortlist.acceptProposal': { payload: ({ roundId }) => ({ roundId }), answer: 'call/not-allowed' },
  'shortlist.enterAutomatic': { payload: ({ roundId }) => ({ roundId }), answer: 'call/not-allowed' },
  'shortlist.version': { payload: ({ roundId }) => ({ roundId }), answer: 'call/not-allowed' },
  'shortlist.versions': { payload: ({ roundId }) => ({ roundId }), answer: 'score/not-visible' },
  'shortlist.compare': { payload: ({ roundId }) => ({ roundId, from: 1, to: 1 }), answer: 'score/not-visible' },
  'deliberation.get': { payload: ({ roundId }) => ({ roundId }), answer: 'call/not-allowed' },
  'deliberation.park': { payload: ({ park }) => ({ applicationId: park }), answer: 'call/not-allowed' },
  'deliberation.setRule': {
    payload: ({ roundId }) => ({ roundId, ballot: 'secret', majority: 'half', quorum: 'half' }),
    answer: 'call/not-allowed',
  },
  'deliberation.vote': { payload: ({ park }) => ({ applicationId: park, ballots: [] }), answer: 'call/not-allowed' },
  'deliberation.takeBack': { payload: ({ park }) => ({ applicationId: park, reason: 'x' }), answer: 'call/not-allowed' },
  'deliberation.dissent': {
    payload: ({ park, actor }) => ({ applicationId: park, personId: actor, text: 'x' }),
    answer: 'call/not-allowed',
  },
  'deliberation.opinion': {
    payload: ({ park, actor }) => ({ applicationId: park, personId: actor, strengths: 'x', problems: '', advice: '' }),
    answer: 'call/not-allowed',
  },
  'publicity.open': { payload: ({ roundId }) => ({ roundId, startsOn: '2026-10-08', workingDays: 5 }), answer: 'call/not-allowed' },
  'publicity.get': { payload: ({ roundId }) => ({ roundId }), answer: 'call/not-allowed' },
  'publicity.suspend': { payload: ({ roundId }) => ({ roundId, from: '2026-10-08', reason: 'x' }), answer: 'call/not-allowed' },
  'publicity.resume': { payload: ({ roundId }) => ({ roundId, on: '2026-10-08', reason: 'x' }), answer: 'call/not-allowed' },
  'publicity.withdraw': { payload: ({ roundId }) => ({ roundId, reason: 'x' }), answer: 'call/not-allowed' },
  'publicity.object': {
    payload: ({ roundId, park }) => ({ roundId, applicationId: park, objector: 'x', text: 'x' }),
    answer: 'call/not-allowed',
  },
  'publicity.resolve': { payload: ({ roundId }) => ({ objectionId: roundId, outcome: 'upheld', reason: 'x' }), answer: 'call/not-allowed' },
  'publicity.rereview': { payload: ({ roundId, actor }) => ({ objectionId: roundId, personIds: [actor] }), answer: 'call/not-allowed' },
  'publicity.close': { payload: ({ roundId }) => ({ roundId }), answer: 'call/not-allowed' },
  'calendar.get': { payload: () => ({ year: 2026 }), answer: 'open' },
  'calendar.set': { payload: () => ({ year: 2027, holidays: [], workdays: [], reason: 'x' }), answer: 'call/not-allowed' },
  'minutes.draft': { payload: ({ roundId }) => ({ roundId }), answer: 'call/not-allowed' },
  'minutes.save': { payload: ({ roundId }) => ({ roundId, text: 'x', heldOn: '2026-10-08', place: 'x' }), answer: 'call/not-allowed' },
  'minutes.unsaved': { payload: ({ roundId }) => ({ roundId }), answer: 'call/not-allowed' },
  'rounds.unsavedRubric': { payload: ({ roundId }) => ({ roundId }), answer: 'call/not-allowed' },
  'rounds.keepUnsavedRubric': { payload: ({ roundId }) => ({ roundId, typed: null }), answer: 'call/not-allowed' },
  'minutes.keepUnsaved': { payload: ({ roundId }) => ({ roundId, typed: null }), answer: 'call/not-allowed' },
  'notes.get': { payload: ({ other }) => ({ personId: other }), answer: 'call/not-allowed' },
  'notes.set': { payload: ({ other, park }) => ({ personId: other, applicationId: park, text: 'x' }), answer: 'call/not-allowed' },
  'minutes.versions': { payload: ({ roundId }) => ({ roundId }), answer: 'call/not-allowed' },
  'identities.createInstitution': {
    payload: ({ dir }) => ({ name: 'x', path: join(dir, 'x.p12'), passphrase: 'long enough 1' }),
    answer: 'call/not-allowed',
  },
  'identities.issue': {
    payload: ({ actor, dir }) => ({
      personId: actor,
      path: join(dir, 'x.p12'),
      passphrase: 'x',
      institutionPath: 'x',
      institutionPassphrase: 'x',
    }),
    answer: 'call/not-allowed',
  },
  'identities.list': { payload: () => ({}), answer: 'open' },
  'identities.request': {
    payload: ({ dir }) => ({ name: 'x', organisation: '', path: join(dir, 'r.p12'), passphrase: 'long enough 1' }),
    answer: 'open',
  },
  'identities.look': { payload: ({ dir }) => ({ path: join(dir, 'none.csr') }), answer: 'identity/unreadable' },
  'identities.answer': {
    payload: ({ actor, dir }) => ({ personId: actor, request: 'x', path: join(dir, 'x.crt'), institutionPassphrase: 'x' }),
    answer: 'call/not-allowed',
  },
  'identities.accept': {
    payload: ({ dir }) => ({ path: join(dir, 'none.p12'), passphrase: 'x', answer: join(dir, 'none.crt') }),
    answer: 'identity/unreadable',
  },
  'identities.inspect': { payload: ({ dir }) => ({ path: join(dir, 'none.p12'), passphrase: 'x' }), answer: 'identity/unreadable' },
  'identities.handOver': {
    payload: ({ dir }) => ({ path: join(dir, 'none.p12'), passphrase: 'x', certificatePath: join(dir, 'x.crt') }),
    answer: 'identity/unreadable',
  },
  'identities.register': { payload: ({ actor }) => ({ personId: actor, certificate: 'x' }), answer: 'call/not-allowed' },
  'identities.prove': {
    payload: ({ actor, dir }) => ({ personId: actor, path: join(dir, 'none.p12'), passphrase: 'x' }),
    answer: 'identity/unreadable',
  },
  'identities.unlock': { payload: ({ dir }) => ({ path: join(dir, 'none.p12'), passphrase: 'x' }), answer: 'identity/unreadable' },
  'identities.unlockedKey': { payload: () => ({}), answer: 'open' },
  'identities.lock': { payload: () => ({}), answer: 'open' },
  'identities.revoke': { payload: ({ actor }) => ({ identityId: actor, reason: 'x' }), answer: 'call/not-allowed' },
  'identities.exportRevoked': {
    payload: ({ dir }) => ({ path: join(dir, 'x.crl'), institutionPassphrase: 'x' }),
    answer: 'call/not-allowed',
  },
  'exchange.issue': {
    payload: ({ other, dir }) => ({ personId: other, path: join(dir, 'x.pptask'), institutionPassphrase: 'x', passphrase: 'x' }),
    answer: 'call/not-allowed',
  },
  'exchange.open': { payload: ({ dir }) => ({ path: join(dir, 'none.pptask') }), answer: 'exchange/not-found' },
  'exchange.return': {
    payload: ({ other, dir }) => ({ personId: other, path: join(dir, 'x.ppreturn'), identity: 'x', passphrase: 'x' }),
    answer: 'call/not-allowed',
  },
  'exchange.inspect': { payload: ({ dir }) => ({ path: join(dir, 'none.pptask') }), answer: 'open' },
  'exchange.merge': { payload: ({ dir }) => ({ paths: [join(dir, 'none.ppreturn')] }), answer: 'call/not-allowed' },
  'exchange.list': { payload: ({ roundId }) => ({ roundId }), answer: 'open' },
  'exchange.conflicts': { payload: ({ other }) => ({ personId: other }), answer: 'call/not-allowed' },
  'exchange.resolve': {
    payload: ({ other, park }) => ({ conflictId: `sheet:${other}/${park}`, choice: 'local', reason: 'x' }),
    answer: 'exchange/conflict-unknown',
  },
  'exchange.takeAll': { payload: ({ other }) => ({ personId: other, device: other, reason: 'x' }), answer: 'call/not-allowed' },
  'exchange.decisions': { payload: ({ roundId, other }) => ({ roundId, personId: other }), answer: 'call/not-allowed' },
  'exchange.takeBack': { payload: ({ other }) => ({ decision: other, reason: 'x' }), answer: 'exchange/decision-unknown' },
  'reports.export': {
    payload: ({ park, dir }) => ({ kind: 'review', applicationId: park, path: join(dir, 'leak.pdf') }),
    answer: 'score/not-visible',
  },
  'reports.preview': { payload: ({ park }) => ({ kind: 'review', applicationId: park }), answer: 'score/not-visible' },
  'reports.batch': { payload: ({ roundId, dir }) => ({ roundId, dir: join(dir, 'leak') }), answer: 'call/not-allowed' },
  'reports.workbook': { payload: ({ roundId, dir }) => ({ roundId, path: join(dir, 'leak.xlsx') }), answer: 'call/not-allowed' },
  'reports.texts': { payload: ({ roundId }) => ({ roundId }), answer: 'open' },
  'reports.setTexts': { payload: ({ roundId }) => ({ roundId, texts: {} }), answer: 'call/not-allowed' },
  'reports.list': { payload: ({ roundId }) => ({ roundId }), answer: 'score/not-visible' },
  'documents.sign': {
    payload: ({ dir }) => ({ path: join(root, 'package.json'), identity: join(dir, 'none.p12'), passphrase: 'x' }),
    answer: 'identity/unreadable',
  },
  'documents.text': { payload: ({ park }) => ({ applicationId: park }), answer: 'open' },
  'applications.accept': { payload: ({ park }) => ({ applicationId: park }), answer: 'call/not-allowed' },
  'documents.verify': { payload: () => ({ path: join(root, 'package.json') }), answer: 'open' },
  'settings.get': { payload: () => ({}), answer: 'open' },
  'settings.take': { payload: () => ({ files: [] }), answer: 'open' },
  'settings.set': { payload: () => ({ shade: 'dark' }), answer: 'open' },
  'workspace.info': { payload: () => ({}), answer: 'open' },
  'workspace.backup': { payload: () => ({}), answer: 'open' },
  'workspace.backups': { payload: () => ({}), answer: 'open' },
  'workspace.restore': { payload: ({ dir }) => ({ path: join(dir, 'none.db') }), answer: 'workspace/no-backup' },
  'workspace.doctor': { payload: () => ({}), answer: 'open' },
  'workspace.protection': { payload: () => ({}), answer: 'open' },
  'workspace.unlock': { payload: () => ({ passphrase: 'x' }), answer: 'workspace/not-encrypted' },
  'workspace.encrypt': { payload: () => ({ passphrase: 'a long passphrase' }), answer: 'call/not-allowed' },
  'workspace.decrypt': { payload: () => ({ passphrase: 'x' }), answer: 'call/not-allowed' },
  'workspace.changePassphrase': { payload: () => ({ passphrase: 'x', next: 'a long passphrase' }), answer: 'workspace/not-encrypted' },
  'workspace.recoveryFile': { payload: ({ dir }) => ({ path: join(dir, 'none.json'), passphrase: 'x' }), answer: 'call/not-allowed' },
  'workspace.recover': {
    payload: ({ dir }) => ({ path: join(dir, 'none.json'), passphrase: 'a long passphrase' }),
    answer: 'workspace/file-missing',
  },
  'workspace.empty': { payload: ({ other }) => ({ personId: other, digest: '0'.repeat(64) }), answer: 'call/not-allowed' },
  'workspace.exportLog': { payload: () => ({}), answer: 'open' },
  'audit.list': { payload: () => ({ after: 0, limit: 1000 }), answer: 'open' },
  'audit.search': { payload: ({ other }) => ({ personId: other }), answer: 'open' },
  'acts.undo': { payload: ({ roundId }) => ({ roundId, seqs: [1] }), answer: 'call/not-allowed' },
  'eligibility.takeBack': { payload: ({ park }) => ({ applicationId: park, conditionId: 'x' }), answer: 'call/not-allowed' },
  'tables.export': {
    payload: ({ dir }) => ({ title: 'x', heads: ['x'], rows: [['y']], path: join(dir, 'table.xlsx') }),
    answer: 'open',
  },
  'audit.export': { payload: ({ dir }) => ({ path: join(dir, 'log.xlsx') }), answer: 'open' },
};

const methods = Object.keys(api) as MethodName[];

/** Three experts, two parks: the other has submitted one and drafted the other, the actor has a draft and a recusal. */
async function prepare(): Promise<Ids> {
  const seated = await seatReview({ parks: 2, experts: 3 });
  const { call, host, dir, roundId, parks, experts, leaves } = seated;
  const [park = '', recusedPark = ''] = parks;
  const [actor = '', other = '', third = ''] = experts;
  const commented = {
    ...seated,
    call: ((method, payload, by) => call(method, method === 'scores.set' ? { ...payload, comment: secret } : payload, by)) as typeof call,
  };
  await submitSheet(commented, other, park, 0.8);
  await submitSheet(commented, third, park, 0.7);
  const criterionId = leaves[0]?.id ?? '';
  await call('opinions.set', { personId: other, applicationId: park, text: secret, recommendation: 'recommend', dissent: secret });
  await call('scores.set', { personId: other, applicationId: recusedPark, criterionId, points: 1, comment: secret });
  await call('scores.set', { personId: actor, applicationId: park, criterionId, points: 2 });
  await call('conflicts.declare', { personId: actor, applicationId: recusedPark, relation: 'employment', reason: '曾任职' });
  const { visitId } = await call('visits.open', { applicationId: recusedPark, visitedOn: '2026-10-10' });
  await call('visits.note', { visitId, text: secret });
  const { photoId } = await call('visits.photo', { visitId, path: await samplePhoto(seated, recusedPark) });
  host.session.release();
  return { roundId, park, recusedPark, other, actor, criterionId, visitId, photoId, dir };
}

function codeOf(answer: Result<unknown>): string {
  return answer.ok ? 'open' : answer.error.code;
}

test('every_method_is_classified_as_the_table_expects', () => {
  for (const method of methods) {
    const { answer } = table[method];
    const expected = {
      machine: [
        'open',
        'workspace/no-backup',
        'workspace/file-missing',
        'workspace/not-encrypted',
        // encrypting is anybody's on the own laptop, and nobody's but the office's here
        'call/not-allowed',
        'identity/unreadable',
        'exchange/not-found',
      ],
      anyone: ['open', 'identity/unreadable', 'conflict/recused', 'exchange/conflict-unknown', 'exchange/decision-unknown'],
      own: ['call/not-allowed'],
      peer: ['score/not-visible'],
      tally: ['score/not-visible'],
      secretary: ['call/not-allowed'],
    }[api[method].audience];
    expect(expected, method).toContain(answer);
  }
});

for (const kind of drivers) {
  describe.skipIf(!kind.available)(kind.available ? kind.name : `${kind.name} (needs the Electron binary)`, () => {
    let ids: Ids;
    let driver: Driver | undefined;
    let digest = '';
    const ask = (method: string, payload: unknown, actor?: string) =>
      driver?.call(method, payload, actor) ?? Promise.reject(new Error('no host'));
    let dir = '';
    let base = '';

    // the review is made by the fixtures, which clean up after a test; what the hosts open is a copy of it
    test('a_review_stands_with_sheets_a_draft_and_a_recusal', async () => {
      base = mkdtempSync(join(tmpdir(), 'parkpanel-blind-'));
      dir = join(base, 'workspace');
      const made = await prepare();
      cpSync(made.dir, dir, { recursive: true });
      ids = { ...made, dir };
      driver = await kind.open(dir);
      const sheet = await ask('scores.get', { personId: ids.other, applicationId: ids.park });
      digest = sheet.ok ? (sheet.value as { digest: string }).digest : '';
      expect(digest).toMatch(/^[0-9a-f]{64}$/);
    });
    afterAll(async () => {
      await driver?.close();
      rmSync(base, { recursive: true, force: true });
    });

    test('no_method_shows_another_expert’s_scores', async () => {
      for (const method of methods) {
        const answer = await ask(method, table[method].payload(ids), ids.actor);
        expect([method, codeOf(answer)]).toEqual([method, table[method].answer]);
        const text = JSON.stringify(answer);
        expect(text, method).not.toContain(secret);
        expect(text, method).not.toContain(digest);
      }
      expect(readdirSync(dir).filter((name) => name.startsWith('leak'))).toEqual([]);
      // the command line starts a process for every method
    }, 420_000);

    test('a_park_of_a_recusal_is_hidden_everywhere', async () => {
      for (const method of ['applications.get', 'eligibility.evaluate', 'documents.text'] as const) {
        expect(codeOf(await ask(method, { applicationId: ids.recusedPark }, ids.actor))).toBe('conflict/recused');
      }
      const list = await ask('applications.list', { roundId: ids.roundId }, ids.actor);
      expect(list.ok && (list.value as { applicationId: string }[]).map((one) => one.applicationId)).toEqual([ids.park]);
      const record = await ask('audit.list', { after: 0, limit: 1000 }, ids.actor);
      const entities = record.ok
        ? (record.value as { actor: string; entity: string }[]).filter((one) => one.actor !== ids.actor).map((one) => one.entity)
        : [];
      expect(entities).toContain(`application:${ids.park}`);
      expect(entities.filter((entity) => entity.includes(ids.recusedPark))).toEqual([]);
    });

    test('whoever_is_not_on_the_panel_is_nobody', async () => {
      expect(codeOf(await ask('rounds.list', {}, '01890000-0000-7000-8000-000000000000'))).toBe('person/unknown');
      expect(codeOf(await ask('rounds.list', {}, ''))).toBe('person/unknown');
    });

    test('one’s_own_are_open', async () => {
      const own = { personId: ids.actor, applicationId: ids.park };
      expect(codeOf(await ask('scores.get', own, ids.actor))).toBe('open');
      expect(codeOf(await ask('scores.history', own, ids.actor))).toBe('open');
      expect(codeOf(await ask('conflicts.list', { personId: ids.actor }, ids.actor))).toBe('open');
      expect(codeOf(await ask('scores.set', { ...own, criterionId: ids.criterionId, points: 2 }, ids.actor))).toBe('open');
    });
  });
}

test('after_submitting_the_submitted_sheets_of_that_park_are_open_and_drafts_are_not', async () => {
  const seated = await seatReview({ parks: 2, experts: 3 });
  const { call, refusal, roundId, parks, experts, leaves } = seated;
  const [park = '', second = ''] = parks;
  const [actor = '', other = '', third = ''] = experts;
  await submitSheet(seated, other, park, 0.8);
  await call('scores.set', { personId: third, applicationId: park, criterionId: leaves[0]?.id ?? '', points: 1 });
  const ask = { personId: other, applicationId: park };
  expect((await refusal('scores.get', ask, actor)).code).toBe('score/not-visible');
  await submitSheet(seated, actor, park, 0.7);
  expect((await call('scores.get', ask, actor)).state).toBe('submitted');
  expect((await refusal('scores.get', { ...ask, personId: third }, actor)).code).toBe('score/not-visible');
  // the other park is not in yet: neither its sheets nor anything counted over the round
  await submitSheet(seated, other, second, 0.8);
  expect((await refusal('scores.get', { personId: other, applicationId: second }, actor)).code).toBe('score/not-visible');
  expect((await refusal('tally.run', { roundId, rules: { trim: 'none' } }, actor)).code).toBe('score/not-visible');
  await submitSheet(seated, actor, second, 0.7);
  expect((await call('tally.run', { roundId, rules: { trim: 'none' } }, actor)).ranking.length).toBe(2);
  // opened again, and blind again
  await call('scores.reopen', { personId: actor, applicationId: park, cause: 'sumWrong', reason: '合计有误' });
  expect((await refusal('scores.get', ask, actor)).code).toBe('score/not-visible');
  expect((await refusal('tally.run', { roundId, rules: { trim: 'none' } }, actor)).code).toBe('score/not-visible');
});

test('a_visitor_without_a_seat_never_sees_figures_and_a_secretary_on_the_panel_does', async () => {
  const seated = await seatReview({ parks: 1, experts: 3 });
  const { call, refusal, roundId, parks, experts } = seated;
  for (const personId of experts) await submitSheet(seated, personId, parks[0] ?? '', 0.8);
  const member = { roundId, name: '成员', organisation: '示例中心', title: '' };
  const visitor = (await call('panel.add', { ...member, role: 'visitor' })).personId;
  const clerk = (await call('panel.add', { ...member, role: 'secretary', another: true })).personId;
  expect((await refusal('tally.run', { roundId }, visitor)).code).toBe('score/not-visible');
  expect((await call('tally.run', { roundId }, clerk)).ranking.length).toBe(1);
});

test('a_member_of_one_round_does_not_look_into_another', async () => {
  const seated = await seatReview({ parks: 1, experts: 1 });
  const { call, refusal, experts } = seated;
  const { roundId } = await call('rounds.create', { schemeId: 'hunan-recognition-2024', name: '另一轮', appliedOn: '2026-09-30' });
  expect((await refusal('applications.list', { roundId }, experts[0])).code).toBe('round/unknown');
});

test('the_head_of_the_record_is_not_told_to_a_member', async () => {
  const { call, experts } = await seatReview({ parks: 1, experts: 1 });
  expect((await call('workspace.info', {})).chainHead).toMatch(/^[0-9a-f]{64}$/);
  expect((await call('workspace.info', {}, experts[0])).chainHead).toBeNull();
});

test('documents_of_a_recused_park_and_reports_with_figures_are_not_served_to_a_member', async () => {
  const seated = await seatReview({ parks: 2, experts: 3 });
  const { call, host, parks, experts } = seated;
  const [park = '', recused = ''] = parks;
  const [actor = ''] = experts;
  await call('conflicts.declare', { personId: actor, applicationId: recused, relation: 'kinship', reason: '亲属' });
  for (const personId of experts.slice(1)) await submitSheet(seated, personId, park, 0.8);
  await submitSheet(seated, actor, park, 0.8);
  const codeFor = (kind: 'documents' | 'exports', id: string, by?: string) => {
    try {
      return findServedFile(host.session, kind, id, by).mediaType;
    } catch (error) {
      return error instanceof Refusal ? error.code : String(error);
    }
  };
  const documentOf = async (applicationId: string) =>
    (await call('applications.get', { applicationId })).documents.find((one) => one.path.endsWith('.pdf'))?.documentId ?? '';
  expect(codeFor('documents', await documentOf(park), actor)).toBe('application/pdf');
  expect(codeFor('documents', await documentOf(recused), actor)).toBe('conflict/recused');
  expect(codeFor('documents', await documentOf(recused))).toBe('application/pdf');
  const { exportId } = await call('reports.export', { kind: 'review', applicationId: park });
  await call('scores.reopen', { personId: actor, applicationId: park, cause: 'sumWrong', reason: '合计有误' });
  expect(codeFor('exports', exportId, actor)).toBe('score/not-visible');
  expect(codeFor('exports', exportId)).toBe('application/pdf');
});
