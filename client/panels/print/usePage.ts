import { useEffect, useRef, useState } from 'react';
import { layoutOf } from '../../actions/print/paper.ts';
import { drawPage, type PageContent } from '../../map/print/drawPage.ts';
import { drawForPaper } from '../../map/print/paperMap.ts';
import { mapStore } from '../../state/map.ts';
import { useWording } from '../../state/useWording.ts';

/** A page that is being made: for looking at, or to be saved. */
export interface PageWork {
  readonly share: number;
}

export interface PageMaker {
  /** Draws the page; a page asked for before is given up. Undefined where it was. @throws Error where it cannot be drawn */
  readonly make: (content: PageContent) => Promise<HTMLCanvasElement | undefined>;
  readonly work: PageWork | undefined;
  readonly cancel: () => void;
}

export function usePage(): PageMaker {
  const wording = useWording();
  const [work, setWork] = useState<PageWork>();
  const current = useRef<AbortController>(undefined);
  const cancel = () => {
    current.current?.abort();
    current.current = undefined;
    setWork(undefined);
  };
  useEffect(() => () => current.current?.abort(), []);

  const make = async (content: PageContent) => {
    current.current?.abort();
    const controller = new AbortController();
    current.current = controller;
    const map = mapStore.get();
    if (!map) return undefined;
    setWork({ share: 0 });
    const { paper, scale, dotsPerInch } = content;
    try {
      const drawn = await drawForPaper(
        map,
        { frame: layoutOf(paper).map, scale, dotsPerInch },
        {
          signal: controller.signal,
          onProgress: (share) => {
            if (current.current === controller) setWork({ share });
          },
        },
      );
      return await drawPage(drawn, content, wording);
    } catch (error) {
      if (controller.signal.aborted) return undefined;
      throw error;
    } finally {
      if (current.current === controller) {
        current.current = undefined;
        setWork(undefined);
      }
    }
  };
  return { make, work, cancel };
}
