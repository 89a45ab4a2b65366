import { EditOutlined } from '@ant-design/icons';
import Button from 'antd/es/button';
import { beginDrawing } from '../../map/drawRoute.ts';
import { useWording } from '../../state/useWording.ts';
import { CountyChecks } from './CountyChecks.tsx';
import styles from './check.module.css';

export function CheckStart() {
  const { messages } = useWording();
  return (
    <>
      <div className={styles.start}>
        <p>{messages.checkIntro}</p>
        <Button type="primary" icon={<EditOutlined aria-hidden />} onClick={() => void beginDrawing()}>
          {messages.draw}
        </Button>
      </div>
      <CountyChecks />
    </>
  );
}
