import type { Geometry } from 'geojson';
import { useMemo } from 'react';
import { outsideTownship } from '../../actions/field/townshipPlace.ts';
import { useWholeLayer } from '../../api/queries.ts';
import { useFieldWords } from '../../i18n/field/useFieldWords.ts';
import { useSession } from '../../state/session.ts';
import styles from './field.module.css';

/** Says to a township's account, while it can still be mended, that the place is another township's. */
export function TownshipNotice({ geometry }: { readonly geometry: Geometry | null | undefined }) {
  const words = useFieldWords();
  const user = useSession()?.user;
  const code = user?.role === 'township' ? user.township : null;
  const { data: townships } = useWholeLayer('townships');
  const outside = useMemo(() => {
    if (code === null || !townships || geometry?.type !== 'LineString') return undefined;
    return outsideTownship(code, geometry, townships.features);
  }, [code, townships, geometry]);
  if (!outside) return null;
  const { own, other } = outside;
  return (
    <p className={styles.outside} role="alert">
      {other === undefined ? words.outsideTownship(own) : words.otherTownship(own, other)}
    </p>
  );
}
