import { useMemo } from 'react';
import type { Saying } from '../../actions/filter/said.ts';
import { useTableWords } from '../../i18n/table/useTableWords.ts';
import { useWording } from '../../state/useWording.ts';
import { useTownshipNames } from '../account/useTownshipNames.ts';

/** What it takes to say conditions and values in the language in use. */
export function useSaying(): Saying {
  const wording = useWording();
  const words = useTableWords();
  const townships = useTownshipNames();
  return useMemo(() => {
    const names = new Map(townships.map(({ code, name }) => [code, name]));
    return { wording, words, townshipName: (code: string) => names.get(code) ?? code };
  }, [wording, words, townships]);
}
