import { useId, type ReactNode } from 'react';

interface Props {
  name: string;
  about: string;
  icon: ReactNode;
  /** for whom it is */
  whose?: string;
  onPress: () => void;
}

/** One of the few things that a screen is for, as a plane to press: its button reaches over all of it, its words describe it. */
export function GreatAct({ name, about, icon, whose, onPress }: Props) {
  const id = useId();
  return (
    <div className="plane great-act">
      <span className="great-icon">{icon}</span>
      {whose ? <span className="quiet">{whose}</span> : null}
      <button type="button" className="bare-button" onClick={onPress} aria-describedby={id}>
        <strong>{name}</strong>
      </button>
      <span id={id} className="quiet">
        {about}
      </span>
    </div>
  );
}
