/** 访谈、整改与补正事项、组长现场意见: what a team was told and asks for, each its own row, each in use at once. */
import {
  deleteInterview,
  deleteMatter,
  deleteOpinionOnSite,
  getInterview,
  getMatter,
  getOpinionOnSite,
  upsertInterview,
  upsertMatter,
  upsertOpinionOnSite,
} from '../../../db/queries/visits.ts';
import canonicalize from 'canonicalize';
import { refuse } from '../../../domain/result.ts';
import { pick } from '../../../domain/pick.ts';
import type { Handlers } from '../session/dispatch.ts';
import { checkSeen, record, requireOpen } from './view.ts';

const isSame = (a: object | null, b: object | null): boolean => canonicalize(a) === canonicalize(b);

export const visitInquiryHandlers = {
  'visits.interview'(tx, { visitId, interviewId, interview, seen }, call) {
    requireOpen(tx, visitId);
    const id = interviewId ?? call.session.newId();
    const known = getInterview(tx, id);
    if (known && known.visitId !== visitId) refuse('visit/unknown', { visitId });
    const old = known ? pick(known, 'person', 'post', 'said') : null;
    checkSeen(seen, old);
    if (isSame(old, interview)) return { interviewId: id, at: known?.changedAt ?? call.at };
    const { at, by } = record(tx, call, 'interview', `visit:${visitId}/interview/${id}`, { old, new: interview });
    if (interview === null) deleteInterview(tx, id);
    else upsertInterview(tx, { id, visitId, ...interview, author: known?.author ?? by, at: known?.at ?? at, changedAt: at });
    return { interviewId: id, at };
  },
  'visits.matter'(tx, { visitId, matterId, matter, seen }, call) {
    requireOpen(tx, visitId);
    const id = matterId ?? call.session.newId();
    const known = getMatter(tx, id);
    if (known && known.visitId !== visitId) refuse('visit/unknown', { visitId });
    const old = known ? pick(known, 'matter', 'dueOn', 'responsible') : null;
    checkSeen(seen, old);
    if (isSame(old, matter)) return { matterId: id, at: known?.changedAt ?? call.at };
    const { at, by } = record(tx, call, 'matter', `visit:${visitId}/matter/${id}`, { old, new: matter });
    if (matter === null) deleteMatter(tx, id);
    else upsertMatter(tx, { id, visitId, ...matter, author: known?.author ?? by, at: known?.at ?? at, changedAt: at });
    return { matterId: id, at };
  },
  'visits.opinion'(tx, { visitId, opinion, seen }, call) {
    requireOpen(tx, visitId);
    const known = getOpinionOnSite(tx, visitId, 'leader');
    const old = known ? pick(known, 'leader', 'text') : null;
    checkSeen(seen, old);
    if (isSame(old, opinion)) return { at: known?.at ?? call.at };
    const { at, by } = record(tx, call, 'opinion', `visit:${visitId}/opinion/leader`, { old, new: opinion });
    if (opinion === null) deleteOpinionOnSite(tx, visitId, 'leader');
    else upsertOpinionOnSite(tx, { visitId, kind: 'leader', ...opinion, author: by, at });
    return { at };
  },
} satisfies Partial<Handlers>;
