/** The one window: how it is made, and how it comes to the front. */
import { BrowserWindow, type BrowserWindowConstructorOptions } from 'electron';

/** `title`: until the page says its own. The icon is that of the program's file where it has one, else `options` name it. */
export function makeWindow(preload: string, title: string, options: BrowserWindowConstructorOptions = {}): BrowserWindow {
  return new BrowserWindow({
    width: 1280,
    height: 800,
    minWidth: 960,
    minHeight: 600,
    title,
    show: false,
    // Alt shows it
    autoHideMenuBar: true,
    ...options,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      spellcheck: false,
    },
  });
}

/** Brings a window to the front that may be hidden, minimised or behind others. */
export function bringToFront(window: BrowserWindow): void {
  if (window.isDestroyed()) return;
  if (window.isMinimized()) window.restore();
  window.show();
  // Windows lets a program in the background only flash in the taskbar, unless the window stands on top for a moment
  if (process.platform === 'win32') {
    window.setAlwaysOnTop(true);
    window.setAlwaysOnTop(false);
  }
  window.focus();
}

/** Behind the page until it is drawn, and where it has not been drawn yet while the window grows. */
export function backgroundOf(isDark: boolean): string {
  return isDark ? '#0f1413' : '#f5f7f6';
}
