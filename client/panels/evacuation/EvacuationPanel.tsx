import { ArrowLeftOutlined } from '@ant-design/icons';
import { lazy, Suspense } from 'react';
import { activate, showPlan, showView, useEvacuation } from '../../state/evacuation.ts';
import { closeRight } from '../../state/panels.ts';
import { useWording } from '../../state/useWording.ts';
import { Choice } from '../Choice.tsx';
import { IconButton } from '../IconButton.tsx';
import { Panel } from '../Panel.tsx';

import { PlanOverlay } from './PlanOverlay.tsx';
import { PlansSection } from './PlansSection.tsx';
import { PlanView } from './PlanView.tsx';
import styles from './plan.module.css';

const CardsSection = lazy(() => import('../cards/CardsSection.tsx'));

/** Plans from their making to their acceptance, and the cards that come of them. */
export default function EvacuationPanel() {
  const { messages } = useWording();
  const words = messages.evacuation;
  const view = useEvacuation((state) => state.view);
  const plan = useEvacuation((state) => state.plan);
  const close = () => {
    activate(undefined);
    closeRight();
  };
  return (
    <Panel
      side="right"
      title={words.title}
      before={
        plan === undefined ? null : (
          <IconButton label={messages.back} onClick={() => showPlan(undefined)}>
            <ArrowLeftOutlined aria-hidden />
          </IconButton>
        )
      }
      label={words.title}
      closeLabel={messages.close}
      onClose={close}
    >
      {plan === undefined ? (
        <div className={styles.views}>
          <Choice
            label={words.title}
            value={view}
            options={[
              { value: 'plans', label: words.plans },
              { value: 'cards', label: words.cards },
            ]}
            onChange={showView}
          />
        </div>
      ) : null}
      {plan !== undefined ? <PlanView key={plan} id={plan} /> : null}
      {plan === undefined && view === 'plans' ? <PlansSection /> : null}
      {plan === undefined && view === 'cards' ? (
        <Suspense fallback={null}>
          <CardsSection />
        </Suspense>
      ) : null}
      <PlanOverlay />
    </Panel>
  );
}
