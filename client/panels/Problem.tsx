import Alert from 'antd/es/alert';
import Button from 'antd/es/button';
import { ServiceProblem } from '../api/http.ts';
import { useWording } from '../state/useWording.ts';
import styles from './Problem.module.css';

interface ProblemProps {
  /** What the person wanted and did not get. */
  readonly title: string;
  readonly error: Error;
  readonly retry: () => void;
}

const mostFaults = 5;

/** The service's own words about what is wrong, its faults, and a way to try again. */
export function Problem({ title, error, retry }: ProblemProps) {
  const { messages, say } = useWording();
  const problem = error instanceof ServiceProblem ? error : undefined;
  const faults = problem?.faults.slice(0, mostFaults) ?? [];
  const more = (problem?.faultCount ?? 0) - faults.length;
  return (
    <div className={styles.problem}>
      <Alert
        type="error"
        showIcon
        title={title}
        description={
          <>
            {problem ? (
              <p>
                {say(problem.titleText)}
                {say(problem.detailText) ? <br /> : null}
                {say(problem.detailText)}
              </p>
            ) : (
              <p>{error.message}</p>
            )}
            <ul className={styles.faults}>
              {faults.map((fault) => (
                <li key={`${fault.number} ${fault.member} ${fault.reason}`}>
                  {fault.number ? `${messages.faultNumber(fault.number)} ` : null}
                  {fault.member ? <code>{fault.member}</code> : null} {fault.reason}
                </li>
              ))}
              {more > 0 ? <li>{messages.moreFaults(more)}</li> : null}
            </ul>
            <Button size="small" onClick={retry}>
              {messages.retry}
            </Button>
          </>
        }
      />
    </div>
  );
}
