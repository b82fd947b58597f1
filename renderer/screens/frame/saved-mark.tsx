import { Button, Popover } from 'antd';
import { useTranslation } from 'react-i18next';
import { CheckOutlined, DisconnectOutlined, ExclamationCircleOutlined } from '../../ui/icons.tsx';
import { useSaved } from '../../state/saved.ts';
import { useSentence } from '../../ui/page.tsx';
import { showClock, showTime } from '../../ui/words.ts';

/** 已保存 14:03:22, as the store told; what failed stands in its place until it has been seen. */
export function SavedMark() {
  const { t } = useTranslation();
  const sentence = useSentence();
  const { at, alive, failure, seen } = useSaved();
  if (failure) {
    return (
      <Popover
        trigger="click"
        content={
          <div className="stack narrow">
            <span>{sentence(failure)}</span>
            <Button onClick={seen}>{t('window.saved.seen')}</Button>
          </div>
        }
      >
        <Button type="text" className="saved-failed" icon={<ExclamationCircleOutlined />} role="alert">
          {t('window.saved.failed')}
        </Button>
      </Popover>
    );
  }
  if (alive === false) {
    return (
      <span className="saved saved-failed" role="alert" title={t('window.error.unreachable')}>
        <DisconnectOutlined />
        {t('window.saved.away')}
      </span>
    );
  }
  return (
    <span className="saved" role="status" title={at ? t('window.saved.explain', { at: showTime(at, true) }) : undefined}>
      {at ? (
        <>
          <CheckOutlined />
          {t('window.saved.at', { at: showClock(at) })}
        </>
      ) : (
        t('window.saved.nothing')
      )}
    </span>
  );
}
