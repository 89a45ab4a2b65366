import { readFileSync } from 'node:fs';

/** A process that has put its mark on something. */
export interface Holder {
  readonly pid: number;
  /** When the process started, in the kernel's own count; missing where there is no /proc. */
  readonly started: string | undefined;
}

/** A process id alone is used again after a restart of the machine or of a container; with its start time it is not. */
function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the name in parentheses and may hold spaces; state is the 3rd field and start time the 22nd.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? 'ended' : fields[19];
  } catch {
    return undefined;
  }
}

/** What this process writes into a file that is its own for a time. */
export function ownMark(): string {
  return `${process.pid} ${startOf(process.pid) ?? ''}`.trim();
}

/** Whose mark a file holds; undefined where it is gone or holds none. */
export function readHolder(file: string): Holder | undefined {
  try {
    const [pid, started] = readFileSync(file, 'utf8').trim().split(' ');
    return pid !== undefined && /^\d+$/.test(pid) ? { pid: Number(pid), started } : undefined;
  } catch {
    return undefined;
  }
}

export function isAlive(holder: Holder): boolean {
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    // EPERM: it lives and belongs to somebody else.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return holder.started === undefined || startOf(holder.pid) === holder.started;
}
