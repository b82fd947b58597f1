import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import {
  CheckCircleOutlined,
  ClockCircleOutlined,
  EditOutlined,
  ExclamationCircleOutlined,
  SafetyCertificateOutlined,
} from '../../ui/icons.tsx';
import { wasFoundSpoilt, isWord, type Made } from './state.ts';

const icons = {
  draft: <EditOutlined />,
  awaiting: <ClockCircleOutlined />,
  signed: <CheckCircleOutlined />,
  verified: <SafetyCertificateOutlined />,
} as const;
const looks = { draft: 'default', awaiting: 'warning', signed: 'processing', verified: 'success' } as const;

/** 草稿 · 待签 李 王 · 已签章 · 已校验, always a symbol and a word. */
export function StateTag({ made }: { made: Made }) {
  const { t } = useTranslation();
  if (wasFoundSpoilt(made)) {
    return (
      <Tag color="warning" icon={<ExclamationCircleOutlined />} variant="filled">
        {t('documents.state.spoilt')}
      </Tag>
    );
  }
  return (
    <Tag color={looks[made.state]} icon={icons[made.state]} variant="filled">
      {t(isWord(made) ? 'documents.state.word' : `documents.state.${made.state}`)}
    </Tag>
  );
}
