/** What the keys of the field do to the list below it. */
export interface SearchKeys {
  readonly move: (step: 1 | -1) => void;
  readonly choose: () => void;
}
