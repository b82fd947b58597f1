/** Menus: every label is in both languages, none of the developers' is in a packaged program, and text can be cut, copied and pasted. */
import { describe, expect, test } from 'vitest';
import type { MenuItemConstructorOptions } from 'electron';
import { contextTemplate, menuTemplate } from '../../../electron/hosts/shell/window/menu.ts';
import { translator } from '../../../electron/services/session/texts.ts';

const gone: string[] = [];
const template = (platform: NodeJS.Platform, isPackaged: boolean, language: 'zh' | 'en' = 'zh') =>
  menuTemplate({ t: translator(language), platform, isPackaged, back: () => gone.push('back'), forward: () => gone.push('forward') });

/** All items, those of submenus too. */
function flat(items: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  return items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? flat(item.submenu) : [])]);
}

const flags = { canUndo: true, canRedo: false, canCut: true, canCopy: true, canPaste: true, canSelectAll: true };

describe.each(['win32', 'darwin', 'linux'] as const)('%s', (platform) => {
  test('every_label_is_words_of_the_language', () => {
    for (const packaged of [true, false]) {
      const labels = (language: 'zh' | 'en') =>
        flat(template(platform, packaged, language))
          .filter((item) => item.type !== 'separator')
          .map((item) => item.label ?? '');
      for (const label of labels('zh')) expect(label).toMatch(/^\p{Script=Han}+$/u);
      for (const label of labels('en')) expect(label).toMatch(/^[A-Z][A-Za-z ]+$/);
    }
  });
  test('a_packaged_program_has_nothing_for_developers', () => {
    const roles = (packaged: boolean) => flat(template(platform, packaged)).map((item) => item.role);
    const forDevelopers = ['reload', 'forceReload', 'toggleDevTools'];
    expect(roles(true).filter((role) => forDevelopers.includes(role ?? ''))).toEqual([]);
    expect(roles(false)).toEqual(expect.arrayContaining(['reload', 'toggleDevTools']));
    expect(roles(true)).toEqual(expect.arrayContaining(['quit', 'cut', 'copy', 'paste', 'selectAll', 'zoomIn', 'togglefullscreen']));
  });
  test('back_and_forward_have_keys', () => {
    gone.length = 0;
    for (const item of flat(template(platform, true)).filter(({ accelerator }) => accelerator !== undefined))
      item.click?.({} as never, undefined, {});
    expect(gone).toEqual(['back', 'forward']);
  });
  test('undo_is_left_to_the_page_and_its_fields', () => {
    const undoing = flat(template(platform, true)).filter(({ role }) => role === 'undo' || role === 'redo');
    expect(undoing.map(({ registerAccelerator }) => registerAccelerator)).toEqual([false, false]);
  });
});

test('in_a_field_what_cannot_be_done_is_grey', () => {
  const items = contextTemplate(translator('zh'), { isEditable: true, selectionText: '', editFlags: flags });
  expect(items.filter(({ enabled }) => enabled === false).map(({ label }) => label)).toEqual(['重做']);
  expect(items.map(({ role }) => role)).toEqual(expect.arrayContaining(['cut', 'copy', 'paste', 'selectAll']));
});

test('marked_text_elsewhere_can_be_copied_and_nothing_else_has_a_menu', () => {
  const t = translator('en');
  expect(contextTemplate(t, { isEditable: false, selectionText: '评审', editFlags: flags }).map(({ role }) => role)).toEqual(['copy']);
  expect(contextTemplate(t, { isEditable: false, selectionText: ' ', editFlags: flags })).toEqual([]);
});
