/** What is typed into a points field, by key and pause: what of it counts, and what stands where it does not. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Leaf } from '../../domain/rubric/model.ts';
import { fitsLeaf } from '../../domain/scoring/check-score.ts';
import { createPointsEntry } from '../../renderer/screens/scoring/sheet/points-entry.ts';

function field(max100: number, step100: number, stands: number | null = null) {
  const criterion: Leaf = { id: '1', name: { zh: '项' }, max100, step100, kind: 'judged', commentBelow: 60 };
  const sheet = { stands };
  /** every score that the record would show */
  const record: (number | null)[] = [];
  const put = (points100: number | null): void => {
    sheet.stands = points100;
    record.push(points100);
  };
  const entry = createPointsEntry({ criterion, stands: () => sheet.stands, give: put, clear: () => put(null), show: () => undefined });
  return { criterion, sheet, record, entry };
}

type Way = 'enter' | 'goOn' | 'leave' | 'pause' | 'drop';

/** Types key by key; `|` is a pause of the hands. */
function typeAll(entry: ReturnType<typeof field>['entry'], keys: string): void {
  let text = entry.state.typed ?? '';
  for (const key of keys) {
    if (key === '|') entry.pause();
    else {
      entry.type(text + key);
      text = entry.state.typed ?? '';
    }
  }
}

describe('a figure counts when it is complete', () => {
  test.each<[string, number, number, number | null, Way, (number | null)[], string | null]>([
    // keys, maximum, step, what stood, how it ends, the record, why it was refused
    ['4.5', 400, 50, null, 'enter', [], 'score/above-maximum'],
    ['4.5', 400, 50, null, 'leave', [], 'score/above-maximum'],
    ['4.5', 400, 50, 300, 'goOn', [], 'score/above-maximum'],
    ['3.3', 400, 50, null, 'enter', [], 'score/off-step'],
    ['0.5', 400, 50, null, 'enter', [50], null],
    ['0.5', 400, 50, 50, 'enter', [], null],
    ['3', 400, 50, null, 'pause', [300], null],
    ['3.', 400, 50, null, 'pause', [300], null],
    ['3.', 400, 50, null, 'enter', [300], null],
    ['.5', 400, 50, null, 'goOn', [50], null],
    ['1|0', 1000, 50, null, 'enter', [100, 1000], null],
    ['1|2', 1000, 50, null, 'enter', [100, null], 'score/above-maximum'],
    ['1|2', 1000, 50, 700, 'enter', [100, 700], 'score/above-maximum'],
    ['3', 2000, 500, null, 'pause', [], 'score/off-step'],
    ['1', 2000, 500, null, 'pause', [], null],
    ['8', 1000, 50, null, 'drop', [], null],
    ['8|', 1000, 50, 500, 'drop', [800, 500], null],
    ['３．５', 400, 50, null, 'enter', [350], null],
    ['3。5', 400, 50, null, 'enter', [350], null],
    ['abc', 400, 50, 300, 'enter', [], null],
    ['a4', 400, 50, null, 'enter', [400], null],
    ['-1', 400, 50, 300, 'enter', [], 'score/below-zero'],
    ['', 400, 50, 300, 'enter', [], null],
  ])('%s of %i by %i over %s, %s', (keys, max100, step100, stands, way, expected, refused) => {
    const { entry, record, sheet } = field(max100, step100, stands);
    typeAll(entry, keys);
    entry[way]();
    expect(record).toEqual(expected);
    expect(entry.state.problem?.code ?? null).toBe(refused);
    expect(sheet.stands).toBe(expected.length > 0 ? expected.at(-1) : stands);
  });

  test('an emptied field takes the points off by Enter alone', () => {
    for (const [way, left] of [
      ['enter', null],
      ['leave', 300],
      ['goOn', 300],
      ['pause', 300],
    ] as const) {
      const { entry, sheet } = field(400, 50, 300);
      entry.type('');
      entry[way]();
      expect([way, sheet.stands]).toEqual([way, left]);
    }
  });

  test('a refused figure keeps the cursor and stays to be corrected, until the field is left', () => {
    const { entry, record } = field(400, 50, 300);
    typeAll(entry, '4.5');
    expect([entry.enter(), entry.goOn(), entry.state.typed]).toEqual([false, false, '4.5']);
    entry.leave();
    expect([entry.state.typed, entry.state.problem?.details['points']]).toEqual([null, '4.5']);
    expect(entry.goOn()).toBe(true);
    expect([entry.state.problem, record]).toEqual([null, []]);
  });

  test('what the sheet says otherwise ends what was typed, once that was taken', () => {
    const { entry, sheet } = field(1000, 50);
    typeAll(entry, '8');
    entry.follow(500);
    expect(entry.state.typed).toBe('8');
    entry.pause();
    entry.follow(800);
    expect([entry.state.typed, sheet.stands]).toEqual(['8', 800]);
    entry.follow(500);
    expect(entry.state.typed).toBeNull();
  });

  test('an undo drops what was not taken, and else means the change before', () => {
    const { entry, record, sheet } = field(1000, 50, 300);
    typeAll(entry, '8');
    expect([entry.undo(), entry.state.typed, sheet.stands]).toEqual([true, null, 300]);
    typeAll(entry, '8|');
    expect([entry.undo(), entry.state.typed, record]).toEqual([false, null, [800]]);
    expect([entry.undo(), entry.drop()]).toEqual([false, false]);
  });

  test('letters are named and change nothing', () => {
    const { entry } = field(400, 50, 300);
    typeAll(entry, 'a');
    expect(entry.state).toEqual({ typed: null, problem: null, letters: true });
    typeAll(entry, '2');
    expect(entry.state).toEqual({ typed: '2', problem: null, letters: false });
  });
});

test('whatever is typed, the sheet holds points that fit, and only what was complete is on record', () => {
  const step = fc.constantFrom(1, 10, 25, 50, 100, 500);
  const act = fc.constantFrom('0', '1', '2', '5', '9', '.', 'a', '。', '|', '\n', '\t', '!', '~');
  fc.assert(
    fc.property(fc.integer({ min: 50, max: 3000 }), step, fc.array(act, { maxLength: 30 }), (max100, step100, keys) => {
      const { entry, record, sheet, criterion } = field(max100, step100);
      let completed = 0;
      for (const key of keys) {
        const before = record.length;
        const stands = sheet.stands;
        if (key === '|') entry.pause();
        else if (key === '\n') entry.enter();
        else if (key === '\t') entry.goOn();
        else if (key === '!') entry.leave();
        else if (key === '~') entry.drop();
        else {
          entry.type((entry.state.typed ?? '') + key);
          expect(record).toHaveLength(before);
          continue;
        }
        completed += 1;
        expect(record.length - before).toBeLessThanOrEqual(1);
        if (entry.state.typed === null && record.length === before) expect(sheet.stands).toBe(stands);
      }
      expect(record.length).toBeLessThanOrEqual(completed);
      for (const points100 of record) if (points100 !== null) expect(fitsLeaf(criterion, points100)).toBe(true);
    }),
  );
});
