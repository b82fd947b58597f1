/** The native parts around the page: menus in its language, frame and background in its shade, its place on the screen. */
import { app, Menu, nativeTheme, screen, type BrowserWindow } from 'electron';
import type { Translate } from '../../../../domain/text.ts';
import type { Settings } from '../../../../domain/contract/workspace.ts';
import type { Services } from '../../carrier/services.ts';
import { contextTemplate, menuTemplate } from './menu.ts';
import { backgroundOf } from './window.ts';
import { keepPlace } from './window-state.ts';

/** Where the usable parts of the screens lie now. */
export function screensNow(): Electron.Rectangle[] {
  return screen.getAllDisplays().map(({ workArea }) => workArea);
}

/** Menus of the program; called again when the language changes. */
export function setMenu(window: BrowserWindow, t: Translate): void {
  const { navigationHistory } = window.webContents;
  const template = menuTemplate({
    t,
    platform: process.platform,
    isPackaged: app.isPackaged,
    back: () => navigationHistory.goBack(),
    forward: () => navigationHistory.goForward(),
  });
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}

/** Menus under the pointer, the mouse's own button for back, the background when the shade changes, the place when it goes. */
export function watchAppearance(window: BrowserWindow, t: () => Translate, placeFile: string): void {
  window.webContents.on('context-menu', (_event, params) => {
    const template = contextTemplate(t(), params);
    if (template.length > 0) Menu.buildFromTemplate(template).popup({ window });
  });
  window.on('app-command', (_event, command) => {
    const { navigationHistory } = window.webContents;
    if (command === 'browser-backward') navigationHistory.goBack();
    if (command === 'browser-forward') navigationHistory.goForward();
  });
  const paint = (): void => window.setBackgroundColor(backgroundOf(nativeTheme.shouldUseDarkColors));
  nativeTheme.on('updated', paint);
  window.once('closed', () => nativeTheme.off('updated', paint));
  window.on('close', () => keepPlace(placeFile, screensNow(), { ...window.getNormalBounds(), maximized: window.isMaximized() }));
}

/** The same services; `heard` is told of settings that the page chose. */
export function hearSettings<S extends Pick<Services, 'call'>>(services: S, heard: (chosen: Settings) => void): S {
  return {
    ...services,
    async call(request: Parameters<Services['call']>[0]) {
      const answer = await services.call(request);
      if (request.method === 'settings.set' && answer.ok) heard(answer.value as Settings);
      return answer;
    },
  };
}
