import { useView } from '../../state/view.ts';
import { en } from './en.ts';
import { type DashboardMessages, zh } from './zh.ts';

const dashboardWords: Readonly<Record<'zh' | 'en', DashboardMessages>> = { zh, en };

export function useDashboardWords(): DashboardMessages {
  return dashboardWords[useView((view) => view.language)];
}
