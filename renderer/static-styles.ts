/**
 * antd computes its tokens and writes its styles at run time, component by component. The first page is drawn in antd's markup before antd
 * is there: what it needs of both is written here when the window is built, into a file that the page fetches beside its scripts. antd
 * finds in the file itself which styles it holds and writes the others as before, so that nothing is missing where the list below is: it
 * only decides what is ready beforehand.
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

/** Declarations by selector. */
type Rules = ReadonlyMap<string, ReadonlySet<string>>;

interface Look {
  /** they speak in variables alone */
  readonly styles: string;
  /** the variables themselves */
  readonly tokens: Rules;
  readonly ground: string;
}

function rulesIn(css: string): Rules {
  const rules = new Map<string, Set<string>>();
  for (const [, selector = '', body = ''] of css.matchAll(/([^{}]+)\{([^{}]*)\}/g)) {
    if (!selector.includes('cache-path'))
      rules.set(selector, new Set([...(rules.get(selector) ?? []), ...body.split(';').filter(Boolean)]));
  }
  return rules;
}

/** What the first look says otherwise than the second. */
function differing(of: Rules, from: Rules): Rules {
  const found = new Map<string, Set<string>>();
  for (const [selector, declarations] of of) {
    const own = [...declarations].filter((one) => !from.get(selector)?.has(one));
    if (own.length > 0) found.set(selector, new Set(own));
  }
  return found;
}

/** Under a condition, and weaker than whatever antd writes when it is there. */
const written = (rules: Rules, under = ''): string =>
  Array.from(rules, ([selector, declarations]) => `:where(${under}${selector}){${[...declarations].join(';')}}`).join('\n');

/** The look of what the first page is drawn with. */
async function makeLooks() {
  const { createElement } = await import('react');
  const { renderToString } = await import('react-dom/server');
  const { Alert, Button, ConfigProvider, Skeleton, Steps, theme } = await import('antd');
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
  return (...chosen: Parameters<typeof themeOf>): Look => {
    const cache = createCache();
    let ground = '';
    const Tokens = (): null => {
      ground = theme.useToken().token.colorBgLayout;
      return null;
    };
    const parts = [createElement(Tokens, { key: 'tokens' }), ...drawn];
    renderToString(createElement(StyleProvider, { cache }, createElement(ConfigProvider, { theme: themeOf(...chosen) }, parts)));
    const extract = (type: string): string => extractStyle(cache, { plain: true, types: [type] });
    return { styles: extract('style'), tokens: rulesIn(`${extract('token')}${extract('cssVar')}`), ground };
  };
}

const shades = ['light', 'dark'] as const;

async function writeStyles(): Promise<string> {
  const lookOf = await makeLooks();
  const base = lookOf('light', 'zh', false);
  const dark = lookOf('dark', 'zh', false);
  const english = differing(lookOf('light', 'en', false).tokens, base.tokens);
  const all = lookOf('dark', 'en', true);
  if (base.styles !== all.styles) throw new Error('the styles of antd differ from theme to theme: one file does not do');
  if (written(differing(all.tokens, dark.tokens)) !== written(english)) {
    throw new Error('the variables of antd depend on more than shade and language apart: three rules do not do');
  }
  const grounds = shades.map(
    (shade) => `:root[data-shade='${shade}']{color-scheme:${shade};background:${{ light: base, dark }[shade].ground}}`,
  );
  return [
    ...grounds,
    // before anybody is heard of, and where nothing else is read
    `@media (prefers-color-scheme: dark){:root:not([data-shade]){background:${dark.ground};color:#fff}}`,
    written(base.tokens),
    written(differing(dark.tokens, base.tokens), "[data-shade='dark'] "),
    written(english, ':lang(en) '),
    base.styles,
  ].join('\n');
}

/** Writes the file and links it before all other styles, where antd would put its own. */
export function staticStyles(): Plugin {
  let file = 'antd.css';
  let source = '';
  return {
    name: 'static-styles',
    async configureServer(server) {
      source = await writeStyles();
      server.middlewares.use(`/${file}`, (_request, response) => response.setHeader('content-type', 'text/css').end(source));
    },
    async renderStart() {
      source = await writeStyles();
      file = `assets/antd-${createHash('sha256').update(source).digest('hex').slice(0, 8)}.css`;
      this.emitFile({ type: 'asset', fileName: file, source });
    },
    transformIndexHtml: {
      order: 'post',
      handler: () => [{ tag: 'link', attrs: { rel: 'stylesheet', crossorigin: true, href: `./${file}` }, injectTo: 'head-prepend' }],
    },
  };
}
