import { ArrowLeftOutlined } from '@ant-design/icons';
import { useCheck } from '../../state/check.ts';
import { openRight } from '../../state/panels.ts';
import { useWording } from '../../state/useWording.ts';
import { select } from '../../state/view.ts';
import { IconButton } from '../IconButton.tsx';

/** Back to the checked route, from a feature that was looked up on the way. */
export function BackToCheck() {
  const { messages } = useWording();
  const hasRoute = useCheck((check) => check.subject !== undefined);
  if (!hasRoute) return null;
  const label = `${messages.back}: ${messages.check}`;
  const back = () => {
    select(undefined);
    openRight('check');
  };
  return (
    <IconButton label={label} onClick={back}>
      <ArrowLeftOutlined aria-hidden />
    </IconButton>
  );
}
