import { DownloadOutlined } from '@ant-design/icons';
import Button from 'antd/es/button';
import type { LineString } from 'geojson';
import type { RouteCheckReport } from '../../../server/evacuation/types.ts';
import { reportFileName, reportGeoJson } from '../../actions/reportFiles.ts';
import { saveFile } from '../../api/saveFile.ts';
import { useWording } from '../../state/useWording.ts';
import styles from './check.module.css';

interface DownloadButtonsProps {
  readonly line: LineString;
  readonly report: RouteCheckReport;
}

export function DownloadButtons({ line, report }: DownloadButtonsProps) {
  const { messages } = useWording();
  const name = (extension: string) => reportFileName(messages.downloadName, new Date(), extension);
  return (
    <section className={styles.section}>
      <h3>{messages.download}</h3>
      <div className={styles.downloads}>
        <Button
          size="small"
          icon={<DownloadOutlined aria-hidden />}
          onClick={() => save(reportGeoJson(line, report), name('geojson'), 'application/geo+json')}
        >
          {messages.downloadGeoJson}
        </Button>
        <Button
          size="small"
          icon={<DownloadOutlined aria-hidden />}
          onClick={() => save({ route: line, report }, name('json'), 'application/json')}
        >
          {messages.downloadJson}
        </Button>
      </div>
    </section>
  );
}

function save(content: unknown, fileName: string, type: string): void {
  saveFile(new Blob([JSON.stringify(content, null, 2)], { type }), fileName);
}
