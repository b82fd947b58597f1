/** The menus of the window and of its text fields, in the person's language. What only developers need is not in a packaged program. */
import type { ContextMenuParams, MenuItemConstructorOptions } from 'electron';
import type { Translate } from '../../../../domain/text.ts';

type Items = MenuItemConstructorOptions[];

const separator: MenuItemConstructorOptions = { type: 'separator' };

export interface MenuParts {
  readonly t: Translate;
  readonly platform: NodeJS.Platform;
  readonly isPackaged: boolean;
  readonly back: () => void;
  readonly forward: () => void;
}

function editItems(t: Translate): Items {
  // the page has undo of its own (a score), and text fields know theirs: a key that the menu took would reach neither
  const own = { registerAccelerator: false } as const;
  return [
    { role: 'undo', label: t('shell.menu.undo'), ...own },
    { role: 'redo', label: t('shell.menu.redo'), ...own },
    separator,
    { role: 'cut', label: t('shell.menu.cut') },
    { role: 'copy', label: t('shell.menu.copy') },
    { role: 'paste', label: t('shell.menu.paste') },
    { role: 'selectAll', label: t('shell.menu.selectAll') },
  ];
}

export function menuTemplate({ t, platform, isPackaged, back, forward }: MenuParts): Items {
  const isMac = platform === 'darwin';
  const quit: MenuItemConstructorOptions = { role: 'quit', label: t('shell.menu.quit') };
  const about: MenuItemConstructorOptions = { role: 'about', label: t('shell.menu.about') };
  const keys = isMac ? { back: 'Command+[', forward: 'Command+]' } : { back: 'Alt+Left', forward: 'Alt+Right' };
  const program: MenuItemConstructorOptions = isMac
    ? {
        label: t('shell.title'),
        submenu: [
          about,
          separator,
          { role: 'hide', label: t('shell.menu.hide') },
          { role: 'hideOthers', label: t('shell.menu.hideOthers') },
          { role: 'unhide', label: t('shell.menu.unhide') },
          separator,
          quit,
        ],
      }
    : { label: t('shell.menu.file'), submenu: [quit] };
  return [
    program,
    { label: t('shell.menu.edit'), submenu: editItems(t) },
    {
      label: t('shell.menu.view'),
      submenu: [
        { role: 'zoomIn', label: t('shell.menu.zoomIn') },
        { role: 'zoomOut', label: t('shell.menu.zoomOut') },
        { role: 'resetZoom', label: t('shell.menu.resetZoom') },
        separator,
        { role: 'togglefullscreen', label: t('shell.menu.fullScreen') },
        ...(isPackaged
          ? []
          : ([
              separator,
              { role: 'reload', label: t('shell.menu.reload') },
              { role: 'toggleDevTools', label: t('shell.menu.devTools') },
            ] satisfies Items)),
      ],
    },
    {
      label: t('shell.menu.go'),
      submenu: [
        { label: t('shell.menu.back'), accelerator: keys.back, click: back },
        { label: t('shell.menu.forward'), accelerator: keys.forward, click: forward },
      ],
    },
    ...(isMac ? [] : [{ label: t('shell.menu.help'), submenu: [about] }]),
  ];
}

/** What can be done with the text under the pointer; nothing where that is no text. */
export function contextTemplate(t: Translate, { isEditable, selectionText, editFlags }: ContextParams): Items {
  const copy: MenuItemConstructorOptions = { role: 'copy', label: t('shell.menu.copy'), enabled: editFlags.canCopy };
  if (!isEditable) return selectionText.trim() === '' ? [] : [copy];
  return [
    { role: 'undo', label: t('shell.menu.undo'), enabled: editFlags.canUndo },
    { role: 'redo', label: t('shell.menu.redo'), enabled: editFlags.canRedo },
    separator,
    { role: 'cut', label: t('shell.menu.cut'), enabled: editFlags.canCut },
    copy,
    { role: 'paste', label: t('shell.menu.paste'), enabled: editFlags.canPaste },
    separator,
    { role: 'selectAll', label: t('shell.menu.selectAll'), enabled: editFlags.canSelectAll },
  ];
}

export type ContextParams = Pick<ContextMenuParams, 'isEditable' | 'selectionText'> & {
  readonly editFlags: Pick<ContextMenuParams['editFlags'], 'canUndo' | 'canRedo' | 'canCut' | 'canCopy' | 'canPaste' | 'canSelectAll'>;
};
