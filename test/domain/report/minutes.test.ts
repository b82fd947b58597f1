import { describe, expect, test } from 'vitest';
import { readMinutes } from '../../../domain/report/documents/minutes.ts';
import { texts } from '../../../domain/texts/index.ts';

const closing = '主持人：                记录人：';

describe('readMinutes', () => {
  test('a_draft_is_taken_apart_into_title_headings_and_lines_without_the_line_for_names', () => {
    const text = ['某轮会议记录', '一、会议基本情况\n时间：2026-11-18\n地点：三楼', '二、参加人员\n周明远（组长）', closing].join('\n\n');
    expect(readMinutes(text, closing)).toEqual({
      title: '某轮会议记录',
      parts: [
        { heading: '一、会议基本情况', lines: ['时间：2026-11-18', '地点：三楼'] },
        { heading: '二、参加人员', lines: ['周明远（组长）'] },
      ],
    });
  });

  test.each([
    ['a single numbered line is no heading', '题\n\n一、只此一句', [{ heading: null, lines: ['一、只此一句'] }]],
    ['words before a number are no heading', '题\n\n第一、说明\n正文', [{ heading: null, lines: ['第一、说明', '正文'] }]],
    [
      'lines straight under the title are a part',
      '题\n正文\n\n2. Scores\nok',
      [
        { heading: null, lines: ['正文'] },
        { heading: '2. Scores', lines: ['ok'] },
      ],
    ],
    ['Windows line ends and blanks of all widths', '题\r\n \u3000\r\n十一、其他\r\n  甲  \r\n', [{ heading: '十一、其他', lines: ['甲'] }]],
    ['names typed closer together are the closing line still', '题\n\n甲\n主持人：记录人：', [{ heading: null, lines: ['甲'] }]],
    ['a date is no number of a heading', '题\n\n2026-11-18\n甲', [{ heading: null, lines: ['2026-11-18', '甲'] }]],
  ])('%s', (_, text, parts) => {
    expect(readMinutes(text, closing)).toEqual({ title: '题', parts });
  });

  test.each(['zh', 'en'] as const)('the_headings_of_a_draft_in_%s_are_known', (language) => {
    const heading = (texts[language]['reports.heading1'] ?? '')
      .replace('{{number}}', language === 'zh' ? '三' : '3')
      .replace('{{title}}', '评分');
    expect(readMinutes(`t\n\n${heading}\nx`, '').parts).toEqual([{ heading, lines: ['x'] }]);
  });
});
