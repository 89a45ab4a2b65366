import { DownloadOutlined } from '@ant-design/icons';
import Button from 'antd/es/button';
import Dropdown from 'antd/es/dropdown';
import { useState } from 'react';
import type { LayerDefinition } from '../../../data/layers/definition.ts';
import { idsCql2, toCql2 } from '../../actions/filter/cql2.ts';
import { reportFileName } from '../../actions/reportFiles.ts';
import { type ExportFormat, type ExportScope, exportFormats } from '../../actions/table/exports.ts';
import { apiUrl, ServiceProblem, sendRequest } from '../../api/http.ts';
import { type ItemsQuery, itemsPath, type SortBy } from '../../api/items.ts';
import { useTableWords } from '../../i18n/table/useTableWords.ts';
import { useFilter } from '../../state/filters.ts';
import { useWording } from '../../state/useWording.ts';

interface ExportMenuProps {
  readonly layer: LayerDefinition;
  readonly sort: SortBy | undefined;
  readonly columns: readonly string[];
  readonly selected: ReadonlySet<number>;
  readonly onProblem: (problem: Error | undefined) => void;
}

/** The layer, what the table shows of it, or the rows selected, as a file. */
export function ExportMenu({ layer, sort, columns, selected, onProblem }: ExportMenuProps) {
  const words = useTableWords();
  const { say, language } = useWording();
  const conditions = useFilter(layer.id);
  const [isAsking, setAsking] = useState(false);

  const queries: Readonly<Record<ExportScope, ItemsQuery>> = {
    view: { filter: toCql2(layer, conditions), sort, properties: columns },
    selected: { filter: idsCql2([...selected]), sort },
    layer: {},
  };
  const titles: Readonly<Record<ExportScope, string>> = {
    view: words.exportFiltered,
    selected: words.exportSelected(selected.size),
    layer: words.exportLayer,
  };
  const scopes = (['view', 'selected', 'layer'] as const).filter((scope) => scope !== 'selected' || selected.size > 0);

  const run = async (scope: ExportScope, format: ExportFormat) => {
    const path = `${itemsPath(layer.id, 'export', queries[scope])}&f=${format.id}`;
    onProblem(undefined);
    setAsking(true);
    try {
      // Asked first: the browser fetches the file itself, and would not say why it is refused.
      await sendRequest(path, { language, method: 'HEAD' });
      const name = reportFileName(`${say(layer.title)}-${words.exportName[scope]}`, new Date(), format.extension);
      download(apiUrl(path), name);
    } catch (error) {
      if (!(error instanceof ServiceProblem)) throw error;
      onProblem(error);
    } finally {
      setAsking(false);
    }
  };

  return (
    <Dropdown
      trigger={['click']}
      placement="topRight"
      menu={{
        items: scopes.flatMap((scope) =>
          exportFormats.map((format) => ({
            key: `${scope} ${format.id}`,
            label: words.exportAs(titles[scope], format.title),
            onClick: () => void run(scope, format),
          })),
        ),
      }}
    >
      <Button
        size="small"
        icon={<DownloadOutlined aria-hidden />}
        loading={isAsking}
        aria-label={words.export}
        aria-haspopup="menu"
      >
        {words.export}
      </Button>
    </Dropdown>
  );
}

function download(address: string, name: string): void {
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
}
