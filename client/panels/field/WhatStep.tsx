import Button from 'antd/es/button';
import Input from 'antd/es/input';
import { layers } from '../../../data/layers/index.ts';
import { useFieldWords } from '../../i18n/field/useFieldWords.ts';
import { symbolOf } from '../../map/symbols.ts';
import { type ReportDraft, updateReport } from '../../state/report.ts';
import { useWording } from '../../state/useWording.ts';
import { Choices } from './Choices.tsx';
import styles from './field.module.css';
import { useReportPlace } from './useReportPlace.ts';

const { properties } = layers.road_hazards;
const longestRemarks = properties.remarks?.maxLength ?? 2000;

/** What kind of hazard, and how bad. */
export function WhatStep({ draft }: { readonly draft: ReportDraft }) {
  const words = useFieldWords();
  const { say } = useWording();
  useReportPlace(draft);
  const { hazard, grade, remarks } = draft;
  const isReady = hazard !== undefined && grade !== undefined;
  return (
    <>
      <Choices
        label={words.hazard}
        name="report-hazard"
        value={hazard}
        options={(properties.hazard?.codes ?? []).map(({ value, title }) => ({ value, label: say(title) }))}
        onChange={(next) => updateReport({ hazard: next })}
      />
      <Choices
        label={words.grade}
        name="report-grade"
        value={grade}
        options={(properties.grade?.codes ?? []).map(({ value, title }) => ({
          value,
          label: say(title),
          colour: symbolOf(layers.road_hazards, value).colour,
        }))}
        onChange={(next) => updateReport({ grade: next })}
      />
      <div className={styles.remarks}>
        <label htmlFor="report-remarks">{words.remarks}</label>
        <Input.TextArea
          id="report-remarks"
          autoSize={{ minRows: 2, maxRows: 4 }}
          maxLength={longestRemarks}
          value={remarks}
          onChange={(event) => updateReport({ remarks: event.target.value })}
        />
      </div>
      {isReady ? null : <p className={styles.because}>{words.chooseBoth}</p>}
      <div className={styles.buttons}>
        <Button onClick={() => updateReport({ step: 'where' })}>{words.back}</Button>
        <Button type="primary" disabled={!isReady} onClick={() => updateReport({ step: 'photos' })}>
          {words.next}
        </Button>
      </div>
    </>
  );
}
