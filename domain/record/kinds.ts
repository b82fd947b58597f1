/** 事项的种类: every kind of event that the program writes, by what it is about. A new kind begins here; the compiler then asks for its sentence. */
import type { IdName } from '../entity.ts';

export const eventGroups = {
  /** 申报材料与资格 */
  materials: [
    'application.accept',
    'application.add',
    'application.rename',
    'eligibility.decide',
    'eligibility.takeBack',
    'field.set',
    'package.import',
    'package.replace',
    'package.takeOver',
  ],
  /** 评审组 */
  panel: [
    'conflict.correct',
    'conflict.declare',
    'conflict.takeBack',
    'panel.add',
    'panel.assign',
    'panel.edit',
    'panel.remove',
    'panel.replace',
    'panel.unassign',
    'roster.add',
    'roster.answer',
    'roster.draw',
    'roster.edit',
    'roster.merge',
    'roster.pause',
    'roster.remove',
  ],
  /** 评分 */
  scores: [
    'opinion.set',
    'outlier.explain',
    'reentry.set',
    'reentry.settle',
    'score.abstain',
    'score.clear',
    'score.drop',
    'score.reopen',
    'score.restore',
    'score.set',
    'score.submit',
    'score.undo',
    'score.unseal',
    'score.void',
    'score.withdrawAbstention',
  ],
  /** 实地考察 */
  visits: [
    'siteVisit.addendum',
    'siteVisit.caption',
    'siteVisit.check',
    'siteVisit.close',
    'siteVisit.draft',
    'siteVisit.draw',
    'siteVisit.edit',
    'siteVisit.firm',
    'siteVisit.interview',
    'siteVisit.matter',
    'siteVisit.measure',
    'siteVisit.note',
    'siteVisit.open',
    'siteVisit.opinion',
    'siteVisit.photo',
    'siteVisit.removePhoto',
    'siteVisit.sign',
  ],
  /** 名单、公示与结果 */
  results: [
    'calendar.set',
    'list.keep',
    'minutes.save',
    'publicity.close',
    'publicity.object',
    'publicity.open',
    'publicity.rereview',
    'publicity.resolve',
    'publicity.resume',
    'publicity.suspend',
    'publicity.withdraw',
    'reward.correct',
    'reward.grant',
    'reward.propose',
    'reward.strike',
    'reward.withdraw',
    'round.settle',
    'shortlist.decide',
    'shortlist.takeBack',
    'title.recognised',
    'title.rectify',
    'title.restored',
    'title.revoked',
  ],
  /** 轮次与规则 */
  rounds: [
    'round.archive',
    'round.create',
    'round.delete',
    'round.edit',
    'round.openScoring',
    'round.proceed',
    'round.reopenRubric',
    'round.setDocumentTexts',
    'round.setGrades',
    'round.setPublished',
    'round.setQuotas',
    'round.setRubric',
    'round.setRules',
  ],
  /** 文书与签章 */
  documents: [
    'identity.institution',
    'identity.list',
    'identity.member',
    'identity.revoke',
    'identity.root',
    'report.batch',
    'report.export',
    'report.sign',
    'report.verify',
    'report.workbook',
    'round.exportTally',
  ],
  /** 交换 */
  exchange: [
    'exchange.issue',
    'exchange.merge',
    'exchange.open',
    'exchange.reopen',
    'exchange.resolve',
    'exchange.return',
    'exchange.takeBack',
  ],
  /** 工作区 */
  workspace: [
    'workspace.changePassphrase',
    'workspace.decrypt',
    'workspace.encrypt',
    'workspace.recover',
    'workspace.recoveryFile',
    'workspace.restore',
  ],
} as const;

export type EventGroup = keyof typeof eventGroups;
export type EventKind = (typeof eventGroups)[EventGroup][number];

export const eventGroupNames = Object.keys(eventGroups) as EventGroup[];

/** Of whom a row of the log may be about. */
export type LogSubject = Extract<IdName, 'personId' | 'applicationId'>;
