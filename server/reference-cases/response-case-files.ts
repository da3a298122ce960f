import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const mm = z.number().nullable()
const criteria = z.enum(['RECIST 1.1', 'mRECIST'])
const overall = z.enum(['CR', 'PR', 'SD', 'NON-CR/NON-PD', 'PD', 'NE'])
const cytology = z.enum(['POSITIVE', 'NEGATIVE', 'NOT_DONE'])

const settings = z
  .strictObject({
    pdAbsoluteIncreaseMm: z.number(),
    tooSmallToMeasureMm: z.number(),
    nodeNormalBelowMm: z.number(),
    partialSumPd: z.boolean(),
    afterCr: z.enum(['PD_ON_REAPPEARANCE', 'RECOMPUTE']),
    carryConfirmedResponse: z.boolean(),
    tumourMarkerForCr: z.enum([
      'NOT_USED',
      'IF_ELEVATED_AT_BASELINE',
      'NORMAL_OR_NEVER_RAISED',
      'MUST_BE_NORMAL',
    ]),
    stableDate: z.enum(['LATEST', 'EARLIEST']),
    minIntervalDays: z.number(),
  })
  .partial()

const marker = z.object({ value: z.number().nullable(), upperLimitNormal: z.number().nullable() })

export const timepointCase = z.object({
  id: z.string(),
  criteria,
  settings,
  baseline: z.object({
    targetLesions: z.array(
      z.object({ id: z.string(), nodal: z.boolean(), diameterMm: z.number() }),
    ),
    nonTargetLesions: z.array(z.object({ id: z.string(), kind: z.string() })),
    tumourMarker: marker.optional(),
    expected: z.object({ sumMm: mm }),
  }),
  timepoints: z.array(
    z.object({
      id: z.string(),
      imagingDates: z.array(z.string()),
      targetLesions: z.array(
        z.object({
          id: z.string(),
          state: z.enum([
            'MEASURED',
            'ABSENT',
            'TOO_SMALL_TO_MEASURE',
            'NOT_EVALUABLE',
            'SPLIT',
            'MERGED_INTO',
          ]),
          diameterMm: z.number().optional(),
          fragmentDiametersMm: z.array(z.number()).optional(),
          mergedInto: z.string().optional(),
        }),
      ),
      nonTargetLesions: z.array(
        z.object({
          id: z.string(),
          state: z.enum(['PRESENT', 'ABSENT', 'UNEQUIVOCAL_PROGRESSION', 'NOT_EVALUABLE']),
          cytology: cytology.optional(),
        }),
      ),
      newLesions: z.array(
        z.object({
          id: z.string(),
          kind: z.enum([
            'INTRAHEPATIC',
            'EXTRAHEPATIC',
            'LYMPH_NODE',
            'PORTA_HEPATIS_NODE',
            'EFFUSION_OR_ASCITES',
          ]),
          diameterMm: mm.optional(),
          certainty: z.enum(['EQUIVOCAL', 'UNEQUIVOCAL']),
          enhancement: z.enum(['TYPICAL_HCC', 'ATYPICAL']).nullish(),
          cytology: cytology.nullish(),
        }),
      ),
      tumourMarker: marker.optional(),
      expected: z.object({
        sumMm: mm,
        sumComplete: z.boolean().nullable(),
        partialSumMm: mm.optional(),
        nadirBeforeMm: mm,
        changeFromBaselinePct: mm,
        changeFromNadirMm: mm,
        changeFromNadirPct: mm,
        target: z.string(),
        nonTarget: z.string(),
        newLesionAsAssessed: z.boolean(),
        newLesion: z.boolean(),
        overallAsAssessed: z.string(),
        overall: z.string(),
        responseDate: z.string(),
      }),
    }),
  ),
})

export const combination = z.object({
  target: z.enum(['CR', 'PR', 'SD', 'PD', 'NE', 'NA']),
  nonTarget: z.enum(['CR', 'NON-CR/NON-PD', 'PD', 'NE', 'NA']),
  newLesion: z.enum(['YES', 'NO']),
  overall: z.string(),
})

export const bestOverallCase = z.object({
  id: z.string(),
  referenceDate: z.string(),
  options: z.strictObject({
    confirmation: z.boolean(),
    minIntervalDays: z.number(),
    minSdDays: z.number(),
    maxNeBetween: z.number(),
    allowOneSdBetween: z.boolean(),
    crFollowedByDisease: z.enum(['AS_RECORDED', 'DISEASE_IS_PD', 'CR_WAS_PR']),
    missingAs: z.enum(['NE', 'MISSING']),
    measurableDisease: z.boolean(),
    /** The product always stops at the first progression (B-2). */
    ignoreAfterPd: z.literal(true),
    newTherapyDate: z.string().nullish(),
    newTherapySameDayCounts: z.boolean().default(true),
    deathDate: z.string().nullish(),
    clinicalBenefit: z.object({ durationAboveDays: z.number() }).optional(),
  }),
  assessments: z.array(z.object({ date: z.string(), response: overall })),
  expected: z.object({
    bor: z.string(),
    borDate: z.string().nullable(),
    responseDate: z.string().nullable(),
    firstPdDate: z.string().nullable(),
    dor: z
      .object({ startDate: z.string(), endDate: z.string(), event: z.string(), days: z.number() })
      .nullable(),
    clinicalBenefit: z.boolean().optional(),
  }),
})

export const baselineCase = z.object({
  id: z.string(),
  criteria,
  imagingDate: z.string(),
  treatmentStartDate: z.string(),
  lesions: z.array(
    z.object({
      id: z.string(),
      organ: z.string(),
      kind: z.string(),
      nodal: z.boolean(),
      diameterMm: mm.optional(),
      modality: z.enum(['CT', 'MRI', 'CALIPER', 'CHEST_XRAY']).nullish(),
      sliceThicknessMm: mm.optional(),
      selectedAs: z.enum(['TARGET', 'NON_TARGET']),
      priorLocalTherapy: z.boolean().nullish(),
      progressedSinceLocalTherapy: z.boolean().nullish(),
      arterialEnhancement: z.boolean().nullish(),
      wellDelineated: z.boolean().nullish(),
    }),
  ),
  expected: z.object({
    valid: z.boolean(),
    violations: z.array(z.object({ lesionId: z.string().nullable(), code: z.string() })),
  }),
})

export type TimepointCase = z.infer<typeof timepointCase>
export type BestOverallCase = z.infer<typeof bestOverallCase>
export type BaselineCase = z.infer<typeof baselineCase>

/** The unparsed cases of one file with a name for each; none where the folder lacks the file. */
export function readItems(
  dir: string,
  file: string,
  list: 'cases' | 'rows',
): readonly { readonly id: string; readonly item: unknown }[] {
  const place = join(dir, file)
  if (!existsSync(place)) return []
  const content = z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(place, 'utf8')))
  return z
    .array(z.unknown())
    .parse(content[list])
    .map((item, index) => ({ id: nameOf(item) ?? `${file} ${index + 1}`, item }))
}

function nameOf(item: unknown): string | undefined {
  return z.object({ id: z.string() }).safeParse(item).data?.id
}
