import Modal from 'antd/es/modal';
import Switch from 'antd/es/switch';
import { Fragment, useId } from 'react';
import { type ShortcutGroup, shortcutGroups, shortcuts } from '../../actions/shortcuts.ts';
import { useFindingWords } from '../../i18n/finding/useFindingWords.ts';
import { useStore } from '../../state/createStore.ts';
import { closeCover } from '../../state/panels.ts';
import { setSingleKeys, singleKeysStore } from '../../state/shortcutSetting.ts';
import { useWording } from '../../state/useWording.ts';
import styles from './shortcuts.module.css';

const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** Every key that does something, by where it does. */
export default function ShortcutList() {
  const words = useFindingWords();
  const switchId = useId();
  const singleKeys = useStore(singleKeysStore, (on) => on);
  return (
    <Modal open title={words.shortcuts} footer={null} width={1040} onCancel={closeCover}>
      <div className={styles.intro}>
        <p>{words.shortcutsIntro}</p>
        <label htmlFor={switchId}>
          {words.singleKeys}
          <Switch id={switchId} size="small" checked={singleKeys} onChange={setSingleKeys} />
        </label>
      </div>
      <div className={styles.groups}>
        {shortcutGroups.map((group) => (
          <Group key={group} group={group} />
        ))}
      </div>
    </Modal>
  );
}

function Group({ group }: { readonly group: ShortcutGroup }) {
  const words = useFindingWords();
  const { say } = useWording();
  return (
    <section>
      <h3>{words[`group_${group}`]}</h3>
      <dl>
        {shortcuts
          .filter((shortcut) => shortcut.group === group)
          .map(({ keys, title }) => (
            <div key={title.en}>
              <dt>{say(title)}</dt>
              <dd>
                {keys.map((combination, index) => (
                  <Fragment key={combination.join('+')}>
                    {index > 0 ? ' ' : null}
                    <span>
                      {combination.map((key) => (
                        <kbd key={key}>{key === 'Mod' ? (isMac ? '⌘' : 'Ctrl') : key}</kbd>
                      ))}
                    </span>
                  </Fragment>
                ))}
              </dd>
            </div>
          ))}
      </dl>
    </section>
  );
}
