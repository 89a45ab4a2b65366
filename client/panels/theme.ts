import type { ThemeConfig } from 'antd/es/config-provider/context';

/** Ant Design in the colours and measures of `styles/base.css`. */
export const theme: ThemeConfig = {
  token: {
    colorPrimary: '#136a7a',
    colorLink: '#136a7a',
    colorError: '#b4231a',
    colorText: '#1e2a30',
    colorTextSecondary: '#55636a',
    colorTextPlaceholder: '#66737a',
    colorBgContainer: '#fffefb',
    colorBorderSecondary: '#e2e0d8',
    borderRadius: 7,
    fontFamily: 'var(--font)',
    fontSize: 14,
    controlHeight: 32,
  },
};
