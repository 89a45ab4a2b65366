import { languages } from '../../data/text.ts';
import { useWording } from '../state/useWording.ts';
import { setLanguage } from '../state/view.ts';
import styles from './LanguageSwitch.module.css';

const languageNames = { zh: '中文', en: 'English' } as const;

/** In the colours of what it stands on: `currentColor`. */
export function LanguageSwitch() {
  const { language, messages } = useWording();
  return (
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
  );
}
