/** 拍照: the camera's picture on the whole screen; each press keeps what it shows, with the time written into the file. */
import { Button, Drawer } from 'antd';
import { useEffect, useRef, useState, type ReactNode, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { stampJpeg } from '../../../../domain/visit/stamp.ts';
import { CameraOutlined, SwapOutlined } from '../../../ui/icons.tsx';
import { cameraTime } from '../../../ui/words.ts';

interface Props {
  open: boolean;
  park: string;
  /** photos that the visit has by now */
  count: number;
  /** the other way to a photo, for want of a camera */
  otherWay: ReactNode;
  /** how the photos fare that were taken: what was refused is said where the eye is */
  state: ReactNode;
  onPicture: (name: string, jpeg: Blob) => void;
  onClose: () => void;
}

/** Whether a window can ask for a camera at all; where not, the system's own way is taken. */
export const hasCamera = typeof navigator.mediaDevices?.getUserMedia === 'function';

export function CameraSheet({ open, park, onClose, ...rest }: Props) {
  const { t } = useTranslation();
  return (
    <Drawer
      open={open}
      onClose={onClose}
      placement="bottom"
      size="100%"
      title={t('visits.camera.title', { park })}
      destroyOnHidden
      className="sign-sheet"
    >
      <Finder {...rest} onClose={onClose} />
    </Drawer>
  );
}

/** What went wrong, as far as a person can do something about it. */
type Trouble = 'refused' | 'none' | 'busy';

function troubleOf(thrown: unknown): Trouble {
  const name = thrown instanceof DOMException ? thrown.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'refused';
  return name === 'NotFoundError' || name === 'OverconstrainedError' ? 'none' : 'busy';
}

function Finder({ count, otherWay, state, onPicture, onClose }: Omit<Props, 'open' | 'park'>) {
  const { t } = useTranslation();
  const video = useRef<HTMLVideoElement>(null);
  const [turn, setTurn] = useState(0);
  const { trouble, ready, others } = useCamera(video, turn);
  const [taken, setTaken] = useState(0);
  const shoot = async (): Promise<void> => {
    const finder = video.current;
    if (!finder) return;
    const canvas = new OffscreenCanvas(finder.videoWidth, finder.videoHeight);
    canvas.getContext('2d')?.drawImage(finder, 0, 0);
    const now = new Date();
    const picture = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.92 });
    const takenAt = cameraTime(now);
    const stamped = stampJpeg(new Uint8Array(await picture.arrayBuffer()), takenAt);
    setTaken((before) => before + 1);
    onPicture(
      `${t('visits.camera.name', { at: takenAt.slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-'), no: String(now.getMilliseconds()).padStart(3, '0') })}.jpg`,
      new Blob([stamped], { type: 'image/jpeg' }),
    );
  };
  return (
    <div className="column fill finder">
      {trouble ? (
        <div className="column finder-trouble" role="alert">
          <p>{t(`visits.camera.${trouble}`)}</p>
          <div className="row">
            <Button onClick={() => setTurn((now) => now + 1)}>{t('visits.camera.again')}</Button>
            {otherWay}
          </div>
        </div>
      ) : (
        <video ref={video} className="finder-picture" autoPlay playsInline muted aria-label={t('visits.camera.finder')} />
      )}
      <div className="row-between finder-foot">
        <span className="quiet figures" role="status">
          {taken > 0 ? t('visits.camera.taken', { taken, count }) : t('visits.camera.about')}
        </span>
        {state}
        <span className="row">
          {others ? (
            <Button icon={<SwapOutlined />} onClick={() => setTurn((now) => now + 1)}>
              {t('visits.camera.turn')}
            </Button>
          ) : null}
          <Button onClick={onClose}>{t('visits.camera.done')}</Button>
          <Button type="primary" icon={<CameraOutlined />} disabled={!ready} onClick={() => void shoot()}>
            {t('visits.camera.shoot')}
          </Button>
        </span>
      </div>
    </div>
  );
}

/** The stream of one camera in `video`, the one that looks away from the person first; each turn takes the next. Stops with the sheet. */
function useCamera(video: RefObject<HTMLVideoElement | null>, turn: number): { trouble: Trouble | null; ready: boolean; others: boolean } {
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [ready, setReady] = useState(false);
  const [others, setOthers] = useState(false);
  useEffect(() => {
    let stream: MediaStream | undefined;
    let gone = false;
    const stop = (): void => {
      for (const track of stream?.getTracks() ?? []) track.stop();
    };
    setTrouble(null);
    setReady(false);
    void (async () => {
      try {
        const cameras = (await navigator.mediaDevices.enumerateDevices()).filter((one) => one.kind === 'videoinput');
        const wanted = turn === 0 ? undefined : cameras[turn % Math.max(1, cameras.length)]?.deviceId;
        stream = await navigator.mediaDevices.getUserMedia({
          video: {
            width: { ideal: 3840 },
            height: { ideal: 2160 },
            ...(wanted ? { deviceId: { ideal: wanted } } : { facingMode: { ideal: 'environment' } }),
          },
        });
        if (gone || !video.current) {
          stop();
          return;
        }
        // pulled out, or taken by the system while it ran
        for (const track of stream.getVideoTracks()) track.addEventListener('ended', () => (gone ? undefined : setTrouble('busy')));
        video.current.srcObject = stream;
        await video.current.play();
        setReady(true);
        setOthers(cameras.length > 1);
      } catch (thrown) {
        if (!gone) setTrouble(troubleOf(thrown));
      }
    })();
    return () => {
      gone = true;
      stop();
    };
  }, [video, turn]);
  return { trouble, ready, others };
}
