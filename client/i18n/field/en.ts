import type { FieldMessages } from './zh.ts';

export const en: FieldMessages = {
  locate: 'My position',
  stopLocate: 'Stop locating',
  followAgain: 'Back to my position',
  locating: 'Looking for your position…',
  denied: 'The browser may not say where you are. Allow "Location" in its settings for this site, then press again.',
  unavailable: 'There is no position just now. Go into the open, or switch on the location services of the phone.',
  insecure: 'Browsers give a position to https addresses alone. Open this page under https, or ask the administrator.',
  dismiss: 'Understood',

  offlineMap:
    'The service cannot be reached. The map shows no hazards, warnings or closures, which does not mean that there are none.',
  offlineReport: 'A hazard can be reported all the same: it stays on the phone and is sent once the network is back.',
  otherTownship: (own, other) =>
    `This place is in ${other}, not in ${own}, and will be refused. Move it, or ask ${other} to report it.`,
  outsideTownship: (own) =>
    `This place is not in ${own} and will be refused. Move it, or ask the township that it lies in to report it.`,

  report: 'Report',
  reportHazard: 'Report a hazard',
  unsent: (count) => `Not sent: ${count}`,
  close: 'Close the report (the draft is kept)',
  steps: { where: 'Where', what: 'What', photos: 'Photos' },
  stepOf: (step, name) => `Step ${step}: ${name}`,
  next: 'Next',
  back: 'Back',
  cancel: 'Give up',

  tapMap: 'Or tap the map to say where.',
  useMine: 'My position',
  noPlace: 'No place yet: wait for the position, or tap the map.',
  onRoad: (road, chainage) => `${road} ${chainage}`,
  roadNamed: 'Road without a number',
  distance: (metres) => `${metres} m from the road`,
  accuracy: (metres) => `Position good to about ${metres} m`,
  noRoad: 'No road is near. Tap the map elsewhere, or report it here all the same; the road can be named later.',
  roadsUnknown:
    'Without the network the road cannot be told. Report it here all the same; the road can be named later.',
  length: 'Length of the stretch',
  metres: (metres) => `${metres} m`,

  hazard: 'Hazard',
  grade: 'Grade',
  remarks: 'Remarks (optional)',
  chooseBoth: 'Choose the hazard and its grade',

  submit: 'Report',
  photosHint: 'Photos are optional. Without the network they stay on the phone and are sent once it is back.',
  photoPlace: 'Use the place of the photo',

  done: 'Reported',
  doneOffline: 'Kept on the phone; sent once the network is back',
  someRefused: 'A report or photo was refused; see why below',
  another: 'Report another',
  finish: 'Done',
  outbox: 'Waiting to be sent',
  waitingNetwork: 'Waiting for the network',
  waitingSignIn: 'Waiting for you to sign in',
  sending: 'Being sent',
  refused: 'Refused',
  edit: 'Mend',
  remove: 'Delete',
  photosLeft: (count) => (count === 1 ? '1 photo not sent' : `${count} photos not sent`),
  sendNow: 'Send now',
  retryPhotos: 'Send the photos again',
};
