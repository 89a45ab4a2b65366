import type { WarnedMessages } from './zh.ts';

export const en: WarnedMessages = {
  heading: 'State of warning',
  stateUnknown: 'Flood warnings unknown: they could not be fetched, and no mark on the map does not mean no warning.',
  stateOutdated: (time) =>
    `Flood warnings could not be renewed: the map marks those of ${time}, which may be outdated.`,
  stateUnknownShort: 'State of warning unknown',
  noRain: 'No rain data yet: points without a mark are in an unknown state of warning.',
  oldRain: (time) => `No rain data since ${time}: points without a mark are in an unknown state of warning.`,
  allBelow: 'All points below warning',
  counted: (title, count) => `${title}: ${count}`,
  judgedAt: (time) => `as of ${time}`,
  alwaysMarked: 'Warnings stay marked while the layer is off or filtered.',
  belowUnmarked: 'Points below warning have no mark of their own.',
  openWarnings: 'Open flood warnings',
  showBasis: 'What it rests on',
  onlyTownship: (name) => `Only points of ${name} are listed.`,
  withoutTownship: 'Only points without a township are listed.',
  wholeCounty: 'List the whole county',
  onPaper: (time) => `Flood warnings as of ${time}`,
  assumedOnPaper: 'Warnings shown are those of an assumed rain, not of the present.',
};
