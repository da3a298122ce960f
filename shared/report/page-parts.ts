import type { Report, ReportPart } from './define.ts'

/** A report with some of its parts, under the numbers that they have in the whole. */
export function onlyParts(report: Report, isShown: (part: ReportPart) => boolean): Report {
  return {
    ...report,
    sections: report.sections
      .map((section) => ({ ...section, parts: section.parts.filter(isShown) }))
      .filter(({ parts }) => parts.length > 0),
  }
}

/** What compares cohorts or subgroups: baseline, responses, curves by cohort, ratios and forest plots. */
export function isOfCohorts({ key }: ReportPart): boolean {
  return (
    key === 'demographics' || key.endsWith('-by-cohort') || /^(response|hazard|forest)-/.test(key)
  )
}

/** What varies the rules of the analysis. */
export function isOfSensitivity({ key }: ReportPart): boolean {
  return key === 'sensitivity' || key.startsWith('agreement-')
}
