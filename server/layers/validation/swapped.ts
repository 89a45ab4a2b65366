/**
 * China's bounding box in degrees, generously rounded. It serves only to say why a position looks wrong; positions
 * outside China are welcome.
 */
const chinaBox = { west: 73, south: 3, east: 136, north: 54 };

function inChina(longitude: number, latitude: number): boolean {
  return (
    longitude >= chinaBox.west && longitude <= chinaBox.east && latitude >= chinaBox.south && latitude <= chinaBox.north
  );
}

/** True where the two numbers lie in China only when read the other way round. */
export function looksSwapped(longitude: number, latitude: number): boolean {
  return !inChina(longitude, latitude) && inChina(latitude, longitude);
}

/** Degrees never exceed 360; coordinates in the thousands are metres of some projection. */
export function looksProjected(x: number, y: number): boolean {
  return Math.abs(x) > 1000 || Math.abs(y) > 1000;
}
