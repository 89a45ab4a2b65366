import { DownloadOutlined } from '@ant-design/icons';
import Button from 'antd/es/button';
import Skeleton from 'antd/es/skeleton';
import { useMemo } from 'react';
import type { ElevationProfile } from '../../../server/elevation/profile.ts';
import { chainage, metres, plainNumber } from '../../actions/measures.ts';
import { hazardsOrUnknown, profileCsv, sampleNear, steepest } from '../../actions/profile/profile.ts';
import { type Steepness, type SteepnessLimits, steepnesses } from '../../actions/profile/steepness.ts';
import { reportFileName } from '../../actions/reportFiles.ts';
import { useProfile } from '../../api/profile.ts';
import { useSeeingWords } from '../../i18n/seeing/useSeeingWords.ts';
import type { SeeingMessages } from '../../i18n/seeing/zh.ts';
import { closeBottom } from '../../state/panels.ts';
import { type ProfileSubject, pointAt, useProfileState } from '../../state/profile.ts';
import { useWording } from '../../state/useWording.ts';
import { Dock } from '../Dock.tsx';
import { Problem } from '../Problem.tsx';
import { steepnessLooks } from './chart.ts';
import { ProfileChart } from './ProfileChart.tsx';
import styles from './profile.module.css';
import { bandRange, limitsOf, type ProfileContent, useProfileContent } from './useProfileContent.ts';
import { useProfileOverlay } from './useProfileOverlay.ts';

/** The heights along a road or route, at the foot of the map. */
export default function ProfilePanel() {
  const subject = useProfileState((state) => state.subject);
  return subject ? <ProfileOf subject={subject} /> : null;
}

function ProfileOf({ subject }: { readonly subject: ProfileSubject }) {
  const words = useSeeingWords();
  const { data: profile, error, isPending, refetch } = useProfile(subject);
  const content = useProfileContent(subject, profile);
  useProfileOverlay(content.line, profile);
  const title = content.name === undefined ? words.profile : words.profileOf(content.name);
  return (
    <Dock
      title={title}
      label={words.profile}
      tools={profile ? <ExportCsv profile={profile} content={content} /> : null}
      closeLabel={words.closeProfile}
      onClose={closeBottom}
    >
      <div className={styles.profile} data-testid="profile">
        {error ? <Problem title={words.profileFailed} error={error} retry={() => void refetch()} /> : null}
        {isPending ? (
          <div className={styles.loading} role="status" aria-label={words.profileLoading}>
            <Skeleton active title={false} paragraph={{ rows: 3 }} />
          </div>
        ) : null}
        {profile ? <ProfileView profile={profile} content={content} joined={subject.kind !== 'feature'} /> : null}
      </div>
    </Dock>
  );
}

interface ProfileProps {
  readonly profile: ElevationProfile;
  readonly content: ProfileContent;
}

function ProfileView({ profile, content, joined }: ProfileProps & { readonly joined: boolean }) {
  const wording = useWording();
  const words = useSeeingWords();
  const at = useProfileState((state) => state.at);
  const { bands, chainageAt, designSpeedKmh } = content;
  const { samples } = profile;
  const limits = useMemo(() => limitsOf({ designSpeedKmh }), [designSpeedKmh]);
  const chart = useMemo(
    () => ({
      samples,
      limits,
      bands,
      chainage: (value: number) => chainage(chainageAt(value)),
      startsAtMetres: chainageAt(0),
    }),
    [samples, limits, bands, chainageAt],
  );
  const sample = at === undefined ? undefined : samples[at];
  const percent = (value: number) => `${value > 0 ? '+' : ''}${plainNumber(value, wording)}%`;
  const place =
    sample &&
    words.profilePlace(
      chainage(chainageAt(sample.at_m)),
      sample.height_m === null ? words.unknown : `${plainNumber(Math.round(sample.height_m * 10) / 10, wording)} m`,
      sample.grade_pct === null ? words.unknown : percent(sample.grade_pct),
    );
  const steep = steepest(samples);
  return (
    <>
      <p className={styles.facts}>
        <output className={styles.place}>{place ?? ' '}</output>
        <span>{metres(profile.length_m, wording)}</span>
        {profile.lowest_m !== null && profile.highest_m !== null ? (
          <span>
            {words.height} {plainNumber(Math.round(profile.lowest_m), wording)}–
            {plainNumber(Math.round(profile.highest_m), wording)} m
          </span>
        ) : null}
        {steep?.grade_pct ? (
          <button type="button" onClick={() => pointAt(samples.indexOf(steep))}>
            {words.steepest(percent(steep.grade_pct))} · {chainage(chainageAt(steep.at_m))}
          </button>
        ) : null}
        {profile.void_m > 0 ? (
          <span className={styles.void}>{words.voidLength(metres(profile.void_m, wording))}</span>
        ) : null}
      </p>
      <ProfileChart content={chart} place={place} />
      <Legend limits={limits} words={words} />
      <HazardsUnknown content={content} />
      {bands.length > 0 ? (
        <ul className={styles.bands} aria-label={words.alongHere}>
          {bands.map((band) => (
            <li key={band.id}>
              <button
                type="button"
                data-strong={band.strong || undefined}
                onClick={() => pointAt(sampleNear(samples, (band.fromMetres + band.toMetres) / 2))}
              >
                <svg width="10" height="10" aria-hidden="true">
                  <rect width="10" height="10" rx="2" fill={band.colour} />
                </svg>
                {band.words} {bandRange(band, chainageAt)}
              </button>
            </li>
          ))}
        </ul>
      ) : null}
      <p className={styles.notes}>
        {profile.interpolated ? <span>{words.interpolated}</span> : null}
        {joined ? <span>{words.groundHeights}</span> : null}
        {profile.grade_rmse_pct === null ? null : (
          <span>
            {words.gradeWindow(metres(profile.grade_window_m, wording), plainNumber(profile.grade_rmse_pct, wording))}
          </span>
        )}
        {profile.sources.length > 0 ? (
          <span>
            {words.sources(profile.sources.map(({ name }) => name).join(', '))}
            {profile.vertical_accuracy_m === null
              ? ''
              : `, ${words.accuracy(metres(profile.vertical_accuracy_m, wording))}`}
          </span>
        ) : null}
      </p>
    </>
  );
}

/** An empty strip would look like a road without hazards. */
function HazardsUnknown({ content }: { readonly content: ProfileContent }) {
  const { messages } = useWording();
  const words = useSeeingWords();
  const { hazards, askHazards } = content;
  if (hazards === 'all' || hazards === 'asking') return null;
  return (
    <p className={styles.facts} role="alert">
      <span className={styles.void}>{hazards === 'some' ? words.hazardsCut : words.hazardsFailed}</span>
      {hazards === 'failed' ? (
        <button type="button" onClick={askHazards}>
          {messages.retry}
        </button>
      ) : null}
    </p>
  );
}

function Legend({ limits, words }: { readonly limits: SteepnessLimits; readonly words: SeeingMessages }) {
  const meaning: Readonly<Record<Steepness, string>> = {
    gentle: words.gentle(limits.steepPercent),
    steep: words.steep(limits.steepPercent),
    verySteep: words.verySteep(limits.verySteepPercent),
    unknown: words.unknown,
  };
  return (
    <p className={styles.legend}>
      <span>{words.grade}</span>
      {steepnesses.map((name) => (
        <span key={name}>
          <svg width="22" height="10" aria-hidden="true">
            <path
              d="M1 5H21"
              stroke={steepnessLooks[name].colour}
              strokeWidth={steepnessLooks[name].widthPixels}
              strokeDasharray={name === 'unknown' ? '4 3' : undefined}
            />
          </svg>
          {meaning[name]}
        </span>
      ))}
      <span className={styles.source}>
        {limits.speedKnown ? words.gradeBySpeed(limits.speedKmh) : words.gradeByLowest(limits.speedKmh)}
      </span>
    </p>
  );
}

function ExportCsv({ profile, content }: ProfileProps) {
  const words = useSeeingWords();
  const save = () => {
    const headings = {
      chainage: words.csvChainage,
      longitude: words.csvLongitude,
      latitude: words.csvLatitude,
      height: words.csvHeight,
      grade: words.csvGrade,
      hazards: words.csvHazards,
    };
    const here = (at: number) =>
      content.bands
        .filter(({ fromMetres, toMetres }) => fromMetres <= at && at <= toMetres)
        .map(({ words: what }) => what);
    const said = content.hazards === 'all' ? here : hazardsOrUnknown(here, words.unknown);
    const csv = profileCsv(profile, headings, content.chainageAt, said);
    const url = URL.createObjectURL(new Blob([csv], { type: 'text/csv;charset=utf-8' }));
    const link = document.createElement('a');
    link.href = url;
    link.download = reportFileName(words.profile, new Date(), 'csv');
    link.click();
    URL.revokeObjectURL(url);
  };
  return (
    <Button size="small" icon={<DownloadOutlined aria-hidden />} onClick={save}>
      {words.exportCsv}
    </Button>
  );
}
