import { useEffect } from 'react';
import { followPhotos } from '../../state/photos.ts';
import { useSession } from '../../state/session.ts';

/** Photos that are not sent yet outlive the page and a lost network, as edits do. */
export function useKeptPhotos(): void {
  const userId = useSession()?.user?.id;
  useEffect(() => (userId === undefined ? undefined : followPhotos()), [userId]);
}
