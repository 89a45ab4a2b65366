import { ServiceProblem } from '../../api/http.ts';
import { useWording } from '../../state/useWording.ts';
import styles from './account.module.css';

/** Why a change was not made; said aloud. Nothing where it was. */
export function Refusal({ error }: { readonly error: Error | null }) {
  const { say } = useWording();
  if (!error) return null;
  const problem = error instanceof ServiceProblem ? error : undefined;
  return (
    <p role="alert" className={styles.refusal}>
      {problem ? say(problem.detailText) || say(problem.titleText) : error.message}
    </p>
  );
}

/** The words for one field of a form, where the refusal is about it. */
export function useFieldRefusal(error: Error | null): (parameter: string) => string | undefined {
  const { say } = useWording();
  return (parameter) =>
    error instanceof ServiceProblem && error.parameter === parameter ? say(error.detailText) : undefined;
}
