import { roles } from '../../../data/roles.ts';
import type { Text } from '../../../data/text.ts';
import type { SessionUser } from '../../api/types.ts';

/** An account that is named after its role, as the first ones are, is named so in either language. */
export function displayName({ display_name: name, role }: SessionUser, say: (text: Text) => string): string {
  const { title } = roles[role];
  return name === title.zh ? say(title) : name;
}
