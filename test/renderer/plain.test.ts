/** The parts of the first page that stand in for antd's look as antd's do: the same elements and classes, so that the same rules hold. */
import { Alert, Button, ConfigProvider, Skeleton, Steps } from 'antd';
import { createElement as draw, type ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { variables } from '../../renderer/theme/shade.ts';
import { PlusOutlined } from '../../renderer/ui/icons.tsx';
import { Notice, Outline, PlainButton, PlainSteps } from '../../renderer/ui/plain.tsx';

/** Elements, classes and words; what is said to readers of the screen and to the keyboard is ours to choose. */
function markupOf(element: ReactElement): string {
  const theme = { cssVar: { key: variables }, hashed: false };
  return renderToStaticMarkup(draw(ConfigProvider, { theme, button: { autoInsertSpace: false } }, element))
    .replaceAll(/ (?:role|tabindex|title|data-show|aria-[a-z]+)="[^"]*"/g, '')
    .replaceAll(/class="([^"]*)"/g, (_, names: string) => `class="${names.split(' ').toSorted().join(' ')}"`);
}

const nothing = (): void => {};
const icon = draw(PlusOutlined);
const parts = { className: 'refused', title: '请核对', description: '原因', action: '重试' };

test.each<[string, ReactElement, ReactElement]>([
  ['a button', draw(PlainButton, {}, '评分标准'), draw(Button, {}, '评分标准')],
  ['the main button', draw(PlainButton, { type: 'primary' }, '保存'), draw(Button, { type: 'primary' }, '保存')],
  ['a button with an icon', draw(PlainButton, { icon }, '新建'), draw(Button, { icon }, '新建')],
  ['a button that waits', draw(PlainButton, { loading: true }, '开始'), draw(Button, { loading: true }, '开始')],
  ['a link', draw(PlainButton, { href: '#/rubric' }, '评分标准'), draw(Button, { href: '#/rubric' }, '评分标准')],
  ['an icon', draw(PlainButton, { type: 'text', icon, name: '返回', href: '#/' }), draw(Button, { type: 'text', icon, href: '#/' })],
  ['a notice', draw(Notice, { title: '请核对' }), draw(Alert, { type: 'info', showIcon: true, title: '请核对' })],
  [
    'a notice with all its parts',
    draw(Notice, { ...parts, type: 'warning', onClose: nothing }),
    draw(Alert, { ...parts, type: 'warning', showIcon: true, closable: { onClose: nothing } }),
  ],
  ['an outline', draw(Outline), draw(Skeleton, { active: true, title: false, paragraph: { rows: 4 }, className: 'waiting' })],
])('%s_has_the_markup_of_antd', (_, ours, theirs) => {
  expect(markupOf(ours)).toBe(markupOf(theirs));
});

test('steps_have_the_markup_of_antd_but_are_links', () => {
  const steps = (['finish', 'process', 'wait'] as const).map((status) => ({ key: status, title: '材料', content: '1 / 2', status }));
  const ours = draw(PlainSteps, { steps: steps.map((step) => ({ ...step, href: '#/packages' })) });
  const items = steps.map((step) => ({ ...step, onClick: nothing }));
  const theirs = draw(Steps, { size: 'small', titlePlacement: 'vertical', items, current: -1 });
  const inDivs = (html: string): string =>
    html
      .replaceAll(/<a href="#\/packages" |<a (?=class)/g, '<div ')
      .replaceAll(' href="#/packages"', '')
      .replaceAll('</a>', '</div>');
  expect(markupOf(ours)).toContain('<a ');
  expect(inDivs(markupOf(ours))).toBe(markupOf(theirs).replace(' style="--ant-cmp-steps-items-offset:0"', ''));
});
