/** antd in the shade and the language of the reader. */
import { ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { useMemo, type ReactNode } from 'react';
import { useSession } from '../state/session.ts';
import { themeOf } from '../theme/theme.ts';
import { useColorScheme, usePrefersStillness } from '../theme/wishes.ts';

const locales = { zh: zhCN, en: enUS };
const button = { autoInsertSpace: false };
const form = { requiredMark: false };

export function Dressed({ children }: { children: ReactNode }) {
  const shade = useColorScheme();
  const still = usePrefersStillness();
  const language = useSession((now) => now.language);
  const theme = useMemo(() => themeOf(shade, language, still), [shade, language, still]);
  return (
    <ConfigProvider theme={theme} locale={locales[language]} button={button} form={form}>
      {children}
    </ConfigProvider>
  );
}
