/**
 * antd writes its styles at run time, component by component, while the first page is drawn. Those of the first page are written here
 * when the window is built, into a file that the page fetches beside its scripts. antd finds in the file itself which styles it holds
 * and writes the others as before, so that nothing is missing where the list below is: it only decides what is ready beforehand.
 */
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import type { ReactElement, ReactNode } from 'react';
import type { Plugin } from 'vite';

interface Cssinjs {
  readonly createCache: () => unknown;
  readonly StyleProvider: (props: { cache: unknown; children?: ReactNode }) => ReactNode;
  readonly extractStyle: (cache: unknown, options: { plain: boolean; types: readonly string[] }) => string;
}

/** The rules of what the first page is drawn with. They speak in tokens alone: which theme they are written under is of no matter. */
async function writeStyles(): Promise<string> {
  const { createElement } = await import('react');
  const { renderToString } = await import('react-dom/server');
  const { Alert, Button, ConfigProvider, Skeleton, Steps } = await import('antd');
  const { themeOf } = await import('./theme/theme.ts');
  const require = createRequire(import.meta.url);
  // the one that antd itself writes with
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it is no dependency of the window, and has no types here
  const { createCache, StyleProvider, extractStyle } = createRequire(require.resolve('antd'))('@ant-design/cssinjs') as Cssinjs;
  const drawn: ReactElement[] = [
    createElement(Button, { key: 'button' }),
    createElement(Steps, { key: 'steps', items: [] }),
    createElement(Alert, { key: 'alert', showIcon: true }),
    createElement(Skeleton, { key: 'skeleton', active: true }),
  ];
  const under = (theme: ReturnType<typeof themeOf>): string => {
    const cache = createCache();
    renderToString(createElement(StyleProvider, { cache }, createElement(ConfigProvider, { theme }, drawn)));
    return extractStyle(cache, { plain: true, types: ['style'] });
  };
  const styles = under(themeOf('light', 'zh', false));
  if (styles !== under(themeOf('dark', 'en', true))) throw new Error('the styles of antd differ from theme to theme: one file does not do');
  return styles;
}

/** Writes the file and links it before all other styles, where antd would put its own. */
export function staticStyles(): Plugin {
  let file = '';
  return {
    name: 'static-styles',
    apply: 'build',
    async renderStart() {
      const source = await writeStyles();
      file = `assets/antd-${createHash('sha256').update(source).digest('hex').slice(0, 8)}.css`;
      this.emitFile({ type: 'asset', fileName: file, source });
    },
    transformIndexHtml: {
      order: 'post',
      handler: () => [{ tag: 'link', attrs: { rel: 'stylesheet', crossorigin: true, href: `./${file}` }, injectTo: 'head-prepend' }],
    },
  };
}
