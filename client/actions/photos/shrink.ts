import { photoSidePixels } from '../../../data/photos.ts';

/** Of JPEG, as browsers count it: half the bytes of the camera's own, and nothing to be seen of it. */
const quality = 0.85;

/** A photo as it is sent: drawn anew, so that nothing of what the camera wrote beside the picture goes along. */
export interface ShrunkPhoto {
  readonly full: Blob;
  readonly small: Blob;
}

/** @returns undefined where the browser cannot read the picture */
export async function shrinkPhoto(file: Blob): Promise<ShrunkPhoto | undefined> {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => undefined);
  if (!picture) return undefined;
  const [full, small] = [await drawn(picture, photoSidePixels.full), await drawn(picture, photoSidePixels.small)];
  picture.close();
  return full && small ? { full, small } : undefined;
}

function drawn(picture: ImageBitmap, longestSide: number): Promise<Blob | undefined> {
  const scale = Math.min(1, longestSide / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const context = canvas.getContext('2d');
  if (!context) return Promise.resolve(undefined);
  // JPEG knows no transparency.
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob((blob) => resolve(blob ?? undefined), 'image/jpeg', quality));
}
