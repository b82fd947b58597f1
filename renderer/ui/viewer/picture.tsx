import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { DownloadOutlined } from '../icons.tsx';
import type { Look } from './reading-bar.tsx';

interface Props {
  address: string;
  name: string;
  /** false: of a format that no browser draws */
  isShown: boolean;
  look: Look;
  over: (page: number) => ReactNode;
}

/** A picture as wide as the pane or as it is, larger or turned where that is asked. */
export function Picture({ address, name, isShown, look: { zoom, turn }, over }: Props) {
  const { t } = useTranslation();
  // a file that is damaged says so, too, and not by a torn picture
  const [unshown, setUnshown] = useState(!isShown);
  const [size, setSize] = useState<{ width: number; height: number } | null>(null);
  const isAcross = turn === 90 || turn === 270;
  const ratio = size ? size.height / size.width : 1;
  const natural = size && (isAcross ? size.height : size.width);
  // a turned picture is laid out as what it looks like, and the image turned inside
  const frame =
    natural === null
      ? {}
      : { width: `calc(min(100%, ${natural}px) * ${zoom})`, maxWidth: 'none', aspectRatio: isAcross ? `${ratio}` : `${1 / ratio}` };
  const image = isAcross
    ? { width: `${100 / ratio}%`, transform: `translate(-50%, -50%) rotate(${turn}deg)` }
    : { width: '100%', transform: `translate(-50%, -50%) rotate(${turn}deg)` };
  if (unshown) {
    return (
      <div className="column fill viewer-body">
        <div className="stack-wide blank" data-testid="picture-unshown">
          <p>{t('window.viewer.unshownPicture', { name })}</p>
          <Button href={address} download={name} icon={<DownloadOutlined />}>
            {t('window.viewer.save')}
          </Button>
        </div>
      </div>
    );
  }
  return (
    <div className="column fill viewer-body" tabIndex={0} role="region" aria-label={name}>
      <div className="viewer-picture" style={frame}>
        <img
          src={address}
          alt={name}
          draggable={false}
          className={size ? 'picture-laid' : ''}
          style={size ? image : {}}
          onError={() => setUnshown(true)}
          onLoad={({ currentTarget: { naturalWidth: width, naturalHeight: height } }) => setSize({ width, height })}
        />
        {over(1)}
      </div>
    </div>
  );
}
