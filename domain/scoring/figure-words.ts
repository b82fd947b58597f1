/** 数值来源: where the figure comes from that a formula reads; of one that was measured, who measured it, when and how. */
import type { Source } from '../model.ts';
import type { Translate } from '../text.ts';

/** 实测 as a sheet and a record tell it. */
export interface MeasuredBy {
  readonly by: string;
  /** the day of the visit */
  readonly on: string;
  /** in words: 卷尺, 现场清点; null where nobody said */
  readonly how: string | null;
  /** when it was put down, as it is shown */
  readonly at: string;
}

export interface FigureSource {
  /** of the field, in the reader's language */
  readonly label: string;
  readonly source: Source;
  /** of a figure from a visit, where the record of it is here */
  readonly measured: MeasuredBy | null;
}

/** One sentence without its stop: “企业数”取实测：2026-10-10 考察，周示例，现场清点，2026-10-10 09:41记. */
export function figureWords({ label, source, measured }: FigureSource, t: Translate): string {
  const from = { label, source: t(`common.source.${source}`) };
  if (!measured) return t('schemes.figure.from', from);
  const { by, on, how, at } = measured;
  return how === null
    ? t('schemes.figure.measured', { ...from, by, on, at })
    : t('schemes.figure.measuredHow', { ...from, by, on, how, at });
}
