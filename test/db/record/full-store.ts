/** A store with a row in every table, written through the program's own connection, with something in every column. */
import { openStore, type Store } from '../../../db/store/open.ts';
import { appendEvent } from '../../../db/queries/events.ts';

const hash = 'a'.repeat(64);
const at = '2026-01-01T00:00:00.000Z';

/** By table: one row or more, each with all columns. */
const rows: Readonly<Record<string, readonly Readonly<Record<string, string | number | Buffer>>[]>> = {
  workspace: [{ id: 'w', device_id: 'device', created_at: at }],
  round: [
    {
      id: 'r',
      scheme_id: 's',
      scheme: '{}',
      rubric: '{}',
      rubric_frozen_at: at,
      name: 'R',
      applied_on: '2026-01-01',
      settings: '{"quotas":{}}',
      state: 'scoring',
      created_at: at,
    },
  ],
  application: [
    {
      id: 'a',
      round_id: 'r',
      park_name: 'A园',
      type: '引领型',
      region: '长沙',
      applicant: '甲',
      operator: '乙',
      package_id: 'p',
      created_at: at,
    },
  ],
  application_status: [{ application_id: 'a', status: 'withdrawn', happened_on: '2026-01-01', reason: 'why', asked_by: '甲', at }],
  package: [
    {
      id: 'p0',
      application_id: 'a',
      name: '0.zip',
      sha256: hash,
      bytes: 1,
      skipped: 0,
      form_format: 'docx',
      unread: '[]',
      imported_at: at,
      replaced_at: at,
    },
  ],
  document: [{ id: 'd', package_id: 'p0', path: 'x.pdf', kind: 'other', bytes: 1, sha256: hash }],
  field_value: [{ application_id: 'a', key: 'area', source: 'form', raw: '1', value: '1', unit: 'm2', reason: 'why', evidence: '[]', at }],
  finding: [{ package_id: 'p0', position: 1, code: 'c', params: '{}' }],
  person: [
    { id: 'e', round_id: 'r', name: '李', organisation: '大学', title: '教授', role: 'expert', created_at: at, stage: 'answers' },
    { id: 'f', round_id: 'r', name: '王', organisation: '大学', title: '教授', role: 'leader', created_at: at },
  ],
  assignment: [{ person_id: 'e', application_id: 'a' }],
  expert: [
    {
      id: 'x',
      name: '李',
      organisation: '大学',
      title: '教授',
      field: '物流',
      region: '长沙',
      contact: '123',
      note: 'n',
      paused: 'why',
      created_at: at,
    },
  ],
  seated_expert: [{ person_id: 'e', expert_id: 'x' }],
  conflict: [{ person_id: 'e', application_id: 'a', relation: 'other', reason: 'why', at }],
  sheet: [{ person_id: 'e', application_id: 'a', state: 'submitted', digest: hash, submitted_at: at }],
  score: [{ person_id: 'e', application_id: 'a', criterion_id: 'c', points100: 800, comment: '好', evidence: '[]', version: 1, at }],
  ruling: [{ application_id: 'a', condition_id: 'c', outcome: 'met', reason: 'why', at }],
  decision: [{ application_id: 'a', result: 'listed', reason: 'why', at, ground: '{"reasons":[]}' }],
  vote: [{ application_id: 'a', question: 'q', kept: '{"agree":1}', reason: 'why', at }],
  dissent: [{ application_id: 'a', person_id: 'e', text: 't', at }],
  group_opinion: [{ application_id: 'a', person_id: 'e', strengths: 's', problems: 'p', advice: 'a', at }],
  identity: [
    {
      id: 'i',
      kind: 'root',
      holder: '中心',
      person_id: 'e',
      path: '/k',
      certificate: 'PEM',
      subject: 's',
      issuer: 's',
      fingerprint: 'ff',
      not_before: at,
      not_after: at,
      created_at: at,
      recipient: 'age1',
      revoked_at: at,
      revoked_reason: 'lost',
    },
  ],
  export: [
    {
      id: 'x',
      round_id: 'r',
      kind: 'list',
      application_id: 'a',
      person_id: 'e',
      path: '/x.pdf',
      sha256: hash,
      pages: 1,
      signed_by: '[]',
      chain_head: hash,
      at,
    },
  ],
  void_sheet: [{ person_id: 'e', application_id: 'a', cause: 'recusal', reason: 'why', at }],
  replacement: [{ person_id: 'e', by_person_id: 'f', reason: 'why', at }],
  abstention: [{ person_id: 'e', application_id: 'a', criterion_id: 'd', reason: 'why', version: 1, at }],
  opinion: [{ person_id: 'e', application_id: 'a', text: '可', recommendation: 'recommend', dissent: '否', version: 1, at }],
  visit: [
    {
      id: 'v',
      application_id: 'a',
      visited_on: '2026-01-01',
      people: '[]',
      opened_by: 'e',
      opened_at: at,
      closed_at: at,
      digest: hash,
      posts: '{}',
      started: '09:00',
      ended: '11:30',
    },
  ],
  visit_interview: [{ id: 'iv', visit_id: 'v', person: '王', post: '经理', said: 't', author: 'e', at, changed_at: at }],
  visit_matter: [{ id: 'ma', visit_id: 'v', matter: 't', due_on: '2026-02-01', responsible: '王', author: 'e', at, changed_at: at }],
  visit_opinion: [{ visit_id: 'v', kind: 'leader', leader: '周', text: 't', author: 'e', at }],
  visit_sample: [{ id: 'sa', visit_id: 'v', seed: hash, firms: '[]', drawn: '[]', author: 'e', at }],
  visit_firm: [{ visit_id: 'v', name: '甲公司', found: 'there', staff: 3, business: '在营', note: 'n', author: 'e', at }],
  visit_note: [{ id: 'n', visit_id: 'v', text: 't', author: 'e', at, changed_at: at }],
  visit_check: [{ visit_id: 'v', check_id: 'k', outcome: 'holds', note: 'n', author: 'e', at }],
  visit_measure: [{ visit_id: 'v', key: 'area', value: '1', note: 'n', author: 'e', at, method: 'tape' }],
  visit_photo: [
    {
      id: 'ph',
      visit_id: 'v',
      name: 'x.jpg',
      media_type: 'image/jpeg',
      sha256: hash,
      bytes: 1,
      caption: 'c',
      taken_at: at,
      latitude: 28.25,
      longitude: 113,
      orientation: 1,
      author: 'e',
      at,
      about: 'check:k',
    },
  ],
  visit_sign: [{ id: 'si', visit_id: 'v', name: '李', organisation: '园', strokes: '[]', at, role: 'park', covers: '{}' }],
  visit_addendum: [{ id: 'ad', visit_id: 'v', text: 't', author: 'e', at }],
  visit_draft: [{ visit_id: 'v', author: 'e', text: 't', at }],
  exchange_file: [
    {
      serial: 'x',
      direction: 'merged',
      round_id: 'r',
      person_id: 'e',
      device: 'laptop',
      chain_seq: 1,
      manifest: '{}',
      manifest_sha256: hash,
      path: '/r',
      bytes: 1,
      report: '{}',
      at,
    },
  ],
  foreign_event: [
    {
      hash,
      device: 'laptop',
      seq: 1,
      prev_hash: hash,
      actor: 'e',
      at,
      kind: 'score.set',
      entity: 'score:e/a/c',
      old: '{}',
      new: '{}',
      reason: 'why',
    },
  ],
  cell_version: [{ entity: 'score:e/a/c', id: hash, device: 'laptop', parents: '[]', sealed: 0, content: '{"points100":800}', at }],
  return_statement: [{ serial: 'x', signature: Buffer.from('s'), cells: Buffer.from('c') }],
  explanation: [{ person_id: 'e', application_id: 'a', criterion_id: 'c', value: '8', text: 't', at }],
  list_version: [{ round_id: 'r', version: 1, note: 'n', rows: '[]', entered: '[]', at }],
  publicity: [
    {
      id: 'pu',
      round_id: 'r',
      list_version: 1,
      opens_on: '2026-01-01',
      working_days: 5,
      counts_opening: 0,
      suspensions: '[]',
      state: 'closed',
      ended_at: at,
      created_at: at,
    },
  ],
  objection: [
    {
      id: 'o',
      publicity_id: 'pu',
      application_id: 'a',
      raised_on: '2026-01-01',
      objector: '丙',
      contact: '1',
      text: 't',
      evidence: '[]',
      outcome: 'upheld',
      reason: 'why',
      resolved_at: at,
      created_at: at,
    },
  ],
  rereview: [{ objection_id: 'o', application_id: 'a', at }],
  rereview_earlier: [{ objection_id: 'o', person_id: 'e' }],
  calendar_year: [{ year: 2026, holidays: '[]', workdays: '[]', at }],
  title_event: [
    {
      id: 't',
      park_name: 'A园',
      kind: 'recognised',
      happened_on: '2026-01-01',
      type: '引领型',
      until: '2029',
      ground: 'g',
      barred_years: 3,
      authority: '厅',
      round_id: 'r',
      at,
    },
  ],
  award: [{ application_id: 'a', tier: 't', amount: '1', reason: 'g', at }],
  granted_award: [
    { id: 'ga', park_name: 'A园', scheme_id: 's', tier: 't', amount: '1', granted_on: '2026-01-01', round_id: 'r', reason: 'g', at },
  ],
  minutes: [{ round_id: 'r', version: 1, text: 't', held_on: '2026-01-01', place: 'p', at }],
  revocation_list: [{ root: 'ff', number: 1, list: 'PEM', at }],
};

export function fullStore(dir: string): Store {
  const store = openStore(dir);
  store.write((tx) => {
    for (const [table, filled] of Object.entries(rows))
      for (const row of filled)
        tx.sqlite
          .prepare(
            `INSERT INTO ${table} (${Object.keys(row).join(', ')}) VALUES (${Object.keys(row)
              .map(() => '?')
              .join(', ')})`,
          )
          .run(...Object.values(row));
    for (const kind of ['round.create', 'panel.add', 'score.set'] as const)
      appendEvent(tx, { actor: 'e', at, kind, entity: 'score:e/a/c', old: { points100: 1 }, new: { points100: 800 }, reason: 'why' });
  });
  return store;
}
