/** Keeps a part of the window that cannot be drawn from taking all of it along. */
import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { asApiError, type ApiError } from '../client/api.ts';
import { Refused } from '../ui/page.tsx';
import { PlainButton } from '../ui/plain.tsx';

interface Props {
  /** what is drawn then is drawn from the beginning */
  onAgain: () => void;
  children: ReactNode;
}

export class Fallen extends Component<Props, { error: ApiError | null }> {
  override state = { error: null };

  static getDerivedStateFromError(thrown: unknown): { error: ApiError } {
    return { error: asApiError(thrown) };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    const again = (): void => {
      this.props.onAgain();
      this.setState({ error: null });
    };
    return <Sentence error={error} onAgain={again} />;
  }
}

function Sentence({ error, onAgain }: { error: ApiError; onAgain: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="page">
      <Refused error={error} action={<PlainButton onClick={onAgain}>{t('window.error.again')}</PlainButton>} />
    </div>
  );
}
