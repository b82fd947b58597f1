/**
 * Who may ask what. A call acts for the secretary (秘书, on the institution's machine) or for one member of a panel;
 * every method of the contract stands in the table below, and the type demands that a new one is added.
 *
 * Before experts have submitted they work blind: nothing shows them what another gave. The rules are the same
 * whichever host carries the call.
 */
import type { MethodName } from './api.ts';

export const audiences = [
  /** whoever sits at the machine: the folder itself, nothing of a review */
  'machine',
  /** every member, for the own round and for parks from which they are not recused */
  'anyone',
  /** one person's own doings: nobody acts for another */
  'own',
  /** what one person gave one park: oneself always, another once both have submitted that park */
  'peer',
  /** figures over the sheets of several people: whoever has submitted everything that was due */
  'tally',
  /** the secretary only */
  'secretary',
] as const;
export type Audience = (typeof audiences)[number];

export const who = {
  'schemes.list': 'anyone',
  'schemes.get': 'anyone',
  'schemes.evaluate': 'anyone',
  'rounds.create': 'secretary',
  'rounds.list': 'anyone',
  'rounds.get': 'anyone',
  'rounds.openScoring': 'secretary',
  'rounds.setQuotas': 'secretary',
  'rounds.setRubric': 'secretary',
  'rounds.reopenRubric': 'secretary',
  'rounds.exportRubric': 'secretary',
  'rounds.importRubric': 'secretary',
  'rounds.setGrades': 'secretary',
  'titles.list': 'anyone',
  'titles.record': 'secretary',
  'packages.import': 'secretary',
  'packages.checkSummary': 'secretary',
  'applications.list': 'anyone',
  'applications.get': 'anyone',
  'applications.setField': 'secretary',
  'applications.accept': 'secretary',
  'eligibility.evaluate': 'anyone',
  'eligibility.elsewhere': 'anyone',
  'eligibility.decide': 'secretary',
  'panel.add': 'secretary',
  'panel.list': 'anyone',
  'panel.assign': 'secretary',
  'conflicts.declare': 'own',
  'conflicts.list': 'own',
  'conflicts.suggest': 'own',
  'panel.replace': 'secretary',
  'panel.replacements': 'anyone',
  'panel.balance': 'secretary',
  'scores.set': 'own',
  'scores.abstain': 'own',
  'scores.get': 'peer',
  'scores.history': 'peer',
  'scores.submit': 'own',
  'scores.reopen': 'secretary',
  'scores.exportSheet': 'own',
  'scores.importSheet': 'own',
  'visits.open': 'anyone',
  'visits.list': 'anyone',
  'visits.get': 'anyone',
  'visits.edit': 'anyone',
  'visits.note': 'anyone',
  'visits.check': 'anyone',
  'visits.measure': 'anyone',
  'visits.photo': 'anyone',
  'visits.caption': 'anyone',
  'visits.removePhoto': 'anyone',
  'visits.sign': 'anyone',
  'visits.close': 'anyone',
  'visits.addendum': 'anyone',
  'opinions.set': 'own',
  'opinions.get': 'peer',
  // row by row, as opinions.get
  'opinions.list': 'anyone',
  'tally.run': 'tally',
  'tally.presets': 'anyone',
  'tally.setRules': 'secretary',
  'tally.agreement': 'tally',
  'tally.robustness': 'tally',
  'tally.explain': 'own',
  'tally.exportSheet': 'secretary',
  'statistics.agreement': 'anyone',
  'statistics.tally': 'anyone',
  'shortlist.propose': 'tally',
  'shortlist.decide': 'secretary',
  'shortlist.version': 'secretary',
  'shortlist.versions': 'tally',
  'shortlist.compare': 'tally',
  'publicity.open': 'secretary',
  'publicity.get': 'secretary',
  'publicity.suspend': 'secretary',
  'publicity.resume': 'secretary',
  'publicity.withdraw': 'secretary',
  'publicity.object': 'secretary',
  'publicity.resolve': 'secretary',
  'publicity.rereview': 'secretary',
  'publicity.close': 'secretary',
  'calendar.get': 'anyone',
  'calendar.set': 'secretary',
  'minutes.draft': 'secretary',
  'minutes.save': 'secretary',
  'minutes.versions': 'secretary',
  'identities.createInstitution': 'secretary',
  'identities.issue': 'secretary',
  'identities.list': 'anyone',
  'reports.export': 'tally',
  'reports.list': 'tally',
  'documents.text': 'anyone',
  'documents.sign': 'anyone',
  'documents.verify': 'anyone',
  'workspace.info': 'machine',
  'workspace.backup': 'machine',
  'workspace.backups': 'machine',
  'workspace.restore': 'machine',
  'workspace.doctor': 'machine',
  // filtered row by row: an own doing, or the round's and the packages' history
  'audit.list': 'anyone',
} as const satisfies Readonly<Record<MethodName, Audience>>;

/** What an acting member sees of the record: the own doings, and what befell the round, its packages and fields. */
export const openEvents: ReadonlySet<string> = new Set(['round.create', 'round.openScoring', 'round.setQuotas', 'round.setRules', 'round.setRubric', 'round.reopenRubric', 'package.import', 'package.replace', 'field.set', 'eligibility.decide', 'panel.add']);
