/** What a key may set off wherever the keyboard is; whoever can do it says so while it can. */
export type CommandId =
  | 'search'
  | 'layers'
  | 'dashboard'
  | 'print'
  | 'shortcuts'
  | 'table'
  | 'measure'
  | 'terrain'
  | 'wholeCounty';

const offered = new Map<CommandId, () => void>();

/** @returns what withdraws the offer */
export function offerCommand(id: CommandId, run: () => void): () => void {
  offered.set(id, run);
  return () => {
    if (offered.get(id) === run) offered.delete(id);
  };
}

/** @returns whether somebody could do it */
export function runCommand(id: CommandId): boolean {
  const run = offered.get(id);
  run?.();
  return run !== undefined;
}
