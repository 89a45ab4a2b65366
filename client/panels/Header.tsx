import { BorderOuterOutlined, EditOutlined } from '@ant-design/icons';
import { languages } from '../../data/text.ts';
import type { ServiceDescription } from '../api/types.ts';
import { beginDrawing } from '../map/drawRoute.ts';
import { useCheck } from '../state/check.ts';
import { toggleLayers, usePanels } from '../state/panels.ts';
import { useWording } from '../state/useWording.ts';
import { setLanguage } from '../state/view.ts';
import styles from './Header.module.css';
import { Wordmark } from './Wordmark.tsx';

const languageNames = { zh: '中文', en: 'English' } as const;

export function Header({ service }: { readonly service: ServiceDescription | undefined }) {
  const { language, messages } = useWording();
  const layersOpen = usePanels((panels) => panels.layers);
  const drawing = useCheck((check) => check.drawing);
  return (
    <header className={styles.header}>
      <Wordmark />
      {service?.county ? <span className={styles.county}>{service.county.name[language]}</span> : null}
      {service?.demo ? <span className={styles.demo}>{messages.demoData}</span> : null}
      <span className={styles.subtitle}>{messages.productSubtitle}</span>
      <nav className={styles.tools}>
        <button
          type="button"
          className={styles.tool}
          aria-pressed={layersOpen}
          disabled={!service}
          onClick={toggleLayers}
        >
          <BorderOuterOutlined aria-hidden />
          <span>{messages.layers}</span>
        </button>
        <button
          type="button"
          className={`${styles.tool} ${styles.primary}`}
          aria-pressed={drawing}
          disabled={!service?.bounds}
          onClick={() => void beginDrawing()}
        >
          <EditOutlined aria-hidden />
          <span>{messages.draw}</span>
        </button>
        <fieldset className={styles.languages}>
          <legend className="visually-hidden">{messages.languageSwitch}</legend>
          {languages.map((choice) => (
            <button
              key={choice}
              type="button"
              lang={choice}
              className={styles.language}
              aria-pressed={choice === language}
              onClick={() => setLanguage(choice)}
            >
              {languageNames[choice]}
            </button>
          ))}
        </fieldset>
      </nav>
    </header>
  );
}
