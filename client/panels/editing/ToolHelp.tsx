import Button from 'antd/es/button';
import { layers } from '../../../data/layers/index.ts';
import { useEditingWords } from '../../i18n/editing/useEditingWords.ts';
import { drawnAs, drawTool } from '../../map/editing/useEditing.ts';
import { selectTool, type Tool, useEdit } from '../../state/edit.ts';
import { takeTool } from '../../state/editSession.ts';
import { useWording } from '../../state/useWording.ts';
import { CutByChainage } from './CutByChainage.tsx';
import styles from './editing.module.css';

const leastVertices = { Point: 1, LineString: 2, Polygon: 3 } as const;

/** How to use the tool in hand, and buttons for all of it: a phone has no Enter and no Escape. */
export function ToolHelp() {
  const words = useEditingWords();
  const { say } = useWording();
  const tool = useEdit((state) => state.tool);
  const cancel = (
    <Button type="text" onClick={() => takeTool(selectTool)}>
      {words.cancel}
    </Button>
  );
  if (tool.kind === 'draw') {
    const type = drawnAs(tool.layer);
    const how = { Point: words.drawPoint, LineString: words.drawLine, Polygon: words.drawArea }[type];
    return (
      <section className={styles.tool} data-testid="tool">
        <p className={styles.drawing} aria-live="polite">
          <span className={styles.pulse} />
          {tool.into ? intoWords(tool.into.as, words) : words.drawing(say(layers[tool.layer].title))}
          {type === 'Point' ? null : <span className={styles.vertices}>{words.vertices(tool.vertices)}</span>}
        </p>
        <p>{how}</p>
        <p className={styles.hint}>{type === 'Point' ? words.toolKeys : words.drawKeys}</p>
        <div className={styles.buttons}>
          {type === 'Point' ? null : (
            <>
              <Button
                type="primary"
                disabled={tool.vertices < leastVertices[type]}
                onClick={() => drawTool()?.finish()}
              >
                {words.finish}
              </Button>
              <Button disabled={tool.vertices < 1} onClick={() => drawTool()?.undoVertex()}>
                {words.undoVertex}
              </Button>
            </>
          )}
          {cancel}
        </div>
      </section>
    );
  }
  return (
    <section className={styles.tool} data-testid="tool">
      <p className={styles.drawing} aria-live="polite">
        <span className={styles.pulse} />
        {hintOf(tool, words)}
      </p>
      {tool.kind === 'cut' ? <CutByChainage tool={tool} /> : null}
      <p className={styles.hint}>{words.toolKeys}</p>
      <div className={styles.buttons}>{cancel}</div>
    </section>
  );
}

function intoWords(as: 'part' | 'hole', words: ReturnType<typeof useEditingWords>): string {
  return as === 'hole' ? words.drawingHole : words.drawingPart;
}

function hintOf(tool: Tool, words: ReturnType<typeof useEditingWords>): string {
  if (tool.kind === 'cut') return tool.fromMetres === undefined ? words.cutFrom : words.cutTo;
  return tool.kind === 'merge' ? words.mergeHint : words.splitHint;
}
