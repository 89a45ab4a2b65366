import { text } from '../../../data/text.ts';
import { CommandError } from '../failure.ts';

/** Ctrl-C or SIGTERM as a signal that ends the work in order: what is under way is rolled back. */
export function interruption(): { readonly signal: AbortSignal; stop(): void } {
  const controller = new AbortController();
  const end = () => {
    controller.abort(new CommandError(text('已中断，未保存任何内容。', 'Interrupted; nothing was stored.')));
  };
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
  return {
    signal: controller.signal,
    stop() {
      process.off('SIGINT', end);
      process.off('SIGTERM', end);
    },
  };
}
