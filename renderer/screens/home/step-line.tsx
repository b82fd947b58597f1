import { useTranslation } from 'react-i18next';
import type { Round } from '../../../domain/contract/api.ts';
import type { SchemeKind } from '../../../domain/scheme/scheme.ts';
import { placeName } from '../../state/places.ts';
import { addressOf, type Place } from '../../state/route.ts';
import { PlainSteps } from '../../ui/plain.tsx';

type Step = Round['steps'][number];

/** A round can do without these. */
const optional: readonly Place[] = ['visits', 'exchange'];

const status = { todo: 'wait', doing: 'process', done: 'finish' } as const;

/** 材料 → 资格 → 评审组 → 评分 → 考察 → 交换 → 汇总 → 名单 → 公示 → 文书, each with its state; a press goes there. */
export function StepLine({ steps, kind }: { steps: readonly Step[]; kind: SchemeKind }) {
  const { t } = useTranslation();
  return (
    <nav className="plane plane-pad step-line" aria-label={t('window.home.steps')}>
      <PlainSteps
        steps={steps.map(({ step, state, done, of }) => ({
          key: step,
          title: t(placeName(step, kind)),
          content: of > 0 ? t('window.home.stepCount', { done, of }) : t(`window.home.step.${optional.includes(step) ? 'none' : state}`),
          status: status[state],
          href: addressOf(step satisfies Place),
        }))}
      />
    </nav>
  );
}
