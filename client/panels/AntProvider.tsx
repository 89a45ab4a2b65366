import ConfigProvider from 'antd/es/config-provider';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import type { ReactNode } from 'react';
import { useView } from '../state/view.ts';
import { theme } from './theme.ts';

const antLocales = { zh: zhCN, en: enUS };

/** Ant Design in the person's language and the page's colours. */
export function AntProvider({ children }: { readonly children: ReactNode }) {
  const language = useView((view) => view.language);
  return (
    <ConfigProvider locale={antLocales[language]} theme={theme} button={{ autoInsertSpace: false }}>
      {children}
    </ConfigProvider>
  );
}
