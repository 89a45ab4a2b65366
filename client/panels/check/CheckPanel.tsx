import { cancelDrawing } from '../../map/drawRoute.ts';
import { clearCheck, useCheck } from '../../state/check.ts';
import { closeRight } from '../../state/panels.ts';
import { useWording } from '../../state/useWording.ts';
import { Panel } from '../Panel.tsx';
import { CheckResult } from './CheckResult.tsx';
import { CheckStart } from './CheckStart.tsx';
import { DrawingHelp } from './DrawingHelp.tsx';

/** A route's check from the first click to the report. */
export default function CheckPanel() {
  const { messages } = useWording();
  const drawing = useCheck((check) => check.drawing);
  const subject = useCheck((check) => check.subject);
  const close = () => {
    cancelDrawing();
    clearCheck();
    closeRight();
  };
  return (
    <Panel side="right" title={messages.check} label={messages.check} closeLabel={messages.close} onClose={close}>
      {drawing ? <DrawingHelp /> : subject ? <CheckResult subject={subject} /> : <CheckStart />}
    </Panel>
  );
}
