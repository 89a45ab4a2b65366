import ConfigProvider from 'antd/es/config-provider';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import type { ReactNode } from 'react';
import { useView } from '../state/view.ts';
import { theme } from './theme.ts';

const antLocales = { zh: zhCN, en: enUS };

/** Who has asked their system for less motion is shown things where they will be. */
const motion = !window.matchMedia('(prefers-reduced-motion: reduce)').matches;
const ownTheme = { ...theme, token: { ...theme.token, motion } };

/** Ant Design in the person's language and the page's colours. */
export function AntProvider({ children }: { readonly children: ReactNode }) {
  const language = useView((view) => view.language);
  return (
    <ConfigProvider locale={antLocales[language]} theme={ownTheme} button={{ autoInsertSpace: false }}>
      {children}
    </ConfigProvider>
  );
}
