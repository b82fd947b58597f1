import type { ReactNode } from 'react';

interface Props {
  name: string;
  about: string;
  icon: ReactNode;
  /** for whom it is */
  whose?: string;
  onPress: () => void;
}

/** One of the few things that a screen is for, as a plane to press. */
export function GreatAct({ name, about, icon, whose, onPress }: Props) {
  return (
    <button type="button" className="plane bare-button great-act" onClick={onPress} aria-label={name}>
      <span className="great-icon">{icon}</span>
      {whose ? <span className="quiet">{whose}</span> : null}
      <strong>{name}</strong>
      <span className="quiet">{about}</span>
    </button>
  );
}
