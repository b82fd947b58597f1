import { useEffect, useState } from 'react';

/** A text as a QR code, drawn dark on paper in either shade so that every reader takes it. */
export function QrCode({ text, name }: { text: string; name: string }) {
  const [code, setCode] = useState<{ size: number; path: string } | null>(null);
  useEffect(() => {
    let gone = false;
    const draw = async (): Promise<void> => {
      const { create } = await import('qrcode');
      const { size, data } = create(text, { errorCorrectionLevel: 'M' }).modules;
      const path = Array.from({ length: size * size }, (_, at) => (data[at] ? `M${at % size} ${Math.floor(at / size)}h1v1h-1z` : '')).join(
        '',
      );
      if (!gone) setCode({ size, path });
    };
    void draw();
    return () => {
      gone = true;
    };
  }, [text]);
  // four modules of quiet ground all around, as the standard asks
  return (
    <svg
      className="qr"
      role="img"
      aria-label={name}
      viewBox={code ? `-4 -4 ${code.size + 8} ${code.size + 8}` : '0 0 1 1'}
      shapeRendering="crispEdges"
    >
      {code ? <path d={code.path} /> : null}
    </svg>
  );
}
