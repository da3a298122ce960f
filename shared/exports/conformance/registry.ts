import { createRegistry } from '../../kernel/registry.ts'
import { censoring, changes, subjectsInAdsl, timesToEvent } from './analysis.ts'
import { baselineScans } from './baseline-scans.ts'
import {
  elements,
  fatalEvents,
  notDone,
  oneBaseline,
  seriousness,
  seriousnessCriteria,
} from './clinical.ts'
import { endAfterStart, studyDays } from './days.ts'
import { deathDates, fatalEventsDied } from './deaths.ts'
import type { ConformanceRule } from './define.ts'
import {
  analysisSources,
  relatedRecords,
  subjectsInDm,
  supplementalKeys,
  tumourLinks,
} from './links.ts'
import { codesAndNames } from './one-to-one.ts'
import {
  describedDatasets,
  describedVariables,
  namesAndLabels,
  requiredValues,
  sequenceNumbers,
  uniqueKeys,
} from './structure.ts'
import { closedCodelists, flags, isoDates, numbers } from './values.ts'

/** Every rule that datasets are held against before they leave. */
export const conformanceRules = createRegistry<ConformanceRule>('conformance rule', [
  describedDatasets,
  describedVariables,
  namesAndLabels,
  requiredValues,
  uniqueKeys,
  sequenceNumbers,
  isoDates,
  numbers,
  closedCodelists,
  flags,
  studyDays,
  endAfterStart,
  codesAndNames,
  subjectsInDm,
  supplementalKeys,
  relatedRecords,
  tumourLinks,
  analysisSources,
  seriousness,
  seriousnessCriteria,
  fatalEvents,
  fatalEventsDied,
  deathDates,
  notDone,
  oneBaseline,
  baselineScans,
  elements,
  subjectsInAdsl,
  timesToEvent,
  censoring,
  changes,
])
