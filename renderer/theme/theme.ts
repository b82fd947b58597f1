/**
 * The look, in one place: colours and type for both schemes. Everything else speaks in antd's tokens (`var(--ant-…)`) and in the
 * sizes of `sizes.ts` (`var(--pp-…)`).
 */
import { theme, type GlobalToken, type ThemeConfig } from 'antd';
import type { Language } from '../../domain/text.ts';
import type { Verdict } from '../../domain/condition/verdict.ts';
import { variables, type ColorScheme } from './shade.ts';

/** Deep teal is the one accent; red marks destruction and seals; amber asks for a decision. */
const light = {
  colorPrimary: '#0b5f63',
  colorInfo: '#0b5f63',
  colorInfoBg: '#e2f0ee',
  colorInfoBorder: '#8fc4bf',
  colorSuccess: '#1d7a5c',
  colorWarning: '#a15c00',
  colorError: '#b3261e',
  colorTextBase: '#17211f',
  // small print: 4.5 and more on every ground there is
  colorTextTertiary: '#616b68',
  colorTextDescription: '#616b68',
  colorTextPlaceholder: '#616b68',
  colorBgBase: '#ffffff',
  colorBgLayout: '#f5f7f6',
  colorLink: '#0b5f63',
  colorBorderSecondary: '#e3e9e7',
  colorPrimaryBg: '#e2f0ee',
  colorPrimaryBgHover: '#d2e7e4',
  colorPrimaryBorder: '#8fc4bf',
  colorSuccessBg: '#e3f3eb',
  colorSuccessBorder: '#a9d8c2',
  colorSuccessText: '#125c45',
  colorWarningBg: '#fcf1dc',
  colorWarningBorder: '#e8c88f',
  colorWarningText: '#874a00',
};

const dark = {
  colorPrimary: '#3aa7a0',
  colorInfo: '#3aa7a0',
  colorInfoBg: '#12312f',
  colorInfoBorder: '#256560',
  colorSuccess: '#4fb58f',
  colorWarning: '#d99a3c',
  colorError: '#e5736a',
  colorTextBase: '#e6ecea',
  colorTextTertiary: '#9aa5a2',
  colorTextDescription: '#9aa5a2',
  colorTextPlaceholder: '#9aa5a2',
  colorBgBase: '#121716',
  colorBgLayout: '#0f1413',
  colorBgContainer: '#181f1e',
  colorBgElevated: '#212928',
  colorBorder: '#3a4543',
  colorBorderSecondary: '#29322f',
  colorSplit: '#262e2c',
  colorLink: '#62c4bc',
  colorPrimaryBg: '#12312f',
  colorPrimaryBgHover: '#183f3c',
  colorPrimaryBorder: '#256560',
  colorSuccessBg: '#12291f',
  colorSuccessBorder: '#255742',
  colorSuccessText: '#6fcaa6',
  colorWarningBg: '#2d2310',
  colorWarningBorder: '#5f4a20',
  colorWarningText: '#e5ae5b',
};

const chinese =
  '"PingFang SC", "Microsoft YaHei UI", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", system-ui, sans-serif';

/** Latin first for English readers: Chinese fonts draw quotation marks a whole character wide. */
const latin = `"Segoe UI", "Helvetica Neue", "Noto Sans", "DejaVu Sans", Arial, ${chinese}`;

/** The antd theme of a shade, for readers of a language; `still` for those who asked their system for no motion. */
export function themeOf(shade: ColorScheme, language: Language, still: boolean): ThemeConfig {
  return {
    algorithm: shade === 'dark' ? theme.darkAlgorithm : theme.defaultAlgorithm,
    cssVar: { key: variables },
    // there is but one antd on the page
    hashed: false,
    token: {
      ...(shade === 'dark' ? dark : light),
      fontFamily: language === 'en' ? latin : chinese,
      fontSize: 14,
      fontSizeHeading3: 24,
      fontSizeHeading4: 20,
      fontSizeHeading5: 16,
      borderRadius: 6,
      motion: !still,
      motionDurationFast: '0.08s',
      motionDurationMid: '0.12s',
      motionDurationSlow: '0.15s',
      boxShadowTertiary: 'none',
    },
    components: {
      Table: { cellPaddingBlockSM: 8, cellPaddingInlineSM: 8, headerSplitColor: 'transparent' },
      Segmented: { trackBg: shade === 'dark' ? dark.colorBorderSecondary : light.colorBorderSecondary },
      Splitter: { splitBarSize: 1 },
      Button: {
        primaryShadow: 'none',
        defaultShadow: 'none',
        dangerShadow: 'none',
        // ink on the lighter teal of the dark
        ...(shade === 'dark' && { primaryColor: dark.colorBgLayout }),
      },
    },
  };
}

/** Ink and ground of a verdict. `notMet` is the strongest, light on dark, and not red: red is for seals and destructive acts. */
export function verdictStyle(token: GlobalToken, verdict: Verdict): { color: string; background: string } {
  if (verdict === 'met') return { color: token.colorSuccessText, background: token.colorSuccessBg };
  if (verdict === 'notMet') return { color: token.colorBgContainer, background: token.colorText };
  return { color: token.colorWarningText, background: token.colorWarningBg };
}

/** The ramp of the heat map, low to high: one hue that only grows stronger, so that it reads in grey too. */
export function heatRamp(token: GlobalToken): string[] {
  return [token.colorBgContainer, token.colorPrimaryBg, token.colorPrimaryBorder];
}
