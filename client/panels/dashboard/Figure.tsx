import type { ReactNode } from 'react';
import { useDashboardWords } from '../../i18n/dashboard/useDashboardWords.ts';

interface FigureProps {
  /** What is counted, in words. */
  readonly label: string;
  /** Where the figure leads elsewhere than to the map. */
  readonly title?: string | undefined;
  readonly onLook: () => void;
  readonly children: ReactNode;
  readonly className?: string | undefined;
}

/** A figure that leads to what it counts. */
export function Figure({ label, title, onLook, children, className }: FigureProps) {
  const words = useDashboardWords();
  return (
    <button type="button" className={className} title={title ?? words.showOnMap(label)} onClick={onLook}>
      {children}
    </button>
  );
}
