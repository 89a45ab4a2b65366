import { DownOutlined } from '@ant-design/icons';

/** Of a field to choose from: Ant Design's own is read out by an English word. */
export const chevron = <DownOutlined aria-hidden />;
