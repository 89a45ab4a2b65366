import { Component, type ReactNode } from 'react';

interface GuardProps {
  /** Shown in place of the children once one of them has failed. */
  readonly fallback: ReactNode;
  /** Of what the children show: whoever changes it gets them anew. */
  readonly shows?: string | undefined;
  readonly children: ReactNode;
}

interface GuardState {
  readonly shown: string | undefined;
  readonly hasFailed: boolean;
}

/** Keeps a part that cannot be fetched or drawn from taking the rest of the page with it. React has it in classes only. */
export class Guard extends Component<GuardProps, GuardState> {
  override state: GuardState = { shown: undefined, hasFailed: false };

  static getDerivedStateFromError(): Partial<GuardState> {
    return { hasFailed: true };
  }

  static getDerivedStateFromProps({ shows }: GuardProps, { shown }: GuardState): Partial<GuardState> | null {
    return shows === shown ? null : { shown: shows, hasFailed: false };
  }

  override render(): ReactNode {
    return this.state.hasFailed ? this.props.fallback : this.props.children;
  }
}
