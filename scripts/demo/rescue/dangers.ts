import type { Finding } from '../hazards/finding.ts';
import type { Section } from '../roads/sections.ts';
import type { EvacuationRoute } from './routes.ts';

/** Sections with a hazard of the highest grade on them. */
export function dangerousSections(findings: readonly Finding[], sections: readonly Section[]): Set<Section> {
  const dangerous = new Set<Section>();
  for (const finding of findings) {
    if (finding.grade !== 'major') continue;
    for (const section of sections) {
      if (onSection(finding, section)) dangerous.add(section);
    }
  }
  return dangerous;
}

/** Findings on any section that a route uses. */
export function findingsAlong(findings: readonly Finding[], routes: readonly EvacuationRoute[]): Set<Finding> {
  const used = new Set(routes.flatMap((route) => route.way.sections));
  return new Set(findings.filter((finding) => [...used].some((section) => onSection(finding, section))));
}

function onSection(finding: Finding, section: Section): boolean {
  return finding.road === section.road && finding.from < section.planeTo && finding.to > section.planeFrom;
}
