import { useEditOverlay } from '../../map/editing/useEditOverlay.ts';
import { useKeptEdits } from './useKeptEdits.ts';
import { useKeptPhotos } from './useKeptPhotos.ts';

/** Draws unsaved work and keeps it, whichever panel is open. */
export default function UnsavedWork() {
  useEditOverlay();
  useKeptEdits();
  useKeptPhotos();
  return null;
}
