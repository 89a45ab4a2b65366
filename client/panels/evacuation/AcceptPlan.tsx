import Button from 'antd/es/button';
import Checkbox from 'antd/es/checkbox';
import { useMemo, useState } from 'react';
import { roles } from '../../../data/roles.ts';
import { plainNumber } from '../../actions/measures.ts';
import { type Confirmations, type CurrentPlan, useAcceptPlan, useDeletePlan, usePlanReport } from '../../api/plans.ts';
import { useWholeLayer } from '../../api/queries.ts';
import type { CountyFeatures } from '../../api/types.ts';
import { showPlan, showView } from '../../state/evacuation.ts';
import { useSession } from '../../state/session.ts';
import { useWording } from '../../state/useWording.ts';
import { ConfirmAction } from '../account/ConfirmAction.tsx';
import { Refusal } from '../account/Refusal.tsx';
import styles from './plan.module.css';
import { useMayPlan } from './useMayPlan.ts';

/** Makes the plan's routes those of the county, after saying what that replaces and what stands against it. */
export function AcceptPlan({ plan }: { readonly plan: CurrentPlan }) {
  const { messages, say } = useWording();
  const words = messages.evacuation;
  const mayPlan = useMayPlan();
  const role = useSession()?.user?.role;
  const accept = useAcceptPlan();
  const remove = useDeletePlan();
  const [asking, setAsking] = useState(false);
  const done = accept.data;
  return (
    <div className={styles.accept}>
      {done ? (
        <p role="status" className={styles.done}>
          {words.acceptDone(done.created.length, done.updated.length, done.deleted.length, done.unchanged.length)}
        </p>
      ) : null}
      {mayPlan || !role ? null : <p className={styles.needsRole}>{words.acceptNeedsRole(say(roles[role].title))}</p>}
      {asking ? (
        <Question
          plan={plan}
          pending={accept.isPending}
          error={accept.error}
          onCancel={() => setAsking(false)}
          onConfirm={(confirmed) => accept.mutate({ id: plan.id, ...confirmed }, { onSuccess: () => setAsking(false) })}
        />
      ) : (
        <div className={styles.buttons}>
          {mayPlan ? (
            <Button type={plan.accepted ? 'default' : 'primary'} onClick={() => setAsking(true)}>
              {words.accept}
            </Button>
          ) : null}
          <Button onClick={() => showView('cards')}>{words.openCards}</Button>
          {mayPlan ? (
            <div className={styles.remove}>
              <ConfirmAction
                label={words.remove}
                question={words.removeQuestion}
                confirmLabel={words.removeConfirm}
                danger
                pending={remove.isPending}
                error={remove.error}
                onConfirm={(close) =>
                  remove.mutate(plan.id, {
                    onSuccess: () => {
                      close();
                      showPlan(undefined);
                    },
                  })
                }
              />
            </div>
          ) : null}
        </div>
      )}
    </div>
  );
}

interface QuestionProps {
  readonly plan: CurrentPlan;
  readonly pending: boolean;
  readonly error: Error | null;
  readonly onCancel: () => void;
  readonly onConfirm: (confirmed: Confirmations) => void;
}

function Question({ plan, pending, error, onCancel, onConfirm }: QuestionProps) {
  const wording = useWording();
  const { messages } = wording;
  const words = messages.evacuation;
  const [given, setGiven] = useState<Confirmations>({});
  const present = usePresentRoutes(plan.id);
  const asked = confirmationsFor(plan, wording);
  const isReady = asked.every(({ name }) => given[name]);
  return (
    <fieldset className={styles.question}>
      <legend>{words.accept}</legend>
      <p>{words.acceptQuestion(plan.points, plan.routes)}</p>
      {present === undefined ? null : <p>{words.acceptReplaces(present)}</p>}
      {asked.map(({ name, label, because }) => (
        <div key={name}>
          <Checkbox
            checked={given[name] === true}
            onChange={({ target }) => setGiven({ ...given, [name]: target.checked || undefined })}
          >
            {label}
          </Checkbox>
          {because.length > 0 ? (
            <ul className={styles.because}>
              {because.map((message) => (
                <li key={message}>{message}</li>
              ))}
            </ul>
          ) : null}
        </div>
      ))}
      <Refusal error={error} />
      <div className={styles.buttons}>
        <Button autoFocus onClick={onCancel}>
          {messages.cancel}
        </Button>
        <Button type="primary" disabled={!isReady} loading={pending} onClick={() => onConfirm(given)}>
          {words.acceptConfirm}
        </Button>
      </div>
    </fieldset>
  );
}

interface Asked {
  readonly name: keyof Confirmations;
  readonly label: string;
  /** What it is that is to be confirmed, one by one. */
  readonly because: readonly string[];
}

function confirmationsFor(plan: CurrentPlan, wording: ReturnType<typeof useWording>): Asked[] {
  const words = wording.messages.evacuation;
  const told = (all: CurrentPlan['doubts']) => [...new Set(all.map(({ message }) => message))];
  const asked: (Asked | false)[] = [
    plan.outdated && { name: 'confirm_outdated', label: words.acceptOutdated, because: [] },
    plan.status === 'incomplete' && {
      name: 'confirm_incomplete',
      label: words.acceptIncomplete(plainNumber(plan.unserved, wording)),
      because: [],
    },
    (plan.doubts.length > 0 || plan.status === 'unknown') && {
      name: 'confirm_doubts',
      label: words.acceptDoubts,
      because: told(plan.doubts),
    },
    plan.assumptions.length > 0 && {
      name: 'confirm_assumptions',
      label: words.acceptAssumptions,
      because: told(plan.assumptions),
    },
  ];
  return asked.filter((one) => one !== false);
}

/** How many routes the points of a plan have now; undefined while that is not known. */
function usePresentRoutes(plan: number): number | undefined {
  const { data: report } = usePlanReport(plan);
  const { data: routes } = useWholeLayer('evacuation_routes');
  return useMemo(() => {
    if (!report || !routes || !isWhole(routes)) return undefined;
    const points = new Set<unknown>(report.assignments.map(({ point }) => point));
    return routes.features.filter(({ properties }) => points.has(properties.flood_point_code)).length;
  }, [report, routes]);
}

/** A county of more routes than are fetched at once gets no count rather than a wrong one. */
function isWhole(routes: CountyFeatures): boolean {
  return 'numberMatched' in routes && routes.numberMatched === routes.features.length;
}
