import { theme } from 'antd';
import { useTranslation } from 'react-i18next';
import { verdictStyle } from '../theme/theme.ts';
import { verdictMark, type VerdictName } from './words.ts';

/** 符合 · 不符合 · 可放宽 · 资料不足 · 待专家认定: always mark and word. */
export function Verdict({ verdict, note }: { verdict: VerdictName; note?: string | undefined }) {
  const { t } = useTranslation();
  const { token } = theme.useToken();
  return (
    <span className="verdict" style={verdictStyle(token, verdict)}>
      <span aria-hidden="true" className="verdict-mark">
        {verdictMark[verdict]}
      </span>
      {t(`common.verdict.${verdict}`)}
      {note ? <span className="verdict-note">{note}</span> : null}
    </span>
  );
}
