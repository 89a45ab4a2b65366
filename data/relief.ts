/** How the ground stands up in the 3D view. */
export const reliefView = {
  /** Heights are drawn this many times as high: the slopes of hill counties then look as steep as they feel on foot. */
  exaggeration: 1.3,
  /** Degrees from straight down: on the first look, and at most, short of where the horizon fills the screen. */
  pitch: 58,
  maximumPitch: 76,
} as const;
