import { Button, Popover } from 'antd';
import { useTranslation } from 'react-i18next';
import { CheckOutlined, DisconnectOutlined, ExclamationCircleOutlined, LoadingOutlined } from '../../ui/icons.tsx';
import { useSaved } from '../../state/saved.ts';
import { useSentence } from '../../ui/page.tsx';
import { showClock, showTime } from '../../ui/words.ts';

/**
 * 已保存 14:03:22, as the store told, where it holds all that stands on the screen; what is on its way, is not taken or has failed
 * stands in its place.
 */
export function SavedMark() {
  const { t } = useTranslation();
  const sentence = useSentence();
  const { at, alive, failure, unsaved, seen } = useSaved();
  const open = [...unsaved.values()];
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
  if (open.includes('refused')) {
    return (
      <span className="saved saved-failed" role="status">
        <ExclamationCircleOutlined />
        {t('window.saved.refused')}
      </span>
    );
  }
  if (open.length > 0) {
    return (
      <span className="saved" role="status">
        <LoadingOutlined />
        {t('window.saved.saving')}
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
