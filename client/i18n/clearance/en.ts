import type { ClearanceMessages } from './zh.ts';

export const en: ClearanceMessages = {
  player: 'Clearance',
  play: 'Play',
  pause: 'Pause',
  time: 'Time since setting out',
  keys: 'Space plays or pauses; arrows go a minute on or back, Page keys ten',
  speed: 'Speed',
  speedOf: (minutes) => `1 s = ${minutes} min`,
  at: (time) => `${time} after setting out`,
  arrived: 'Arrived',
  arrivedOf: (arrived, people) => `${arrived} of ${people}`,
  onTheWay: 'On the way',
  peopleOf: (people) => `${people} people`,
  done: (time) => `Everybody in: ${time}`,
  bound: (time) => `Lower bound ${time}`,
  curve: (people, end, bound) =>
    `People arrived over time: ${people} in all, everybody in after ${end}; the roads' capacity allows ${bound} at best.`,
  fullness: 'How full roads are',
  free: 'under half',
  busy: 'over half',
  full: 'full',
  dotOf: (people) => `a dot = ${people} ${people === '1' ? 'person' : 'people'}`,
  waits: 'waiting for a road',
  assumption:
    'Everybody sets out at once and waits, first come first served, where a road is full: the very reckoning that gives the time in which everybody is in.',
  unknownStatus:
    'Whether they get there safely is not known: this shows what the roads can carry, not that they are safe.',
  incomplete: (people) => `${people} people have no place and are not shown.`,
  unknownPeople: (points) =>
    points === 1
      ? '1 point with an unknown number of people is not shown.'
      : `${points} points with an unknown number of people are not shown.`,
  nobody: 'Nobody moves in this plan: there is nothing to play.',
  notKept: 'This plan was made before the course of an evacuation was kept. Make it anew to play it.',
  sheltersHeading: 'People in each shelter',
};
