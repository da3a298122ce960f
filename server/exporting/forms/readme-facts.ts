import { markLine } from '../../../shared/environment/test-mark.ts'
import { STANDARD_VERSIONS } from '../../../shared/exports/datasets/about.ts'
import { speaker } from '../../../shared/texts/speaker.ts'
import { releasesText } from '../../coding/service.ts'
import type { FormatInput } from '../format.ts'
import { seenPlaces } from '../seen-places.ts'

/** A line of a README: what it says, and the value; without a value a sentence alone. */
export type ReadmeFact = readonly [what: string, value: string]

/** What stands in the README of forms' tables: what they are, of when, by which versions. @source EX-07 */
export function readmeFacts(
  input: FormatInput,
  counts: { readonly rows: number },
): readonly ReadmeFact[] {
  const { study, definition, snapshot, language } = input
  const { t, say } = speaker(language)
  return [
    ...(input.mark === null ? [] : [[markLine(input.mark), ''] as const]),
    [t('formFiles.study'), `${study.key} · ${say(definition.title)}`],
    [t('formFiles.protocol'), definition.key],
    [t('formFiles.definition'), `${input.definitionVersion} (${definition.version})`],
    [t('formFiles.data'), snapshot === null ? t('formFiles.asTheyWere') : snapshot.name],
    [t('formFiles.asOf'), input.stateAt],
    ...(snapshot === null
      ? []
      : [
          [t('formFiles.entry'), String(snapshot.seq)] as const,
          [t('formFiles.hash'), snapshot.hash] as const,
        ]),
    [t('formFiles.cutoff'), input.cutoff ?? t('formFiles.noCutoff')],
    [t('formFiles.subjects'), String(input.subjectCount)],
    [t('formFiles.rows'), String(counts.rows)],
    [t('formFiles.profile'), t(profileKey(input))],
    [t('formFiles.program'), `Hepatrial ${input.programVersion}`],
    [t('formFiles.terms'), `CTCAE 5.0; CDISC ${STANDARD_VERSIONS.SDTM.termsVersion}`],
    [t('formFiles.dictionaries'), releasesText(input.dictionaries) || t('formFiles.noDictionary')],
    ...(input.twin === null ? [[t('formFiles.zones'), zonesOf(input)] as const] : []),
    [t('formFiles.times'), ''],
    [t('formFiles.values'), ''],
    [t('formFiles.codes'), ''],
    [t('formFiles.links'), ''],
  ]
}

function profileKey({ twin }: FormatInput): 'export.profile.full' | 'export.profile.deidentified' {
  return twin === null ? 'export.profile.full' : 'export.profile.deidentified'
}

/** Time zones of the sites: a de-identified copy does not tell them. */
function zonesOf(input: FormatInput): string {
  return seenPlaces(input)
    .map(({ code, timeZone }) => `${code}: ${timeZone}`)
    .join('; ')
}
