import { ArrowLeftOutlined } from '@ant-design/icons';
import { useEffect } from 'react';
import { useEditingWords } from '../../i18n/editing/useEditingWords.ts';
import { useEditing } from '../../map/editing/useEditing.ts';
import { useEditKeys } from '../../map/editing/useEditKeys.ts';
import { useEdit } from '../../state/edit.ts';
import { closeFeature } from '../../state/editSession.ts';
import { closeRight } from '../../state/panels.ts';
import { useWording } from '../../state/useWording.ts';
import { select } from '../../state/view.ts';
import { IconButton } from '../IconButton.tsx';
import { Panel } from '../Panel.tsx';
import { CarryOffer } from './CarryOffer.tsx';
import { ChangeList } from './ChangeList.tsx';
import { ConflictList } from './ConflictList.tsx';
import { DeletedEarlier } from './DeletedEarlier.tsx';
import { DeletedList } from './DeletedList.tsx';
import styles from './editing.module.css';
import { FeatureEditor } from './FeatureEditor.tsx';
import { NewFeature } from './NewFeature.tsx';
import { SaveBar } from './SaveBar.tsx';
import { ToolHelp } from './ToolHelp.tsx';

/** The editor beside the map: what can be drawn, the feature in hand, and everything not yet saved. */
export default function EditingPanel() {
  const words = useEditingWords();
  const { say } = useWording();
  const current = useEdit((state) => state.current);
  const isSelecting = useEdit((state) => state.tool.kind === 'select');
  const hasConflicts = useEdit((state) => state.conflicts.length > 0);
  const notice = useEdit((state) => state.notice);
  useEditing();
  useEditKeys();
  // The mark of what was looked at would lie over what is edited.
  useEffect(() => select(undefined), []);

  const back =
    current !== undefined && isSelecting && !hasConflicts ? (
      <IconButton label={words.back} onClick={closeFeature}>
        <ArrowLeftOutlined aria-hidden />
      </IconButton>
    ) : undefined;

  return (
    <>
      {isSelecting ? null : <span className={styles.crosshair} aria-hidden="true" />}
      <Panel
        side="right"
        before={back}
        title={words.editing}
        label={words.panel}
        closeLabel={words.close}
        onClose={closeRight}
      >
        <SaveBar />
        {notice ? (
          <p className={styles.notice} role="alert">
            {say(notice)}
          </p>
        ) : null}
        <CarryOffer />
        {hasConflicts ? <ConflictList /> : <Body isSelecting={isSelecting} current={current} />}
      </Panel>
    </>
  );
}

function Body({ isSelecting, current }: { readonly isSelecting: boolean; readonly current: string | undefined }) {
  if (!isSelecting) return <ToolHelp />;
  if (current !== undefined) return <FeatureEditor key={current} featureKey={current} />;
  return (
    <>
      <NewFeature />
      <ChangeList />
      <DeletedList />
      <DeletedEarlier />
    </>
  );
}
