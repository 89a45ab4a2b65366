import { useEffect } from 'react';
import { useFieldWords } from '../../i18n/field/useFieldWords.ts';
import { easeToPosition } from '../../map/camera.ts';
import { mapStore } from '../../state/map.ts';
import { closeRight } from '../../state/panels.ts';
import { beginReport, type ReportDraft, reportStore, useReport } from '../../state/report.ts';
import { select, showLayers } from '../../state/view.ts';
import { Panel } from '../Panel.tsx';
import styles from './field.module.css';
import { Outbox } from './Outbox.tsx';
import { PhotoStep } from './PhotoStep.tsx';
import { WhatStep } from './WhatStep.tsx';
import { WhereStep } from './WhereStep.tsx';

/** Near enough to tell one bend from the next. */
const placeZoom = 15;
const steps = ['where', 'what', 'photos'] as const;

/** A hazard in three steps, each small enough for a phone's foot. */
export default function ReportPanel() {
  const words = useFieldWords();
  const draft = useReport((state) => state);
  const step = draft?.step;
  useEffect(() => {
    beginReport();
    select(undefined);
    showLayers(['road_hazards', 'roads'], true);
  }, []);
  // The sheet grows and shrinks with its step: the place stays in sight above it.
  useEffect(() => {
    const map = mapStore.get();
    const place = reportStore.get()?.place;
    if (step && map && place) easeToPosition(map, place, placeZoom);
  }, [step]);
  return (
    <Panel
      side="right"
      title={words.reportHazard}
      label={words.reportHazard}
      closeLabel={words.close}
      onClose={closeRight}
    >
      {draft ? (
        <div className={styles.panel} data-testid="report">
          {draft.step === 'done' ? null : <Steps step={draft.step} />}
          <Step draft={draft} />
          {draft.step === 'done' || draft.step === 'where' ? <Outbox /> : null}
        </div>
      ) : null}
    </Panel>
  );
}

function Steps({ step }: { readonly step: (typeof steps)[number] }) {
  const words = useFieldWords();
  const at = steps.indexOf(step);
  return (
    <ol className={styles.steps}>
      {steps.map((one, index) => (
        <li key={one} aria-current={one === step ? 'step' : undefined} data-done={index < at || undefined}>
          <b aria-hidden="true">{index + 1}</b>
          <span className="visually-hidden">{words.stepOf(index + 1, words.steps[one])}</span>
          <span aria-hidden="true">{words.steps[one]}</span>
        </li>
      ))}
    </ol>
  );
}

function Step({ draft }: { readonly draft: ReportDraft }) {
  switch (draft.step) {
    case 'where':
      return <WhereStep draft={draft} />;
    case 'what':
      return <WhatStep draft={draft} />;
    case 'photos':
      return <PhotoStep draft={draft} />;
    case 'done':
      return null;
  }
}
