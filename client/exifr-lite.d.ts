/** The part of exifr that reads JPEG and HEIC alone; the package describes only its whole. */
declare module 'exifr/dist/lite.esm.mjs' {
  const exifr: {
    parse(file: ArrayBuffer, options: { readonly exif: boolean; readonly gps: boolean }): Promise<unknown>;
  };
  export default exifr;
}
